import { PlinkError } from '../../model/fault.ts'
import type { CommandName } from '../command-table.ts'
import { completionScript, shells } from '../completion.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions } from '../flags.ts'

export async function run(
  { text }: CommandContext,
  _options: GlobalOptions,
  words: readonly string[],
): Promise<CommandOutcome> {
  const [given = ''] = words
  const shell = shells.find((each) => each === given)
  if (shell === undefined)
    throw new PlinkError('BAD_FLAG', { flag: 'SHELL', value: given, expected: shells.join(' | ') })
  const { cli } = text
  const script = completionScript(shell, {
    // Safe: the names come from the command table, whose texts these are.
    command: (name) => cli.commands[name as CommandName].summary,
    group: (name) => cli.groups[name as keyof typeof cli.groups],
    flag: (name) => cli.options[name],
    help: cli.helpCommand,
  })
  return { result: { kind: 'script', shell, script }, exit: 0 }
}
