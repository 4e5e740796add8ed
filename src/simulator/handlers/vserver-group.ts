import type { VServer } from '../../alibaba/types.ts'
import { beginCheck } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { newId, timeText } from '../world/id.ts'
import type { ServerEntity, VServerGroupEntity } from '../world/load-balancer.ts'
import { hasTags, loadBalancerTagCodes, readTags, requireTags } from '../world/tags.ts'
import { parseBackendServers } from './backend-servers.ts'
import { beginConfiguring, invalidParameter, requireClb, requireIdle } from './clb.ts'

type Grouped =
  | 'slb.CreateVServerGroup'
  | 'slb.DescribeVServerGroups'
  | 'slb.DescribeVServerGroupAttribute'
  | 'slb.AddVServerGroupBackendServers'
  | 'slb.DeleteVServerGroup'

export const vserverGroups: Pick<Handlers, Grouped> = {
  'slb.CreateVServerGroup': (context, input) => {
    const { world, account } = context
    const clb = requireClb(context, input.LoadBalancerId)
    requireTags(input.Tag ?? [], loadBalancerTagCodes)
    const servers = input.BackendServers === undefined ? [] : parseBackendServers(context, input.BackendServers, clb)
    requireNew(servers, [])
    requireIdle(context, clb)
    context.commit()
    const id = newId(world, 'rsp')
    const row: VServerGroupEntity = {
      id,
      owner: account.uid,
      region: context.region,
      created: context.now,
      type: 'slb',
      name: input.VServerGroupName ?? id,
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
      loadBalancer: clb.id,
      servers,
    }
    world.serverGroups.set(id, row)
    beginConfiguring(context, clb)
    return { VServerGroupId: id, BackendServers: { BackendServer: row.servers.map(serverView) } }
  },

  'slb.DescribeVServerGroups': (context, input) => {
    const clb = requireClb(context, input.LoadBalancerId)
    const rows = context
      .mine(context.world.serverGroups)
      .filter((row) => row.type === 'slb')
      .filter((row) => row.loadBalancer === clb.id && hasTags(row.tags, input.Tag))
    const listenersOf = (group: string) =>
      clb.listeners
        .filter((each) => each.group === group)
        .map((each) => ({ Port: each.port, Protocol: String(each.protocol) }))
    return {
      VServerGroups: {
        VServerGroup: rows.map((row) => ({
          VServerGroupId: row.id,
          VServerGroupName: row.name,
          ServerCount: row.servers.length,
          CreateTime: timeText(row.created),
          Tags: { Tag: readTags(row.tags) },
          ...(input.IncludeListener === true
            ? { AssociatedObjects: { Listeners: { Listener: listenersOf(row.id) }, Rules: { Rule: [] } } }
            : {}),
        })),
      },
    }
  },

  'slb.DescribeVServerGroupAttribute': (context, { VServerGroupId }) => {
    const row = findGroup(context, VServerGroupId)
    // Clients tell it by the message (Terraform alicloud provider).
    if (row === undefined) throw invalidParameter('The specified VServerGroupId does not exist.', 404)
    return {
      VServerGroupId: row.id,
      VServerGroupName: row.name,
      LoadBalancerId: row.loadBalancer,
      CreateTime: timeText(row.created),
      Tags: { Tag: readTags(row.tags) },
      BackendServers: { BackendServer: row.servers.map((each) => ({ ...serverView(each), ServerIp: each.ip })) },
    }
  },

  'slb.AddVServerGroupBackendServers': (context, input) => {
    const { world } = context
    const row = findGroup(context, input.VServerGroupId)
    if (row === undefined) throw apiError('ResourceNotFound.vServers')
    const clb = requireClb(context, row.loadBalancer)
    const servers = parseBackendServers(context, input.BackendServers, clb)
    requireNew(servers, row.servers)
    requireIdle(context, clb)
    context.commit()
    row.servers.push(...servers)
    for (const each of servers) beginCheck(world, row.id, each, (change) => context.begin(change))
    beginConfiguring(context, clb)
    return { VServerGroupId: row.id, BackendServers: { BackendServer: row.servers.map(serverView) } }
  },

  'slb.DeleteVServerGroup': (context, { VServerGroupId }) => {
    const { world } = context
    const row = findGroup(context, VServerGroupId)
    if (row === undefined) throw invalidParameter('The specified VServerGroupId does not exist.', 404)
    const clb = requireClb(context, row.loadBalancer)
    if (clb.listeners.some((each) => each.group === row.id)) throw apiError('RspoolVipExist')
    requireIdle(context, clb)
    context.commit()
    world.serverGroups.delete(row.id)
    beginConfiguring(context, clb)
    return {}
  },
}

export function findGroup(context: CallContext, id: string): VServerGroupEntity | undefined {
  const row = context.find(context.world.serverGroups, id)
  return row?.type === 'slb' ? row : undefined
}

/** One server may be there several times with different ports, but not twice with the same; the code is a guess. */
function requireNew(servers: readonly ServerEntity[], before: readonly ServerEntity[]): void {
  const all = [...before, ...servers].map((each) => `${each.server} ${each.ip}:${each.port}`)
  if (new Set(all).size < all.length) throw apiError('InvalidBackendServers.ServerIpConflict')
}

function serverView(row: ServerEntity): VServer {
  return {
    ServerId: row.server,
    Type: row.type,
    // Safe: in a VServer group every server has a port; null is the default group's.
    Port: row.port ?? 0,
    Weight: row.weight,
    Description: row.description,
  }
}
