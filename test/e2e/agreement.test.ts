import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Operators, openOperators } from '../harness/operators.ts'
import { documentOf } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// What is hard to see at a glance is said the same way by every command that looks.

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'nlb', speed: 400 })
})
afterAll(() => sandbox.close())

const place = (who: string) =>
  `--vpc <${who}.vpc> --security-group <${who}.securityGroup> --zone cn-hangzhou-h=<${who}.vswitch.h>`

async function told(operators: Operators, lines: readonly (readonly [who: string, words: string])[]): Promise<void> {
  for (const [who, words] of lines) expect([words, (await operators.run(who, words)).code]).toEqual([words, 0])
}

test('a service that the peer deleted: status, plan, up and endpoint wait agree, and nothing is created', async () => {
  const operators = openOperators(sandbox, 'deleted')
  await told(operators, [
    ['emqx', 'service create --lb <emqx.loadBalancer>'],
    ['emqx', 'whitelist add <you>'],
    ['you', `endpoint create --service <emqx.service> ${place('you')}`],
    ['emqx', 'connection approve --endpoint <you.endpoint>'],
  ])
  await sandbox.control('POST', 'world', { act: 'vanish', service: operators.known['emqx.service'] })
  const world = await sandbox.control('GET', 'world')
  const status = documentOf(await operators.run('you', 'status')).directions.outbound
  expect([status.state, status.findings[0].code]).toEqual(['failed', 'SERVICE_DELETED_BY_PEER'])
  const plan = documentOf(await operators.run('you', 'plan'))
  expect(plan.changes.find(({ step }: { step: string }) => step === 'outbound/service')).toMatchObject({
    action: 'blocked',
    id: operators.known['emqx.service'],
  })
  const ended = await operators.run('you', 'up -y')
  expect([ended.code, documentOf(ended).error.code]).toEqual([3, 'SERVICE_DELETED_BY_PEER'])
  expect(documentOf(ended).error.hint).toContain('plink down --direction outbound')
  // There is nothing to wait for.
  const waited = await operators.run('you', 'endpoint wait')
  expect([waited.code, documentOf(waited).directions.outbound.state]).toEqual([8, 'failed'])
  expect(waited.stderr).not.toContain('"phase":"begin"')
  expect(await sandbox.control('GET', 'world')).toEqual(world)
  expect((await operators.run('you', 'down -y')).code).toBe(0)
  operators.close()
})

test('an account taken off the whitelist stays connected: it is no longer the endpoint of the link, for status, plan and up alike', async () => {
  const operators = openOperators(sandbox, 'delisted')
  await told(operators, [
    ['you', 'service create --lb <you.loadBalancer>'],
    ['you', 'whitelist add <emqx>'],
    ['emqx', `endpoint create --service <you.service> ${place('emqx')}`],
    ['you', 'connection approve --endpoint <emqx.endpoint>'],
  ])
  const removed = await operators.run('you', 'whitelist remove <emqx> -y')
  expect(removed.stderr).toContain('STILL_CONNECTED')
  for (const [words, exit] of [
    ['status', 0],
    ['up -y', 6],
  ] as const) {
    const ran = await operators.run('you', words)
    const { state, endpoints, findings } = documentOf(ran).directions.inbound
    expect([ran.code, state, endpoints.map(({ expected }: { expected: boolean }) => expected)]).toEqual([
      exit,
      'waiting-for-peer',
      [false],
    ])
    expect(findings).toContainEqual(expect.objectContaining({ code: 'STRANGER_CONNECTED' }))
  }
  expect(documentOf(await operators.run('you', 'plan')).findings).toContainEqual(
    expect.objectContaining({ code: 'STRANGER_CONNECTED' }),
  )
  // Nothing is taken away before it is clear that all can be.
  const world = await sandbox.control('GET', 'world')
  for (const words of ['down -y', 'down -y --without-peer', 'service delete -y']) {
    const ran = await operators.run('you', words)
    const [code, endpoint] = [documentOf(ran).error?.code, operators.known['emqx.endpoint']]
    expect([words, ran.code, code]).toEqual([words, 3, 'FOREIGN_CONSUMERS'])
    expect(documentOf(ran).error.hint).toContain(`--disconnect ${endpoint}`)
    expect(await sandbox.control('GET', 'world')).toEqual(world)
  }
  operators.close()
})
