import type { SideName } from '../model/link.ts'
import type { Policy } from '../model/policy.ts'
import type { VantageName } from '../model/vantage.ts'
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

/**
 * With what it takes to run tests on the instance that `--from` names: only then, since a command runs as root there. The
 * command that RunCommand makes has an id that nobody knows before.
 */
export function withInstance(policies: readonly Policy[], from: VantageName | null): Policy[] {
  if (!from?.startsWith('ecs:')) return [...policies]
  const id = from.slice('ecs:'.length)
  return [
    ...policies,
    {
      side: 'you',
      purpose: 'run',
      document: {
        Version: '1',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['ecs:RunCommand'],
            Resource: [`acs:ecs:*:*:instance/${id}`, 'acs:ecs:*:*:command/*'],
          },
          { Effect: 'Allow', Action: ['ecs:DescribeInstances', 'ecs:DescribeInvocationResults'], Resource: ['*'] },
        ],
      },
    },
  ]
}
