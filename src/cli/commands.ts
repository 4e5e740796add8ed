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
    targets: true,
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

export interface Command<Name extends string = string> {
  readonly name: Name
  /** What it takes besides the global flags. */
  readonly flags: readonly FlagName[]
  /** Whether it takes `[TARGET...]`. */
  readonly targets: boolean
  run(context: Context, values: Values, targets: readonly string[]): Promise<Ending>
}

/** What a command's module exports: it gets values and gives one back; it parses, prints and exits nothing. */
interface Module<N extends FlagName> {
  run(context: Context, options: GlobalOptions & Options<N>, targets: readonly string[]): Promise<Ending>
}

function command<Name extends string, const N extends FlagName>(declared: {
  readonly name: Name
  readonly flags: readonly N[]
  readonly targets?: true
  readonly load: () => Promise<Module<N>>
}): Command<Name> {
  const { name, flags, targets = false, load } = declared
  const run: Command['run'] = async (context, values, given) => (await load()).run(context, values, given)
  return { name, flags, targets, run }
}
