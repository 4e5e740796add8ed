import { apiError } from '../server/errors.ts'
import type { Handlers } from '../world/context.ts'
import type { ServerEntity } from '../world/load-balancer.ts'
import { parseBackendServers, parseItems, weightOf } from './backend-servers.ts'
import { beginConfiguring, requireClb, requireIdle } from './clb.ts'

type DefaultGroupAction = 'slb.AddBackendServers' | 'slb.SetBackendServers' | 'slb.RemoveBackendServers'

/** The default server group of a CLB: the replies show the group after the change. */
export const defaultGroups: Pick<Handlers, DefaultGroupAction> = {
  // A server named twice in one call is counted once, one that is there already is an error (Slb AddBackendServers).
  'slb.AddBackendServers': (context, input) => {
    const clb = requireClb(context, input.LoadBalancerId)
    const servers = parseBackendServers(context, input.BackendServers ?? '[]', clb, 'default')
    if (servers.some((each) => clb.servers.some((other) => other.server === each.server)))
      throw apiError('InvalidBackendServers.ServerIpConflict')
    requireIdle(context, clb)
    context.commit()
    const once = new Map(servers.map((each) => [each.server, each]))
    clb.servers.push(...once.values())
    beginConfiguring(context, clb)
    return { LoadBalancerId: clb.id, BackendServers: { BackendServer: clb.servers.map(view) } }
  },

  // Weights of servers that are in the group (Slb SetBackendServers).
  'slb.SetBackendServers': (context, input) => {
    const clb = requireClb(context, input.LoadBalancerId)
    const changes = parseItems(input.BackendServers ?? '[]').map((item) => {
      const server = clb.servers.find((each) => each.server === item['ServerId'])
      if (server === undefined) throw apiError('Mismatched.ZoneId')
      return { server, weight: weightOf(item) }
    })
    requireIdle(context, clb)
    context.commit()
    for (const { server, weight } of changes) server.weight = weight
    beginConfiguring(context, clb)
    return { LoadBalancerId: clb.id, BackendServers: { BackendServer: clb.servers.map(view) } }
  },

  // One that is not there is success (Slb RemoveBackendServers). Items are objects, or the bare ids of older clients.
  'slb.RemoveBackendServers': (context, input) => {
    const clb = requireClb(context, input.LoadBalancerId)
    const ids = new Set(idsOf(input.BackendServers))
    requireIdle(context, clb)
    context.commit()
    clb.servers.splice(0, clb.servers.length, ...clb.servers.filter((each) => !ids.has(each.server)))
    beginConfiguring(context, clb)
    return { LoadBalancerId: clb.id, BackendServers: { BackendServer: clb.servers.map(view) } }
  },
}

function idsOf(text: string): string[] {
  try {
    const ids: unknown = JSON.parse(text)
    if (Array.isArray(ids) && ids.every((each) => typeof each === 'string')) return ids
  } catch {
    // Falls through: the other form complains.
  }
  return parseItems(text).map((item) => String(item['ServerId']))
}

function view(row: ServerEntity) {
  return { ServerId: row.server, Type: row.type, Weight: row.weight, Description: row.description }
}
