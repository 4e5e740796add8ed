import { type Permission, permissions } from '../actions/permissions/permissions.ts'
import type { Action } from '../alibaba/operations.ts'
import type { SideName } from '../model/link.ts'
import type { Command } from './command.ts'

/** RAM actions by their wire names, `privatelink.CreateVpcEndpoint`. */
export interface RequiredPermissions {
  readonly read: readonly Action[]
  readonly write: readonly Action[]
}

/** What a command may call in one side's account; the peer's is used with `--peer-profile` only. Null if it calls nothing. */
export function requiredPermissions(
  { access, flags }: Pick<Command, 'access' | 'flags'>,
  side: SideName,
): RequiredPermissions | null {
  if (access === null) return null
  const { reads } = access
  // Commands that list actions read our account only.
  if (typeof reads !== 'string') return { read: side === 'you' ? reads : [], write: [] }
  const other = reads === 'provider' ? 'consumer' : 'provider'
  const role = reads === 'both' || side === 'you' ? reads : other
  const mine = permissions.filter((each) => role === 'both' || each.role === 'both' || each.role === role)
  const isCalled = ({ for: why }: Permission) => why !== undefined && access[why.change]?.includes(why.step)
  const opens: readonly Action[] = flags.includes('open-product') ? ['privatelink.OpenPrivateLinkService'] : []
  return {
    read: distinct(mine.filter(({ purpose }) => purpose === 'read')),
    write: [...distinct(mine.filter(isCalled)), ...opens],
  }
}

/** Some actions are needed in both roles. */
function distinct(rows: readonly Permission[]): Action[] {
  return [...new Set(rows.map(({ action }) => action))]
}
