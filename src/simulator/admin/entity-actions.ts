import { objectOf } from '../world/id.ts'
import type { ServerEntity } from '../world/load-balancer.ts'
import type { Simulation } from '../world/simulation.ts'
import type { World } from '../world/world.ts'
import { assignFields, type Kind, requireFit } from './assign.ts'
import { AdminError, type Fields, found, objectAt, textField } from './fields.ts'

type EntityAction = (simulation: Simulation, fields: Fields) => unknown

/** What an operator may do to single things, past all rules of the API: change fields, take them away. */
export const entityActions: Readonly<Record<string, EntityAction>> = {
  /** Changes fields that there are, of any thing: `{act: 'set', id: 'lb-…', set: {status: 'inactive'}}`. */
  set: ({ world }, fields) => {
    const { row, kind } = entityOf(world, textField(fields, 'id'))
    return assignFields(row, kind, objectAt(fields, 'set'))
  },

  /** Gone at once, as if it had never been: `{act: 'remove', id: 'i-…'}`. What it held stays as it is. */
  remove: ({ world }, fields) => {
    const id = textField(fields, 'id')
    if (!Object.values(tablesOf(world)).some((table) => table.delete(id))) throw new AdminError(`there is no ${id}`)
    return { id }
  },

  /** `{act: 'listener', loadBalancer: 'lb-…', port: 6379, status: 'stopped'}`; `set` changes more, `remove: true` takes it away. */
  listener: ({ world }, fields) => {
    const id = textField(fields, 'loadBalancer')
    const row = found(world.loadBalancers.get(id), id)
    const index = row.listeners.findIndex((each) => each.port === fields['port'])
    const listener = found(row.listeners[index], `port ${fields['port']} of ${id}`)
    if (fields['remove'] === true) row.listeners.splice(index, 1)
    const { status } = fields
    const set = { ...(status === undefined ? {} : { status }), ...optionalObject(fields, 'set') }
    return assignFields(listener, row.type === 'slb' ? 'clbListener' : 'nlbListener', set)
  },

  /** The servers behind a port: `{act: 'servers', loadBalancer: 'lb-…', port: 6379, set: {weight: 0}}`, or `remove: true`. */
  servers: ({ world }, fields) => {
    const servers = serversOf(world, textField(fields, 'loadBalancer'), fields['port'])
    if (fields['remove'] === true) servers.length = 0
    for (const server of servers) assignFields(server, 'server', optionalObject(fields, 'set'))
    return servers
  },

  /** One more server behind a port, as the first there but for `set`: `{act: 'addServer', …, set: {ip: '127.…', server: 'i-…'}}`. */
  addServer: ({ world }, fields) => {
    const servers = serversOf(world, textField(fields, 'loadBalancer'), fields['port'])
    const server = assignFields({ ...found(servers[0], 'server to copy') }, 'server', objectAt(fields, 'set'))
    servers.push(server)
    return server
  },

  /** A connection and its zones: `{act: 'connection', endpoint: 'ep-…', status: 'Disconnected'}`; `zones` when theirs is another. */
  connection: ({ world }, fields) => {
    const id = textField(fields, 'endpoint')
    const row = found(world.endpoints.get(id), id)
    const connection = textField(fields, 'status')
    const status = fields['zones'] ?? (connection === 'ServiceDeleted' ? 'Disconnected' : connection)
    requireFit('zone', 'status', status, '')
    assignFields(row, 'endpoint', { connection, modified: world.clock.now() })
    for (const zone of row.zones) assignFields(zone, 'zone', { status })
    return { id, status: connection }
  },

  /** `{act: 'zone', endpoint: 'ep-…', zone: 'cn-hangzhou-h', status: 'Migrating'}`, or `remove: true` */
  zone: ({ world }, fields) => {
    const id = textField(fields, 'endpoint')
    const name = textField(fields, 'zone')
    const { zones } = found(world.endpoints.get(id), id)
    const zone = found(
      zones.find((each) => each.zone === name),
      name,
    )
    if (fields['remove'] === true) zones.splice(zones.indexOf(zone), 1)
    else assignFields(zone, 'zone', { status: textField(fields, 'status') })
    return zone
  },

  /** What the DNS server says of a name: `addresses`, or `answer`: `nxdomain`, `servfail`, `silent`; neither: the truth again. */
  dns: ({ world }, fields) => {
    const name = textField(fields, 'name').toLowerCase()
    const { addresses, answer } = fields
    if (Array.isArray(addresses)) {
      for (const ip of addresses) requireFit('server', 'ip', ip, '')
      world.names.set(name, addresses)
    } else if (answer === 'nxdomain' || answer === 'servfail' || answer === 'silent') world.names.set(name, answer)
    else if (answer === undefined) world.names.delete(name)
    else throw new AdminError('answer is nxdomain | servfail | silent')
    return { name }
  },
}

/** Every table whose rows have an id that no other has, by the kind of the rows. */
function tablesOf(world: World) {
  return {
    vpc: world.vpcs,
    vSwitch: world.vswitches,
    securityGroup: world.securityGroups,
    instance: world.instances,
    balancer: world.loadBalancers,
    group: world.serverGroups,
    service: world.services,
    endpoint: world.endpoints,
    key: world.keys,
  } as const
}

function entityOf(world: World, id: string): { row: object; kind: Kind } {
  const { balancer, group, ...tables } = tablesOf(world)
  const balancing = balancer.get(id)
  if (balancing !== undefined) return { row: balancing, kind: balancing.type === 'slb' ? 'clb' : 'nlb' }
  const servers = group.get(id)
  if (servers !== undefined) return { row: servers, kind: servers.type === 'slb' ? 'clbGroup' : 'nlbGroup' }
  for (const kind of keysOf(tables)) {
    const row = tables[kind].get(id)
    if (row !== undefined) return { row, kind }
  }
  throw new AdminError(`there is no ${id}`)
}

function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): K[] {
  // Safe: the table is an object literal.
  return Object.keys(table) as K[]
}

/** The list itself, so that it can be changed. */
function serversOf(world: World, id: string, port: unknown): ServerEntity[] {
  const row = found(world.loadBalancers.get(id), id)
  const listener = found(
    row.listeners.find((each) => each.port === port),
    objectOf.listener(id, Number(port)),
  )
  if (listener.group !== null) return found(world.serverGroups.get(listener.group), listener.group).servers
  return row.type === 'slb' ? row.servers : []
}

function optionalObject(fields: Fields, name: string): Fields {
  return fields[name] === undefined ? {} : objectAt(fields, name)
}
