import { Option, Command as Parser } from 'commander'
import type { Environment } from '../model/environment.ts'
import { PlinkError } from '../model/fault.ts'
import { shownWord } from '../model/mask.ts'
import { nearest } from '../model/nearest.ts'
import { wordFault } from './check-word.ts'
import { type Argument, argumentWord, type Command, groupsOf } from './command.ts'
import { commands } from './command-table.ts'
import { type Flag, flags, globalFlags, type Values } from './flags.ts'
import { commandHabits, flagHabits, knownHabit } from './habits.ts'
import { type DocsPage, docsPageOf, helpTopics } from './help-topics.ts'

/** What a command line asks for. */
type Line =
  | { readonly kind: 'run'; readonly command: Command; readonly words: readonly string[]; readonly values: Values }
  /** `topic` is null for the help of the whole program, a word for that of a group of commands or a help topic. */
  | { readonly kind: 'help'; readonly topic: Command | string | null; readonly values: Values }
  /** A page of the documentation. */
  | { readonly kind: 'docs'; readonly page: DocsPage; readonly values: Values }
  | { readonly kind: 'version'; readonly values: Values }

/** A command line, or what is wrong with it and the flags that could be read: errors are shown in the wanted format, too. */
export type ParsedLine = { readonly line: Line } | { readonly fault: PlinkError; readonly values: Values }

/** Reads the words after `plink`. Flags win over the environment, the environment over defaults. */
export function parseArgv(words: readonly string[], env: Environment): ParsedLine {
  const tree = treeOf(commands)
  try {
    tree.program.parse([...words], { from: 'user' })
    const { asked } = tree
    if (asked === null) throw new PlinkError('BUG', { message: 'no command took the line', stack: '' })
    return { line: lineOf(asked, valuesIn(asked.parser, env)) }
  } catch (error) {
    if (!(error instanceof PlinkError)) throw error
    return { fault: error, values: valuesIn(tree.current, env, 'lenient') }
  }
}

/** What the parser of one command found; `command` is null for the program itself and for `help`. */
interface Asked {
  readonly parser: Parser
  readonly command: Command | null
  readonly words: readonly string[]
}

function lineOf({ command, words }: Asked, values: Values): Line {
  if (values.help && command !== null) return { kind: 'help', topic: command, values }
  if (values.version) return { kind: 'version', values }
  if (command !== null) {
    requireArgument(command, words)
    requireFormat(command, values)
    return { kind: 'run', command, words, values }
  }
  const [word = ''] = words
  const page = words.length === 1 ? docsPageOf(word) : undefined
  // A command or group wins over a page of its name, which has `.md` to be told by.
  const isCommand = [...commands.map(({ name }) => name as string), ...groupsOf(commands)].includes(word)
  if (page !== undefined && !isCommand) return { kind: 'docs', page, values }
  return { kind: 'help', topic: topicOf(words), values }
}

/** Checked after parsing, since `plink state forget --help` needs no step. @throws PlinkError MISSING_ARGUMENT */
function requireArgument({ name, argument }: Command, words: readonly string[]): void {
  if (words.length > 0 || argument === null || argument.how === 'optional' || argument.how === 'any') return
  throw new PlinkError('MISSING_ARGUMENT', { name: argumentWord(argument), command: `plink ${name}` })
}

/** @throws PlinkError BAD_FLAG for a format that the command does not have, or without the field to print */
function requireFormat({ name }: Command, { output, field }: Values): void {
  if (output === 'junit' && name !== 'test')
    throw new PlinkError('BAD_FLAG', { flag: '--output', value: output, expected: 'human | json | yaml | value' })
  if ((output === 'value') === (field !== null)) return
  throw field === null
    ? new PlinkError('BAD_FLAG', { flag: '--field', value: '', expected: flags.field.expected ?? '' })
    : new PlinkError('BAD_FLAG', { flag: '--output', value: output, expected: 'value' })
}

function topicOf(words: readonly string[]): Command | string | null {
  const [first, second] = words
  if (first === undefined) return null
  const name = second === undefined ? first : `${first} ${second}`
  const found = commands.find((command) => command.name === name)
  if (found !== undefined) return found
  if (groupsOf(commands).includes(name) || helpTopics.some((topic) => topic === name)) return name
  throw unknownCommand(name, first)
}

/** The commands as commander's parsers. Global flags belong to the program: they may stand before and after the command. */
function treeOf(list: readonly Command[]) {
  const tree = { program: new PlinkParser('plink'), current: new Parser(), asked: null as Asked | null }
  const { program } = tree
  tree.current = program
  for (const name of [...globalFlags, 'version'] as const) program.addOption(optionOf(flags[name]))
  program.argument('[words...]').action((words: string[]) => {
    tree.asked = { parser: program, command: null, words }
  })
  program.hook('preSubcommand', (_, subcommand) => {
    tree.current = subcommand
  })
  const help = program.command('help').argument('[command]').argument('[subcommand]')
  help.action((...words: unknown[]) => {
    tree.asked = { parser: help, command: null, words: words.filter((word) => typeof word === 'string') }
  })
  const groups = new Map(groupsOf(list).map((name) => [name, groupParser(name)]))
  for (const command of list) {
    const [first = '', second] = command.name.split(' ')
    const parser = second === undefined ? program.command(first) : (groups.get(first) ?? program).command(second)
    if (command.argument !== null) parser.argument(placeholderOf(command.argument))
    for (const name of command.flags) parser.addOption(optionOf(flags[name]))
    parser.action((given?: unknown) => {
      // Commander gives an argument first where there is one: a text, a list of them, or nothing.
      const words = command.argument === null || given === undefined ? [] : [given].flat()
      tree.asked = { parser, command, words: words.filter((word) => typeof word === 'string') }
    })
  }
  return tree

  /** A group alone shows its own help; a word it does not know is an unknown command. */
  function groupParser(name: string): Parser {
    const parser = program.command(name).argument('[words...]')
    parser.action((words: string[]) => {
      if (words[0] !== undefined) throw unknownCommand(`${name} ${words[0]}`, name)
      tree.asked = { parser, command: null, words: [name] }
    })
    parser.hook('preSubcommand', (_, subcommand) => {
      tree.current = subcommand
    })
    return parser
  }
}

/** As commander writes it: `[uid...]`, `[service]`; always optional for it, see requireArgument. */
function placeholderOf({ name, how }: Argument): string {
  return `[${name}${how === 'many' || how === 'any' ? '...' : ''}]`
}

function optionOf(flag: Flag<unknown>): Option {
  const option = new Option(flag.usage)
  // Keep the text: values from here and from the environment are read in one place.
  if (flag.expected !== null)
    option.argParser((text: string, before: string[] | undefined) => [...(before ?? []), text])
  return option
}

/** commander with our errors instead of its sentences, which are English only and suggest nothing. */
class PlinkParser extends Parser {
  constructor(name: string) {
    super(name)
    this.helpOption(false).helpCommand(false).exitOverride()
    this.configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
  }

  override createCommand(name = ''): PlinkParser {
    return new PlinkParser(name)
  }

  /** This parser and those above it. */
  get line(): Parser[] {
    const line: Parser[] = [this]
    for (let above = this.parent; above !== null; above = above.parent) line.push(above)
    return line
  }

  /** `plink service create` */
  get spelled(): string {
    return this.line
      .map((parser) => parser.name())
      .reverse()
      .join(' ')
  }

  // commander 14 (pinned) calls this and the methods below where it would print an error and exit.
  unknownOption(option: string): never {
    const [first] = this.args
    if (this.parent === null && first !== undefined && !first.startsWith('-')) throw unknownCommand(first)
    const known = this.line.flatMap((parser) => parser.options.map(({ long }) => long ?? ''))
    const [word = option, value] = option.split('=')
    // A switch that was given a value.
    if (known.includes(word))
      throw new PlinkError('BAD_FLAG', { flag: word, value: shownWord(value ?? ''), expected: word })
    throw new PlinkError('UNKNOWN_OPTION', {
      option: shownOption(word),
      command: this.spelled,
      meant: knownHabit(flagHabits, this.spelled, word) ?? nearest(word, known) ?? null,
    })
  }

  unknownCommand(): never {
    throw unknownCommand(this.args[0] ?? '')
  }

  optionMissingArgument(option: Option): never {
    throw new PlinkError('BAD_FLAG', { flag: flagWord(option), value: '', expected: expectedBy(option) })
  }

  _excessArguments(words: readonly string[]): never {
    const kept = this.registeredArguments.length
    throw new PlinkError('UNEXPECTED_ARGUMENT', { argument: shownWord(words[kept] ?? ''), command: this.spelled })
  }
}

/** @param group limits the suggestions to its commands */
function unknownCommand(word: string, group?: string): PlinkError {
  const all = [...commands.map(({ name }) => name), ...groupsOf(commands), 'help']
  const within = all.filter((name) => name.startsWith(`${group} `))
  const known = within.length > 0 ? within : all
  const meant = knownHabit(commandHabits, 'plink', word) ?? nearest(word, known) ?? null
  return new PlinkError('UNKNOWN_COMMAND', { command: shownWord(word), meant })
}

function valuesIn(parser: Parser, env: Environment, how: 'strict' | 'lenient' = 'strict'): Values {
  const given = parser.optsWithGlobals()
  const values = Object.entries<Flag<unknown>>(flags).map(([name, flag]) => {
    try {
      return [name, readFlag(name, flag, given, env)]
    } catch (error) {
      if (how === 'strict') throw error
      return [name, flag.initial]
    }
  })
  // Safe: each flag's own `read` and `initial` gave its value.
  return Object.fromEntries(values) as Values
}

function readFlag(name: string, flag: Flag<unknown>, given: Record<string, unknown>, env: Environment): unknown {
  const option = new Option(flag.usage)
  const found = given[option.attributeName()]
  if (flag.expected === null) return (option.negate ? found === false : found === true) || flag.initial
  const fromEnv = flag.env === undefined ? undefined : env[flag.env]
  // Safe: `optionOf` collects what a flag is given into a list of texts.
  const texts = (found as string[] | undefined) ?? (fromEnv === undefined || fromEnv === '' ? undefined : [fromEnv])
  if (texts === undefined) return flag.initial
  const value = flag.read(texts)
  if (value !== undefined) return value
  const word = found === undefined && flag.env !== undefined ? flag.env : `--${name}`
  const { form, expected } = flag
  const fault = form && texts.map((text) => wordFault(word, text, form)).find((one) => one !== undefined)
  throw fault ?? new PlinkError('BAD_FLAG', { flag: word, value: shownWord(texts.join(' ')), expected })
}

/** `-p` of `-pSECRET`, which is how some programs take a password. */
function shownOption(word: string): string {
  return word.startsWith('--') ? shownWord(word) : word.slice(0, 2)
}

function flagWord(option: Option): string {
  return option.long ?? option.flags
}

function expectedBy(option: Option): string {
  const flag: Flag<unknown> | undefined = Object.values<Flag<unknown>>(flags).find(
    ({ usage }) => usage === option.flags,
  )
  return flag?.expected ?? ''
}
