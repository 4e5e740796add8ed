import { readFileSync } from 'node:fs'
import { type CommandName, commands } from '../../src/cli/command-table.ts'
import { type Flag, type FlagName, flags, globalFlags } from '../../src/cli/flags.ts'
import { helpPage } from '../../src/cli/help.ts'
import { needsOf } from '../../src/cli/required-permissions.ts'
import type { CliText, EnvironmentName } from '../../src/text/cli.ts'
import { en } from '../../src/text/en.ts'
import { code, fenced, filled, generated, table } from './markdown.ts'

/** What every command can end with: done, a bug, wrong usage, interrupted, terminated. */
const always = [0, 1, 2, 130, 143]

/** What else each can end with. */
const exits: Readonly<Record<CommandName, readonly number[]>> = {
  init: [3, 4, 5, 7, 8],
  plan: [3, 4, 5, 9],
  up: [3, 4, 5, 7, 8],
  status: [3, 4, 5, 9],
  test: [3, 4, 5, 6],
  down: [3, 4, 5, 7, 8],
  invite: [3, 4, 5],
  accept: [3, 4, 5, 7],
  'service create': [3, 4, 5, 7],
  'service get': [3, 4, 5],
  'service list': [3, 4, 5],
  'service update': [3, 4, 5],
  'service delete': [3, 4, 5, 7, 8],
  'service attach': [3, 4, 5, 7],
  'service detach': [3, 4, 5, 7],
  'whitelist add': [3, 4, 5, 7],
  'whitelist remove': [3, 4, 5, 7],
  'whitelist list': [3, 4, 5],
  'connection list': [3, 4, 5],
  'connection approve': [3, 4, 5, 7, 8],
  'connection reject': [3, 4, 5, 7],
  'connection wait': [3, 4, 5, 8],
  'endpoint create': [3, 4, 5, 7, 8],
  'endpoint get': [3, 4, 5],
  'endpoint list': [3, 4, 5],
  'endpoint update': [3, 4, 5],
  'endpoint delete': [3, 4, 5, 7],
  'endpoint add-zone': [3, 4, 5, 7],
  'endpoint remove-zone': [3, 4, 5, 7],
  'endpoint wait': [3, 4, 5, 8],
  'lb check': [3, 4, 5, 6],
  'lb create': [3, 4, 5],
  'lb get': [3, 4, 5],
  'lb list': [3, 4, 5],
  'lb delete': [3, 4, 5, 7],
  'state show': [3],
  'state list': [3],
  'state adopt': [3, 4, 5, 7],
  'state forget': [3, 7],
  'state unlock': [3, 7],
  simulator: [],
  demo: [],
  completion: [],
  policy: [4],
}

/** docs/commands.md: the command table and the texts of the help, among paragraphs written by hand. */
export function commandsPage(): string {
  const template = readFileSync(new URL('./commands.template.md', import.meta.url), 'utf8')
  return filled(template, {
    generated,
    list: table(
      ['command', 'what it does'],
      commands.map(({ name }) => [
        `[${code(`plink ${name}`)}](#plink-${name.replaceAll(' ', '-')})`,
        en.cli.commands[name].summary,
      ]),
    ),
    commands: commands.map(commandSection).join('\n\n'),
    'global-flags': flagTable(globalFlags),
    environment: table(
      ['variable', 'meaning'],
      // Safe: the keys of a record of names are names.
      (Object.keys(en.cli.environment) as EnvironmentName[]).map((name) => [code(name), en.cli.environment[name]]),
    ),
  })
}

function commandSection(command: (typeof commands)[number]): string {
  const { name, flags: own } = command
  const { summary, description, examples } = en.cli.commands[name]
  const { headings } = en.cli
  const help = helpPage(en.cli, command, 80)
  const argument = sectionIn(help, headings.arguments).join(' ').replaceAll(/\s+/g, ' ')
  const codes = [...always, ...exits[name]].toSorted((a, b) => a - b)
  const shown = examples.flatMap(({ line, does }) => [`# ${does}`, line])
  return [
    `### plink ${name}`,
    `${capital(summary)}. ${description}`,
    fenced(sectionIn(help, headings.usage), 'text'),
    ...(argument === '' ? [] : [argument.replace(/^\S+/, code)]),
    ...(own.length === 0 ? [] : [flagTable(own)]),
    fenced(shown, 'sh'),
    ...permissionsSection(command),
    `Exit codes: ${codes.join(', ')}.`,
  ].join('\n\n')
}

/** The RAM actions, as the help has them. */
function permissionsSection(command: (typeof commands)[number]): string[] {
  const yours = needsOf(command, 'you')
  if (yours === null) return []
  const peers = needsOf(command, 'peer')
  const isSame = JSON.stringify(peers) === JSON.stringify(yours)
  const named = (actions: readonly string[]) => actions.map((action) => code(action.replace('.', ':'))).join(', ')
  const rows = [
    ['to look', yours.read],
    ['to change', yours.write],
    ['to look, with `--peer-profile` in its account', isSame ? [] : (peers?.read ?? [])],
  ] as const
  const shown = rows.filter(([, actions]) => actions.length > 0)
  return [
    table(
      ['permissions', 'RAM actions'],
      shown.map(([what, actions]) => [what, named(actions)]),
    ),
    ...(isSame ? [en.cli.permissions.sameForPeer.replace('--peer-profile', '`--peer-profile`')] : []),
  ]
}

/** The lines of the help under a heading; none when it is not there. */
function sectionIn(help: string, heading: string): string[] {
  const lines = help.split('\n')
  const start = lines.indexOf(heading)
  if (start < 0) return []
  const end = lines.indexOf('', start)
  return lines.slice(start + 1, end).map((line) => line.trim())
}

function flagTable(names: readonly (FlagName & keyof CliText['options'])[]): string {
  return table(
    ['flag', 'meaning', 'value', 'default', 'variable'],
    names.map((name) => {
      const flag: Flag<unknown> = flags[name]
      return [
        code(flag.usage),
        en.cli.options[name],
        flag.expected === null ? '' : code(flag.expected),
        initial(name, flag),
        flag.env === undefined ? '' : code(flag.env),
      ]
    }),
  )
}

/** A default as it would be typed. */
function initial(name: FlagName, { initial: value }: Flag<unknown>): string {
  if (name === 'timeout') return code(`${Number(value) / 60_000}m`)
  return typeof value === 'string' || typeof value === 'number' ? code(String(value)) : ''
}

/** Only where a sentence starts with a word: a code span keeps its own case. */
function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
