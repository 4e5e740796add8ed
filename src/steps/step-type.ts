import type { Action } from '../alibaba/operations.ts'
import type { StepTraits } from '../engine/step.ts'
import type { Role } from '../model/link.ts'

/** The kind of resource an action is about, as RAM names resources; `*` where it has none of its own. */
export type ResourceKind =
  | 'service'
  | 'endpoint'
  | 'load-balancer'
  | 'server-group'
  | 'vpc'
  | 'vswitch'
  | 'security-group'
  | '*'

/** What may be done to a step, as commands say it in their `access`; an update is made in place. */
export type Change = 'create' | 'update' | 'delete'

/** Calls that one kind of step makes, and what they are about. */
interface StepPermission {
  readonly change: Change
  readonly about: readonly ResourceKind[]
  readonly actions: readonly Action[]
}

/** One kind of step: what the engine must know of it, and what its side must be allowed. */
export interface StepType extends StepTraits {
  readonly role: Role
  readonly permissions: readonly StepPermission[]
  /** Only links that ask for such steps need the permissions. */
  readonly isOptional?: 'load-balancers' | 'rules'
}
