import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// What keeps a link from being made, by scenario of the simulator: refused before anything is made, with the same exit code
// in every output format, and with the fault that names the way out.

const opened: Sandbox[] = []
afterEach(async () => {
  for (const sandbox of opened.splice(0)) await sandbox.close()
})

interface Case {
  readonly what: string
  readonly scenario?: string
  /** Instead of the peer's keys. */
  readonly words?: readonly string[]
  readonly more?: readonly string[]
  readonly prepare?: (sandbox: Sandbox) => Promise<unknown>
  readonly spec?: (spec: string, sandbox: Sandbox) => string
  readonly exit: number
  readonly code?: string
  /** The first finding, where a refusal gathers several. */
  readonly finding?: string
}

/** The other account's profile is named after it. */
function peerKeys(sandbox: Sandbox): string[] {
  return ['--peer-profile', sandbox.document.accounts[1]?.name ?? '']
}

const cases: readonly Case[] = [
  {
    what: 'a product that is not activated cannot be opened by --yes',
    scenario: 'closed',
    exit: 2,
    code: 'INPUT_NEEDED',
  },
  {
    what: 'a provider that may not pay',
    scenario: 'payer-locked',
    words: ['--direction', 'inbound'],
    spec: (spec) => spec.replace('kind: generic', 'kind: emqx'),
    exit: 3,
    code: 'PAYER_FORBIDDEN',
  },
  { what: 'no zone in common', scenario: 'no-common-zone', exit: 3, finding: 'ZONE_MISMATCH' },
  {
    what: 'a load balancer that faces the internet',
    prepare: (sandbox) =>
      act(sandbox, {
        act: 'loadBalancer',
        id: sandbox.document.given['you.loadBalancer'],
        set: { addressType: 'internet' },
      }),
    exit: 3,
    code: 'LB_NOT_INTERNAL',
  },
  {
    what: 'a prepaid load balancer',
    prepare: (sandbox) =>
      act(sandbox, { act: 'loadBalancer', id: sandbox.document.given['you.loadBalancer'], set: { payType: 'PrePay' } }),
    exit: 3,
    code: 'LB_PREPAID',
  },
  {
    what: 'a listener that is stopped',
    prepare: (sandbox) =>
      act(sandbox, {
        act: 'listener',
        loadBalancer: sandbox.document.given['you.loadBalancer'],
        port: 6379,
        status: 'stopped',
      }),
    exit: 3,
    code: 'LISTENER_STOPPED',
  },
  {
    what: 'a backend that is down',
    prepare: (sandbox) => act(sandbox, { act: 'host', ip: sandbox.document.given['you.host'], status: 'Stopped' }),
    exit: 3,
    code: 'BACKEND_NOT_RUNNING',
  },
  {
    what: 'a security group that admits nobody on the tested port',
    spec: (spec, { document: { given } }) =>
      spec.replace(given['you.securityGroup'] ?? '', given['you.securityGroup.closed'] ?? ''),
    exit: 3,
    code: 'SECURITY_GROUP_CLOSED',
  },
  {
    what: 'a test of a port on which nothing listens',
    spec: (spec) => spec.replace('{inbound}:6379', '{inbound}:6380'),
    exit: 3,
    finding: 'PORT_WITHOUT_LISTENER',
  },
  {
    what: 'a load balancer that is not there',
    spec: (spec, { document: { given } }) => spec.replace(given['you.loadBalancer'] ?? '', 'lb-bp1nowhere00000000000'),
    exit: 3,
    code: 'LB_NOT_FOUND',
  },
  {
    what: "the peer's keys belong to another account than plink.yaml says",
    words: ['--peer-profile', 'stranger'],
    exit: 3,
    code: 'UID_NOT_CALLER',
  },
  {
    what: 'a permission that is missing',
    prepare: (sandbox) => fault(sandbox, 'privatelink.CreateVpcEndpointService', { fault: 'denied', times: 0 }),
    exit: 4,
  },
  {
    what: 'a change that never ends',
    prepare: (sandbox) => fault(sandbox, 'privatelink.CreateVpcEndpoint', { fault: 'stuck', times: 0 }),
    more: ['--timeout', '2s'],
    exit: 5,
    code: 'WAIT_TIMEOUT',
  },
  { what: 'a peer whose keys we do not hold', words: [], exit: 8 },
]

describe.each(cases)(
  '$what ends up with $exit',
  ({ scenario = 'two-companies', words, more = [], prepare, spec, exit, code, finding }) => {
    test.each(['json', 'human'])('in %s', async (format) => {
      const sandbox = await openSandbox({ scenario, speed: 100 })
      opened.push(sandbox)
      await prepare?.(sandbox)
      const yaml = twoWayManifest(sandbox.document, { name: 'refused' })
      const folder = sandbox.folder(spec ? spec(yaml, sandbox) : yaml)
      const ran = await sandbox.plink(['up', '-y', '-o', format, ...(words ?? peerKeys(sandbox)), ...more], folder)
      expect([ran.code, ran.stderr]).toEqual([exit, expect.any(String)])
      if (format === 'json') {
        const document = documentOf(ran)
        if (code) expect(document.error.code).toBe(code)
        if (finding)
          expect([
            document.error.code,
            ...(document.error.facts.faults ?? []).map((each: { code: string }) => each.code),
          ]).toContain(finding)
        if (document.error) expect(document.error.hint.length).toBeGreaterThan(10)
      } else if (code) {
        expect(`${ran.stdout}${ran.stderr}`).toMatch(new RegExp(`plink explain ${code}\\b`))
      }
      // Refused beforehand means: nothing was made. (What was begun is kept, and told.)
      if (exit === 2 || exit === 3) expect((await sandbox.control('GET', 'counts')).carriedOut).toBe(0)
      if (exit === 2 || exit === 3) expect(readdirSync(folder)).toEqual(['plink.yaml'])
    })
  },
)

test('the product is opened once when the flag says so, and the link is then built', async () => {
  const sandbox = await openSandbox({ scenario: 'closed', speed: 100 })
  opened.push(sandbox)
  const folder = sandbox.folder(twoWayManifest(sandbox.document, { name: 'opened' }))
  const ran = await sandbox.plink(['up', '-y', '--open-product', '-o', 'json', ...peerKeys(sandbox)], folder)
  expect(ran.code).toBe(0)
  expect((await sandbox.control('GET', 'counts')).actions['privatelink.OpenPrivateLinkService']).toBe(1)
})

test('network load balancers serve in each of their zones', async () => {
  const sandbox = await openSandbox({ scenario: 'nlb', speed: 100 })
  opened.push(sandbox)
  const folder = sandbox.folder(twoWayManifest(sandbox.document, { name: 'nlb' }))
  const keys = peerKeys(sandbox)
  const ran = await sandbox.plink(['up', '-y', '-o', 'json', ...keys], folder)
  expect([ran.code, documentOf(ran).directions?.inbound?.state]).toEqual([0, 'connected'])
  expect(documentOf(ran).directions.inbound.service.zones).toHaveLength(2)
  expect((await sandbox.plink(['down', '-y', '-o', 'json', ...keys], folder)).code).toBe(0)
})

function act(sandbox: Sandbox, body: object): Promise<unknown> {
  return sandbox.control('POST', 'world', body)
}

function fault(sandbox: Sandbox, action: string, trouble: object): Promise<unknown> {
  return sandbox.control('POST', 'faults', { action, ...trouble })
}
