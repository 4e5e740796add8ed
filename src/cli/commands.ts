import type { Context, Ending } from './context.ts'
import type { FlagName, GlobalOptions, Options, Values } from './flags.ts'

/** The commands there are, and no others: help, completion and the documents are made from this list. */
export const commands = [
  command({
    name: 'plan',
    flags: ['direction', 'exit-code'],
    load: () => import('./commands/plan.ts'),
  }),
  command({
    name: 'up',
    flags: ['direction', 'approve', 'open-product'],
    load: () => import('./commands/up.ts'),
  }),
  command({
    name: 'status',
    flags: ['direction', 'watch', 'exit-code'],
    load: () => import('./commands/status.ts'),
  }),
  command({
    name: 'test',
    argument: { name: 'target', how: 'any' },
    flags: ['direction', 'from', 'in-vpc'],
    load: () => import('./commands/test.ts'),
  }),
  command({
    name: 'down',
    flags: ['direction', 'disconnect', 'without-peer'],
    load: () => import('./commands/down.ts'),
  }),
  command({
    name: 'simulator',
    flags: ['port', 'scenario', 'speed'],
    load: () => import('./commands/simulator.ts'),
  }),
  command({
    name: 'demo',
    flags: ['speed'],
    load: () => import('./commands/demo.ts'),
  }),
] as const

export type CommandName = (typeof commands)[number]['name']

/** What a command takes besides flags: the placeholder of its usage line, and how many. */
export interface Argument {
  readonly name: ArgumentName
  readonly how: 'one' | 'many' | 'optional' | 'any'
}
type ArgumentName = 'target' | 'uid' | 'step' | 'shell' | 'service' | 'endpoint' | 'lb'

export interface Command<Name extends string = string> {
  /** One word, or two: `service create` is in the group `service`. */
  readonly name: Name
  /** What it takes besides the global flags. */
  readonly flags: readonly FlagName[]
  readonly argument: Argument | null
  run(context: Context, values: Values, words: readonly string[]): Promise<Ending>
}

/** `service` of `service create`. */
export function groupsOf(list: readonly Pick<Command, 'name'>[]): string[] {
  return [...new Set(list.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])))]
}

/** What a command's module exports: it gets values and gives one back; it parses, prints and exits nothing. */
interface Module<N extends FlagName> {
  run(context: Context, options: GlobalOptions & Options<N>, words: readonly string[]): Promise<Ending>
}

function command<Name extends string, const N extends FlagName>(declared: {
  readonly name: Name
  readonly flags: readonly N[]
  readonly argument?: Argument
  readonly load: () => Promise<Module<N>>
}): Command<Name> {
  const { name, flags, argument = null, load } = declared
  const run: Command['run'] = async (context, values, given) => (await load()).run(context, values, given)
  return { name, flags, argument, run }
}
