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
    flags: ['direction', 'approve', 'open-product', 'on-ready'],
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
    name: 'service create',
    flags: ['lb', 'zone', 'payer', 'description', 'name', 'open-product', 'dry-run'],
    load: () => import('./commands/service-create.ts'),
  }),
  command({
    name: 'service get',
    argument: { name: 'service', how: 'optional' },
    flags: [],
    load: () => import('./commands/service-get.ts'),
  }),
  command({
    name: 'service list',
    flags: [],
    load: () => import('./commands/service-list.ts'),
  }),
  command({
    name: 'service update',
    flags: ['description', 'payer', 'dry-run'],
    load: () => import('./commands/service-update.ts'),
  }),
  command({
    name: 'service delete',
    argument: { name: 'service', how: 'optional' },
    flags: ['disconnect', 'without-peer', 'dry-run'],
    load: () => import('./commands/service-delete.ts'),
  }),
  command({
    name: 'service attach',
    flags: ['lb', 'dry-run'],
    load: () => import('./commands/service-attach.ts'),
  }),
  command({
    name: 'service detach',
    flags: ['lb', 'dry-run'],
    load: () => import('./commands/service-detach.ts'),
  }),
  command({
    name: 'whitelist add',
    argument: { name: 'uid', how: 'many' },
    flags: ['dry-run'],
    load: () => import('./commands/whitelist-add.ts'),
  }),
  command({
    name: 'whitelist remove',
    argument: { name: 'uid', how: 'many' },
    flags: ['dry-run'],
    load: () => import('./commands/whitelist-remove.ts'),
  }),
  command({
    name: 'whitelist list',
    argument: { name: 'service', how: 'optional' },
    flags: [],
    load: () => import('./commands/whitelist-list.ts'),
  }),
  command({
    name: 'connection list',
    argument: { name: 'service', how: 'optional' },
    flags: [],
    load: () => import('./commands/connection-list.ts'),
  }),
  command({
    name: 'connection approve',
    flags: ['endpoint', 'dry-run'],
    load: () => import('./commands/connection-approve.ts'),
  }),
  command({
    name: 'connection reject',
    flags: ['endpoint', 'dry-run'],
    load: () => import('./commands/connection-reject.ts'),
  }),
  command({
    name: 'connection wait',
    flags: ['on-ready'],
    load: () => import('./commands/connection-wait.ts'),
  }),
  command({
    name: 'endpoint create',
    flags: [
      'service',
      'vpc',
      'security-group',
      'zone',
      'description',
      'endpoint-name',
      'name',
      'open-product',
      'dry-run',
    ],
    load: () => import('./commands/endpoint-create.ts'),
  }),
  command({
    name: 'endpoint get',
    argument: { name: 'endpoint', how: 'optional' },
    flags: [],
    load: () => import('./commands/endpoint-get.ts'),
  }),
  command({
    name: 'endpoint list',
    flags: [],
    load: () => import('./commands/endpoint-list.ts'),
  }),
  command({
    name: 'endpoint update',
    flags: ['description', 'endpoint-name', 'dry-run'],
    load: () => import('./commands/endpoint-update.ts'),
  }),
  command({
    name: 'endpoint delete',
    argument: { name: 'endpoint', how: 'optional' },
    flags: ['dry-run'],
    load: () => import('./commands/endpoint-delete.ts'),
  }),
  command({
    name: 'endpoint add-zone',
    argument: { name: 'zone', how: 'many' },
    flags: ['dry-run'],
    load: () => import('./commands/endpoint-add-zone.ts'),
  }),
  command({
    name: 'endpoint remove-zone',
    argument: { name: 'zone', how: 'many' },
    flags: ['dry-run'],
    load: () => import('./commands/endpoint-remove-zone.ts'),
  }),
  command({
    name: 'endpoint wait',
    flags: ['on-ready'],
    load: () => import('./commands/endpoint-wait.ts'),
  }),
  command({
    name: 'lb check',
    argument: { name: 'lb', how: 'any' },
    flags: [],
    load: () => import('./commands/lb-check.ts'),
  }),
  command({
    name: 'lb create',
    flags: ['vswitch', 'zone', 'listener', 'backend', 'lb-name', 'name', 'dry-run'],
    load: () => import('./commands/lb-create.ts'),
  }),
  command({
    name: 'lb get',
    argument: { name: 'lb', how: 'optional' },
    flags: [],
    load: () => import('./commands/lb-get.ts'),
  }),
  command({
    name: 'lb list',
    flags: [],
    load: () => import('./commands/lb-list.ts'),
  }),
  command({
    name: 'lb delete',
    argument: { name: 'lb', how: 'optional' },
    flags: ['dry-run'],
    load: () => import('./commands/lb-delete.ts'),
  }),
  command({ name: 'state show', flags: [], load: () => import('./commands/state-show.ts') }),
  command({ name: 'state list', flags: [], load: () => import('./commands/state-list.ts') }),
  command({
    name: 'state adopt',
    argument: { name: 'adoption', how: 'any' },
    flags: ['lineage'],
    load: () => import('./commands/state-adopt.ts'),
  }),
  command({
    name: 'state forget',
    argument: { name: 'step', how: 'one' },
    flags: [],
    load: () => import('./commands/state-forget.ts'),
  }),
  command({ name: 'state unlock', flags: ['force'], load: () => import('./commands/state-unlock.ts') }),
  command({ name: 'policy', flags: ['direction', 'check'], load: () => import('./commands/policy.ts') }),
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
  command({
    name: 'completion',
    argument: { name: 'shell', how: 'one' },
    flags: [],
    load: () => import('./commands/completion.ts'),
  }),
] as const

export type CommandName = (typeof commands)[number]['name']

/** What a command takes besides flags: the placeholder of its usage line, and how many. */
export interface Argument {
  readonly name: ArgumentName
  readonly how: 'one' | 'many' | 'optional' | 'any'
}
type ArgumentName = 'target' | 'uid' | 'step' | 'adoption' | 'shell' | 'service' | 'endpoint' | 'zone' | 'lb'

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
