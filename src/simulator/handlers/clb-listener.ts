import type { LoadBalancerListener } from '../../alibaba/types.ts'
import { beginChecks } from '../network/health-checks.ts'
import { refusal } from '../server/errors.ts'
import { page } from '../server/paging.ts'
import type { Context, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbListenerRow, ClbRow } from '../world/load-balancer.ts'
import { ofBalancers, readTags, requireTags } from '../world/tags.ts'
import { begin } from '../world/transition.ts'
import { configure, invalidParameter, requireClb, requireIdle, requireListener } from './clb.ts'
import { findGroup } from './vserver-group.ts'

/** Listeners of one CLB (CLB help, "Limits"). */
const quota = 50

type Listening =
  | 'slb.DescribeLoadBalancerListeners'
  | 'slb.CreateLoadBalancerTCPListener'
  | 'slb.StartLoadBalancerListener'
  | 'slb.StopLoadBalancerListener'
  | 'slb.DeleteLoadBalancerListener'

export const clbListeners: Pick<Handlers, Listening> = {
  'slb.DescribeLoadBalancerListeners': (context, input) => {
    const rows = input.LoadBalancerId.flatMap((id) => requireClb(context, id)).flatMap((row) =>
      row.listeners.map((each) => view(context, row, each)),
    )
    const { items, size, next } = page(context.world, rows, input, { normal: 20, most: 100 })
    return { Listeners: items, MaxResults: size, TotalCount: rows.length, NextToken: '', ...next }
  },

  // Without a token, and stopped until somebody starts it (Slb CreateLoadBalancerTCPListener).
  'slb.CreateLoadBalancerTCPListener': (context, input) => {
    const row = requireClb(context, input.LoadBalancerId)
    const { ListenerPort: port, VServerGroupId: group, Bandwidth: bandwidth } = input
    if (port < 1 || port > 65535) throw refusal('InvalidParam.ListenerPort')
    if (bandwidth !== -1 && (bandwidth < 1 || bandwidth > 5120))
      throw invalidParameter('The specified Bandwidth is neither -1 nor from 1 to 5120.')
    if (group === undefined && input.BackendServerPort === undefined) throw refusal('MissingParameter')
    if (group !== undefined) {
      const found = findGroup(context, group)
      if (found === undefined) throw refusal('ResourceNotFound.VServerGroup')
      if (found.loadBalancer !== row.id) throw refusal('InvalidParam.VServerGroupId')
    }
    requireTags(input.Tag ?? [], ofBalancers)
    if (row.listeners.some((each) => each.port === port && each.protocol !== 'udp'))
      throw refusal('ListenerAlreadyExists')
    if (row.listeners.length >= quota) throw refusal('VipTooManyListeners')
    requireIdle(context, row)
    context.commit()
    row.listeners.push({
      port,
      protocol: 'tcp',
      status: 'stopped',
      backendPort: input.BackendServerPort ?? port,
      group: group ?? null,
      bandwidth,
      description: input.Description ?? '',
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
      checks: input.HealthCheckSwitch !== 'off',
      checked: false,
    })
    configure(context, row)
    return {}
  },

  'slb.StartLoadBalancerListener': (context, input) => {
    const { world } = context
    const { row, listener } = requireListener(context, input)
    if (row.status === 'locked') throw refusal('Operation.NotAllowed')
    const ms = world.durations.listenerStart
    move(context, row, listener, { from: 'stopped', via: 'starting', to: 'running', ms }, (at) =>
      beginChecks(world, row, listener, (change) => begin(world, change, { at, request: null, stuck: false })),
    )
    return {}
  },

  'slb.StopLoadBalancerListener': (context, input) => {
    const { row, listener } = requireListener(context, input)
    const ms = context.world.durations.listenerStop
    move(context, row, listener, { from: 'running', via: 'stopping', to: 'stopped', ms })
    return {}
  },

  // From running or stopped; traffic ends at once, the listener a moment later (Slb DeleteLoadBalancerListener).
  'slb.DeleteLoadBalancerListener': (context, input) => {
    const { row, listener } = requireListener(context, input)
    const from = listener.status
    if (from !== 'running' && from !== 'stopped') throw refusal('Operation.Deny')
    requireIdle(context, row)
    context.commit()
    listener.status = 'stopping'
    context.begin({
      object: objectOf.listener(row.id, listener.port),
      needs: [],
      service: null,
      from,
      via: 'stopping',
      to: '',
      ms: context.world.durations.listenerDelete,
      finish: () => {
        row.listeners.splice(row.listeners.indexOf(listener), 1)
      },
    })
    configure(context, row)
    return {}
  },
}

interface Way {
  readonly from: LoadBalancerListener['Status']
  readonly via: LoadBalancerListener['Status']
  readonly to: LoadBalancerListener['Status']
  readonly ms: number
}

/** Start works only from `stopped`, stop only from `running` (Slb StartLoadBalancerListener, StopLoadBalancerListener). */
function move(context: Context, row: ClbRow, listener: ClbListenerRow, way: Way, then?: (at: number) => void): void {
  if (listener.status !== way.from)
    throw refusal(listener.status === way.to ? 'Operation.NotAllowed' : 'Operation.Deny')
  requireIdle(context, row)
  context.commit()
  listener.status = way.via
  context.begin({
    object: objectOf.listener(row.id, listener.port),
    needs: [objectOf.loadBalancer(row.id)],
    service: null,
    ...way,
    finish: (at) => {
      listener.status = way.to
      then?.(at)
    },
  })
  configure(context, row)
}

function view(context: Context, row: ClbRow, listener: ClbListenerRow): LoadBalancerListener {
  context.shows(objectOf.listener(row.id, listener.port))
  return {
    LoadBalancerId: row.id,
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    Status: listener.status,
    BackendServerPort: listener.backendPort,
    Bandwidth: listener.bandwidth,
    Description: listener.description,
    // Flat here, nested in the other replies of Slb.
    Tags: readTags(listener.tags),
    ...(listener.group === null ? {} : { VServerGroupId: listener.group }),
  }
}
