import type { Action } from '../alibaba/operations.ts'
import type { Asking } from '../model/ask.ts'
import type { Clock } from '../model/clock.ts'
import type { Emit } from '../model/event.ts'
import type { Role } from '../model/link.ts'
import type { Result } from '../model/result.ts'
import type { StepKind } from '../model/step-kind.ts'
import type { ArgumentName, CommandName } from '../text/cli.ts'
import type { Text } from '../text/text.ts'
import type { FlagName, GlobalOptions, Options, Values } from './flags.ts'
import type { Host } from './process.ts'

/** Any command can end with these: success, a bug, wrong usage, interrupted, terminated. */
export const commonExits = [0, 1, 2, 130, 143] as const

/**
 * Everything there is to know about a command except its texts, which are in text/ under its name. Parser, help, completion,
 * docs/commands.md and the tests are made from these records. They are loaded at every start: `run` must load what it needs
 * with `import()`.
 */
export interface Command {
  /** One word, or two: `service create` belongs to the group `service`. */
  readonly name: CommandName
  /** Flags besides the global ones. */
  readonly flags: readonly FlagName[]
  readonly argument: Argument | null
  /** Exit codes besides the common ones. */
  readonly exits: readonly number[]
  /** Null: it does not call the cloud. */
  readonly access: CloudAccess | null
  /** Whole command lines. */
  readonly examples: readonly string[]
  run(context: CommandContext, values: Values, words: readonly string[]): Promise<CommandOutcome>
}

/** What a command takes besides flags. */
export interface Argument {
  /** The key of its text. */
  readonly name: ArgumentName
  /** How it is written in the usage line; its name in capitals if left out. */
  readonly word?: string
  readonly how: 'one' | 'many' | 'optional' | 'any'
}

/** What a command asks of the cloud, from which its permissions are derived (required-permissions.ts). */
export interface CloudAccess {
  /** Everything that is read in a role, or in `both`; for a command that only shows something, the very actions. */
  readonly reads: Role | 'both' | readonly Action[]
  /** The kinds of steps that it creates, updates in place, or deletes. */
  readonly create?: readonly StepKind[]
  readonly update?: readonly StepKind[]
  readonly delete?: readonly StepKind[]
}

/** What a command ends with: the result to show and the exit code, the same in every output format. */
export interface CommandOutcome {
  readonly result: Result
  readonly exit: number
  /** Runs after the result was shown. */
  readonly afterwards?: () => Promise<void>
}

/** What a command works with. It prints nothing itself. */
export interface CommandContext {
  /** The command as it was written, without `plink`: `service create`. */
  readonly command: string
  /** All commands, for those that describe them. */
  readonly commands: readonly Command[]
  readonly host: Host
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly text: Text
  /** Whether progress is coloured; the demo passes it on to its child processes. */
  readonly color: boolean
  readonly emit: Emit
  /** Asks the person at the terminal; null if there is none, or with `--no-input`. */
  readonly confirm: ((asking: Asking) => Promise<boolean>) | null
  /** Shows an intermediate result; on a terminal it replaces the previous one. */
  readonly show: (result: Result) => void
  /** Prints the result of a command that keeps running; stdout is closed afterwards. */
  readonly announce: (result: Result) => void
  /** Writes a line of another program's output among the progress. */
  readonly narrate: (line: string) => void
}

/** Declares a command; `run` gets the options that the record names, with their types. */
export function command<const N extends FlagName>(record: {
  readonly name: CommandName
  readonly flags: readonly N[]
  readonly argument?: Argument
  readonly exits: readonly number[]
  readonly access?: CloudAccess
  readonly examples: readonly string[]
  run(context: CommandContext, options: GlobalOptions & Options<N>, words: readonly string[]): Promise<CommandOutcome>
}): Command {
  return { argument: null, access: null, ...record }
}

/** For commands that work on whole links. */
export const everyStep: readonly StepKind[] = [
  'load-balancer',
  'listener',
  'service',
  'resource',
  'whitelist',
  'endpoint',
  'zone',
  'security-group',
  'rule',
  'connection',
]

/** What it takes to show a load balancer with its listeners, backends and health. */
export const loadBalancerReads: readonly Action[] = [
  'slb.DescribeLoadBalancerAttribute',
  'slb.DescribeLoadBalancerListeners',
  'slb.DescribeHealthStatus',
  'slb.DescribeVServerGroupAttribute',
  'nlb.GetLoadBalancerAttribute',
  'nlb.ListListeners',
  'nlb.GetListenerHealthStatus',
  'nlb.ListServerGroupServers',
  'ecs.DescribeInstances',
]

/** The first words of commands of two words, each once. */
export function groupsOf(list: readonly Pick<Command, 'name'>[]): string[] {
  return [...new Set(list.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])))]
}

/** How an argument is written in messages: `UID`. */
export function argumentWord({ name, word = name.toUpperCase() }: Argument): string {
  return word
}
