import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { documentOf, type ProcessResult } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// What is wrong in one direction keeps the other from nothing: each is repaired by itself, and one exit code says the worst.

let sandbox: Sandbox
let folder: string
let ids: Readonly<Record<'inbound' | 'outbound', { readonly service: string; readonly endpoint: string }>>

beforeAll(async () => {
  sandbox = await openSandbox({ speed: 100 })
  folder = sandbox.folder(twoWayManifest(sandbox.document, { name: 'two' }))
  const { directions } = documentOf(await up())
  const idsOf = ({ service, endpoints }: { service: { id: string }; endpoints: { id: string }[] }) => ({
    service: service.id,
    endpoint: endpoints[0]?.id ?? '',
  })
  ids = { inbound: idsOf(directions.inbound), outbound: idsOf(directions.outbound) }
  cpSync(folder, `${folder}.copy`, { recursive: true })
  await eventually(isKept, 'a world at rest')
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  rmSync(folder, { recursive: true })
  cpSync(`${folder}.copy`, folder, { recursive: true })
  await sandbox.control('POST', 'restore')
  await sandbox.control('DELETE', 'faults')
})

type Break = () => Promise<unknown>

/** In what ways a direction may be refused: by a look, by a check, by what is broken for good, and by the cloud. */
const refusals: readonly (readonly [what: string, code: string, exit: number, breaks: Break])[] = [
  ['load balancer is gone', 'LB_NOT_FOUND', 3, () => act('remove', { id: given('you.loadBalancer') })],
  [
    'load balancer may not be read',
    'CLOUD_DENIED',
    4,
    () => fault('slb.DescribeLoadBalancerAttribute', { fault: 'denied' }),
  ],
  [
    'load balancer has come to face the internet, and is to be attached again',
    'LB_NOT_INTERNAL',
    3,
    async () => {
      await act('set', { id: ids.inbound.service, set: { resources: [] } })
      await act('loadBalancer', { id: given('you.loadBalancer'), set: { addressType: 'internet' } })
    },
  ],
  [
    'load balancer is to be attached again, and that is not allowed',
    'CLOUD_DENIED',
    4,
    async () => {
      await act('set', { id: ids.inbound.service, set: { resources: [] } })
      await fault('privatelink.AttachResourceToVpcEndpointService', { fault: 'denied' })
    },
  ],
]

describe.each(refusals)('inbound, the %s', (_what, code, exit, breaks) => {
  test(`up ends with ${exit} and ${code}, and has repaired outbound`, async () => {
    await breaks()
    await act('set', { id: ids.outbound.endpoint, set: { groups: [] } })
    const ran = await up()
    const { error, directions } = documentOf(ran)
    expect([ran.code, error?.code]).toEqual([exit, code])
    expect(directions.outbound.state).toBe('connected')
    expect(await groupsOf(ids.outbound.endpoint)).toEqual([given('you.securityGroup')])
  })
})

test('outbound, the service was deleted by the peer: up says so, and has repaired inbound', async () => {
  await act('vanish', { service: ids.outbound.service })
  await act('set', { id: ids.inbound.service, set: { resources: [] } })
  const ran = await up([])
  const { error, directions } = documentOf(ran)
  expect([ran.code, error?.code]).toEqual([3, 'SERVICE_DELETED_BY_PEER'])
  expect(directions.inbound.state).toBe('connected')
  const { Resources } = await sandbox.call('you', 'privatelink.ListVpcEndpointServiceResources', {
    ServiceId: ids.inbound.service,
  })
  expect(Resources).toMatchObject([{ ResourceId: given('you.loadBalancer') }])
})

test('with nothing to repair in the other direction nothing is changed, and what is wrong there is said too', async () => {
  await act('remove', { id: given('you.loadBalancer') })
  await act('servers', { loadBalancer: given('peer.loadBalancer'), port: 1883, set: { weight: 0 } })
  const before = await sandbox.control('GET', 'world')
  const ran = await up()
  const { error, directions } = documentOf(ran)
  expect([ran.code, error.code]).toEqual([3, 'LB_NOT_FOUND'])
  expect(directions.outbound.findings[0]).toMatchObject({ code: 'BACKEND_WEIGHT_ZERO', severity: 'error' })
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

test('things of another lineage in one direction stop both: whose they are is settled first', async () => {
  await act('set', { id: ids.outbound.endpoint, set: { groups: [] } })
  const file = join(folder, 'plink.state.json')
  const lineage = '11111111-2222-4333-8444-555555555555'
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), lineage }))
  const before = await sandbox.control('GET', 'world')
  const ran = await up()
  expect([ran.code, documentOf(ran).error.code]).toEqual([3, 'LINEAGE_FOREIGN'])
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

function up(keys = ['--peer-profile', 'peer']): Promise<ProcessResult> {
  return sandbox.plink(['up', '-y', ...keys, '-o', 'json'], folder)
}

function given(name: string): string {
  return sandbox.document.given[name] ?? ''
}

function act(what: string, fields: object): Promise<unknown> {
  return sandbox.control('POST', 'world', { act: what, ...fields })
}

function fault(action: string, trouble: object): Promise<unknown> {
  return sandbox.control('POST', 'faults', { action, account: 'you', times: 0, ...trouble })
}

async function groupsOf(EndpointId: string): Promise<string[]> {
  const { SecurityGroups } = await sandbox.call('you', 'privatelink.ListVpcEndpointSecurityGroups', { EndpointId })
  return SecurityGroups.map(({ SecurityGroupId }: { SecurityGroupId: string }) => SecurityGroupId)
}

function isKept(): Promise<boolean> {
  return sandbox.control('POST', 'checkpoint').then(
    () => true,
    () => false,
  )
}
