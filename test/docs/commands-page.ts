import { readFileSync } from 'node:fs'
import { type Command, commonExits } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/command-table.ts'
import { type Flag, type FlagName, flags, globalFlags } from '../../src/cli/flags.ts'
import { helpPage } from '../../src/cli/help.ts'
import { requiredPermissions } from '../../src/cli/required-permissions.ts'
import type { EnvironmentName } from '../../src/text/cli.ts'
import { en } from '../../src/text/en.ts'
import { code, fenced, filled, generated, table } from './markdown.ts'

/** docs/commands.md: the records of the commands and the texts of the help, among paragraphs written by hand. */
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

function commandSection(command: Command): string {
  const { name, flags: own, examples, exits } = command
  const { summary, description, examples: does } = en.cli.commands[name]
  const { headings } = en.cli
  const help = helpPage(en.cli, command, 80)
  const argument = sectionIn(help, headings.arguments).join(' ').replaceAll(/\s+/g, ' ')
  const codes = [...commonExits, ...exits].toSorted((a, b) => a - b)
  const shown = examples.flatMap((line, at) => [`# ${does[at]}`, line])
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
function permissionsSection(command: Command): string[] {
  const yours = requiredPermissions(command, 'you')
  if (yours === null) return []
  const peers = requiredPermissions(command, 'peer')
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

function flagTable(names: readonly FlagName[]): string {
  return table(
    ['flag', 'meaning', 'value', 'default', 'variable'],
    names.map((name) => {
      const flag: Flag<unknown> = flags[name]
      return [
        code(flag.usage),
        en.cli.flags[name],
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
