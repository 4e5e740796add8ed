import type { VirtualClock } from './clock.ts'
import type { Durations } from './durations.ts'
import type {
  AccessKeyEntity,
  AccountEntity,
  EndpointEntity,
  InstanceEntity,
  InvocationEntity,
  JobEntity,
  RoleEntity,
  SecurityGroupEntity,
  ServiceEntity,
  VpcEntity,
  VSwitchEntity,
} from './entities.ts'
import type { LoadBalancerEntity, ServerGroupEntity } from './load-balancer.ts'
import type { Rules } from './rules.ts'
import type { Transition } from './transition.ts'

/** Addresses, or how a lookup fails. */
export type NameAnswer = readonly string[] | 'nxdomain' | 'servfail' | 'silent'

/** Everything one simulator knows. It is passed around, so that many can live in one process. Times are virtual milliseconds. */
export interface World {
  readonly clock: VirtualClock
  readonly region: string
  readonly rules: Rules
  readonly durations: Durations
  readonly accounts: AccountEntity[]
  /** By access key id. */
  readonly keys: Map<string, AccessKeyEntity>
  /** By ARN. */
  readonly roles: Map<string, RoleEntity>
  readonly vpcs: Map<string, VpcEntity>
  readonly vswitches: Map<string, VSwitchEntity>
  readonly securityGroups: Map<string, SecurityGroupEntity>
  readonly instances: Map<string, InstanceEntity>
  /** Commands given to instances, one entry per instance. */
  readonly invocations: InvocationEntity[]
  readonly loadBalancers: Map<string, LoadBalancerEntity>
  readonly serverGroups: Map<string, ServerGroupEntity>
  /** NLB's jobs by id. */
  readonly jobs: Map<string, JobEntity>
  readonly services: Map<string, ServiceEntity>
  /** The endpoint's row holds its connection too: in the cloud it is no object of its own, but the pair of the two ids. */
  readonly endpoints: Map<string, EndpointEntity>
  /** What the DNS server says otherwise of a name, by the operator. */
  readonly names: Map<string, NameAnswer>
  /** Transitions that have begun since the log was last emptied, running ones first among them; see transition.ts. */
  readonly transitions: Transition[]
  /** Lock → virtual time when it is let go. */
  readonly locks: Map<string, number>
  /** Number of the log's last entry. */
  seq: number
  /** A whole number from 0 up to, not including, `below`. */
  readonly random: (below: number) => number
  readonly listeners: Set<() => void>
}

/** What makes a world at rest: all that it holds but its clock, what is under way, and those who listen. */
export const worldParts = [
  'rules',
  'durations',
  'accounts',
  'keys',
  'roles',
  'vpcs',
  'vswitches',
  'securityGroups',
  'instances',
  'invocations',
  'loadBalancers',
  'serverGroups',
  'jobs',
  'services',
  'endpoints',
  'names',
] as const satisfies readonly (keyof World)[]

export type Checkpoint = Pick<World, (typeof worldParts)[number]>

/** Puts other rows into the world's own tables, which many hold. What was under way is forgotten. */
export function replaceParts(world: World, parts: Checkpoint): void {
  world.transitions.length = 0
  world.locks.clear()
  for (const part of worldParts) replace(world[part], parts[part])
}

function replace(now: object, before: object): void {
  if (now instanceof Map && before instanceof Map) {
    now.clear()
    for (const [key, value] of before) now.set(key, value)
  } else if (Array.isArray(now) && Array.isArray(before)) now.splice(0, now.length, ...before)
  else Object.assign(now, before)
}

/** Tells everybody who asked that the world may look different now. */
export function notifyChange(world: World): void {
  for (const listener of world.listeners) listener()
}
