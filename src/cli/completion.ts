import { pagesToOpen } from '../output/console-urls.ts'
import { type ArgumentName, type CliText, groupText } from '../text/cli.ts'
import { type Argument, type Command, groupsOf } from './command.ts'
import { bashScript } from './completion/bash.ts'
import { fishScript } from './completion/fish.ts'
import type { CompletedFlag, CompletedPlace, CompletedValue } from './completion/place.ts'
import { zshScript } from './completion/zsh.ts'
import { type Candidates, type Flag, type FlagName, flags, globalFlags } from './flags.ts'
import { helpTopics, pageWords } from './help-topics.ts'

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
    {
      words: 'help',
      next: [...first, ...[...helpTopics, ...pageWords(first.map(({ word }) => word))].map(topicOf)],
      flags: global,
    },
    ...groups.map((group) => ({ words: group, next: membersOf(group), flags: global })),
    ...list.map(({ name, flags: own, argument }) => ({
      words: name,
      next: [],
      ...argumentOf(argument),
      flags: [...own.map((flag) => flagOf(flag, cli)), ...global],
    })),
  ]

  function membersOf(group: string) {
    return list.flatMap(({ name }) =>
      name.startsWith(`${group} `) ? [{ word: name.slice(group.length + 1), meaning: cli.commands[name].summary }] : [],
    )
  }
}

function topicOf(word: string) {
  return { word, meaning: word }
}

function argumentOf(argument: Argument | null): { argument?: CompletedValue } {
  const value = argument ? argumentValues[argument.name] : undefined
  return value ? { argument: value } : {}
}

function flagOf(name: FlagName, cli: CliText): CompletedFlag {
  const flag: Flag<unknown> = flags[name]
  const words = flag.usage.split(/[ ,]+/).filter((word) => word.startsWith('-'))
  return { words, meaning: cli.flags[name], value: flag.expected === null ? null : completedValue(flag) }
}

function completedValue({ choices, complete }: Flag<unknown>): CompletedValue {
  if (choices) return choices
  if (complete === 'files') return complete
  return complete ? { candidates: complete } : 'unknown'
}

/** What the argument of a command can be. */
const argumentValues: Readonly<Partial<Record<ArgumentName, CompletedValue>>> = {
  shell: shells,
  page: pagesToOpen,
  plan: 'files',
  step: { candidates: 'steps' satisfies Candidates },
  adoption: { candidates: 'steps' satisfies Candidates },
  service: { candidates: 'epsrv-' satisfies Candidates },
  endpoint: { candidates: 'ep-' satisfies Candidates },
  lb: { candidates: 'lb-' satisfies Candidates },
  zone: { candidates: 'zones' satisfies Candidates },
  invite: 'files',
}
