import { columnWidth, row } from '../output/human/columns.ts'
import { wrap } from '../output/human/wrap.ts'
import { type CliText, type EnvironmentName, groupText } from '../text/cli.ts'
import { type Argument, argumentWord, type Command, groupsOf } from './command.ts'
import { commands } from './command-table.ts'
import { type Flag, type FlagName, flags, globalFlags } from './flags.ts'
import { docsPageOf, type HelpTopic, pageWords } from './help-topics.ts'

/** A term and what it means. */
type Entry = readonly [term: string, meaning: string]

/** Help is no wider even on a wide screen: long lines are hard to read. */
const widest = 80

/** More choices than this are not listed; completion has them. */
const mostChoices = 6

/** The help of the whole program, of a group of commands, of a command, or on a topic. */
export function helpPage(cli: CliText, topic: Command | HelpTopic | string | null, columns: number): string {
  const width = Math.min(columns, widest)
  if (topic === null) return programHelp(cli, width)
  if (typeof topic !== 'string') return commandHelp(cli, topic, width)
  if (topic === 'flags') {
    return page([
      wrap(sentence(cli, cli.topics.flags), width),
      section(cli.headings.options, columnsOf(optionsOf(cli, globalFlags), width)),
    ])
  }
  if (topic === 'environment') {
    // Safe: the keys of a record of names are names.
    const variables = Object.keys(cli.environment) as EnvironmentName[]
    return page([
      wrap(sentence(cli, cli.topics.environment), width),
      section(
        cli.headings.environment,
        columnsOf(
          variables.map((name) => [name, cli.environment[name]]),
          width,
        ),
      ),
    ])
  }
  return groupHelp(cli, topic, width)
}

function programHelp(cli: CliText, width: number): string {
  const single = commands.filter(({ name }) => !name.includes(' '))
  const list: Entry[] = [
    ...single.map(({ name }): Entry => [name, cli.commands[name].summary]),
    ...groupsOf(commands).map((name): Entry => [name, groupText(cli, name)]),
    ['help', cli.helpCommand],
  ]
  return page([
    [usageLine(cli, [cli.placeholders.command])],
    wrap(cli.tagline, width),
    section(cli.headings.commands, columnsOf(list, width)),
    columnsOf(cli.furtherHelp(pageWords(list.map(([word]) => word))), width + 2),
  ])
}

function groupHelp(cli: CliText, group: string, width: number): string {
  const members = commands.filter(({ name }) => name.startsWith(`${group} `))
  return page([
    [usageLine(cli, [group, cli.placeholders.command])],
    wrap(sentence(cli, groupText(cli, group)), width),
    section(
      cli.headings.commands,
      columnsOf(
        members.map(({ name }) => [name, cli.commands[name].summary]),
        width,
      ),
    ),
  ])
}

function commandHelp(cli: CliText, { name, argument, flags: own, examples, access }: Command, width: number): string {
  const { summary, examples: meanings } = cli.commands[name]
  const words = argument === null ? [] : [placeholder(argument)]
  return page([
    [usageLine(cli, [name, ...words])],
    wrap(sentence(cli, summary), width),
    section(
      cli.headings.examples,
      examples.flatMap((line, at) => [`# ${meanings[at]}`, line]),
    ),
    argument === null
      ? []
      : section(cli.headings.arguments, columnsOf([[placeholder(argument), cli.arguments[argument.name]]], width)),
    section(cli.headings.options, columnsOf(optionsOf(cli, own), width)),
    wrap(
      cli.seeAlso({ command: access === null ? null : name, page: docsPageOf(name.replace(/ .*/, '')) ?? null }),
      width,
    ),
  ])
}

function usageLine({ headings, placeholders }: CliText, words: readonly string[]): string {
  return `${headings.usage}${['plink', ...words, placeholders.options].join(' ')}`
}

/** A summary as a sentence of its own. */
function sentence({ fullStop }: CliText, summary: string): string {
  return `${summary}${fullStop}`
}

function placeholder(argument: Argument): string {
  const { how } = argument
  const word = argumentWord(argument)
  const dots = how === 'many' || how === 'any' ? '...' : ''
  return how === 'one' || how === 'many' ? `${word}${dots}` : `[${word}${dots}]`
}

function optionsOf(cli: CliText, names: readonly FlagName[]): Entry[] {
  return names.map((name) => {
    const flag: Flag<unknown> = flags[name]
    const term = flag.usage.startsWith('--') ? `    ${flag.usage}` : flag.usage
    const notes = [
      ...(flag.choices && flag.choices.length <= mostChoices ? [(flag.expected ?? '').replaceAll(' | ', '|')] : []),
      ...(flag.shownDefault === undefined ? [] : [cli.defaultValue(flag.shownDefault)]),
      ...(flag.env === undefined ? [] : [flag.env]),
    ]
    return [term, notes.length === 0 ? cli.flags[name] : `${cli.flags[name]} [${notes.join(', ')}]`]
  })
}

/** Parts with an empty line between them, the empty ones left out. */
function page(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)]
}

/** Terms on the left, meanings beside them; two columns are kept for the indent of a section. */
function columnsOf(entries: readonly Entry[], width: number): string[] {
  const column = columnWidth(
    entries.map(([term]) => term),
    28,
  )
  return entries.flatMap(([term, meaning]) => row(term, column, meaning, { width: width - 2 }))
}
