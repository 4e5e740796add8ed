import type { SideName } from '../model/link.ts'
import type { Policy } from '../model/policy.ts'
import type { Command } from './command.ts'
import { requiredPermissions } from './required-permissions.ts'

/** The RAM policies that one command needs, for any resource: it is known before there is a link. */
export function policiesForCommand(command: Command, sides: readonly SideName[]): Policy[] {
  return sides.flatMap((side) => {
    const { read = [], write = [] } = requiredPermissions(command, side) ?? {}
    return ([['read', read] as const, ['write', write] as const] as const).flatMap(([purpose, actions]): Policy[] => {
      if (actions.length === 0) return []
      const Action = actions.map((action) => action.replace('.', ':'))
      return [{ side, purpose, document: { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource: ['*'] }] } }]
    })
  })
}
