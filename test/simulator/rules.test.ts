import { expect, test } from 'vitest'
import { createEndpoint, createLink, createService, endpointParams } from '../harness/link-calls.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'

test('approvals of one account do not run side by side', async () => {
  await using cloud = await openSimulatedCloud({ rules: { oneEndpointPerVpc: false } })
  const ServiceId = await createService(cloud)
  const first = await createEndpoint(cloud, ServiceId)
  const second = await createEndpoint(cloud, ServiceId)
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId: first })
  const busy = await cloud.ask('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId: second })
  expect([busy.status, busy.body.Code]).toEqual([400, 'ConcurrentCallNotSupported'])
  await cloud.control('POST', 'world', { act: 'rules', set: { concurrentStatus: 429 } })
  const other = await cloud.ask('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId: second })
  expect([other.status, other.body.Code]).toEqual([429, 'ConcurrentCallNotSupported'])
  await cloud.pass(5_000)
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId: second })
})

test('zones of one endpoint do not change side by side; those of two do', async () => {
  await using cloud = await openSimulatedCloud({ rules: { oneEndpointPerVpc: false } })
  const ServiceId = await createService(cloud)
  const [one, two] = [await createEndpoint(cloud, ServiceId), await createEndpoint(cloud, ServiceId)]
  await cloud.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', { EndpointId: one, ZoneId: 'cn-hangzhou-h' })
  expect(
    await cloud.refused('peer', 'privatelink.RemoveZoneFromVpcEndpoint', { EndpointId: one, ZoneId: 'cn-hangzhou-h' }),
  ).toBe('ConcurrentCallNotSupported')
  await cloud.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', { EndpointId: two, ZoneId: 'cn-hangzhou-h' })
})

test('a whitelist entry holds its lock for a moment, though it shows at once', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  const add = (UserId: string) => cloud.ask('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId })
  expect((await add('1000000000000001')).status).toBe(200)
  expect((await add('1000000000000002')).body.Code).toBe('ConcurrentCallNotSupported')
  await cloud.pass(200)
  expect((await add('1000000000000002')).status).toBe(200)
})

test.each([
  ['you', 'privatelink.UpdateVpcEndpointServiceAttribute', 'ServiceId', 'ServiceDescription'],
  ['peer', 'privatelink.UpdateVpcEndpointAttribute', 'EndpointId', 'EndpointDescription'],
] as const)('%s runs one %s at a time, whichever object it changes', async (account, action, id, description) => {
  await using cloud = await openSimulatedCloud()
  const services = [await createService(cloud), await createService(cloud)]
  const ids =
    id === 'ServiceId'
      ? services
      : [await createEndpoint(cloud, services[0] ?? ''), await createEndpoint(cloud, services[1] ?? '')]
  const update = (index: number) => cloud.ask(account, action, { [id]: ids[index] ?? '', [description]: 'changed' })
  expect((await update(0)).status).toBe(200)
  expect((await update(1)).body.Code).toBe('ConcurrentCallNotSupported')
  await cloud.pass(200)
  expect((await update(1)).status).toBe(200)
})

test('the same token with the same parameters is the same request, and with others a mistake', async () => {
  await using cloud = await openSimulatedCloud()
  const input = { ClientToken: 'token-1', ServiceDescription: 'first' }
  const first = await cloud.call('you', 'privatelink.CreateVpcEndpointService', input)
  await cloud.pass(60_000)
  const again = await cloud.call('you', 'privatelink.CreateVpcEndpointService', input)
  expect({ ...again, RequestId: '' }).toEqual({ ...first, RequestId: '' })
  expect(again.RequestId).not.toBe(first.RequestId)
  const other = await cloud.ask('you', 'privatelink.CreateVpcEndpointService', {
    ...input,
    ServiceDescription: 'second',
  })
  expect([other.status, other.body.Code]).toEqual([400, 'IdempotentParameterMismatch'])
  // Another account's token is another token.
  const theirs = await cloud.call('peer', 'privatelink.CreateVpcEndpointService', input)
  expect(theirs.ServiceId).not.toBe(first.ServiceId)
  expect((await cloud.call('you', 'privatelink.ListVpcEndpointServices')).TotalCount).toBe(1)
  expect(await cloud.refused('you', 'privatelink.CreateVpcEndpointService', { ClientToken: 'x'.repeat(65) })).toBe(
    'IllegalParamFormat.ClientToken',
  )
})

test('a token of a call that was refused is judged anew', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud, 'stranger')
  const input = { ClientToken: 'token-1', ...endpointParams(cloud, ServiceId) }
  expect(await cloud.refused('peer', 'privatelink.CreateVpcEndpoint', input)).toBe('EndpointServiceNotAuthorized')
  await cloud.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('peer') })
  await cloud.call('peer', 'privatelink.CreateVpcEndpoint', input)
})

test('a dry run checks everything, changes nothing, and passes with an error', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  const before = await cloud.control('GET', 'world')
  const dry = { ...endpointParams(cloud, ServiceId), DryRun: true }
  const passed = await cloud.ask('peer', 'privatelink.CreateVpcEndpoint', dry)
  expect([passed.status, passed.body.Code]).toEqual([400, 'DryRunOperation'])
  expect(await cloud.refused('peer', 'privatelink.CreateVpcEndpoint', { ...dry, VpcId: 'vpc-none' })).toBe(
    'VpcNotFound',
  )
  expect(await cloud.control('GET', 'world')).toEqual(before)
  expect(await cloud.control('GET', 'counts')).toMatchObject({ dryRuns: 2, mutations: 3 })
})

test('accounts see and touch nothing of each other, but where the real thing shows it', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId, EndpointId } = await createLink(cloud)
  expect(await cloud.refused('peer', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).toBe(
    'EndpointServiceNotFound',
  )
  expect(await cloud.refused('peer', 'privatelink.DeleteVpcEndpointService', { ServiceId })).toBe(
    'EndpointServiceNotFound',
  )
  expect(await cloud.refused('peer', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })).toBe(
    'EndpointServiceNotFound',
  )
  expect(await cloud.refused('you', 'privatelink.GetVpcEndpointAttribute', { EndpointId })).toBe('EndpointNotFound')
  expect(await cloud.refused('you', 'privatelink.DeleteVpcEndpoint', { EndpointId })).toBe('EndpointNotFound')
  for (const action of [
    'ListVpcEndpointServices',
    'ListVpcEndpointServicesByEndUser',
    'ListVpcEndpoints',
    'ListVpcEndpointConnections',
  ]) {
    const { body } = await cloud.ask('stranger', `privatelink.${action}`)
    expect(JSON.stringify(body)).not.toContain(ServiceId)
    expect(JSON.stringify(body)).not.toContain(EndpointId)
  }
  const { Services } = await cloud.call('peer', 'privatelink.ListVpcEndpointServicesByEndUser', { ServiceId })
  expect(Services).toMatchObject([{ ServiceId, Payer: 'Endpoint', Zones: ['cn-hangzhou-h'] }])
  expect(Services[0]).not.toHaveProperty('ServiceStatus')
})

test('the stranger may not connect unless whitelisted, and then shows as an unexpected endpoint', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  expect(
    await cloud.refused('stranger', 'privatelink.CreateVpcEndpoint', endpointParams(cloud, ServiceId, 'stranger')),
  ).toBe('EndpointServiceNotAuthorized')
  const { endpoint } = await cloud.control('POST', 'world', { act: 'stranger', service: ServiceId })
  const { Connections } = await cloud.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })
  expect(Connections).toMatchObject([{ EndpointId: endpoint, ConnectionStatus: 'Disconnected', ResourceOwner: false }])
})

test('reads lag behind writes where the rule says so', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'world', { act: 'rules', set: { lagMs: 1_000 } })
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService')
  expect(await cloud.refused('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })).toBe(
    'EndpointServiceNotFound',
  )
  expect((await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services).toEqual([])
  await cloud.pass(1_000)
  await cloud.call('you', 'privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
})

test('an account has at most ten endpoints that are not connected', async () => {
  await using cloud = await openSimulatedCloud({ rules: { oneEndpointPerVpc: false } })
  const ServiceId = await createService(cloud)
  for (let count = 0; count < 10; count++)
    await cloud.call('peer', 'privatelink.CreateVpcEndpoint', endpointParams(cloud, ServiceId))
  expect(await cloud.refused('peer', 'privatelink.CreateVpcEndpoint', endpointParams(cloud, ServiceId))).toBe(
    'QuotaExceeded.totalIdleEndpoint',
  )
})

test('an address that was given back is not given out again at once', async () => {
  await using cloud = await openSimulatedCloud({ rules: { oneEndpointPerVpc: false } })
  const ServiceId = await createService(cloud)
  const addressOf = async (EndpointId: string) =>
    (await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })).Zones[0].EniIp
  const EndpointId = await createEndpoint(cloud, ServiceId)
  const first = await addressOf(EndpointId)
  await cloud.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId: 'cn-hangzhou-h' })
  await cloud.pass(5_000)
  expect(await addressOf(await createEndpoint(cloud, ServiceId))).not.toBe(first)
})

test.each([
  [{ act: 'rules', set: { noBackends: 'refuse' } }, 'did you mean noBackend?'],
  [{ act: 'rules', set: { noBackend: 'refused' } }, 'refuse | reset | drop'],
  [{ act: 'rules', set: { lagMs: '1000' } }, 'lagMs cannot be "1000"'],
  [{ act: 'durations', set: { serviceCraete: 1 } }, 'did you mean serviceCreate?'],
])('a mistyped switch is refused with what there is, and changes nothing: %j', async (order, said) => {
  await using cloud = await openSimulatedCloud()
  await expect(cloud.control('POST', 'world', order)).rejects.toThrow(said.replaceAll('"', String.raw`\"`))
  await cloud.control('POST', 'world', { act: 'rules', set: { pageLimit: null, noBackend: 'reset' } })
})
