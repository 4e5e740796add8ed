import type { World } from './world.ts'

const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/** `epsrv-bp1…`: the kind, a region code (`bp1` was seen for cn-hangzhou) and 17 of `[0-9a-z]`. */
export function newId(world: Pick<World, 'random'>, kind: string): string {
  return `${kind}-bp1${Array.from({ length: 17 }, () => letters[world.random(letters.length)]).join('')}`
}

/** Random text for keys and tokens. */
export function secretText(world: Pick<World, 'random'>, length: number): string {
  return Array.from({ length }, () => letters[world.random(letters.length)]).join('')
}

/** `YYYY-MM-DDThh:mm:ssZ`, UTC, as all these products write times. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

export function serviceName(region: string, id: string): string {
  return `com.aliyuncs.privatelink.${region}.${id}`
}

export function serviceDomain(region: string, id: string): string {
  return `${id}.${region}.privatelink.aliyuncs.com`
}

/** PrivateLink GetVpcEndpointAttribute, EndpointDomain. */
export function endpointDomain(endpoint: { id: string; service: string; serviceRegion: string }): string {
  return `${endpoint.id}.${serviceDomain(endpoint.serviceRegion, endpoint.service)}`
}

/** PrivateLink ListVpcEndpointZones, ZoneDomain; the older form is still in the papers of ListVpcEndpointConnections. */
export function zoneDomain(
  world: World,
  endpoint: { id: string; service: string; serviceRegion: string },
  zone: string,
): string {
  return world.rules.oldZoneDomain
    ? `${endpoint.id}-${endpoint.serviceRegion}.${endpoint.service}.${zone}.privatelink.aliyuncs.com`
    : `${endpoint.id}-${zone}.${serviceDomain(endpoint.serviceRegion, endpoint.service)}`
}

/** Names of objects in the log. */
export const objectOf = {
  service: (id: string) => `service ${id}`,
  resource: (service: string, id: string, zone: string) => `resource ${service}:${id}:${zone}`,
  endpoint: (id: string) => `endpoint ${id}`,
  connection: (service: string, endpoint: string) => `connection ${service}:${endpoint}`,
  zone: (endpoint: string, zone: string) => `zone ${endpoint}:${zone}`,
  loadBalancer: (id: string) => `load balancer ${id}`,
  listener: (loadBalancer: string, port: number) => `listener ${loadBalancer}:${port}`,
  health: (of: string, port: number) => `health ${of}:${port}`,
  group: (id: string) => `server group ${id}`,
} as const
