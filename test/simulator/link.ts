import type { Lab } from './lab.ts'

export interface Linked {
  readonly ServiceId: string
  readonly EndpointId: string
}

/** `you` shares its load balancer with `consumer`; the service is Active, the resource attached, the consumer whitelisted. */
export async function share(lab: Lab, consumer = 'peer', more: Record<string, string | boolean> = {}): Promise<string> {
  const { ServiceId } = await lab.call('you', 'privatelink.CreateVpcEndpointService', more)
  await lab.pass(2_000)
  await lab.call('you', 'privatelink.AttachResourceToVpcEndpointService', {
    ServiceId,
    ResourceId: lab.given['you.loadBalancer'] ?? '',
    ResourceType: 'slb',
  })
  await lab.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: lab.uid(consumer) })
  await lab.pass(2_000)
  return ServiceId
}

/** What a consumer asks for: one zone, one group. */
export function wanted(lab: Lab, ServiceId: string, consumer = 'peer'): Record<string, string> {
  return {
    ServiceId,
    VpcId: lab.given[`${consumer}.vpc`] ?? '',
    'SecurityGroupId.1': lab.given[`${consumer}.securityGroup`] ?? '',
    'Zone.1.ZoneId': 'cn-hangzhou-h',
    'Zone.1.VSwitchId': lab.given[`${consumer}.vswitch.h`] ?? '',
  }
}

/** An endpoint of the consumer, Active, its zone waiting to be let in. */
export async function knock(lab: Lab, ServiceId: string, consumer = 'peer'): Promise<string> {
  const { EndpointId } = await lab.call(consumer, 'privatelink.CreateVpcEndpoint', wanted(lab, ServiceId, consumer))
  await lab.pass(5_000)
  return EndpointId
}

/** The whole way from nothing to Connected. */
export async function link(lab: Lab): Promise<Linked> {
  const ServiceId = await share(lab)
  const EndpointId = await knock(lab, ServiceId)
  await lab.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await lab.pass(5_000)
  return { ServiceId, EndpointId }
}

/** The whole way to the peer's endpoint, for an endpoint service of `you` with these parameters; `address` is what the peer dials. */
export async function connectPeer(
  lab: Lab,
  service: Record<string, string>,
): Promise<{ readonly ServiceId: string; readonly address: string }> {
  const { ServiceId } = await lab.call('you', 'privatelink.CreateVpcEndpointService', service)
  await lab.pass(2_000)
  await lab.call('you', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: lab.uid('peer') })
  const EndpointId = await knock(lab, ServiceId)
  await lab.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await lab.pass(5_000)
  const { Zones } = await lab.call('peer', 'privatelink.ListVpcEndpointZones', { EndpointId })
  return { ServiceId, address: Zones[0].EniIp }
}
