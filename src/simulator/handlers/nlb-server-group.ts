import type { ApiInput } from '../../api/actions.ts'
import { beginCheck } from '../network/health.ts'
import { type ApiErrorCode, apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { newId, objectOf } from '../world/id.ts'
import type { NlbGroupEntity, ServerEntity, Settings } from '../world/load-balancer.ts'
import { hasTags, loadBalancerTagCodes, requireTags, tagsOf } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { fits, fitsOne } from './filters.ts'
import { beginJob } from './job.ts'
import { nlbGroupSettings, nlbHealthSettings, readSettings, showSettings } from './listener-settings.ts'
import { nlbPage } from './nlb-reads.ts'

type ServerGroupAction =
  | 'nlb.CreateServerGroup'
  | 'nlb.AddServersToServerGroup'
  | 'nlb.RemoveServersFromServerGroup'
  | 'nlb.ListServerGroups'
  | 'nlb.ListServerGroupServers'
  | 'nlb.DeleteServerGroup'

export const nlbServerGroups: Pick<Handlers, ServerGroupAction> = {
  'nlb.CreateServerGroup': (context, input) => {
    const { world, account } = context
    if (!/^[\p{L}][\p{L}\p{N}._-]{1,127}$/u.test(input.ServerGroupName)) throw apiError('IllegalParam.ServerGroupName')
    const { ServerGroupType: kind = 'Instance' } = input
    if (kind !== 'Instance' && kind !== 'Ip') throw apiError('IllegalParam.ServerGroupType')
    const settings = readSettings(nlbGroupSettings, input)
    const health = readSettings(nlbHealthSettings, input.HealthCheckConfig ?? {})
    requireTags(input.Tag, loadBalancerTagCodes)
    if (context.find(world.vpcs, input.VpcId) === undefined) throw apiError('ResourceNotFound.Vpc')
    context.commit()
    const row: NlbGroupEntity = {
      id: newId(world, 'sgp'),
      ...context.origin,
      type: 'nlb',
      name: input.ServerGroupName,
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
      servers: [],
      kind,
      vpc: input.VpcId,
      protocol: input.Protocol ?? 'TCP',
      checks: input.HealthCheckConfig?.HealthCheckEnabled ?? true,
      settings: { ...settings, HealthCheck: health },
      status: 'Creating',
    }
    world.serverGroups.set(row.id, row)
    return { ServerGroupId: row.id, ...settleLater(context, row, '', () => undefined) }
  },

  'nlb.AddServersToServerGroup': (context, input) => {
    const { world } = context
    const row = requireServerGroup(context, input.ServerGroupId)
    const servers = input.Servers.map((each) => serverOf(context, row, each))
    const all = [...row.servers, ...servers].map((each) => `${each.server} ${each.ip}:${each.port}`)
    if (new Set(all).size < all.length) throw apiError('DuplicatedParam.Server')
    if (row.status !== 'Available') throw apiError('IncorrectStatus.serverGroup')
    context.commit()
    row.servers.push(...servers)
    row.status = 'Configuring'
    const job = settleLater(context, row, 'Available', (at) => {
      for (const each of servers) {
        each.status = 'Available'
        beginCheck(world, row.id, each, (change) => beginTransition(world, change, { at, request: null, stuck: false }))
      }
    })
    return { ServerGroupId: row.id, ...job }
  },

  'nlb.ListServerGroups': (context, input) => {
    const { world } = context
    const rows = context
      .mine(world.serverGroups)
      .filter((row) => row.type === 'nlb')
      .filter(
        (row) =>
          fitsOne(input.ServerGroupIds, row.id) &&
          fitsOne(input.ServerGroupNames, row.name) &&
          fits(input.ServerGroupType, row.kind) &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          fits(input.VpcId, row.vpc) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, size, next } = tokenPage(world, rows, input, nlbPage)
    return {
      ServerGroups: items.map((row) => {
        context.shows(objectOf.group(row.id))
        return {
          ServerGroupId: row.id,
          ServerGroupName: row.name,
          ServerGroupType: row.kind,
          ServerGroupStatus: row.status,
          Protocol: row.protocol,
          VpcId: row.vpc,
          RegionId: row.region,
          ResourceGroupId: row.resourceGroup,
          AliUid: row.owner,
          AddressIPVersion: 'Ipv4',
          ...showSettings(nlbGroupSettings, row.settings),
          // Safe: it was put there as what the table has read.
          HealthCheck: showSettings(nlbHealthSettings, (row.settings['HealthCheck'] ?? {}) as Settings),
          ServerCount: row.servers.length,
          RelatedLoadBalancerIds: usersOf(context, row.id),
          Tags: [...row.tags],
        }
      }),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },

  'nlb.ListServerGroupServers': (context, input) => {
    const groups =
      input.ServerGroupId === undefined
        ? context.mine(context.world.serverGroups).filter((row) => row.type === 'nlb')
        : [requireServerGroup(context, input.ServerGroupId)]
    for (const group of groups) context.shows(objectOf.group(group.id))
    const rows = groups.flatMap((group) =>
      group.servers
        .filter((each) => fitsOne(input.ServerIds, each.server) && fitsOne(input.ServerIps, each.ip))
        .map((each) => ({ group, each })),
    )
    const { items, size, next } = tokenPage(context.world, rows, input, nlbPage)
    return {
      Servers: items.map(({ group, each }) => ({
        ServerGroupId: group.id,
        ServerId: each.server,
        ServerType: `${each.type.slice(0, 1).toUpperCase()}${each.type.slice(1)}`,
        ServerIp: each.ip,
        Status: each.status,
        Weight: each.weight,
        Description: each.description,
        ZoneId: zoneOf(context, each),
        ...(each.port === null ? {} : { Port: each.port }),
      })),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },

  // Server, address and port say which; one that is not there is an error (Nlb RemoveServersFromServerGroup).
  'nlb.RemoveServersFromServerGroup': (context, input) => {
    const row = requireServerGroup(context, input.ServerGroupId)
    const gone = input.Servers.map((wanted) => {
      const found = row.servers.find(
        (each) =>
          each.server === wanted.ServerId &&
          fits(wanted.ServerType?.toLowerCase(), each.type) &&
          fits(wanted.ServerIp, each.ip) &&
          fits(wanted.Port, each.port ?? undefined),
      )
      if (found === undefined) throw apiError('ResourceNotFound.BackendServer')
      return found
    })
    if (row.status !== 'Available') throw apiError('IncorrectStatus.serverGroup')
    context.commit()
    for (const each of gone) each.status = 'Removing'
    row.status = 'Configuring'
    const job = settleLater(context, row, 'Available', () => {
      row.servers.splice(0, row.servers.length, ...row.servers.filter((each) => !gone.includes(each)))
    })
    return { ServerGroupId: row.id, ...job }
  },

  'nlb.DeleteServerGroup': (context, { ServerGroupId }) => {
    const { world } = context
    const row = requireServerGroup(context, ServerGroupId)
    if (usersOf(context, row.id).length > 0) throw apiError('ResourceInUse.ServerGroup')
    if (row.status !== 'Available') throw apiError('IncorrectStatus.serverGroup')
    context.commit()
    row.status = 'Deleting'
    return beginJob(context, {
      object: objectOf.group(row.id),
      needs: [],
      service: null,
      from: 'Available',
      via: 'Deleting',
      to: '',
      ms: world.durations.nlbGroup,
      finish: () => {
        world.serverGroups.delete(row.id)
      },
    })
  },
}

function zoneOf({ world }: CallContext, server: ServerEntity): string {
  const host = [...world.instances.values()].find((each) => each.ip === server.ip)
  return world.vswitches.get(host?.vswitch ?? '')?.zone ?? ''
}

export function requireServerGroup(context: CallContext, id: string): NlbGroupEntity {
  const row = context.find(context.world.serverGroups, id)
  if (row?.type !== 'nlb') throw apiError('ResourceNotFound.serverGroup')
  return row
}

/** Creating or changing, then Available, as a job. */
function settleLater(
  context: CallContext,
  row: NlbGroupEntity,
  from: string,
  then: (at: number) => void,
): { JobId: string } {
  return beginJob(context, {
    object: objectOf.group(row.id),
    needs: [],
    service: null,
    from,
    via: row.status,
    to: 'Available',
    ms: context.world.durations.nlbGroup,
    finish: (at) => {
      row.status = 'Available'
      then(at)
    },
  })
}

function usersOf(context: CallContext, group: string): string[] {
  return [...context.world.loadBalancers.values()]
    .filter((row) => row.type === 'nlb' && row.listeners.some((each) => each.group === group))
    .map((row) => row.id)
}

type Written = ApiInput<'nlb.AddServersToServerGroup'>['Servers'][number]

const missing = {
  Ecs: 'ResourceNotFound.Ecs',
  Eni: 'ResourceNotFound.Eni',
  Eci: 'ResourceNotFound.Eci',
} as const satisfies Readonly<Record<string, ApiErrorCode>>

function serverOf(context: CallContext, group: NlbGroupEntity, written: Written): ServerEntity {
  const { ServerId: server, ServerType: kind } = written
  if ((kind === 'Ip') !== (group.kind === 'Ip')) throw apiError('Mismatch.ServerType')
  const weight = written.Weight ?? 100
  if (weight < 0 || weight > 100) throw apiError('InvalidWeight.Malformed')
  const usual = { server, weight, port: written.Port ?? null, description: written.Description ?? '' }
  const rest = { ...usual, status: 'Adding', checked: true } as const
  switch (kind) {
    case 'Ip':
      return { ...rest, type: 'ip', ip: written.ServerIp ?? server }
    case 'Ecs':
    case 'Eni':
    case 'Eci': {
      const hosts = context.mine(context.world.instances)
      // There are no container groups here.
      const host = kind === 'Eci' ? undefined : hosts.find((each) => (kind === 'Ecs' ? each.id : each.eni) === server)
      if (host === undefined) throw apiError(missing[kind])
      if (host.vpc !== group.vpc) throw apiError('Mismatch.VpcId')
      return { ...rest, type: kind === 'Ecs' ? 'ecs' : 'eni', ip: written.ServerIp ?? host.ip }
    }
    default:
      throw apiError('Mismatch.ServerType')
  }
}
