import { objectOf } from '../world/id.ts'
import type { ClbListenerRow, LoadBalancerRow, NlbListenerRow, ServerRow } from '../world/load-balancer.ts'
import type { Change } from '../world/transition.ts'
import type { World } from '../world/world.ts'

type Begin = (change: Change) => void

/** Whether a listener has its servers checked: a CLB's own setting, and an NLB's group's. */
export function checksServers(world: World, listener: ClbListenerRow | NlbListenerRow): boolean {
  if ('checks' in listener) return listener.checks
  const group = world.serverGroups.get(listener.group)
  return group?.type !== 'nlb' || group.checks
}

/**
 * A listener has begun to run: there is no verdict on its servers until the checks have had time (Slb
 * DescribeHealthStatus, `unavailable`; Nlb GetListenerHealthStatus, `Initial`).
 */
export function beginChecks(
  world: World,
  loadBalancer: LoadBalancerRow,
  listener: ClbListenerRow | NlbListenerRow,
  begin: Begin,
): void {
  listener.checked = false
  begin(verdict(world, objectOf.health(loadBalancer.id, listener.port), listener))
}

/** A server has come to a group. Where no listener runs on it yet, the listener's start begins the checks. */
export function beginCheck(world: World, group: string, server: ServerRow, begin: Begin): void {
  const isUsed = [...world.loadBalancers.values()].some((row) =>
    row.listeners.some((each) => each.group === group && each.status.toLowerCase() === 'running'),
  )
  if (!isUsed) return
  server.checked = false
  begin(verdict(world, objectOf.health(`${group}:${server.server}`, server.port ?? 0), server))
}

function verdict(world: World, object: string, row: { checked: boolean }): Change {
  return {
    object,
    needs: [],
    service: null,
    from: '',
    via: 'unavailable',
    to: 'checked',
    ms: world.durations.firstVerdict,
    finish: () => {
      row.checked = true
    },
  }
}
