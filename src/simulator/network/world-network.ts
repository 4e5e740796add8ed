import type { EndpointEntity, ZoneEntity } from '../world/entities.ts'
import { endpointDomain, zoneDomain } from '../world/id.ts'
import type { LoadBalancerEntity } from '../world/load-balancer.ts'
import { settle } from '../world/timeline.ts'
import type { World } from '../world/world.ts'
import { type Backend, backendsOf, checksServers, type HealthChecker } from './health.ts'
import type { Network, Route } from './route.ts'
import { isAdmitted } from './security-groups.ts'

/** What the data plane and the DNS server see of the world. Where papers leave open how a path fails, `world.rules` says. */
export function createNetwork(world: World, health: HealthChecker): Network {
  let turn = 0
  return {
    listenAddresses() {
      settle(world)
      return placesOf(world).flatMap(({ zone }) =>
        loadBalancersOf(world, zone).flatMap((loadBalancer) =>
          loadBalancer.listeners.filter(isTcp).map(({ port }) => ({ address: zone.ip, port })),
        ),
      )
    },

    path(address, port, from) {
      settle(world)
      const place = placesOf(world).find(({ zone }) => zone.ip === address)
      if (place === undefined) return { verdict: 'refuse', because: 'no endpoint has this address' }
      return barrier(world, place, port, from) ?? behind(world, health, place.zone, port, turn++)
    },

    resolve(name) {
      settle(world)
      const wanted = name.toLowerCase().replace(/\.$/, '')
      return world.names.get(wanted) ?? namesOf(world).get(wanted) ?? 'nxdomain'
    },

    onChange(callback) {
      world.listeners.add(callback)
      return () => world.listeners.delete(callback)
    },
  }
}

/** The names of endpoints and their zones, as they are unless an operator says otherwise. */
export function namesOf(world: World): Map<string, readonly string[]> {
  const known = [...world.endpoints.values()].filter(
    ({ connection }) => world.rules.namesResolve !== 'connected' || connection === 'Connected',
  )
  return new Map(
    known.flatMap((endpoint): [string, readonly string[]][] => [
      [endpointDomain(endpoint), endpoint.zones.map(({ ip }) => ip)],
      ...endpoint.zones.map(({ zone, ip }): [string, string[]] => [zoneDomain(world, endpoint, zone), [ip]]),
    ]),
  )
}

interface DeploymentNetwork {
  readonly endpoint: EndpointEntity
  readonly zone: ZoneEntity
}

function placesOf(world: World): DeploymentNetwork[] {
  return [...world.endpoints.values()].flatMap((endpoint) => endpoint.zones.map((zone) => ({ endpoint, zone })))
}

function loadBalancersOf(world: World, zone: ZoneEntity): LoadBalancerEntity[] {
  const row = zone.resource === null ? undefined : world.loadBalancers.get(zone.resource)
  return row === undefined ? [] : [row]
}

/** What stops a connection before it reaches the load balancer; undefined when nothing does. */
function barrier(world: World, { endpoint, zone }: DeploymentNetwork, port: number, from: string): Route | undefined {
  // A group without a rule for it drops in silence (Ecs, security groups).
  if (!isAdmitted(world, endpoint, zone, port, from))
    return { verdict: 'drop', because: 'no security group of the endpoint admits it' }
  const service = world.services.get(endpoint.service)
  const { disconnected } = world.rules
  if (endpoint.connection !== 'Connected')
    return { verdict: disconnected, because: `the connection is ${endpoint.connection}` }
  if (zone.status !== 'Connected') return { verdict: disconnected, because: `the zone is ${zone.status}` }
  if (service === undefined) return { verdict: disconnected, because: 'the service is gone' }
  if (service.business !== 'Normal' || endpoint.business !== 'Normal')
    return { verdict: 'drop', because: 'locked: unpaid' }
  return undefined
}

function behind(world: World, health: HealthChecker, zone: ZoneEntity, port: number, turn: number): Route {
  const { rules } = world
  const [loadBalancer] = loadBalancersOf(world, zone)
  if (loadBalancer === undefined) return { verdict: 'drop', because: 'no load balancer serves the zone' }
  if (loadBalancer.status !== 'active' && loadBalancer.status !== 'Active') {
    return { verdict: 'drop', because: `the load balancer is ${loadBalancer.status}` }
  }
  if (loadBalancer.type === 'nlb' && loadBalancer.lock !== null)
    return { verdict: 'drop', because: `the load balancer is locked: ${loadBalancer.lock}` }
  const listener = loadBalancer.listeners.filter(isTcp).find((each) => each.port === port)
  if (listener === undefined) return { verdict: 'refuse', because: 'no listener on this port' }
  if ('acl' in listener && listener.acl !== null)
    return { verdict: 'drop', because: 'the listener has a list of those it admits, and the endpoint is not on it' }
  // Not reachable through PrivateLink (PrivateLink help, "Share your services").
  if (listener.protocol === 'TCPSSL')
    return { verdict: 'drop', because: 'TCPSSL listeners cannot be reached through PrivateLink' }
  if (listener.status.toLowerCase() !== 'running')
    return { verdict: rules.stoppedListener, because: `the listener is ${listener.status}` }
  // Never probed yet counts as well: the connection itself will show. Without checks everybody does.
  const isChecked = checksServers(world, listener)
  const well = backendsOf(world, loadBalancer, port).filter(
    (each) => each.weight > 0 && (!isChecked || health.last(each) !== false),
  )
  const chosen: Backend | undefined = well[turn % Math.max(1, well.length)]
  if (chosen === undefined) return { verdict: rules.noBackend, because: 'no backend is healthy' }
  const preface = listener.proxyProtocol ? { preface: proxyHeader } : {}
  return { verdict: 'carry', host: chosen.ip, port: chosen.port, ...preface, because: `${loadBalancer.id} listens` }
}

/** Proxy Protocol, version 2: signature, PROXY over TCP and IPv4, and both ends, of which nothing here depends. */
const proxyHeader = Buffer.from('0d0a0d0a000d0a515549540a2111000c7f0000017f000001c35018eb', 'hex')

/** Datagrams are not forwarded here. */
function isTcp({ protocol }: { readonly protocol: string }): boolean {
  return protocol.toUpperCase() !== 'UDP'
}
