import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { removeThing } from '../remove-resource.ts'
import type { StepWorkFlags } from '../step-command.ts'

type Flags = StepWorkFlags & Options<'disconnect' | 'without-peer'>

export function run(context: CommandContext, options: Flags, [word]: readonly string[]): Promise<CommandOutcome> {
  return removeThing(context, options, word, {
    command: 'service delete',
    direction: 'inbound',
    kind: 'service',
    // Its whitelist and attachments go with it; what is behind it stays, and is forgotten.
    takes: ({ id, kind }) =>
      kind === 'service' || kind === 'resource' || kind === 'whitelist' || /\/load-balancer:n?lb-/.test(id),
  })
}
