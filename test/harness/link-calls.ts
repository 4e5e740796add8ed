import type { SimulatorClient } from './simulator-client.ts'

export interface LinkIds {
  readonly ServiceId: string
  readonly EndpointId: string
}

/** `you` shares its load balancer with `consumer`; the service is Active, the resource attached, the consumer whitelisted. */
export async function createService(
  cloud: SimulatorClient,
  consumer = 'peer',
  more: Record<string, string | boolean> = {},
): Promise<string> {
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', more)
  await cloud.pass(2_000)
  await cloud.call('you', 'privatelink.AttachResourceToVpcEndpointService', {
    ServiceId,
    ResourceId: cloud.given['you.loadBalancer'] ?? '',
    ResourceType: 'slb',
  })
  await cloud.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid(consumer) })
  await cloud.pass(2_000)
  return ServiceId
}

/** What a consumer asks for: one zone, one group. */
export function endpointParams(cloud: SimulatorClient, ServiceId: string, consumer = 'peer'): Record<string, string> {
  return {
    ServiceId,
    VpcId: cloud.given[`${consumer}.vpc`] ?? '',
    'SecurityGroupId.1': cloud.given[`${consumer}.securityGroup`] ?? '',
    'Zone.1.ZoneId': 'cn-hangzhou-h',
    'Zone.1.VSwitchId': cloud.given[`${consumer}.vswitch.h`] ?? '',
  }
}

/** An endpoint of the consumer, Active, its zone waiting to be let in. */
export async function createEndpoint(cloud: SimulatorClient, ServiceId: string, consumer = 'peer'): Promise<string> {
  const { EndpointId } = await cloud.call(
    consumer,
    'privatelink.CreateVpcEndpoint',
    endpointParams(cloud, ServiceId, consumer),
  )
  await cloud.pass(5_000)
  return EndpointId
}

/** The whole way from nothing to Connected. */
export async function createLink(cloud: SimulatorClient): Promise<LinkIds> {
  const ServiceId = await createService(cloud)
  const EndpointId = await createEndpoint(cloud, ServiceId)
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await cloud.pass(5_000)
  return { ServiceId, EndpointId }
}

/** The whole way to the peer's endpoint, for an endpoint service of `you` with these parameters; `address` is what the peer dials. */
export async function createPeerLink(
  cloud: SimulatorClient,
  service: Record<string, string>,
): Promise<{ readonly ServiceId: string; readonly address: string }> {
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', service)
  await cloud.pass(2_000)
  await cloud.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('peer') })
  const EndpointId = await createEndpoint(cloud, ServiceId)
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await cloud.pass(5_000)
  const { Zones } = await cloud.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })
  return { ServiceId, address: Zones[0].EniIp }
}
