import type { Action } from '../alibaba/operations.ts'
import type { Role } from '../model/link.ts'
import type { StepKind } from '../model/step-kind.ts'
import type { CommandContext, CommandOutcome } from './context.ts'
import type { FlagName, GlobalOptions, Options, Values } from './flags.ts'

const everything = [
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
] as const
/** What `up` takes back once plink.yaml asks for it no more. */
const dropped = ['load-balancer', 'listener', 'resource', 'whitelist', 'zone', 'security-group', 'rule'] as const
const balancerReads = [
  'slb.DescribeLoadBalancerAttribute',
  'slb.DescribeLoadBalancerListeners',
  'slb.DescribeHealthStatus',
  'nlb.GetLoadBalancerAttribute',
  'nlb.ListListeners',
  'nlb.GetListenerHealthStatus',
  'nlb.ListServerGroupServers',
] as const

/** The commands there are, and no others: help, completion and the documents are made from this list. */
export const commands = [
  command({
    name: 'init',
    flags: ['answers', 'set'],
    calls: {
      reads: [
        'sts.GetCallerIdentity',
        'privatelink.ListVpcEndpointServices',
        'privatelink.ListVpcEndpointServicesByEndUser',
        'privatelink.ListVpcEndpoints',
        // Rehearsed only (DryRun): whether the account may pay for the endpoints of others, nothing else tells.
        'privatelink.CreateVpcEndpointService',
        'slb.DescribeLoadBalancers',
        'slb.DescribeLoadBalancerAttribute',
        'slb.DescribeLoadBalancerListeners',
        'slb.DescribeHealthStatus',
        'nlb.ListLoadBalancers',
        'nlb.GetLoadBalancerAttribute',
        'nlb.ListListeners',
        'nlb.GetListenerHealthStatus',
        'nlb.ListServerGroupServers',
        'vpc.DescribeVpcs',
        'vpc.DescribeVSwitches',
        'ecs.DescribeSecurityGroups',
        'ecs.DescribeSecurityGroupAttribute',
      ],
    },
    load: () => import('./commands/init.ts'),
  }),
  command({
    name: 'plan',
    flags: ['direction', 'allow', 'exit-code'],
    calls: { reads: 'both', make: ['service', 'endpoint'] },
    load: () => import('./commands/plan.ts'),
  }),
  command({
    name: 'up',
    flags: ['direction', 'allow', 'approve', 'open-product', 'on-ready'],
    calls: { reads: 'both', make: everything, change: everything, unmake: dropped },
    load: () => import('./commands/up.ts'),
  }),
  command({
    name: 'status',
    flags: ['direction', 'watch', 'exit-code'],
    calls: { reads: 'both' },
    load: () => import('./commands/status.ts'),
  }),
  command({
    name: 'test',
    argument: { name: 'target', how: 'any' },
    flags: ['direction', 'from', 'in-vpc'],
    calls: { reads: 'both' },
    load: () => import('./commands/test.ts'),
  }),
  command({
    name: 'down',
    flags: ['direction', 'disconnect', 'without-peer'],
    calls: { reads: 'both', unmake: everything },
    load: () => import('./commands/down.ts'),
  }),
  command({
    name: 'invite',
    flags: ['direction', 'for'],
    calls: { reads: 'both' },
    load: () => import('./commands/invite.ts'),
  }),
  command({
    name: 'accept',
    argument: { name: 'invite', how: 'optional' },
    flags: ['direction', 'service', 'zone', 'payer', 'endpoint', 'uid', 'checksum', 'replace'],
    calls: { reads: 'both' },
    load: () => import('./commands/accept.ts'),
  }),
  command({
    name: 'service create',
    flags: ['lb', 'zone', 'peer-kind', 'payer', 'description', 'name', 'open-product', 'dry-run'],
    calls: { reads: 'provider', make: ['service', 'resource'] },
    load: () => import('./commands/service-create.ts'),
  }),
  command({
    name: 'service get',
    argument: { name: 'service', how: 'optional' },
    flags: [],
    calls: {
      reads: [
        'privatelink.GetVpcEndpointServiceAttribute',
        'privatelink.ListVpcEndpointServiceResources',
        'privatelink.ListVpcEndpointServiceUsers',
        'privatelink.ListVpcEndpointConnections',
      ],
    },
    load: () => import('./commands/service-get.ts'),
  }),
  command({
    name: 'service list',
    flags: [],
    calls: { reads: ['privatelink.ListVpcEndpointServices'] },
    load: () => import('./commands/service-list.ts'),
  }),
  command({
    name: 'service update',
    flags: ['description', 'payer', 'dry-run'],
    calls: { reads: 'provider', change: ['service'] },
    load: () => import('./commands/service-update.ts'),
  }),
  command({
    name: 'service delete',
    argument: { name: 'service', how: 'optional' },
    flags: ['disconnect', 'without-peer', 'dry-run'],
    calls: { reads: 'provider', unmake: ['service', 'resource'] },
    load: () => import('./commands/service-delete.ts'),
  }),
  command({
    name: 'service attach',
    flags: ['lb', 'dry-run'],
    calls: { reads: 'provider', make: ['resource'] },
    load: () => import('./commands/service-attach.ts'),
  }),
  command({
    name: 'service detach',
    flags: ['lb', 'dry-run'],
    calls: { reads: 'provider', unmake: ['resource'] },
    load: () => import('./commands/service-detach.ts'),
  }),
  command({
    name: 'whitelist add',
    argument: { name: 'uid', how: 'many' },
    flags: ['dry-run'],
    calls: { reads: 'provider', make: ['whitelist'] },
    load: () => import('./commands/whitelist-add.ts'),
  }),
  command({
    name: 'whitelist remove',
    argument: { name: 'uid', how: 'many' },
    flags: ['dry-run'],
    calls: { reads: 'provider', unmake: ['whitelist'] },
    load: () => import('./commands/whitelist-remove.ts'),
  }),
  command({
    name: 'whitelist list',
    argument: { name: 'service', how: 'optional' },
    flags: [],
    calls: { reads: ['privatelink.ListVpcEndpointServiceUsers'] },
    load: () => import('./commands/whitelist-list.ts'),
  }),
  command({
    name: 'connection list',
    argument: { name: 'service', how: 'optional' },
    flags: [],
    calls: { reads: ['privatelink.ListVpcEndpointConnections'] },
    load: () => import('./commands/connection-list.ts'),
  }),
  command({
    name: 'connection approve',
    flags: ['endpoint', 'dry-run'],
    calls: { reads: 'provider', make: ['connection'] },
    load: () => import('./commands/connection-approve.ts'),
  }),
  command({
    name: 'connection reject',
    flags: ['endpoint', 'dry-run'],
    calls: { reads: 'provider', unmake: ['connection'] },
    load: () => import('./commands/connection-reject.ts'),
  }),
  command({
    name: 'connection wait',
    flags: ['on-ready'],
    calls: { reads: 'provider' },
    load: () => import('./commands/connection-wait.ts'),
  }),
  command({
    name: 'endpoint create',
    flags: [
      'service',
      'peer-kind',
      'vpc',
      'security-group',
      'allow',
      'zone',
      'description',
      'endpoint-name',
      'name',
      'open-product',
      'dry-run',
    ],
    calls: { reads: 'consumer', make: ['endpoint', 'zone', 'security-group', 'rule'] },
    load: () => import('./commands/endpoint-create.ts'),
  }),
  command({
    name: 'endpoint get',
    argument: { name: 'endpoint', how: 'optional' },
    flags: [],
    calls: {
      reads: [
        'privatelink.GetVpcEndpointAttribute',
        'privatelink.ListVpcEndpointZones',
        'privatelink.ListVpcEndpointSecurityGroups',
      ],
    },
    load: () => import('./commands/endpoint-get.ts'),
  }),
  command({
    name: 'endpoint list',
    flags: [],
    calls: { reads: ['privatelink.ListVpcEndpoints'] },
    load: () => import('./commands/endpoint-list.ts'),
  }),
  command({
    name: 'endpoint update',
    flags: ['description', 'endpoint-name', 'dry-run'],
    calls: { reads: 'consumer', change: ['endpoint'] },
    load: () => import('./commands/endpoint-update.ts'),
  }),
  command({
    name: 'endpoint delete',
    argument: { name: 'endpoint', how: 'optional' },
    flags: ['dry-run'],
    calls: { reads: 'consumer', unmake: ['endpoint', 'zone', 'rule'] },
    load: () => import('./commands/endpoint-delete.ts'),
  }),
  command({
    name: 'endpoint add-zone',
    argument: { name: 'zone', how: 'many' },
    flags: ['dry-run'],
    calls: { reads: 'consumer', make: ['zone'] },
    load: () => import('./commands/endpoint-add-zone.ts'),
  }),
  command({
    name: 'endpoint remove-zone',
    argument: { name: 'zone', how: 'many' },
    flags: ['dry-run'],
    calls: { reads: 'consumer', unmake: ['zone'] },
    load: () => import('./commands/endpoint-remove-zone.ts'),
  }),
  command({
    name: 'endpoint wait',
    flags: ['on-ready'],
    calls: { reads: 'consumer' },
    load: () => import('./commands/endpoint-wait.ts'),
  }),
  command({
    name: 'lb check',
    argument: { name: 'lb', how: 'any' },
    flags: [],
    calls: { reads: balancerReads },
    load: () => import('./commands/lb-check.ts'),
  }),
  command({
    name: 'lb create',
    flags: ['vswitch', 'zone', 'listener', 'backend', 'lb-name', 'name', 'dry-run'],
    calls: { reads: 'provider', make: ['load-balancer', 'listener'] },
    load: () => import('./commands/lb-create.ts'),
  }),
  command({
    name: 'lb get',
    argument: { name: 'lb', how: 'optional' },
    flags: [],
    calls: { reads: balancerReads },
    load: () => import('./commands/lb-get.ts'),
  }),
  command({
    name: 'lb list',
    flags: [],
    calls: { reads: ['slb.DescribeLoadBalancers', 'nlb.ListLoadBalancers'] },
    load: () => import('./commands/lb-list.ts'),
  }),
  command({
    name: 'lb delete',
    argument: { name: 'lb', how: 'optional' },
    flags: ['dry-run'],
    calls: { reads: 'provider', unmake: ['load-balancer', 'listener', 'resource'] },
    load: () => import('./commands/lb-delete.ts'),
  }),
  command({ name: 'state show', flags: [], load: () => import('./commands/state-show.ts') }),
  command({ name: 'state list', flags: [], load: () => import('./commands/state-list.ts') }),
  command({
    name: 'state adopt',
    argument: { name: 'adoption', how: 'any' },
    flags: ['lineage'],
    calls: { reads: 'both' },
    load: () => import('./commands/state-adopt.ts'),
  }),
  command({
    name: 'state forget',
    argument: { name: 'step', how: 'one' },
    flags: [],
    load: () => import('./commands/state-forget.ts'),
  }),
  command({ name: 'state unlock', flags: ['force'], load: () => import('./commands/state-unlock.ts') }),
  command({
    name: 'policy',
    flags: ['direction', 'check'],
    calls: { reads: 'both', make: everything, unmake: everything },
    load: () => import('./commands/policy.ts'),
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
type ArgumentName = 'target' | 'uid' | 'step' | 'adoption' | 'shell' | 'service' | 'endpoint' | 'zone' | 'lb' | 'invite'

/** What a command asks of the cloud, from which the permissions in its help are derived (needs.ts). */
export interface Calls {
  /** All that you look at in a role, or in `both`; of a command that only shows something, the very actions. */
  readonly reads: Role | 'both' | readonly Action[]
  /** The kinds of steps that it makes, changes in place, or takes back. */
  readonly make?: readonly StepKind[]
  readonly change?: readonly StepKind[]
  readonly unmake?: readonly StepKind[]
}

export interface Command<Name extends string = string> {
  /** One word, or two: `service create` is in the group `service`. */
  readonly name: Name
  /** What it takes besides the global flags. */
  readonly flags: readonly FlagName[]
  readonly argument: Argument | null
  /** Null: it calls no cloud. */
  readonly calls: Calls | null
  run(context: CommandContext, values: Values, words: readonly string[]): Promise<CommandOutcome>
}

/** `service` of `service create`. */
export function groupsOf(list: readonly Pick<Command, 'name'>[]): string[] {
  return [...new Set(list.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0] ?? ''] : [])))]
}

/** What a command's module exports: it gets values and gives one back; it parses, prints and exits nothing. */
interface Module<N extends FlagName> {
  run(context: CommandContext, options: GlobalOptions & Options<N>, words: readonly string[]): Promise<CommandOutcome>
}

function command<Name extends string, const N extends FlagName>(declared: {
  readonly name: Name
  readonly flags: readonly N[]
  readonly argument?: Argument
  readonly calls?: Calls
  readonly load: () => Promise<Module<N>>
}): Command<Name> {
  const { name, flags, argument = null, calls = null, load } = declared
  const run: Command['run'] = async (context, values, given) => (await load()).run(context, values, given)
  return { name, flags, argument, calls, run }
}
