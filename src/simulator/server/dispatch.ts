import { type ApiAction, apiActions } from '../../api/actions.ts'
import { handlers } from '../handlers/handlers.ts'
import type { HealthChecker } from '../network/health.ts'
import { CallContext } from '../world/context.ts'
import type { AccessKeyEntity, AccountEntity } from '../world/entities.ts'
import { isRegion } from '../world/regions.ts'
import { settle } from '../world/timeline.ts'
import { notifyChange, type World } from '../world/world.ts'
import { type ApiError, apiError } from './errors.ts'
import { holdLock, requireLock } from './locks.ts'
import { hasNoEffect, requireSimulated } from './not-simulated.ts'
import { requireAllowed } from './policy.ts'
import { hasParam, readInput, requireToken } from './read-input.ts'
import { watchReads } from './watch-reads.ts'

export interface AuthenticatedCall {
  readonly action: ApiAction
  readonly account: AccountEntity
  readonly key: AccessKeyEntity
  readonly params: ReadonlyMap<string, string>
  readonly request: number
  readonly stuck: boolean
}

/** ClientTokens that were answered, by account and action (Alibaba Cloud help, "How to ensure idempotence"). */
export type ClientTokens = Map<string, AnsweredToken>

interface AnsweredToken {
  readonly params: string
  readonly reply: object
  /** When it was answered first, in virtual milliseconds. */
  readonly at: number
}

export function callKind(action: ApiAction, params: ReadonlyMap<string, string>): 'read' | 'write' | 'dry-run' {
  // AssumeRole makes keys and nothing that stays.
  if (/\.(?:Get|List|Describe|Check|Assume)/.test(action)) return 'read'
  return isDryRun(action, params) ? 'dry-run' : 'write'
}

/**
 * Carries out one call: permission, parameters, token, lock, then the action itself.
 * @returns also which documented parameters were given and never looked at
 * @throws ApiError with what the real thing answers
 */
export async function dispatch(
  world: World,
  health: HealthChecker,
  tokens: ClientTokens,
  call: AuthenticatedCall,
): Promise<{ outcome: 'ok' | 'replayed'; reply: object; unread: readonly string[] }> {
  settle(world)
  const { action, params } = call
  const kind = callKind(action, params)
  const region = params.get('RegionId') || world.region
  requireAllowed({ ...call, region, loadBalancers: world.loadBalancers }, world.rules.deniedCode)
  const { input, unread } = watchReads(apiActions[action].in, readInput(action, params))
  if (hasParam(action, 'RegionId') && !isRegion(region)) throw apiError('InvalidRegionId.NotFound')
  const token = hasParam(action, 'ClientToken') && kind !== 'read' ? params.get('ClientToken') : undefined
  if (token !== undefined && token !== '') {
    requireToken(token)
    const before = tokens.get(tokenKey(call, token))
    if (before !== undefined && world.clock.now() - before.at < (world.rules.tokenLifeMs ?? Number.POSITIVE_INFINITY)) {
      if (before.params !== fingerprint(params)) throw tokenMismatch(action)
      if (kind === 'write') return { outcome: 'replayed', reply: before.reply, unread: [] }
    }
  }
  requireSimulated(action, params)
  if (world.rules.closedProduct === 'every-call' && isClosed(call)) throw apiError('NeedOpenProduct')
  const lock = kind === 'read' ? undefined : requireLock(world, call)

  const context = new CallContext(world, health, call, {
    kind: kind === 'read' ? 'read' : 'write',
    region,
    dryRun: kind === 'dry-run',
    request: call.request,
    stuck: call.stuck,
  })
  // Safe: handler and input belong to one action, which the compiler cannot follow through a union.
  const handler = handlers[action] as (context: CallContext, input: unknown) => object | Promise<object>
  const result = handler(context, input)
  const reply = result instanceof Promise ? await result : result
  if (kind === 'write') {
    if (token !== undefined && token !== '')
      tokens.set(tokenKey(call, token), { params: fingerprint(params), reply, at: world.clock.now() })
    if (lock !== undefined) holdLock(world, lock, context.ends)
    notifyChange(world)
  } else if (isDryRun(action, params)) throw apiError('DryRunOperation')
  return {
    outcome: 'ok',
    reply,
    unread: unread().filter((name) => !general.includes(name) && !hasNoEffect(action, name)),
  }
}

/** Parameters that the dispatcher itself reads, whatever the action. */
const general = ['RegionId', 'ClientToken', 'DryRun']

function isDryRun(action: ApiAction, params: ReadonlyMap<string, string>): boolean {
  return hasParam(action, 'DryRun') && params.get('DryRun')?.toLowerCase() === 'true'
}

/** NLB has a code of its own (error table of Nlb AddServersToServerGroup). */
function tokenMismatch(action: ApiAction): ApiError {
  return apiError(action.startsWith('nlb.') ? 'IdempotenceSignatureMismatch' : 'IdempotentParameterMismatch')
}

function isClosed({ action, account }: AuthenticatedCall): boolean {
  return action.startsWith('privatelink.') && action !== 'privatelink.OpenPrivateLinkService' && !account.productOpen
}

function tokenKey({ action, account }: AuthenticatedCall, token: string): string {
  return `${account.uid} ${action} ${token}`
}

/** The same parameters in any order are the same request. */
function fingerprint(params: ReadonlyMap<string, string>): string {
  return JSON.stringify(
    [...params]
      .filter(([name]) => name !== 'ClientToken' && name !== 'DryRun')
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
}
