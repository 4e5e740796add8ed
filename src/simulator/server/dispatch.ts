import type { Action } from '../../alibaba/operations.ts'
import { handlers } from '../handlers/handlers.ts'
import type { HealthChecker } from '../network/health.ts'
import { CallContext } from '../world/context.ts'
import type { AccessKeyEntity, AccountEntity } from '../world/entities.ts'
import { settle } from '../world/timeline.ts'
import { notifyChange, type World } from '../world/world.ts'
import { ApiError, apiError } from './errors.ts'
import { parameters, readInput, requireToken } from './parameters.ts'

/** Which calls may not run side by side, and within what (PrivateLink API, descriptions of the actions); per action. */
const locks: Readonly<Partial<Record<Action, 'account' | 'ServiceId' | 'EndpointId'>>> = {
  'privatelink.UpdateVpcEndpointServiceAttribute': 'account',
  'privatelink.DeleteVpcEndpointService': 'account',
  'privatelink.AddUserToVpcEndpointService': 'account',
  'privatelink.UpdateVpcEndpointAttribute': 'account',
  'privatelink.EnableVpcEndpointConnection': 'account',
  'privatelink.DisableVpcEndpointConnection': 'account',
  'privatelink.RemoveUserFromVpcEndpointService': 'ServiceId',
  'privatelink.AttachResourceToVpcEndpointService': 'ServiceId',
  'privatelink.DetachResourceFromVpcEndpointService': 'ServiceId',
  'privatelink.AddZoneToVpcEndpoint': 'EndpointId',
  'privatelink.RemoveZoneFromVpcEndpoint': 'EndpointId',
  'privatelink.EnableVpcEndpointZoneConnection': 'EndpointId',
  'privatelink.AttachSecurityGroupToVpcEndpoint': 'EndpointId',
  'privatelink.DetachSecurityGroupFromVpcEndpoint': 'EndpointId',
}

export interface AuthenticatedCall {
  readonly action: Action
  readonly account: AccountEntity
  readonly key: AccessKeyEntity
  readonly params: ReadonlyMap<string, string>
  readonly request: number
  readonly stuck: boolean
}

/** ClientTokens that were answered, by account and action (general rule of the OpenAPI papers). */
export type ClientTokens = Map<string, { readonly params: string; readonly reply: object }>

export function callKind(action: Action, params: ReadonlyMap<string, string>): 'read' | 'write' | 'dry-run' {
  // AssumeRole makes keys and nothing that stays.
  if (/\.(?:Get|List|Describe|Check|Assume)/.test(action)) return 'read'
  return 'DryRun' in parameters[action] && params.get('DryRun')?.toLowerCase() === 'true' ? 'dry-run' : 'write'
}

/**
 * Carries out one call: parameters, token, lock, then the rule itself.
 * @throws Refusal with what the real thing answers.
 */
export async function dispatch(
  world: World,
  health: HealthChecker,
  tokens: ClientTokens,
  call: AuthenticatedCall,
): Promise<{ outcome: 'ok' | 'replayed'; reply: object }> {
  settle(world)
  const { action, params } = call
  const kind = callKind(action, params)
  const input = readInput(action, params)
  const token = kind === 'write' && 'ClientToken' in parameters[action] ? params.get('ClientToken') : undefined
  if (token !== undefined) {
    requireToken(token)
    const before = tokens.get(tokenKey(call, token))
    if (before !== undefined) {
      if (before.params !== fingerprint(params)) throw apiError('IdempotentParameterMismatch')
      return { outcome: 'replayed', reply: before.reply }
    }
  }
  if (world.rules.closedProduct === 'every-call' && isClosed(call)) throw apiError('NeedOpenProduct')
  const lock = lockOf(call)
  if (kind !== 'read' && lock !== undefined && (world.locks.get(lock) ?? 0) > world.clock.now()) {
    throw new ApiError(
      'ConcurrentCallNotSupported',
      world.rules.concurrentStatus,
      'Another call is running; try again later.',
    )
  }

  const context = new CallContext(world, health, call, {
    kind: kind === 'read' ? 'read' : 'write',
    region: params.get('RegionId') ?? world.region,
    dryRun: kind === 'dry-run',
    request: call.request,
    stuck: call.stuck,
  })
  // Safe: handler and input belong to one action, which the compiler cannot follow through a union.
  const handler = handlers[action] as (context: CallContext, input: unknown) => object | Promise<object>
  const result = handler(context, input)
  const reply = result instanceof Promise ? await result : result
  if (kind === 'write') {
    if (token !== undefined) tokens.set(tokenKey(call, token), { params: fingerprint(params), reply })
    if (lock !== undefined) world.locks.set(lock, Math.max(world.clock.now() + world.durations.lock, ...context.ends))
    notifyChange(world)
  }
  return { outcome: 'ok', reply }
}

function isClosed({ action, account }: AuthenticatedCall): boolean {
  return action.startsWith('privatelink.') && action !== 'privatelink.OpenPrivateLinkService' && !account.productOpen
}

function lockOf({ action, account, params }: AuthenticatedCall): string | undefined {
  const scope = locks[action]
  if (scope === undefined) return undefined
  return `${action} ${scope === 'account' ? account.uid : params.get(scope)}`
}

function tokenKey({ action, account }: AuthenticatedCall, token: string): string {
  return `${account.uid} ${action} ${token}`
}

/** The same parameters in any order are the same request. */
function fingerprint(params: ReadonlyMap<string, string>): string {
  return JSON.stringify([...params].filter(([name]) => name !== 'ClientToken').toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
