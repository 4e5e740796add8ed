import { ApiError, apiError } from '../server/errors.ts'
import type { CallContext } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbEntity, ClbListenerEntity, LoadBalancerEntity } from '../world/load-balancer.ts'

export function clbs(context: CallContext): ClbEntity[] {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === 'slb')
}

/** HTTP 404 also for a wrong region or another account's (Slb, common errors). */
export function requireClb(context: CallContext, id: string): ClbEntity {
  const row = context.find(context.world.loadBalancers, id)
  if (row?.type !== 'slb') throw apiError('InvalidLoadBalancerId.NotFound')
  return row
}

export function requireListener(
  context: CallContext,
  input: { LoadBalancerId: string; ListenerPort: number; ListenerProtocol: string },
): { row: ClbEntity; listener: ClbListenerEntity } {
  const row = requireClb(context, input.LoadBalancerId)
  const listener = row.listeners.find(
    (each) => each.port === input.ListenerPort && each.protocol === input.ListenerProtocol.toLowerCase(),
  )
  if (listener === undefined) throw apiError('ResourceNotFound.Listener')
  return { row, listener }
}

/** One change of a CLB at a time, none while it is on its way out, and none while it is locked (Slb, common error codes). */
export function requireIdle({ world }: CallContext, row: ClbEntity): void {
  if (row.leaving) throw apiError('ServiceIsStopping')
  if (row.status === 'locked') throw apiError('ActionNotAllowed')
  if (row.busy && world.rules.busyLoadBalancer !== 'never') throw apiError(world.rules.busyLoadBalancer)
}

/** It is busy for a moment after every change; begin what the change itself starts before this. */
export function beginConfiguring(context: CallContext, row: LoadBalancerEntity): void {
  row.busy = true
  context.begin({
    object: objectOf.loadBalancer(row.id),
    needs: [],
    service: null,
    from: 'idle',
    via: 'configuring',
    to: 'idle',
    ms: context.world.durations.configure,
    finish: () => {
      row.busy = false
    },
  })
}

/** Slb says `InvalidParameter` for much, and clients tell by the message (Terraform alicloud provider). */
export function invalidParameter(message: string, status = 400): ApiError {
  return new ApiError('InvalidParameter', status, message)
}
