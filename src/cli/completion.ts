import { type Command, commands, groupsOf } from './command-table.ts'
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

/** What is said beside a word, in the language of the user: `zsh` and `fish` show it. */
export interface Meanings {
  command(name: string): string
  group(name: string): string
  flag(name: FlagName): string
  readonly help: string
}

/** A script that makes the shell complete every command, flag and choice of the command table. */
export function completionScript(shell: Shell, meanings: Meanings): string {
  return writers[shell](placesOf(commands, meanings))
}

function placesOf(list: readonly Command[], meanings: Meanings): CompletedPlace[] {
  const groups = groupsOf(list)
  const global = globalFlags.map((name) => flagOf(name, meanings))
  const singles = list.filter(({ name }) => !name.includes(' '))
  const first = [
    ...singles.map(({ name }) => ({ word: name, meaning: meanings.command(name) })),
    ...groups.map((word) => ({ word, meaning: meanings.group(word) })),
    { word: 'help', meaning: meanings.help },
  ]
  return [
    { words: '', next: first, flags: [...global, flagOf('version', meanings)] },
    ...groups.map((group) => ({ words: group, next: membersOf(group), flags: global })),
    ...list.map(({ name, flags: own, argument }) => ({
      words: name,
      next: argument?.name === 'shell' ? shells.map((word) => ({ word, meaning: word })) : [],
      flags: [...own.map((flag) => flagOf(flag, meanings)), ...global],
    })),
  ]

  function membersOf(group: string) {
    return list.flatMap(({ name }) =>
      name.startsWith(`${group} `) ? [{ word: name.slice(group.length + 1), meaning: meanings.command(name) }] : [],
    )
  }
}

function flagOf(name: FlagName, meanings: Meanings): CompletedFlag {
  const flag: Flag<unknown> = flags[name]
  const words = flag.usage.split(/[ ,]+/).filter((word) => word.startsWith('-'))
  return { words, meaning: meanings.flag(name), value: valuesOf(name, flag) }
}

function valuesOf(name: FlagName, { expected }: Flag<unknown>): CompletedFlag['value'] {
  if (expected === null) return null
  if (expected === 'FILE') return 'file'
  // Those of a time are examples.
  return expected.includes(' | ') && name !== 'timeout' ? expected.split(' | ') : 'any'
}
