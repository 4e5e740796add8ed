import type { ResourceType, Tag } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import type { Call } from '../../engine/step.ts'
import type { BackendIntent, ListenerIntent, LoadBalancerIntent } from '../../manifest/schema.ts'

/** A load balancer of either product. */
export interface Balancer {
  readonly id: string
  readonly kind: 'clb' | 'nlb'
  readonly addressType: string
  readonly networkType: string
  readonly payType: string
  readonly zones: readonly string[]
  readonly vswitches: readonly string[]
  readonly status: string
  /** Its status is the product's word for one that serves. */
  readonly active: boolean
  /** `working` is on its way; `broken` is for ever; `locked` is a matter of money. */
  readonly state: 'ready' | 'working' | 'deleting' | 'broken' | 'locked'
  /** Protected from being deleted, by a switch that can be turned off. */
  readonly isProtected: boolean
  readonly Tags: Tag[]
}

/** A listener and the server group behind it; each may be there without the other. */
export interface Listening {
  readonly group: Group | undefined
  readonly listener:
    | { readonly id: string; readonly group: string | undefined; readonly status: string; readonly ours: boolean }
    | undefined
  /** `deleting`: one of the two is being deleted. `stopped` waits to be started. */
  readonly state: 'running' | 'working' | 'deleting' | 'stopped' | 'broken'
}

export interface Group {
  readonly id: string
  readonly servers: readonly { readonly id: string; readonly port: number; readonly weight: number }[]
}

/** Where a listener is to be, and under which name its server group is. */
export interface Place {
  readonly reads: Reads
  readonly balancer: string
  readonly port: number
  readonly group: string
  /** Whether these tags are of this very step: a server group of NLB belongs to no load balancer, and names are anybody's. */
  readonly owns: (tags: Tag[]) => boolean
}

/** What CLB and NLB do differently; the steps are the same. */
export interface BalancerProduct {
  readonly type: ResourceType
  find(reads: Reads, id: string): Promise<Balancer | undefined>
  tagged(reads: Reads, Tag: Tag[]): Promise<Balancer[]>
  create(reads: Reads, spec: LoadBalancerIntent, name: string, Tag: Tag[]): Promise<Call>
  created(reply: object): string
  /** The call that lets it be deleted; absent where nothing of ours protects it. */
  unprotect?(id: string): Call
  /** The next call towards its being gone; null when it is. */
  remove(reads: Reads, id: string): Promise<Call | null>
  /** Every listener that is on it, of whatever protocol, with its tags. */
  listeners(reads: Reads, id: string): Promise<{ readonly port: number; readonly Tags: Tag[] }[]>
  /** Tags of what belongs to a listener and does not go with its load balancer by itself, or leads to it. @param Tag those of the link */
  tagsOfParts(reads: Reads, id: string, Tag: Tag[]): Promise<Tag[][]>
  listening(place: Place): Promise<Listening>
  createGroup(place: Place, vpc: string, backends: readonly BackendIntent[], listener: ListenerIntent, Tag: Tag[]): Call
  addServers(group: string, backends: readonly BackendIntent[], listener: ListenerIntent): Call
  createListener(place: Place, group: string, Tag: Tag[]): Call
  /** An NLB's runs by itself, and may have been stopped by somebody. */
  start(place: Place, listenerId: string): Call
  removeListener(place: Place, listener: string): Call
  removeGroup(group: string): Call
}

/** The vSwitches a load balancer is to be in. */
export function vswitchesOf({ place }: LoadBalancerIntent): readonly string[] {
  return 'vswitch' in place ? [place.vswitch] : Object.values(place.zones)
}
