import { readFileSync } from 'node:fs'
import { type Command, commonExits } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/command-table.ts'
import { type Flag, type FlagName, flags, globalFlags } from '../../src/cli/flags.ts'
import { helpPage } from '../../src/cli/help.ts'
import type { EnvironmentName } from '../../src/text/cli.ts'
import { en } from '../../src/text/en.ts'
import { commandDetails } from './command-details.ts'
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
  const { name, flags: own, examples, exits, access } = command
  const { summary, examples: does } = en.cli.commands[name]
  const details = commandDetails[name]
  const { headings } = en.cli
  const help = helpPage(en.cli, command, 80)
  const argument = sectionIn(help, headings.arguments).join(' ').replaceAll(/\s+/g, ' ')
  const codes = [...commonExits, ...exits].toSorted((a, b) => a - b)
  const shown = examples.flatMap((line, at) => [`# ${does[at]}`, line])
  return [
    `### plink ${name}`,
    `${summary}.${details === undefined ? '' : ` ${details}`}`,
    fenced([(help.split('\n')[0] ?? '').replace(headings.usage, '')], 'text'),
    ...(argument === '' ? [] : [argument.replace(/^\S+/, code)]),
    ...(own.length === 0 ? [] : [flagTable(own)]),
    fenced(shown, 'sh'),
    ...(access === null ? [] : [`Permissions: ${code(`plink policy --command ${name.replace(' ', '-')}`)}.`]),
    `Exit codes: ${codes.join(', ')}.`,
  ].join('\n\n')
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
        flag.shownDefault === undefined ? '' : code(flag.shownDefault),
        flag.env === undefined ? '' : code(flag.env),
      ]
    }),
  )
}
