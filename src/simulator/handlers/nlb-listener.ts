import { beginChecks } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import type { Handlers } from '../world/context.ts'
import { newId, objectOf } from '../world/id.ts'
import type { NlbListenerEntity } from '../world/load-balancer.ts'
import { loadBalancerTagCodes, requireTags } from '../world/tags.ts'
import { beginTransition } from '../world/timeline.ts'
import { beginConfiguring } from './clb.ts'
import { beginJob } from './job.ts'
import { requireNlb, requireNlbIdle, requireNlbListener } from './nlb-reads.ts'
import { requireGroup } from './nlb-server-group.ts'

/** Listeners of one NLB (NLB help, "Limits"). */
const quota = 50

export const nlbListeners: Pick<Handlers, 'nlb.CreateListener' | 'nlb.DeleteListener'> = {
  // Runs by itself, other than CLB's (Nlb CreateListener).
  'nlb.CreateListener': (context, input) => {
    const { world } = context
    const row = requireNlb(context, input.LoadBalancerId)
    const { ListenerPort: port, ListenerProtocol: protocol } = input
    // 0 asks for a range of ports, which is not here.
    if (port < 1 || port > 65535) throw apiError('IllegalParam.ListenerPort')
    const group = requireGroup(context, input.ServerGroupId)
    if (group.vpc !== row.vpc) throw apiError('Mismatch.VpcId')
    if ((protocol === 'UDP') !== (group.protocol === 'UDP') && group.protocol !== 'TCP_UDP')
      throw apiError('Mismatch.Protocol')
    requireTags(input.Tag ?? [], loadBalancerTagCodes)
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
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
      proxyProtocol: false,
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
}
