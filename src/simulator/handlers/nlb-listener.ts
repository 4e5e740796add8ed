import { beginChecks } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { newId, objectOf } from '../world/id.ts'
import type { NlbListenerEntity } from '../world/load-balancer.ts'
import { loadBalancerTagCodes, requireTags, tagsOf } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { beginConfiguring } from './clb.ts'
import { beginJob } from './job.ts'
import { nlbListenerSettings, readSettings } from './listener-settings.ts'
import { requireNlb, requireNlbIdle, requireNlbListener } from './nlb-reads.ts'
import { requireServerGroup } from './nlb-server-group.ts'

/** Listeners of one NLB (NLB help, "Limits"). */
const quota = 50
const protocols = ['TCP', 'UDP', 'TCPSSL'] as const

type ListenerAction = 'nlb.CreateListener' | 'nlb.DeleteListener' | 'nlb.StartListener' | 'nlb.StopListener'

export const nlbListeners: Pick<Handlers, ListenerAction> = {
  // Runs by itself, other than CLB's (Nlb CreateListener).
  'nlb.CreateListener': (context, input) => {
    const { world } = context
    const row = requireNlb(context, input.LoadBalancerId)
    const { ListenerPort: port } = input
    const protocol = protocols.find((each) => each === input.ListenerProtocol)
    if (protocol === undefined) throw apiError('IllegalParam.ListenerProtocol')
    if (input.ServerGroupId === undefined) throw apiError('MissingParam.ServerGroupId')
    const settings = readSettings(nlbListenerSettings, input)
    // 0 asks for a range of ports, which is not here.
    if (port < 1 || port > 65535) throw apiError('IllegalParam.ListenerPort')
    const group = requireServerGroup(context, input.ServerGroupId)
    if (group.vpc !== row.vpc) throw apiError('Mismatch.VpcId')
    if ((protocol === 'UDP') !== (group.protocol === 'UDP') && group.protocol !== 'TCP_UDP')
      throw apiError('Mismatch.Protocol')
    requireTags(input.Tag, loadBalancerTagCodes)
    if (row.listeners.some((each) => each.port === port && (each.protocol === 'UDP') === (protocol === 'UDP')))
      throw apiError('Conflict.Port')
    if (row.listeners.length >= quota) throw apiError('QuotaExceeded.QuotaInsufficient')
    if (group.status === 'Creating' || group.status === 'Deleting') throw apiError('IncorrectStatus.serverGroup')
    requireNlbIdle(context, row)
    context.commit()
    const listener: NlbListenerEntity = {
      id: `${newId(world, 'lsn')}@${port}`,
      port,
      protocol,
      status: 'Provisioning',
      group: group.id,
      description: input.ListenerDescription ?? '',
      tags: tagsOf(input.Tag),
      settings,
      proxyProtocol: input.ProxyProtocolEnabled ?? false,
      checked: false,
    }
    row.listeners.push(listener)
    const job = beginJob(context, {
      object: objectOf.listener(row.id, port),
      needs: [objectOf.loadBalancer(row.id), objectOf.group(group.id)],
      service: null,
      from: '',
      via: 'Provisioning',
      to: 'Running',
      ms: world.durations.nlbListener,
      finish: (at) => {
        listener.status = 'Running'
        beginChecks(world, row, listener, (change) =>
          beginTransition(world, change, { at, request: null, stuck: false }),
        )
      },
    })
    beginConfiguring(context, row)
    return { ListenerId: listener.id, ...job }
  },

  'nlb.DeleteListener': (context, { ListenerId }) => {
    const { world } = context
    const { row, listener } = requireNlbListener(context, ListenerId)
    if (listener.status !== 'Running' && listener.status !== 'Stopped') throw apiError('IncorrectStatus.listener')
    requireNlbIdle(context, row)
    context.commit()
    const from = listener.status
    listener.status = 'Deleting'
    const job = beginJob(context, {
      object: objectOf.listener(row.id, listener.port),
      needs: [],
      service: null,
      from,
      via: 'Deleting',
      to: '',
      ms: world.durations.listenerDelete,
      finish: () => {
        row.listeners.splice(row.listeners.indexOf(listener), 1)
      },
    })
    beginConfiguring(context, row)
    return job
  },

  'nlb.StartListener': (context, { ListenerId }) =>
    move(context, ListenerId, { from: 'Stopped', via: 'Starting', to: 'Running' }),
  'nlb.StopListener': (context, { ListenerId }) =>
    move(context, ListenerId, { from: 'Running', via: 'Stopping', to: 'Stopped' }),
}

type Status = NlbListenerEntity['status']

function move(
  context: CallContext,
  id: string,
  way: { readonly from: Status; readonly via: Status; readonly to: Status },
): { JobId: string } {
  const { world } = context
  const { row, listener } = requireNlbListener(context, id)
  if (listener.status !== way.from) throw apiError('IncorrectStatus.listener')
  requireNlbIdle(context, row)
  context.commit()
  listener.status = way.via
  const job = beginJob(context, {
    object: objectOf.listener(row.id, listener.port),
    needs: [objectOf.loadBalancer(row.id)],
    service: null,
    ...way,
    ms: world.durations.nlbListener,
    finish: (at) => {
      listener.status = way.to
      if (way.to === 'Running')
        beginChecks(world, row, listener, (change) =>
          beginTransition(world, change, { at, request: null, stuck: false }),
        )
    },
  })
  beginConfiguring(context, row)
  return job
}
