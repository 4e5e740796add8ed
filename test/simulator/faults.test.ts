import { expect, test } from 'vitest'
import { createEndpoint, createService } from '../harness/link-calls.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'

const create = 'privatelink.CreateVpcEndpointService'
const list = 'privatelink.ListVpcEndpointServices'

test.each([
  ['lost-reply', {}, 1],
  ['lost-request', {}, 0],
  ['reset', {}, 0],
] as const)('%s leaves the caller without an answer', async (fault, more, made) => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: create, fault, ...more })
  await expect(cloud.ask('you', create)).rejects.toThrow()
  expect((await cloud.call('you', list)).TotalCount).toBe(made)
})

test.each([
  [{ fault: 'status', status: 500 }, 500, 'InternalError', 0],
  [{ fault: 'status', status: 503, done: true }, 503, 'ServiceUnavailable', 1],
  [{ fault: 'code', code: 'EndpointServiceLocked' }, 400, 'EndpointServiceLocked', 0],
  [{ fault: 'code', code: 'SystemBusy', status: 449 }, 449, 'SystemBusy', 0],
])('%o answers as ordered', async (fault, status, code, made) => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: create, ...fault })
  const reply = await cloud.ask('you', create)
  expect([reply.status, reply.body.Code]).toEqual([status, code])
  expect((await cloud.call('you', list)).TotalCount).toBe(made)
})

test('throttling says when to come again', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: '*', fault: 'throttled', retryAfter: 250 })
  const reply = await cloud.ask('you', list)
  expect([reply.status, reply.body.Code, reply.headers.get('x-acs-retry-after')]).toEqual([
    429,
    'Throttling.User',
    '250',
  ])
})

test('a denied call carries the details of RAM', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: create, fault: 'denied' })
  const { status, body } = await cloud.ask('you', create)
  expect([status, body.Code]).toEqual([403, 'NoPermission'])
  expect(body.AccessDeniedDetail).toMatchObject({
    AuthAction: 'privatelink:CreateVpcEndpointService',
    NoPermissionType: 'ImplicitDeny',
  })
})

test('a page of HTML stands in for an answer', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: '*', fault: 'html' })
  const reply = await cloud.ask('you', list)
  expect([reply.status, reply.headers.get('content-type')]).toEqual([502, 'text/html'])
})

test('a fault strikes the nth call of one account, so often, and then no more', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', {
    action: list,
    account: 'you',
    fault: 'status',
    status: 503,
    nth: 2,
    times: 2,
  })
  const statuses: number[] = []
  for (let count = 0; count < 5; count++) {
    await cloud.call('peer', list)
    statuses.push((await cloud.ask('you', list)).status)
  }
  expect(statuses).toEqual([200, 503, 503, 200, 200])
  await cloud.control('DELETE', 'faults')
  expect(await cloud.control('GET', 'faults')).toEqual([])
})

test('a stuck transition never ends', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: create, fault: 'stuck' })
  const { ServiceId } = await cloud.call('you', create)
  await cloud.pass(3_600_000)
  expect(await cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).toMatchObject({
    ServiceStatus: 'Creating',
  })
})

test('a hung call is never answered', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: list, fault: 'hang' })
  const hung = cloud.ask('you', list)
  hung.catch(() => undefined)
  expect(await Promise.race([hung, cloud.control('GET', 'held?ms=100').then(() => 'silence')])).toBe('silence')
})

test('a call is held before or after it is carried out, until the operator lets it go', async () => {
  await using cloud = await openSimulatedCloud()
  const count = async () => (await cloud.call('you', list)).TotalCount
  for (const [when, made] of [
    ['before', 0],
    ['after', 2],
  ] as const) {
    await cloud.control('POST', 'faults', { action: create, fault: 'hold', when })
    const call = cloud.call('you', create)
    expect(await cloud.control('GET', 'held?ms=5000')).toMatchObject([{ action: create, account: 'you', when }])
    expect(await count()).toBe(made)
    expect(await cloud.control('POST', 'release', {})).toEqual({ released: 1 })
    await call
    expect(await cloud.control('GET', 'held')).toEqual([])
  }
})

test('a held call that is discarded has never arrived', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: create, fault: 'hold', when: 'before' })
  const call = cloud.ask('you', create)
  call.catch(() => undefined)
  await cloud.control('GET', 'held?ms=5000')
  await cloud.control('POST', 'release', { discard: true })
  await expect(call).rejects.toThrow()
  expect((await cloud.call('you', list)).TotalCount).toBe(0)
})

test('a nonsense fault is refused', async () => {
  await using cloud = await openSimulatedCloud()
  await expect(cloud.control('POST', 'faults', { action: '*', fault: 'gremlins' })).rejects.toThrow('400')
})

test('the log has every call with its outcome, token and fault, and no secret', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'faults', { action: list, fault: 'lost-request' })
  await cloud.ask('you', list).catch(() => undefined)
  await cloud.ask('you', create, { ClientToken: 'tok', DryRun: true }, { signature: 'rpc' })
  await cloud.ask('you', create, { ClientToken: 'tok' })
  await cloud.ask('you', create, { ClientToken: 'tok' })
  const { requests } = await cloud.control('GET', 'log')
  expect(requests).toMatchObject([
    { account: 'you', action: list, kind: 'read', outcome: null, fault: 'lost-request', token: null },
    { action: create, kind: 'dry-run', outcome: 'DryRunOperation', token: 'tok' },
    {
      action: create,
      kind: 'write',
      outcome: 'ok',
      token: 'tok',
      params: { ClientToken: 'tok', RegionId: 'cn-hangzhou' },
    },
    { action: create, kind: 'write', outcome: 'replayed', token: 'tok' },
  ])
  expect(JSON.stringify(requests)).not.toMatch(/Signature|AccessKeyId/)
  expect(await cloud.control('GET', 'counts')).toEqual({
    requests: 4,
    mutations: 2,
    carriedOut: 1,
    reads: 1,
    dryRuns: 1,
    actions: { [list]: 1, [create]: 3 },
  })
})

test('the log counts how often a transient status was served by reads', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId } = await cloud.call('you', create)
  await cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
  await cloud.call('you', list)
  await cloud.pass(2_000)
  await cloud.call('you', list)
  const { transitions } = await cloud.control('GET', 'log')
  expect(transitions).toMatchObject([
    { object: `service ${ServiceId}`, from: '', via: 'Creating', to: 'Active', done: true, served: 2 },
  ])
  await cloud.control('POST', 'reset-log')
  expect(await cloud.control('GET', 'log')).toEqual({ requests: [], transitions: [] })
})

test('the critical path is the longest chain of what had to wait for what', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  // Beside the link and shorter than it: not on the path.
  await cloud.call('peer', create)
  const EndpointId = await createEndpoint(cloud, ServiceId)
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await cloud.pass(5_000)
  const path = await cloud.control('GET', 'critical-path')
  expect(path.ms).toEqual({ real: 0, virtual: 14_000 })
  expect(
    path.chain.map((each: { object: string; to: string; ms: number }) => [each.object.split(' ')[0], each.to, each.ms]),
  ).toEqual([
    ['service', 'Active', 2_000],
    ['resource', 'attached', 2_000],
    [expect.stringMatching(/^(?:endpoint|zone)$/), expect.any(String), 5_000],
    ['connection', 'Connected', 5_000],
  ])
  expect(path.services[ServiceId].ms.virtual).toBe(14_000)
})
