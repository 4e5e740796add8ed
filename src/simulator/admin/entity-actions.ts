import { objectOf } from '../world/id.ts'
import type { ServerEntity } from '../world/load-balancer.ts'
import type { Simulation } from '../world/simulation.ts'
import type { World } from '../world/world.ts'
import { AdminError, type Fields, found, objectAt, textField } from './fields.ts'

type EntityAction = (simulation: Simulation, fields: Fields) => unknown

/** What an operator may do to single things, past all rules of the API: change fields, take them away. */
export const entityActions: Readonly<Record<string, EntityAction>> = {
  /** Changes fields that there are, of any thing: `{act: 'set', id: 'lb-…', set: {status: 'inactive'}}`. */
  set: ({ world }, fields) => assign(entityOf(world, textField(fields, 'id')), objectAt(fields, 'set')),

  /** Gone at once, as if it had never been: `{act: 'remove', id: 'i-…'}`. What it held stays as it is. */
  remove: ({ world }, fields) => {
    const id = textField(fields, 'id')
    if (!tablesOf(world).some((table) => table.delete(id))) throw new AdminError(`there is no ${id}`)
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
    return assign(listener, { ...(status === undefined ? {} : { status }), ...optionalObject(fields, 'set') })
  },

  /** The servers behind a port: `{act: 'servers', loadBalancer: 'lb-…', port: 6379, set: {weight: 0}}`, or `remove: true`. */
  servers: ({ world }, fields) => {
    const servers = serversOf(world, textField(fields, 'loadBalancer'), fields['port'])
    if (fields['remove'] === true) servers.length = 0
    for (const server of servers) assign(server, optionalObject(fields, 'set'))
    return servers
  },

  /** One more server behind a port, as the first there but for `set`: `{act: 'addServer', …, set: {ip: '127.…', server: 'i-…'}}`. */
  addServer: ({ world }, fields) => {
    const servers = serversOf(world, textField(fields, 'loadBalancer'), fields['port'])
    const server = { ...found(servers[0], 'server to copy'), ...objectAt(fields, 'set') }
    servers.push(server)
    return server
  },

  /** A connection and its zones: `{act: 'connection', endpoint: 'ep-…', status: 'Disconnected'}`; `zones` when theirs is another. */
  connection: ({ world }, fields) => {
    const id = textField(fields, 'endpoint')
    const row = found(world.endpoints.get(id), id)
    const status = textField(fields, 'status')
    assign(row, { connection: status, modified: world.clock.now() })
    for (const zone of row.zones) assign(zone, { status: fields['zones'] ?? status })
    return { id, status }
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
    else assign(zone, { status: textField(fields, 'status') })
    return zone
  },

  /** What the DNS server says of a name: `addresses`, or `answer`: `nxdomain`, `servfail`, `silent`; neither: the truth again. */
  dns: ({ world }, fields) => {
    const name = textField(fields, 'name').toLowerCase()
    const { addresses, answer } = fields
    if (Array.isArray(addresses)) world.names.set(name, addresses.map(String))
    else if (answer === 'nxdomain' || answer === 'servfail' || answer === 'silent') world.names.set(name, answer)
    else world.names.delete(name)
    return { name }
  },
}

/** Every table whose rows have an id that no other has. */
function tablesOf(world: World): readonly Map<string, object>[] {
  return [
    world.vpcs,
    world.vswitches,
    world.securityGroups,
    world.instances,
    world.loadBalancers,
    world.serverGroups,
    world.services,
    world.endpoints,
    world.keys,
  ]
}

function entityOf(world: World, id: string): object {
  return found(
    tablesOf(world)
      .map((table) => table.get(id))
      .find((row) => row !== undefined),
    id,
  )
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

/** A field that is not there would be one that nothing reads. Values are taken as they come: only tests order them. */
function assign<T extends object>(row: T, set: Fields): T {
  for (const name of Object.keys(set)) {
    if (!(name in row)) throw new AdminError(`no such field: ${name}; there are ${Object.keys(row).join(', ')}`)
  }
  return Object.assign(row, set)
}

function optionalObject(fields: Fields, name: string): Fields {
  return fields[name] === undefined ? {} : objectAt(fields, name)
}
