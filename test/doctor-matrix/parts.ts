import * as fs from 'node:fs'
import { join } from 'node:path'
import type { DirectionName } from '../../src/model/link.ts'
import { eventually } from '../harness/eventually.ts'
import { type Stage, unwell } from './stage.ts'

// What causes are made of: the ways to change a world.

const balancers = { inbound: ['you', 6379], outbound: ['emqx', 1883] } as const

/** The load balancer at the end of a direction: yours for inbound, the peer's for outbound. */
export function balancer({ cloud }: Stage, direction: DirectionName): string {
  return cloud.given[`${balancers[direction][0]}.loadBalancer`] ?? ''
}

/** Its listener on the port that is tested. */
export function changeListener(stage: Stage, direction: DirectionName, fields: object): Promise<unknown> {
  const at = { loadBalancer: balancer(stage, direction), port: balancers[direction][1] }
  return stage.act('listener', { ...at, ...fields })
}

export function changeServers(stage: Stage, direction: DirectionName, fields: object): Promise<unknown> {
  const at = { loadBalancer: balancer(stage, direction), port: balancers[direction][1] }
  return stage.act('servers', { ...at, ...fields })
}

export function addServer(stage: Stage, direction: DirectionName, set: object): Promise<unknown> {
  const at = { loadBalancer: balancer(stage, direction), port: balancers[direction][1] }
  return stage.act('addServer', { ...at, set })
}

/** Another plink.yaml. */
export function rewrite(stage: Stage, edit: (yaml: string, stage: Stage) => string): void {
  const file = join(stage.folder, 'plink.yaml')
  fs.writeFileSync(file, edit(fs.readFileSync(file, 'utf8'), stage))
}

/** Fields of anything that has an id. */
export function change(stage: Stage, id: string, set: object): Promise<unknown> {
  return stage.act('set', { id, set })
}

/** The ECS instance behind a direction's load balancer. */
export function machine({ cloud }: Stage, direction: DirectionName): string {
  return cloud.given[`${balancers[direction][0]}.machine`] ?? ''
}

/** Nothing listens on your server any more, and the load balancer's checks have noticed. */
export async function stopServer(stage: Stage): Promise<void> {
  await stage.servers.you.replace()
  await failsItsCheck(stage)
}

/** Until the load balancer has noticed. */
export async function failsItsCheck({ cloud }: Stage): Promise<void> {
  await eventually(async () => (await unwell(cloud, 'you')) > 0, 'a server that fails its check')
}

/** The server group of your NLB's tested listener. */
export async function groupOf({ cloud }: Stage): Promise<string> {
  const id = cloud.given['you.loadBalancer'] ?? ''
  const { Listeners } = await cloud.call('you', 'nlb.ListListeners', { 'LoadBalancerIds.1': id })
  return Listeners.find((each: { ListenerPort: number }) => each.ListenerPort === 6379).ServerGroupId
}

/** Rules of the endpoint's security group: yours for outbound, the peer's for inbound. */
export async function setRules(stage: Stage, direction: DirectionName, ...rules: readonly Rule[]): Promise<void> {
  const owner = direction === 'outbound' ? 'you' : 'emqx'
  await change(stage, stage.cloud.given[`${owner}.securityGroup`] ?? '', { rules: [] })
  for (const rule of rules) await addRule(stage, direction, rule)
}

interface Rule {
  readonly port: number | 'all'
  readonly cidr?: string
  readonly protocol?: 'tcp' | 'udp' | 'all'
  readonly policy?: 'accept' | 'drop'
  readonly priority?: number
}

export function addRule(
  { cloud }: Stage,
  direction: DirectionName,
  { port, cidr = '127.0.0.0/8', protocol = 'tcp', policy = 'accept', priority = 1 }: Rule,
): Promise<unknown> {
  const owner = direction === 'outbound' ? 'you' : 'emqx'
  return cloud.call(owner, 'ecs.AuthorizeSecurityGroup', {
    SecurityGroupId: cloud.given[`${owner}.securityGroup`] ?? '',
    'Permissions.1.IpProtocol': protocol.toUpperCase(),
    'Permissions.1.PortRange': port === 'all' ? '-1/-1' : `${port}/${port}`,
    'Permissions.1.SourceCidrIp': cidr,
    'Permissions.1.Policy': policy,
    'Permissions.1.Priority': String(priority),
  })
}

/** Every call of an action by your account fails so, for ever. */
export function failCalls({ cloud }: Stage, action: string, fault: object): Promise<unknown> {
  return cloud.control('POST', 'faults', { action, account: 'you', times: 0, ...fault })
}

export function setConnection(
  stage: Stage,
  direction: DirectionName,
  status: string,
  zones = status,
): Promise<unknown> {
  return stage.act('connection', { endpoint: stage.ids[direction].endpoint, status, zones })
}

export function setName(stage: Stage, direction: DirectionName, answer: object): Promise<unknown> {
  return stage.act('dns', { name: stage.ids[direction].domain, ...answer })
}

/** One more listener of your CLB, which no test names; running, unless the fields say otherwise. */
export async function addListener(stage: Stage, { port, ...set }: { port: number; [field: string]: unknown }) {
  const at = { LoadBalancerId: balancer(stage, 'inbound'), ListenerPort: port }
  const more = { BackendServerPort: 6379, Bandwidth: -1 }
  await stage.cloud.call('you', 'slb.CreateLoadBalancerTCPListener', { ...at, ...more })
  await stage.cloud.pass(10_000)
  await stage.cloud.call('you', 'slb.StartLoadBalancerListener', { ...at, ListenerProtocol: 'tcp' })
  await stage.cloud.pass(10_000)
  await stage.act('listener', { loadBalancer: at.LoadBalancerId, port, set })
}

/** A second endpoint of the peer's at your service, which waits to be let in. */
export async function askWithSecondEndpoint(stage: Stage): Promise<string> {
  const { cloud, ids, act } = stage
  await act('rules', { set: { oneEndpointPerVpc: false } })
  const { EndpointId } = await cloud.call('emqx', 'privatelink.CreateVpcEndpoint', {
    ServiceId: ids.inbound.service,
    VpcId: cloud.given['emqx.vpc'] ?? '',
    'SecurityGroupId.1': cloud.given['emqx.securityGroup'] ?? '',
    'Zone.1.ZoneId': `${cloud.document.region}-h`,
    'Zone.1.VSwitchId': cloud.given['emqx.vswitch.h'] ?? '',
  })
  await cloud.pass(10_000)
  return EndpointId
}

/** plink.yaml names another service of the peer's than the one that the endpoint is at. */
export async function nameOtherService(stage: Stage): Promise<void> {
  const { cloud, ids } = stage
  const { ServiceId } = await cloud.call('emqx', 'privatelink.CreateVpcEndpointService', { ServiceResourceType: 'slb' })
  await cloud.pass(5_000)
  await cloud.call('emqx', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('you') })
  await cloud.pass(5_000)
  rewrite(stage, (yaml) => yaml.replace(ids.outbound.service, ServiceId))
}

/** The peer's service has its load balancer in one zone only, whatever it had before. */
export function leaveOneZone(stage: Stage): Promise<unknown> {
  const [id, zone] = [balancer(stage, 'outbound'), `${stage.cloud.document.region}-h`]
  const resource = { id, type: 'nlb', zone, status: 'attached', autoAllocated: true, created: 0 }
  return change(stage, stage.ids.outbound.service, { resources: [resource] })
}

/** The peer puts a zone of your endpoint on another load balancer of its own, on which nothing listens. */
export async function moveZoneToEmptyBalancer({ cloud, ids }: Stage, letter: string): Promise<void> {
  const zone = (each: string) => `${cloud.document.region}-${each}`
  // NLB's writes travel in the form.
  const { status, body, text } = await cloud.ask(
    'emqx',
    'nlb.CreateLoadBalancer',
    {
      AddressType: 'Intranet',
      VpcId: cloud.given['emqx.vpc'] ?? '',
      'ZoneMappings.1.ZoneId': zone('h'),
      'ZoneMappings.1.VSwitchId': cloud.given['emqx.vswitch.h'] ?? '',
      'ZoneMappings.2.ZoneId': zone('i'),
      'ZoneMappings.2.VSwitchId': cloud.given['emqx.vswitch.i'] ?? '',
    },
    { place: 'form' },
  )
  if (status !== 200) throw new Error(text)
  await cloud.pass(60_000)
  const before = { ResourceId: cloud.given['emqx.loadBalancer'] ?? '', ZoneId: zone(letter) }
  const resource = { ...before, ResourceId: body.LoadbalancerId, ResourceType: 'nlb' }
  const { service: ServiceId, endpoint: EndpointId } = ids.outbound
  await cloud.call('emqx', 'privatelink.AttachResourceToVpcEndpointService', { ServiceId, ...resource })
  await cloud.pass(10_000)
  // What zones are given by themselves cannot be taken from them.
  await cloud.call('emqx', 'privatelink.UpdateVpcEndpointServiceResourceAttribute', {
    ServiceId,
    ...before,
    ResourceType: 'nlb',
    AutoAllocatedEnabled: false,
  })
  await cloud.pass(10_000)
  await cloud.call('emqx', 'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute', {
    ServiceId,
    EndpointId,
    ...resource,
    ResourceReplaceMode: 'Force',
  })
  await cloud.pass(30_000)
}
