import { type Permission, permissions } from '../actions/permissions/permissions.ts'
import type { Action } from '../alibaba/operations.ts'
import type { SideName } from '../model/link.ts'
import type { Command } from './command-table.ts'

/** RAM actions by their wire names, `privatelink.CreateVpcEndpoint`. */
export interface Needs {
  readonly read: readonly Action[]
  readonly write: readonly Action[]
}

/** What a command may call in one side's account, of the peer when `--peer-profile` is given; null when it calls no cloud. */
export function needsOf({ calls, flags }: Pick<Command, 'calls' | 'flags'>, side: SideName): Needs | null {
  if (calls === null) return null
  const { reads } = calls
  // What only shows something of our account never asks the peer's.
  if (typeof reads !== 'string') return { read: side === 'you' ? reads : [], write: [] }
  const other = reads === 'provider' ? 'consumer' : 'provider'
  const role = reads === 'both' || side === 'you' ? reads : other
  const mine = permissions.filter((each) => role === 'both' || each.role === 'both' || each.role === role)
  const isCalled = ({ for: why }: Permission) => why !== undefined && calls[why.work]?.includes(why.step)
  const opens: readonly Action[] = flags.includes('open-product') ? ['privatelink.OpenPrivateLinkService'] : []
  return {
    read: distinct(mine.filter(({ purpose }) => purpose === 'read')),
    write: [...distinct(mine.filter(isCalled)), ...opens],
  }
}

/** Some are needed in both roles. */
function distinct(rows: readonly Permission[]): Action[] {
  return [...new Set(rows.map(({ action }) => action))]
}
