import type { LoadBalancerListener } from '../../alibaba/types.ts'
import { beginChecks } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbEntity, ClbListenerEntity } from '../world/load-balancer.ts'
import { loadBalancerTagCodes, readTags, requireTags } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { beginConfiguring, invalidParameter, requireClb, requireIdle, requireListener } from './clb.ts'
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
    const { items, size, next } = tokenPage(context.world, rows, input, { normal: 20, most: 100 })
    return { Listeners: items, MaxResults: size, TotalCount: rows.length, NextToken: '', ...next }
  },

  // Without a token, and stopped until somebody starts it (Slb CreateLoadBalancerTCPListener).
  'slb.CreateLoadBalancerTCPListener': (context, input) => {
    const row = requireClb(context, input.LoadBalancerId)
    const { ListenerPort: port, VServerGroupId: group, Bandwidth: bandwidth } = input
    if (port < 1 || port > 65535) throw apiError('InvalidParam.ListenerPort')
    if (bandwidth !== -1 && (bandwidth < 1 || bandwidth > 5120))
      throw invalidParameter('The specified Bandwidth is neither -1 nor from 1 to 5120.')
    if (group === undefined && input.BackendServerPort === undefined) throw apiError('MissingParameter')
    if (group !== undefined) {
      const found = findGroup(context, group)
      if (found === undefined) throw apiError('ResourceNotFound.VServerGroup')
      if (found.loadBalancer !== row.id) throw apiError('InvalidParam.VServerGroupId')
    }
    requireTags(input.Tag ?? [], loadBalancerTagCodes)
    if (row.listeners.some((each) => each.port === port && each.protocol !== 'udp'))
      throw apiError('ListenerAlreadyExists')
    if (row.listeners.length >= quota) throw apiError('VipTooManyListeners')
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
      acl: null,
      proxyProtocol: false,
      checked: false,
    })
    beginConfiguring(context, row)
    return {}
  },

  'slb.StartLoadBalancerListener': (context, input) => {
    const { world } = context
    const { row, listener } = requireListener(context, input)
    if (row.status === 'locked') throw apiError('Operation.NotAllowed')
    const ms = world.durations.listenerStart
    move(context, row, listener, { from: 'stopped', via: 'starting', to: 'running', ms }, (at) =>
      beginChecks(world, row, listener, (change) =>
        beginTransition(world, change, { at, request: null, stuck: false }),
      ),
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
    if (from !== 'running' && from !== 'stopped') throw apiError('Operation.Deny')
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
    beginConfiguring(context, row)
    return {}
  },
}

interface ConnectFailure {
  readonly from: LoadBalancerListener['Status']
  readonly via: LoadBalancerListener['Status']
  readonly to: LoadBalancerListener['Status']
  readonly ms: number
}

/** Start works only from `stopped`, stop only from `running` (Slb StartLoadBalancerListener, StopLoadBalancerListener). */
function move(
  context: CallContext,
  row: ClbEntity,
  listener: ClbListenerEntity,
  way: ConnectFailure,
  then?: (at: number) => void,
): void {
  if (listener.status !== way.from)
    throw apiError(listener.status === way.to ? 'Operation.NotAllowed' : 'Operation.Deny')
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
  beginConfiguring(context, row)
}

function view(context: CallContext, row: ClbEntity, listener: ClbListenerEntity): LoadBalancerListener {
  context.shows(objectOf.listener(row.id, listener.port))
  return {
    LoadBalancerId: row.id,
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    Status: listener.status,
    BackendServerPort: listener.backendPort,
    Bandwidth: listener.bandwidth,
    Description: listener.description,
    AclStatus: listener.acl === null ? 'off' : 'on',
    ...(listener.acl === null ? {} : { AclType: listener.acl, AclIds: [`acl-${row.id.slice(3)}`] }),
    ...(listener.protocol === 'tcp' && {
      TCPListenerConfig: {
        HealthCheck: listener.checks ? 'on' : 'off',
        ProxyProtocolV2Enabled: String(listener.proxyProtocol),
      },
    }),
    // Flat here, nested in the other replies of Slb.
    Tags: readTags(listener.tags),
    ...(listener.group === null ? {} : { VServerGroupId: listener.group }),
  }
}
