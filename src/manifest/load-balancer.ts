import { isMap } from 'yaml'
import type { BackendIntent, ListenerIntent, LoadBalancerIntent } from '../model/link.ts'
import { kindOf, type Page, problem, type Value, written, wrongType } from './cursor.ts'
import { choice, clipped, list, mapping, noteRepeats, type Reader, table, text } from './readers.ts'
import * as a from './values.ts'

/** `service.loadBalancers`: ids to adopt, and load balancers to make. */
export interface LoadBalancersKeys {
  readonly adopted: readonly string[]
  readonly create: readonly LoadBalancerIntent[]
}

/** A name of a load balancer to make: part of step ids, and not to be taken for an id. */
const name = text(/^(?!n?lb-)[a-z][a-z0-9-]{0,31}$/, '[a-z][a-z0-9-]{0,31}', 'bad-value')
/** What is made is a CLB or an NLB, and no name was needed for the only one. */
export const usualName = 'main'

export const port = number(1, 65_535)
const listener: Reader<ListenerIntent> = (value, page) => {
  const read = mapping({ port }, { backendPort: port })(value, page)
  return read && { port: read.port, backendPort: read.backendPort ?? read.port }
}

/** Managed services that people put here, by the prefix of their ids. */
const managed: readonly (readonly [RegExp, string])[] = [
  [/^(?:r|tair)-/, 'Redis / Tair'],
  [/^rm-/, 'RDS'],
  [/^(?:pc|pxc)-/, 'PolarDB'],
  [/^dds-/, 'MongoDB'],
  [/^alikafka/, 'Kafka'],
]

const backendId: Reader<string> = (value, page) => {
  const found = written(value)
  const product = managed.find(([pattern]) => pattern.test(found))?.[1]
  if (product !== undefined) return problem(page, value, { kind: 'no-backend', value: clipped(found), product })
  return text(/^(?:i|eni|eci)-[a-z0-9]+$/, 'i-… | eni-… | eci-…', 'bad-id')(value, page)
}

const ip = text(/^(?:\d{1,3}\.){3}\d{1,3}$/, '192.168.0.10', 'bad-value')

const backend: Reader<BackendIntent> = (value, page) => {
  const read = mapping({ id: backendId }, { type: choice('ecs', 'eni', 'eci'), ip, weight: number(0, 100) })(
    value,
    page,
  )
  if (!read) return undefined
  const { id, type = typeOf(id) } = read
  // An interface and a container group may have several addresses (Slb AddVServerGroupBackendServers, ServerIp).
  if (type !== 'ecs' && read.ip === undefined) return problem(page, value, { kind: 'missing', key: 'ip' })
  return { id, type, ...(read.ip !== undefined && { ip: read.ip }), weight: read.weight ?? 100 }
}

function typeOf(id: string): BackendIntent['type'] {
  if (id.startsWith('eni-')) return 'eni'
  return id.startsWith('eci-') ? 'eci' : 'ecs'
}

const zones: Reader<Readonly<Record<string, string>>> = (value, page) => {
  const read = table(a.zone, a.vswitch)(value, page)
  if (read === undefined) return undefined
  const count = Object.keys(read).length
  // Nlb CreateLoadBalancer, ZoneMappings.
  if (count < 2 || count > 10)
    return problem(page, value, { kind: 'bad-value', value: String(count), expected: '2 … 10' })
  return read
}

const keys = mapping(
  { listeners: some(listener, 'listeners'), backends: some(backend, 'backends') },
  { name, vswitch: a.vswitch, zones },
)

const created: Reader<LoadBalancerIntent> = (value, page) => {
  const read = keys(value, page)
  if (!read) return undefined
  const { name: given = usualName, vswitch, zones: byZone, listeners, backends } = read
  const ports = listeners.map((each) => String(each.port))
  noteRepeats(page, value, ports)
  noteRepeats(
    page,
    value,
    backends.map((each) => each.id),
  )
  if (vswitch !== undefined && byZone !== undefined)
    return problem(page, value, { kind: 'bad-value', value: 'vswitch, zones', expected: 'vswitch | zones' })
  const place = vswitch !== undefined ? { vswitch } : byZone && { zones: byZone }
  // One that is there and wrong is a problem already.
  const isSaid = isMap(value.node) && (value.node.has('vswitch') || value.node.has('zones'))
  if (!place) return isSaid ? undefined : problem(page, value, { kind: 'missing', key: 'vswitch | zones' })
  return { name: given, place, listeners, backends }
}

const entry = mapping({ create: created }, {})

const items = list<string | LoadBalancerIntent>((value, page) =>
  kindOf(value) === 'mapping' ? entry(value, page)?.create : a.loadBalancer(value, page),
)

/** A list of ids and of `{ create }`; the only one may stand without a list. */
export const loadBalancers: Reader<LoadBalancersKeys> = (value, page) => {
  const read = kindOf(value) === 'mapping' ? one(entry(value, page)?.create) : items(value, page)
  if (read === undefined) return undefined
  const adopted = read.filter((each) => typeof each === 'string')
  const create = read.filter((each) => typeof each !== 'string')
  const names = [...adopted, ...create.map((each) => each.name)]
  noteRepeats(page, value, names)
  const types = [...adopted.map((id) => id.startsWith('nlb-')), ...create.map(({ place }) => 'zones' in place)]
  // PrivateLink CreateVpcEndpointService: a service holds resources of one type.
  if (new Set(types).size > 1) problem(page, value, { kind: 'mixed-load-balancers', ids: names })
  return { adopted, create }
}

function one(made: LoadBalancerIntent | undefined): readonly LoadBalancerIntent[] | undefined {
  return made && [made]
}

/** At least one. */
function some<T>(item: Reader<T>, key: string): Reader<readonly T[]> {
  const all = list(item)
  return (value, page) => {
    const read = all(value, page)
    // What was there and wrong is a problem already.
    if (read?.length === 0 && page.problems.length === 0)
      return problem(page, value, { kind: 'missing', key: `${key}[0]` })
    return read
  }
}

/** A whole number within bounds, both included. */
function number(least: number, most: number): Reader<number> {
  return (value: Value, page: Page) => {
    if (kindOf(value) !== 'number') return wrongType(page, value, 'number')
    const found = Number(written(value))
    if (Number.isInteger(found) && found >= least && found <= most) return found
    return problem(page, value, { kind: 'bad-value', value: clipped(written(value)), expected: `${least} … ${most}` })
  }
}
