import type { Input } from '../../alibaba/operations.ts'
import type { NlbServer } from '../../alibaba/types.ts'
import { beginCheck } from '../network/health.ts'
import { type ApiErrorCode, apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { newId, objectOf } from '../world/id.ts'
import type { NlbGroupEntity, ServerEntity } from '../world/load-balancer.ts'
import { hasTags, loadBalancerTagCodes, requireTags } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { beginJob } from './job.ts'
import { nlbPage } from './nlb-reads.ts'

type Grouped =
  | 'nlb.CreateServerGroup'
  | 'nlb.AddServersToServerGroup'
  | 'nlb.ListServerGroups'
  | 'nlb.ListServerGroupServers'
  | 'nlb.DeleteServerGroup'

export const nlbServerGroups: Pick<Handlers, Grouped> = {
  'nlb.CreateServerGroup': (context, input) => {
    const { world, account } = context
    if (!/^[\p{L}][\p{L}\p{N}._-]{1,127}$/u.test(input.ServerGroupName)) throw apiError('IllegalParam.ServerGroupName')
    requireTags(input.Tag ?? [], loadBalancerTagCodes)
    if (context.find(world.vpcs, input.VpcId) === undefined) throw apiError('ResourceNotFound.Vpc')
    context.commit()
    const row: NlbGroupEntity = {
      id: newId(world, 'sgp'),
      owner: account.uid,
      region: context.region,
      created: context.now,
      type: 'nlb',
      name: input.ServerGroupName,
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
      servers: [],
      kind: input.ServerGroupType ?? 'Instance',
      vpc: input.VpcId,
      protocol: input.Protocol ?? 'TCP',
      checks: input.HealthCheckConfig?.HealthCheckEnabled ?? true,
      status: 'Creating',
    }
    world.serverGroups.set(row.id, row)
    return { ServerGroupId: row.id, ...settleLater(context, row, '', () => undefined) }
  },

  'nlb.AddServersToServerGroup': (context, input) => {
    const { world } = context
    const row = requireGroup(context, input.ServerGroupId)
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
          (input.ServerGroupIds === undefined || input.ServerGroupIds.includes(row.id)) &&
          (input.ServerGroupNames === undefined || input.ServerGroupNames.includes(row.name)) &&
          (input.VpcId === undefined || input.VpcId === row.vpc) &&
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
    const group = requireGroup(context, input.ServerGroupId)
    context.shows(objectOf.group(group.id))
    const { items, size, next } = tokenPage(context.world, group.servers, input, nlbPage)
    return {
      Servers: items.map((each): NlbServer & { Weight: number } => ({
        ServerGroupId: group.id,
        ServerId: each.server,
        ServerType: `${each.type.slice(0, 1).toUpperCase()}${each.type.slice(1)}`,
        ServerIp: each.ip,
        Status: each.status,
        Weight: each.weight,
        ...(each.port === null ? {} : { Port: each.port }),
      })),
      MaxResults: size,
      TotalCount: group.servers.length,
      ...next,
    }
  },

  'nlb.DeleteServerGroup': (context, { ServerGroupId }) => {
    const { world } = context
    const row = requireGroup(context, ServerGroupId)
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

export function requireGroup(context: CallContext, id: string): NlbGroupEntity {
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

type Written = Input<'nlb.AddServersToServerGroup'>['Servers'][number]

const missing: Readonly<Record<Exclude<Written['ServerType'], 'Ip'>, ApiErrorCode>> = {
  Ecs: 'ResourceNotFound.Ecs',
  Eni: 'ResourceNotFound.Eni',
  Eci: 'ResourceNotFound.Eci',
}

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
      const hosts = context.mine(context.world.hosts)
      // There are no container groups here.
      const host = kind === 'Eci' ? undefined : hosts.find((each) => (kind === 'Ecs' ? each.id : each.eni) === server)
      if (host === undefined) throw apiError(missing[kind])
      if (host.vpc !== group.vpc) throw apiError('Mismatch.VpcId')
      return { ...rest, type: kind === 'Ecs' ? 'ecs' : 'eni', ip: written.ServerIp ?? host.ip }
    }
    default:
      // Text from outside: the type is only what it should be.
      kind satisfies never
      throw apiError('Mismatch.ServerType')
  }
}
