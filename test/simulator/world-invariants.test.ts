import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

// Any sequence of calls, sensible or not, leaves a world whose parts agree with each other.

type Call = readonly [account: string, action: string, parameters: Record<string, string | number | boolean>]

/** Ids that calls may use: what the scenario gives, and what earlier calls have made. */
interface Known {
  readonly services: string[]
  readonly endpoints: string[]
}

const kinds = [
  'create-service',
  'attach',
  'detach',
  'add-user',
  'remove-user',
  'create-endpoint',
  'add-zone',
  'remove-zone',
  'enable',
  'disable',
  'bandwidth',
  'delete-endpoint',
  'delete-service',
  'wait',
] as const

test('any sequence of calls leaves a consistent world', async () => {
  const steps = fc.array(
    fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(3), zone: fc.constantFrom('h', 'i') }),
    {
      minLength: 10,
      maxLength: 40,
    },
  )
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      await using cloud = await openSimulatedCloud()
      const known: Known = { services: [], endpoints: [] }
      for (const step of sequence) {
        if (step.kind === 'wait') {
          await cloud.pass(6_000)
          continue
        }
        const { status, body } = await cloud.ask(...callFor(cloud, known, step))
        expect([200, 400, 403, 404, 429]).toContain(status)
        if (body.ServiceId !== undefined) known.services.push(body.ServiceId)
        if (body.EndpointId !== undefined) known.endpoints.push(body.EndpointId)
      }
      await cloud.pass(60_000)
      await expectConsistent(cloud)
    }),
    { numRuns: 15 },
  )
})

function callFor(
  { given, uid }: SimulatedCloud,
  known: Known,
  { kind, pick, zone }: { kind: (typeof kinds)[number]; pick: number; zone: string },
): Call {
  const ServiceId = known.services[pick % Math.max(1, known.services.length)] ?? 'epsrv-none'
  const EndpointId = known.endpoints[pick % Math.max(1, known.endpoints.length)] ?? 'ep-none'
  const ZoneId = `cn-hangzhou-${zone}`
  const resource = { ServiceId, ResourceId: given['you.loadBalancer'] ?? '', ResourceType: 'slb' }
  const place = { ZoneId, VSwitchId: given[`peer.vswitch.${zone}`] ?? '' }
  switch (kind) {
    case 'create-service':
      return ['you', 'privatelink.CreateVpcEndpointService', { AutoAcceptEnabled: pick === 0 }]
    case 'attach':
      return ['you', 'privatelink.AttachResourceToVpcEndpointService', resource]
    case 'detach':
      return ['you', 'privatelink.DetachResourceFromVpcEndpointService', resource]
    case 'add-user':
      return ['you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: uid('peer') }]
    case 'remove-user':
      return ['you', 'privatelink.RemoveUserFromVpcEndpointService', { ServiceId, UserId: uid('peer') }]
    case 'create-endpoint': {
      const zones = pick > 1 ? {} : { 'Zone.1.ZoneId': place.ZoneId, 'Zone.1.VSwitchId': place.VSwitchId }
      const group = { 'SecurityGroupId.1': given['peer.securityGroup'] ?? '' }
      return [
        'peer',
        'privatelink.CreateVpcEndpoint',
        { ServiceId, VpcId: given['peer.vpc'] ?? '', ...group, ...zones },
      ]
    }
    case 'add-zone':
      return ['peer', 'privatelink.AddZoneToVpcEndpoint', { EndpointId, ...place }]
    case 'remove-zone':
      return ['peer', 'privatelink.RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId }]
    case 'enable':
      return ['you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId }]
    case 'disable':
      return ['you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId }]
    case 'bandwidth':
      return ['you', 'privatelink.UpdateVpcEndpointConnectionAttribute', { ServiceId, EndpointId, Bandwidth: 500 }]
    case 'delete-endpoint':
      return ['peer', 'privatelink.DeleteVpcEndpoint', { EndpointId }]
    case 'delete-service':
      return ['you', 'privatelink.DeleteVpcEndpointService', { ServiceId }]
    default:
      throw new Error(`${kind} is no call`)
  }
}

async function expectConsistent(cloud: SimulatedCloud): Promise<void> {
  const { requests, transitions } = await cloud.control('GET', 'log')
  expect(requests.filter((each: { outcome: string | null }) => each.outcome?.startsWith('bug'))).toEqual([])
  expect(transitions.filter((each: { done: boolean }) => !each.done)).toEqual([])
  const { Services } = await cloud.call('you', 'privatelink.ListVpcEndpointServices')
  for (const each of Services) expect(each.ServiceStatus).toBe('Active')
  const services: string[] = Services.map((each: { ServiceId: string }) => each.ServiceId)
  const { Endpoints } = await cloud.call('peer', 'privatelink.ListVpcEndpoints')
  const addresses: string[] = []
  for (const endpoint of Endpoints) {
    expect(['Connected', 'Disconnected', 'ServiceDeleted']).toContain(endpoint.ConnectionStatus)
    if (endpoint.ConnectionStatus !== 'ServiceDeleted') expect(services).toContain(endpoint.ServiceId)
    const { Zones } = await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId: endpoint.EndpointId })
    for (const zone of Zones) {
      addresses.push(zone.EniIp)
      const expected = endpoint.ConnectionStatus === 'Connected' ? ['Connected'] : ['Wait', 'Disconnected']
      expect(expected).toContain(zone.ZoneStatus)
    }
  }
  expect(new Set(addresses).size).toBe(addresses.length)
  const world = await cloud.control('GET', 'world')
  const taken: string[] = world.peer.vswitches.flatMap((each: { taken: string[] }) => each.taken)
  expect(addresses.filter((address) => !taken.includes(address))).toEqual([])
  const { Connections } = await cloud.call('you', 'privatelink.ListVpcEndpointConnections')
  expect(Connections.map((each: { EndpointId: string }) => each.EndpointId).toSorted()).toEqual(
    Endpoints.filter((each: { ServiceId: string }) => services.includes(each.ServiceId))
      .map((each: { EndpointId: string }) => each.EndpointId)
      .toSorted(),
  )
}
