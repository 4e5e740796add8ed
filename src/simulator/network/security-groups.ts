import { endpointDomain, zoneDomain } from '../world/id.ts'
import type { LoadBalancerRow } from '../world/load-balancer.ts'
import { settle } from '../world/transition.ts'
import type { EndpointRow, World, ZoneRow } from '../world/world.ts'
import { isIn } from './address.ts'
import { checksServers } from './health-checks.ts'
import { type Backend, backendsOf, type Health } from './reachability.ts'
import type { Network, Path } from './route.ts'

/** What the data plane and the DNS server see of the world. Where papers leave open how a path fails, `world.rules` says. */
export function createNetwork(world: World, health: Health): Network {
  let turn = 0
  return {
    doors() {
      settle(world)
      return placesOf(world).flatMap(({ zone }) =>
        loadBalancersOf(world, zone).flatMap((loadBalancer) =>
          loadBalancer.listeners.map(({ port }) => ({ address: zone.ip, port })),
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
      for (const endpoint of world.endpoints.values()) {
        if (endpointDomain(endpoint) === wanted) return endpoint.zones.map((zone) => zone.ip)
        const zone = endpoint.zones.find((each) => zoneDomain(world, endpoint, each.zone) === wanted)
        if (zone !== undefined) return [zone.ip]
      }
      return undefined
    },

    onChange(callback) {
      world.listeners.add(callback)
      return () => world.listeners.delete(callback)
    },
  }
}

interface Place {
  readonly endpoint: EndpointRow
  readonly zone: ZoneRow
}

function placesOf(world: World): Place[] {
  return [...world.endpoints.values()].flatMap((endpoint) => endpoint.zones.map((zone) => ({ endpoint, zone })))
}

function loadBalancersOf(world: World, zone: ZoneRow): LoadBalancerRow[] {
  const row = zone.resource === null ? undefined : world.loadBalancers.get(zone.resource)
  return row === undefined ? [] : [row]
}

/** What stops a connection before it reaches the load balancer; undefined when nothing does. */
function barrier(world: World, { endpoint, zone }: Place, port: number, from: string): Path | undefined {
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

function behind(world: World, health: Health, zone: ZoneRow, port: number, turn: number): Path {
  const { rules } = world
  const [loadBalancer] = loadBalancersOf(world, zone)
  if (loadBalancer === undefined) return { verdict: 'drop', because: 'no load balancer serves the zone' }
  if (loadBalancer.status !== 'active' && loadBalancer.status !== 'Active') {
    return { verdict: 'drop', because: `the load balancer is ${loadBalancer.status}` }
  }
  const listener = loadBalancer.listeners.find((each) => each.port === port)
  if (listener === undefined) return { verdict: 'refuse', because: 'no listener on this port' }
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
  return { verdict: 'carry', host: chosen.ip, port: chosen.port, because: `${loadBalancer.id} listens` }
}

/**
 * Rules of all groups merged; the lowest number wins, and drop beats accept at the same number (Ecs AuthorizeSecurityGroup).
 * A client outside the VPC's block stands for a host beside the endpoint's own address: on this machine everybody is 127.0.0.1.
 */
function isAdmitted(world: World, endpoint: EndpointRow, zone: ZoneRow, port: number, from: string): boolean {
  const vpc = world.vpcs.get(endpoint.vpc)
  const source = vpc !== undefined && isIn(vpc.cidr, from) ? from : zone.ip
  const rules = endpoint.groups
    .flatMap((group) => world.securityGroups.get(group.id)?.rules ?? [])
    .filter(
      (rule) =>
        rule.Direction === 'ingress' &&
        ['TCP', 'ALL'].includes(rule.IpProtocol.toUpperCase()) &&
        isInRange(rule.PortRange, port) &&
        isIn(rule.SourceCidrIp ?? '', source),
    )
  const best = Math.min(...rules.map((rule) => Number(rule.Priority)))
  const deciding = rules.filter((rule) => Number(rule.Priority) === best)
  return deciding.length > 0 && deciding.every((rule) => rule.Policy === 'Accept')
}

function isInRange(range: string, port: number): boolean {
  const [from = 0, to = 0] = range.split('/').map(Number)
  return (from === -1 && to === -1) || (port >= from && port <= to)
}
