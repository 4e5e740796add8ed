import { columnWidth, row } from '../output/human/columns.ts'
import { wrap } from '../output/human/wrap.ts'
import type { CliText, EnvironmentName } from '../text/cli.ts'
import { type Argument, type Command, type CommandName, commands, groupsOf } from './command-table.ts'
import { type Flag, type FlagName, flags, globalFlags } from './flags.ts'
import { needsOf } from './required-permissions.ts'

/** A term and what it means; a page of help is made of these. */
type Entry = readonly [term: string, meaning: string]

/** No wider even on a wide screen: long lines are hard to read. */
const widest = 80

/** The help of the whole program, or of one command. */
export function helpPage(cli: CliText, topic: Command | string | null, columns: number): string {
  const width = Math.min(columns, widest)
  const { headings, placeholders } = cli
  if (topic === null) {
    const single = commands.filter(({ name }) => !name.includes(' '))
    const list = [
      ...single.map(({ name }): Entry => [name, summaryOf(cli, name)]),
      ...groupsOf(commands).map((name): Entry => [name, groupSummary(cli, name)]),
    ]
    // Safe: the keys of a record of names are names.
    const variables = Object.keys(cli.environment) as EnvironmentName[]
    return page([
      wrap(cli.tagline, width),
      section(headings.usage, [`plink ${placeholders.command} ${placeholders.options}`]),
      section(headings.commands, columnsOf([...list, ['help', cli.helpCommand]], width)),
      section(headings.globalOptions, columnsOf(optionsOf(cli, globalFlags), width)),
      section(
        headings.environment,
        columnsOf(
          variables.map((name) => [name, cli.environment[name]]),
          width,
        ),
      ),
      wrap(cli.more, width),
    ])
  }
  if (typeof topic === 'string') {
    const within = commands.filter(({ name }) => name.startsWith(`${topic} `))
    return page([
      wrap(groupSummary(cli, topic), width),
      section(headings.usage, [`plink ${topic} ${placeholders.command} ${placeholders.options}`]),
      section(
        headings.commands,
        columnsOf(
          within.map(({ name }) => [name, summaryOf(cli, name)]),
          width,
        ),
      ),
      wrap(cli.more, width),
    ])
  }
  // Safe: every command is one of the list, which gives CommandName.
  const { summary, description, examples } = cli.commands[topic.name as CommandName]
  const words = topic.argument === null ? [] : [placeholder(cli, topic.argument)]
  const usage = ['plink', topic.name, ...words, placeholders.options]
  return page([
    wrap(summary, width),
    wrap(description, width),
    section(headings.usage, [usage.join(' ')]),
    topic.argument === null
      ? []
      : section(
          headings.arguments,
          columnsOf([[placeholder(cli, topic.argument), cli.arguments[topic.argument.name]]], width),
        ),
    section(headings.options, columnsOf(optionsOf(cli, topic.flags), width)),
    permissionsOf(cli, topic, width),
    section(headings.globalOptions, columnsOf(optionsOf(cli, globalFlags), width)),
    section(
      headings.examples,
      examples.flatMap(({ line, does }) => [line, `    ${does}`]),
    ),
  ])
}

function summaryOf(cli: CliText, name: CommandName): string {
  return cli.commands[name].summary
}

function groupSummary(cli: CliText, name: string): string {
  // Safe: groupsOf gives the first words of the list's names, which are the keys.
  return cli.groups[name as keyof CliText['groups']]
}

/** The RAM actions, by account and by what they are for. */
function permissionsOf(cli: CliText, topic: Command, width: number): string[] {
  const yours = needsOf(topic, 'you')
  if (yours === null) return []
  const { read, write, sameForPeer, peerReads, asPolicy } = cli.permissions
  const peers = needsOf(topic, 'peer')
  const isSame = JSON.stringify(peers) === JSON.stringify(yours)
  const peerEntries: Entry[] = peers && !isSame && peers.read.length > 0 ? [[peerReads, actionsIn(peers.read)]] : []
  const entries: Entry[] = [[read, actionsIn(yours.read)], [write, actionsIn(yours.write)], ...peerEntries]
  const shown = entries.filter(([, actions]) => actions !== '')
  const notes = [...(isSame ? [sameForPeer] : []), ...(typeof topic.calls?.reads === 'string' ? [asPolicy] : [])]
  return section(cli.headings.permissions, [
    ...columnsOf(shown, width),
    ...notes.flatMap((note) => wrap(note, width - 2)),
  ])
}

/** As RAM writes them: `vpc:DescribeVpcs`. */
function actionsIn(actions: readonly string[]): string {
  return actions.map((action) => action.replace('.', ':')).join(' ')
}

function placeholder(cli: CliText, { name, how }: Argument): string {
  const word = cli.placeholders[name]
  const dots = how === 'many' || how === 'any' ? '...' : ''
  return how === 'one' || how === 'many' ? `${word}${dots}` : `[${word}${dots}]`
}

function optionsOf(cli: CliText, names: readonly (FlagName & keyof CliText['options'])[]): Entry[] {
  return names.map((name) => {
    const flag: Flag<unknown> = flags[name]
    const term = flag.usage.startsWith('--') ? `    ${flag.usage}` : flag.usage
    const choices =
      flag.expected?.includes(' | ') && name !== 'timeout' ? [cli.choices(flag.expected.split(' | '))] : []
    const initial = typeof flag.initial === 'string' ? [cli.defaultValue(flag.initial)] : []
    const notes = [...choices, ...initial]
    return [term, notes.length === 0 ? cli.options[name] : `${cli.options[name]} [${notes.join('; ')}]`]
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

/** Terms on the left, meanings beside them; two columns are kept for the indent of the section. */
function columnsOf(entries: readonly Entry[], width: number): string[] {
  const column = columnWidth(
    entries.map(([term]) => term),
    30,
  )
  return entries.flatMap(([term, meaning]) => row(term, column, meaning, { width: width - 2 }))
}
