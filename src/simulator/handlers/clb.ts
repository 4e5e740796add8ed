import { Refusal, refusal } from '../server/errors.ts'
import type { Context } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbListenerRow, ClbRow, LoadBalancerRow } from '../world/load-balancer.ts'

export function clbs(context: Context): ClbRow[] {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === 'slb')
}

/** HTTP 404 also for a wrong region or another account's (Slb, common errors). */
export function requireClb(context: Context, id: string): ClbRow {
  const row = context.find(context.world.loadBalancers, id)
  if (row?.type !== 'slb') throw refusal('InvalidLoadBalancerId.NotFound')
  return row
}

export function requireListener(
  context: Context,
  input: { LoadBalancerId: string; ListenerPort: number; ListenerProtocol: string },
): { row: ClbRow; listener: ClbListenerRow } {
  const row = requireClb(context, input.LoadBalancerId)
  const listener = row.listeners.find(
    (each) => each.port === input.ListenerPort && each.protocol === input.ListenerProtocol.toLowerCase(),
  )
  if (listener === undefined) throw refusal('ResourceNotFound.Listener')
  return { row, listener }
}

/** One change of a CLB at a time, none while it is on its way out, and none while it is locked (Slb, common error codes). */
export function requireIdle({ world }: Context, row: ClbRow): void {
  if (row.leaving) throw refusal('ServiceIsStopping')
  if (row.status === 'locked') throw refusal('ActionNotAllowed')
  if (row.busy && world.rules.busyLoadBalancer !== 'never') throw refusal(world.rules.busyLoadBalancer)
}

/** It is busy for a moment after every change; begin what the change itself starts before this. */
export function configure(context: Context, row: LoadBalancerRow): void {
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
export function invalidParameter(message: string, status = 400): Refusal {
  return new Refusal('InvalidParameter', status, message)
}
