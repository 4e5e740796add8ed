import { columnWidth, row } from '../output/human/columns.ts'
import { wrap } from '../output/human/wrap.ts'
import { type CliText, type EnvironmentName, groupText } from '../text/cli.ts'
import { type Argument, argumentWord, type Command, groupsOf } from './command.ts'
import { commands } from './command-table.ts'
import { type Flag, type FlagName, flags, globalFlags } from './flags.ts'
import { requiredPermissions } from './required-permissions.ts'

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
      ...single.map(({ name }): Entry => [name, cli.commands[name].summary]),
      ...groupsOf(commands).map((name): Entry => [name, groupText(cli, name)]),
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
      wrap(groupText(cli, topic), width),
      section(headings.usage, [`plink ${topic} ${placeholders.command} ${placeholders.options}`]),
      section(
        headings.commands,
        columnsOf(
          within.map(({ name }) => [name, cli.commands[name].summary]),
          width,
        ),
      ),
      wrap(cli.more, width),
    ])
  }
  const { summary, description, examples } = cli.commands[topic.name]
  const words = topic.argument === null ? [] : [placeholder(topic.argument)]
  const usage = ['plink', topic.name, ...words, placeholders.options]
  return page([
    wrap(summary, width),
    wrap(description, width),
    section(headings.usage, [usage.join(' ')]),
    topic.argument === null
      ? []
      : section(
          headings.arguments,
          columnsOf([[placeholder(topic.argument), cli.arguments[topic.argument.name]]], width),
        ),
    section(headings.options, columnsOf(optionsOf(cli, topic.flags), width)),
    permissionsOf(cli, topic, width),
    section(headings.globalOptions, columnsOf(optionsOf(cli, globalFlags), width)),
    section(
      headings.examples,
      topic.examples.flatMap((line, at) => [line, `    ${examples[at]}`]),
    ),
  ])
}

/** The RAM actions, by account and by what they are for. */
function permissionsOf(cli: CliText, topic: Command, width: number): string[] {
  const yours = requiredPermissions(topic, 'you')
  if (yours === null) return []
  const { read, write, sameForPeer, peerReads, asPolicy } = cli.permissions
  const peers = requiredPermissions(topic, 'peer')
  const isSame = JSON.stringify(peers) === JSON.stringify(yours)
  const peerEntries: Entry[] = peers && !isSame && peers.read.length > 0 ? [[peerReads, actionsIn(peers.read)]] : []
  const entries: Entry[] = [[read, actionsIn(yours.read)], [write, actionsIn(yours.write)], ...peerEntries]
  const shown = entries.filter(([, actions]) => actions !== '')
  const notes = [...(isSame ? [sameForPeer] : []), ...(typeof topic.access?.reads === 'string' ? [asPolicy] : [])]
  return section(cli.headings.permissions, [
    ...columnsOf(shown, width),
    ...notes.flatMap((note) => wrap(note, width - 2)),
  ])
}

/** As RAM writes them: `vpc:DescribeVpcs`. */
function actionsIn(actions: readonly string[]): string {
  return actions.map((action) => action.replace('.', ':')).join(' ')
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
    const choices =
      flag.expected?.includes(' | ') && name !== 'timeout' ? [cli.choices(flag.expected.split(' | '))] : []
    const initial = typeof flag.initial === 'string' ? [cli.defaultValue(flag.initial)] : []
    const notes = [...choices, ...initial]
    return [term, notes.length === 0 ? cli.flags[name] : `${cli.flags[name]} [${notes.join('; ')}]`]
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
