import { ApiError, apiError } from '../server/errors.ts'
import type { CallContext } from '../world/context.ts'
import type { InstanceEntity } from '../world/entities.ts'
import type { ClbEntity, ServerEntity } from '../world/load-balancer.ts'

/** Items in one call (Slb CreateVServerGroup, BackendServers). */
const atOnce = 20

type Item = Readonly<Record<string, unknown>>

/**
 * The servers that `BackendServers` names: JSON text, whose numbers may be text themselves.
 * @throws ApiError with the codes of Slb AddVServerGroupBackendServers.
 */
export function parseBackendServers(
  context: CallContext,
  text: string,
  clb: ClbEntity,
  group: 'default' | 'vserver' = 'vserver',
): ServerEntity[] {
  const items = parseItems(text)
  return items.map((item) => serverOf(context, item, clb, group))
}

/** The items of a list that only names servers of a group. */
export function parseItems(text: string): readonly Item[] {
  const items = itemsOf(text)
  if (items.length > atOnce) throw apiError('TooManyBackendServers')
  return items
}

function serverOf(context: CallContext, item: Item, clb: ClbEntity, group: 'default' | 'vserver'): ServerEntity {
  const server = String(item['ServerId'] ?? '')
  const type = String(item['Type'] ?? 'ecs').toLowerCase()
  // In the default group the listener's BackendServerPort decides.
  const port = group === 'default' ? null : Number(item['Port'])
  if (port !== null && (!Number.isInteger(port) || port < 1 || port > 65535))
    throw new ApiError('InvalidParameter', 400, 'The port of a backend server is not from 1 to 65535.')
  const weight = weightOf(item)
  if (type !== 'ecs' && type !== 'eni' && type !== 'eci') throw apiError('BackendServersMalformed')
  const host = findHost(context, type, server)
  if (host === undefined) throw apiError(group === 'default' ? 'InvalidServerId.NotFound' : 'InvalidServerId.NotExist')
  if (host.vpc !== clb.vpc) throw apiError('NetworkConflict')
  // An interface may have many addresses, so the one meant is named.
  if (host.status !== 'Running' || (type === 'eni' && item['ServerIp'] !== host.ip)) throw apiError('ObtainIpFail')
  const description = String(item['Description'] ?? '')
  return { server, type, ip: host.ip, port, weight, description, status: 'Available', checked: true }
}

/** 0 to 100, 100 when it is left out; as a number or as text. */
export function weightOf(item: Item): number {
  const weight = Number(item['Weight'] ?? 100)
  if (!Number.isInteger(weight) || weight < 0 || weight > 100) throw apiError('InvalidWeight.Malformed')
  return weight
}

/** There are no container groups here: hosts and their interfaces are all there is. */
function findHost(context: CallContext, type: 'ecs' | 'eni' | 'eci', id: string): InstanceEntity | undefined {
  if (type === 'ecs') return context.find(context.world.instances, id)
  return type === 'eni' ? context.mine(context.world.instances).find((host) => host.eni === id) : undefined
}

function itemsOf(text: string): readonly Item[] {
  try {
    const items: unknown = JSON.parse(text)
    if (Array.isArray(items) && items.every((each) => typeof each === 'object' && each !== null)) return items
  } catch {
    // Falls through to the refusal.
  }
  throw apiError('BackendServersMalformed')
}
