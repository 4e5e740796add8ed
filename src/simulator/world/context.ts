import type { ApiAction, ApiInput, ApiReply } from '../../api/actions.ts'
import type { HealthChecker } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import type { AccessKeyEntity, AccountEntity } from './entities.ts'
import { beginTransition, noteShown } from './timeline.ts'
import type { TransitionSpec } from './transition.ts'
import type { World } from './world.ts'

/** One action of the cloud. It reads the world, refuses, or commits and changes it. Writes never wait: they are atomic. */
type Handler<A extends ApiAction> = (context: CallContext, input: ApiInput<A>) => ApiReply<A> | Promise<ApiReply<A>>
export type Handlers = { readonly [A in ApiAction]: Handler<A> }

/** One call as a handler sees it. */
export class CallContext {
  readonly world: World
  readonly health: HealthChecker
  readonly account: AccountEntity
  /** What the call was signed with. */
  readonly key: AccessKeyEntity
  readonly kind: 'read' | 'write'
  readonly region: string
  readonly #dryRun: boolean
  readonly #request: number
  readonly #stuck: boolean
  /** Ends of the transitions begun by this call: how long its lock is held. */
  readonly ends: number[] = []

  constructor(
    world: World,
    health: HealthChecker,
    who: { account: AccountEntity; key: AccessKeyEntity },
    call: { kind: 'read' | 'write'; region: string; dryRun: boolean; request: number; stuck: boolean },
  ) {
    this.world = world
    this.health = health
    this.account = who.account
    this.key = who.key
    this.kind = call.kind
    this.region = call.region
    this.#dryRun = call.dryRun
    this.#request = call.request
    this.#stuck = call.stuck
  }

  get now(): number {
    return this.world.clock.now()
  }

  /** Owner, region and time of something that this call makes. */
  get origin(): { readonly owner: string; readonly region: string; readonly created: number } {
    return { owner: this.account.uid, region: this.region, created: this.now }
  }

  /**
   * Everything is checked; what follows changes the world.
   * @throws ApiError `DryRunOperation`: the answer that means a dry run has passed.
   */
  commit(): void {
    if (this.#dryRun) throw apiError('DryRunOperation')
  }

  begin(change: TransitionSpec): void {
    const { end } = beginTransition(this.world, change, { at: this.now, request: this.#request, stuck: this.#stuck })
    this.ends.push(end ?? Number.POSITIVE_INFINITY)
  }

  /** Notes that the object's status is being shown. Only reads count: they are what a poll is made of. */
  shows(object: string): void {
    if (this.kind === 'read') noteShown(this.world, object)
  }

  /** The caller's own rows in the region it named, oldest first. A read may lag behind (rule `lagMs`). */
  mine<R extends { owner: string; region: string; created: number }>(table: ReadonlyMap<string, R>): R[] {
    return [...table.values()].filter((row) => this.#isMine(row))
  }

  /** One of the caller's own; undefined when there is none, and also when it is another's or in another region. */
  find<R extends { owner: string; region: string; created: number }>(
    table: ReadonlyMap<string, R>,
    id: string,
  ): R | undefined {
    const row = table.get(id)
    return row !== undefined && this.#isMine(row) ? row : undefined
  }

  /** False while a read does not see what is so young. */
  sees(created: number): boolean {
    return this.kind === 'write' || this.world.rules.lagMs === 0 || this.now - created >= this.world.rules.lagMs
  }

  #isMine(row: { owner: string; region: string; created: number }): boolean {
    return row.owner === this.account.uid && row.region === this.region && this.sees(row.created)
  }
}
