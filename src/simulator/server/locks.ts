import type { ApiAction } from '../../api/actions.ts'
import type { AccountEntity } from '../world/entities.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './errors.ts'

/** Calls that may not run side by side, and within what, per action (descriptions of the actions in the PrivateLink API). */
const locks: Readonly<Partial<Record<ApiAction, 'account' | 'ServiceId' | 'EndpointId'>>> = {
  'privatelink.UpdateVpcEndpointServiceAttribute': 'account',
  'privatelink.DeleteVpcEndpointService': 'account',
  'privatelink.AddUserToVpcEndpointService': 'account',
  'privatelink.UpdateVpcEndpointAttribute': 'account',
  'privatelink.EnableVpcEndpointConnection': 'account',
  'privatelink.DisableVpcEndpointConnection': 'account',
  'privatelink.UpdateVpcEndpointConnectionAttribute': 'account',
  'privatelink.RemoveUserFromVpcEndpointService': 'ServiceId',
  'privatelink.AttachResourceToVpcEndpointService': 'ServiceId',
  'privatelink.DetachResourceFromVpcEndpointService': 'ServiceId',
  'privatelink.UpdateVpcEndpointServiceResourceAttribute': 'ServiceId',
  'privatelink.AddZoneToVpcEndpoint': 'EndpointId',
  'privatelink.RemoveZoneFromVpcEndpoint': 'EndpointId',
  'privatelink.EnableVpcEndpointZoneConnection': 'EndpointId',
  'privatelink.DisableVpcEndpointZoneConnection': 'EndpointId',
  'privatelink.UpdateVpcEndpointZoneConnectionResourceAttribute': 'EndpointId',
  'privatelink.AttachSecurityGroupToVpcEndpoint': 'EndpointId',
  'privatelink.DetachSecurityGroupFromVpcEndpoint': 'EndpointId',
}

interface LockableCall {
  readonly action: ApiAction
  readonly account: AccountEntity
  readonly params: ReadonlyMap<string, string>
}

/**
 * @returns the lock that a call takes; undefined when it takes none
 * @throws ApiError ConcurrentCallNotSupported while another call holds it
 */
export function requireLock(world: World, { action, account, params }: LockableCall): string | undefined {
  const scope = locks[action]
  if (scope === undefined) return undefined
  const lock = `${action} ${scope === 'account' ? account.uid : params.get(scope)}`
  if ((world.locks.get(lock) ?? 0) <= world.clock.now()) return lock
  const { concurrentStatus } = world.rules
  throw new ApiError('ConcurrentCallNotSupported', concurrentStatus, 'Another call is running; try again later.')
}

/** Keeps a lock until the changes of its call have ended. @param ends when they do, in milliseconds of the world's clock */
export function holdLock({ locks: held, clock, durations }: World, lock: string, ends: readonly number[]): void {
  held.set(lock, Math.max(clock.now() + durations.lock, ...ends))
}
