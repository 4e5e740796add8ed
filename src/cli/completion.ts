import { type CliText, groupText } from '../text/cli.ts'
import { type Command, groupsOf } from './command.ts'
import { bashScript } from './completion/bash.ts'
import { fishScript } from './completion/fish.ts'
import type { CompletedFlag, CompletedPlace } from './completion/place.ts'
import { zshScript } from './completion/zsh.ts'
import { type Flag, type FlagName, flags, globalFlags } from './flags.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

const writers: Readonly<Record<Shell, (places: readonly CompletedPlace[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
}

/** A script that completes every command, flag and choice; zsh and fish show the texts of the help beside them. */
export function completionScript(shell: Shell, commands: readonly Command[], cli: CliText): string {
  return writers[shell](placesOf(commands, cli))
}

function placesOf(list: readonly Command[], cli: CliText): CompletedPlace[] {
  const groups = groupsOf(list)
  const global = globalFlags.map((name) => flagOf(name, cli))
  const singles = list.filter(({ name }) => !name.includes(' '))
  const first = [
    ...singles.map(({ name }) => ({ word: name, meaning: cli.commands[name].summary })),
    ...groups.map((word) => ({ word, meaning: groupText(cli, word) })),
    { word: 'help', meaning: cli.helpCommand },
  ]
  return [
    { words: '', next: first, flags: [...global, flagOf('version', cli)] },
    ...groups.map((group) => ({ words: group, next: membersOf(group), flags: global })),
    ...list.map(({ name, flags: own, argument }) => ({
      words: name,
      next: argument?.name === 'shell' ? shells.map((word) => ({ word, meaning: word })) : [],
      flags: [...own.map((flag) => flagOf(flag, cli)), ...global],
    })),
  ]

  function membersOf(group: string) {
    return list.flatMap(({ name }) =>
      name.startsWith(`${group} `) ? [{ word: name.slice(group.length + 1), meaning: cli.commands[name].summary }] : [],
    )
  }
}

function flagOf(name: FlagName, cli: CliText): CompletedFlag {
  const flag: Flag<unknown> = flags[name]
  const words = flag.usage.split(/[ ,]+/).filter((word) => word.startsWith('-'))
  return { words, meaning: cli.flags[name], value: valuesOf(name, flag) }
}

function valuesOf(name: FlagName, { expected }: Flag<unknown>): CompletedFlag['value'] {
  if (expected === null) return null
  if (expected === 'FILE') return 'file'
  // Those of a time are examples.
  return expected.includes(' | ') && name !== 'timeout' ? expected.split(' | ') : 'any'
}
