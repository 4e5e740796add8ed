import { beginCheck } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { newId, timeText } from '../world/id.ts'
import type { ClbEntity, ServerEntity, VServerGroupEntity } from '../world/load-balancer.ts'
import { hasTags, loadBalancerTagCodes, readTags, requireTags, tagsOf } from '../world/tags.ts'
import { parseBackendServers, parseItems, weightOf } from './backend-servers.ts'
import { beginConfiguring, invalidParameter, requireClb, requireIdle } from './clb.ts'

type VServerGroupAction =
  | 'slb.CreateVServerGroup'
  | 'slb.DescribeVServerGroups'
  | 'slb.DescribeVServerGroupAttribute'
  | 'slb.AddVServerGroupBackendServers'
  | 'slb.SetVServerGroupAttribute'
  | 'slb.RemoveVServerGroupBackendServers'
  | 'slb.DeleteVServerGroup'

export const vserverGroups: Pick<Handlers, VServerGroupAction> = {
  'slb.CreateVServerGroup': (context, input) => {
    const { world, account } = context
    const clb = requireClb(context, input.LoadBalancerId)
    requireTags(input.Tag, loadBalancerTagCodes)
    const servers = input.BackendServers === undefined ? [] : parseBackendServers(context, input.BackendServers, clb)
    requireNew(servers, [])
    requireIdle(context, clb)
    context.commit()
    const id = newId(world, 'rsp')
    const row: VServerGroupEntity = {
      id,
      ...context.origin,
      type: 'slb',
      name: input.VServerGroupName ?? id,
      resourceGroup: account.resourceGroup,
      tags: tagsOf(input.Tag),
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
          ...(input.IncludeListener === true || input.IncludeRule === true
            ? {
                AssociatedObjects: {
                  Listeners: { Listener: input.IncludeListener === true ? listenersOf(row.id) : [] },
                  // Forwarding rules belong to HTTP listeners, which have none here.
                  Rules: { Rule: [] },
                },
              }
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

  // Name, and weights of servers that are in the group (Slb SetVServerGroupAttribute).
  'slb.SetVServerGroupAttribute': (context, input) => {
    const { row, clb } = requireVServerGroup(context, input.VServerGroupId)
    const changes = parseItems(input.BackendServers ?? '[]').map((item) => {
      const server = find(row, item)
      if (server === undefined) throw apiError('InvalidServerId.NotExist')
      return { server, weight: weightOf(item) }
    })
    requireIdle(context, clb)
    context.commit()
    for (const { server, weight } of changes) server.weight = weight
    if (input.VServerGroupName !== undefined) row.name = input.VServerGroupName
    beginConfiguring(context, clb)
    return {
      VServerGroupId: row.id,
      VServerGroupName: row.name,
      BackendServers: { BackendServer: row.servers.map(serverView) },
    }
  },

  // Server and port say which; one that is not there is success.
  'slb.RemoveVServerGroupBackendServers': (context, input) => {
    const { row, clb } = requireVServerGroup(context, input.VServerGroupId)
    const gone = parseItems(input.BackendServers).map((item) => find(row, item))
    requireIdle(context, clb)
    context.commit()
    row.servers.splice(0, row.servers.length, ...row.servers.filter((each) => !gone.includes(each)))
    beginConfiguring(context, clb)
    const left = row.servers.map(serverView).map(({ Description: _description, ...rest }) => rest)
    return { VServerGroupId: row.id, BackendServers: { BackendServer: left } }
  },

  'slb.DeleteVServerGroup': (context, { VServerGroupId }) => {
    const { world } = context
    const { row, clb } = requireVServerGroup(context, VServerGroupId)
    if (clb.listeners.some((each) => each.group === row.id)) throw apiError('RspoolVipExist')
    requireIdle(context, clb)
    context.commit()
    world.serverGroups.delete(row.id)
    beginConfiguring(context, clb)
    return {}
  },
}

/** Clients tell it by the message (Terraform alicloud provider). */
function requireVServerGroup(context: CallContext, id: string): { row: VServerGroupEntity; clb: ClbEntity } {
  const row = findGroup(context, id)
  if (row === undefined) throw invalidParameter('The specified VServerGroupId does not exist.', 404)
  return { row, clb: requireClb(context, row.loadBalancer) }
}

function find(row: VServerGroupEntity, item: Readonly<Record<string, unknown>>): ServerEntity | undefined {
  return row.servers.find((each) => each.server === item['ServerId'] && each.port === Number(item['Port']))
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

function serverView(row: ServerEntity) {
  return {
    ServerId: row.server,
    Type: row.type,
    // Safe: in a VServer group every server has a port; null is the default group's.
    Port: row.port ?? 0,
    Weight: row.weight,
    Description: row.description,
  }
}
