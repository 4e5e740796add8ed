import type { CommandContext, CommandOutcome } from '../context.ts'
import { removeThing } from '../remove-resource.ts'
import type { StepWorkFlags } from '../step-command.ts'

export function run(
  context: CommandContext,
  options: StepWorkFlags,
  [word]: readonly string[],
): Promise<CommandOutcome> {
  return removeThing(context, options, word, {
    command: 'endpoint delete',
    direction: 'outbound',
    kind: 'endpoint',
    // Its zones go one by one, by the endpoint's own step; security groups and the zones' records go with it.
    takes: ({ kind }) => kind === 'endpoint' || kind === 'zone' || kind === 'security-group' || kind === 'rule',
  })
}
