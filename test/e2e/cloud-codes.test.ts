import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// A refusal reaches the user with the cloud's own code, message and request id, and with cause and next step in the language
// of the user.

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 100 })
})
afterAll(() => sandbox.close())

const cases = [
  {
    code: 'QuotaExceeded.totalIdleEndpoint',
    action: 'privatelink.CreateVpcEndpoint',
    en: [/too many unconnected endpoints/, /Delete unconnected endpoints/],
    zh: [/未连接的终端节点过多/, /删除未连接的终端节点/],
  },
  {
    code: 'LoadBalancerNotSupportPrivateLink',
    action: 'privatelink.CreateVpcEndpointService',
    en: [/does not support this load balancer/, /Use another load balancer/],
    zh: [/不支持这个负载均衡/, /请使用符合全部条件的负载均衡/],
  },
  {
    code: 'Brand.NewCode',
    action: 'privatelink.CreateVpcEndpointService',
    en: [/plink does not know this code/, /troubleshoot\?q=Brand\.NewCode&product=Privatelink&requestId=/],
    zh: [/plink 未收录这个错误码/, /troubleshoot\?q=Brand\.NewCode&product=Privatelink&requestId=/],
  },
]

describe.each(cases)('$code', ({ code, action, en, zh }) => {
  test.each([
    ['en', en],
    ['zh', zh],
  ] as const)('is explained in %s', async (lang, sentences) => {
    const message = `The cloud says why, at length: ${'because '.repeat(30)}`.trim()
    await sandbox.control('POST', 'faults', { action, kind: 'write', fault: 'code', code, message, times: 0 })
    const name = `codes-${lang}-${cases.findIndex((each) => each.code === code)}`
    const folder = sandbox.folder(twoWayManifest(sandbox.document, { name }))
    const peer = sandbox.document.accounts[1]?.name ?? ''
    const ran = await sandbox.plink(['up', '-y', '-o', 'json', '--lang', lang, '--peer-profile', peer], folder)
    await sandbox.control('DELETE', 'faults')
    expect(ran.code, ran.stderr).toBe(4)
    const { error } = JSON.parse(ran.stdout)
    // Both directions are rehearsed first, so that the same refusal may be gathered twice.
    const found = [error, ...(error.facts.faults ?? [])].find(({ cloudCode }) => cloudCode === code)
    expect(found).toMatchObject({
      code: 'CLOUD_REFUSED',
      cloudCode: code,
      requestId: expect.stringMatching(/^[\w-]{8,}$/),
    })
    expect(found.message).toContain(`${code}${lang === 'en' ? ': ' : '：'}${message}`)
    for (const sentence of sentences) expect(found.hint).toMatch(sentence)
  })
})
