import type { Action } from '../alibaba/operations.ts'
import type { Call } from './step.ts'

type Scope = 'account' | 'service' | 'endpoint'

/**
 * Which mutations the cloud refuses to run side by side, and within what; a second one is answered
 * `ConcurrentCallNotSupported`. From the descriptions of the PrivateLink 2020-04-15 API ("cannot be called in parallel
 * within one Alibaba Cloud account / for one endpoint service / for one endpoint").
 */
const scopes: Readonly<Partial<Record<Action, Scope>>> = {
  'privatelink.DeleteVpcEndpointService': 'account',
  'privatelink.UpdateVpcEndpointServiceAttribute': 'account',
  'privatelink.UpdateVpcEndpointAttribute': 'account',
  'privatelink.AddUserToVpcEndpointService': 'account',
  'privatelink.EnableVpcEndpointConnection': 'account',
  'privatelink.DisableVpcEndpointConnection': 'account',
  'privatelink.RemoveUserFromVpcEndpointService': 'service',
  'privatelink.AttachResourceToVpcEndpointService': 'service',
  'privatelink.DetachResourceFromVpcEndpointService': 'service',
  'privatelink.AddZoneToVpcEndpoint': 'endpoint',
  'privatelink.RemoveZoneFromVpcEndpoint': 'endpoint',
  'privatelink.EnableVpcEndpointZoneConnection': 'endpoint',
  'privatelink.AttachSecurityGroupToVpcEndpoint': 'endpoint',
  'privatelink.DetachSecurityGroupFromVpcEndpoint': 'endpoint',
}

/**
 * The lane a call has to keep to; undefined when it may run beside anything.
 * Account lanes are per action. Lanes of one service or endpoint hold all its actions: whether two different ones collide
 * is not documented, and waiting costs little.
 */
export function laneOf(call: Call, account: string): string | undefined {
  const scope = scopes[call.action]
  if (scope === undefined) return undefined
  if (scope === 'account') return `account ${account} ${call.action}`
  const key = scope === 'service' ? 'ServiceId' : 'EndpointId'
  // Safe: every input is a record of wire parameters, and those of this scope have this one.
  return `${scope} ${(call.input as Record<string, unknown>)[key]}`
}

/** One after another within a lane, side by side across lanes. */
export class Lanes {
  readonly #tails = new Map<string, Promise<unknown>>()

  run<T>(lane: string | undefined, work: () => Promise<T>): Promise<T> {
    if (lane === undefined) return work()
    const before = this.#tails.get(lane) ?? Promise.resolve()
    // A failure before us is its own caller's business; the lane is free all the same.
    const mine = before.then(work, work)
    this.#tails.set(
      lane,
      mine.catch(() => undefined),
    )
    return mine
  }
}
