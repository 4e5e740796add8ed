import type { LoadBalancerListener } from '../../alibaba/types.ts'
import type { ApiAction } from '../../api/actions.ts'
import { beginChecks } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbEntity, ClbListenerEntity } from '../world/load-balancer.ts'
import { loadBalancerTagCodes, requireTags, tagsOf } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { beginConfiguring, invalidParameter, requireClb, requireIdle, requireListener } from './clb.ts'
import { httpSettings, readSettings, type SettingTable, tcpSettings, udpSettings } from './listener-settings.ts'
import { findGroup } from './vserver-group.ts'

/** Listeners of one CLB (CLB help, "Limits"). */
const quota = 50

type ListenerAction =
  | Extract<ApiAction, `slb.CreateLoadBalancer${string}Listener`>
  | 'slb.SetLoadBalancerTCPListenerAttribute'
  | 'slb.StartLoadBalancerListener'
  | 'slb.StopLoadBalancerListener'
  | 'slb.DeleteLoadBalancerListener'

interface NewListener {
  readonly LoadBalancerId: string
  readonly ListenerPort: number
  readonly Bandwidth?: number | undefined
  readonly BackendServerPort?: number | undefined
  readonly VServerGroupId?: string | undefined
  readonly Description?: string | undefined
  readonly ProxyProtocolV2Enabled?: boolean | undefined
  readonly Tag?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined
}

/** What a listener of a protocol may be told besides (its table), by the protocol. */
export const settingsOf: Readonly<Record<ClbListenerEntity['protocol'], SettingTable>> = {
  tcp: tcpSettings,
  udp: udpSettings,
  http: httpSettings,
  https: httpSettings,
}

export const clbListeners: Pick<Handlers, ListenerAction> = {
  'slb.CreateLoadBalancerTCPListener': (context, input) =>
    create(context, 'tcp', input, input.HealthCheckSwitch !== 'off'),
  'slb.CreateLoadBalancerUDPListener': (context, input) =>
    create(context, 'udp', input, input.HealthCheckSwitch !== 'off'),
  'slb.CreateLoadBalancerHTTPListener': (context, input) => create(context, 'http', input, input.HealthCheck !== 'off'),

  'slb.SetLoadBalancerTCPListenerAttribute': (context, input) => {
    const { row, listener } = requireListener(context, { ...input, ListenerProtocol: 'tcp' })
    const { Bandwidth: bandwidth, VServerGroup: withGroup, VServerGroupId: group } = input
    if (bandwidth !== undefined) requireBandwidth(bandwidth)
    if (group !== undefined) requireGroupOf(context, row, group)
    const settings = readSettings(tcpSettings, input)
    requireIdle(context, row)
    context.commit()
    Object.assign(listener.settings, settings)
    if (bandwidth !== undefined) listener.bandwidth = bandwidth
    if (input.Description !== undefined) listener.description = input.Description
    if (input.HealthCheckSwitch !== undefined) listener.checks = input.HealthCheckSwitch !== 'off'
    if (input.ProxyProtocolV2Enabled !== undefined) listener.proxyProtocol = input.ProxyProtocolV2Enabled
    if (withGroup === 'off') listener.group = null
    else if (group !== undefined) listener.group = group
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

/** Without a token, and stopped until somebody starts it (Slb CreateLoadBalancerTCPListener). */
function create(
  context: CallContext,
  protocol: ClbListenerEntity['protocol'],
  input: NewListener,
  checks: boolean,
): Record<never, never> {
  const row = requireClb(context, input.LoadBalancerId)
  const { ListenerPort: port, VServerGroupId: group, Bandwidth: bandwidth = -1 } = input
  if (port < 1 || port > 65535) throw apiError('InvalidParam.ListenerPort')
  requireBandwidth(bandwidth)
  if (group === undefined && input.BackendServerPort === undefined) throw apiError('MissingParameter')
  if (group !== undefined) requireGroupOf(context, row, group)
  const settings = readSettings(settingsOf[protocol], input)
  requireTags(input.Tag, loadBalancerTagCodes)
  // Only UDP goes beside another protocol on one port.
  if (row.listeners.some((each) => each.port === port && (each.protocol === 'udp') === (protocol === 'udp')))
    throw apiError('ListenerAlreadyExists')
  if (row.listeners.length >= quota) throw apiError('VipTooManyListeners')
  requireIdle(context, row)
  context.commit()
  row.listeners.push({
    port,
    protocol,
    status: 'stopped',
    backendPort: input.BackendServerPort ?? port,
    group: group ?? null,
    bandwidth,
    description: input.Description ?? '',
    tags: tagsOf(input.Tag),
    checks,
    acl: null,
    proxyProtocol: input.ProxyProtocolV2Enabled ?? false,
    settings,
    checked: false,
  })
  beginConfiguring(context, row)
  return {}
}

function requireBandwidth(bandwidth: number): void {
  if (bandwidth !== -1 && (bandwidth < 1 || bandwidth > 5120))
    throw invalidParameter('The specified Bandwidth is neither -1 nor from 1 to 5120.')
}

function requireGroupOf(context: CallContext, row: ClbEntity, id: string): void {
  const group = findGroup(context, id)
  if (group === undefined) throw apiError('ResourceNotFound.VServerGroup')
  if (group.loadBalancer !== row.id) throw apiError('InvalidParam.VServerGroupId')
}

interface Way {
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
  way: Way,
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
