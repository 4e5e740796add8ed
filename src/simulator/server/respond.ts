import { randomUUID } from 'node:crypto'
import type { ApiAction } from '../../api/actions.ts'
import type { InjectedFault } from '../admin/faults.ts'
import type { Simulation } from '../world/simulation.ts'
import { callKind, dispatch } from './dispatch.ts'
import { ApiError, apiError } from './errors.ts'
import { denied } from './policy.ts'
import { unknownParams } from './read-input.ts'
import { actionOf, paramsOf } from './request.ts'
import type { RequestEntry } from './request-log.ts'
import { authenticate, type SignedRequest } from './signature.ts'
import { writeApiReply } from './write-reply.ts'

/** What goes back over the connection; `close` and `reset` end it without an answer, `hang` leaves it open. */
export type HttpReply =
  | {
      readonly kind: 'reply'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | { readonly kind: 'close' | 'reset' | 'hang' }

/** Answers one request to the cloud, with whatever fault strikes it. */
export async function respond(simulation: Simulation, request: SignedRequest, signal: AbortSignal): Promise<HttpReply> {
  const { world, log, faults, breakpoints } = simulation
  let product = 'privatelink'
  try {
    if (request.method !== 'POST' && request.method !== 'GET') throw apiError('UnsupportedHTTPMethod')
    const action = actionOf(request)
    product = action.split('.')[0] ?? product
    const key = authenticate(world, simulation.nonces, request, Date.now())
    const account = world.accounts.find((each) => each.uid === key.uid)
    if (account === undefined) throw apiError('InvalidAccessKeyId.NotFound')
    const params = paramsOf(request)
    const kind = callKind(action, params)
    const struck = faults.strike({ action, account, kind })
    const entry = log.add({
      at: world.clock.now(),
      real: Date.now(),
      account: account.name,
      action,
      kind,
      params: Object.fromEntries(params),
      token: params.get('ClientToken') ?? null,
      outcome: null,
      unknown: unknownParams(action, params),
      unread: [],
      fault: struck?.fault ?? null,
    })
    const hold = (when: 'before' | 'after') => breakpoints.park({ seq: entry.seq, action, account: account.name, when })

    const instead =
      struck === undefined
        ? undefined
        : insteadOf(
            struck,
            { product, refuse: () => denied({ action, key }, 'implicit', world.rules.deniedCode) },
            world.region,
          )
    if (instead !== undefined) {
      log.answered(entry)
      return instead
    }
    // A parked request that is discarded is answered like one that never arrived.
    if (struck?.fault === 'hold' && struck.when === 'before' && (await hold('before')) === 'discard')
      return { kind: 'close' }

    const stuck = struck?.fault === 'stuck'
    const call = { action, account, key, params, request: entry.seq, stuck }
    const reply = await outcomeOf(entry, () => dispatch(world, simulation.health, simulation.tokens, call))
    log.answered(entry)
    const usual =
      reply instanceof ApiError
        ? refusalReply(reply, product, world.region)
        : okReply(action, reply, world.rules.absentLists)

    if (struck?.fault === 'lost-reply') return { kind: 'close' }
    if (struck?.fault === 'status')
      return refusalReply(
        apiError(struck.status === 500 ? 'InternalError' : 'ServiceUnavailable'),
        product,
        world.region,
      )
    if (struck?.fault === 'slow') await pause(struck.ms, signal)
    if (struck?.fault === 'hold' && struck.when === 'after' && (await hold('after')) === 'discard')
      return { kind: 'close' }
    return usual
  } catch (error) {
    if (error instanceof ApiError) return refusalReply(error, product, world.region)
    throw error
  }
}

/** What a fault answers in place of carrying the call out; undefined when it is carried out. */
function insteadOf(
  fault: InjectedFault,
  about: { product: string; refuse: () => ApiError },
  region: string,
): HttpReply | undefined {
  const refuse = (refused: ApiError, headers: Readonly<Record<string, string>> = {}) =>
    refusalReply(refused, about.product, region, headers)
  switch (fault.fault) {
    case 'lost-request':
      return { kind: 'close' }
    case 'reset':
      return { kind: 'reset' }
    case 'hang':
      return { kind: 'hang' }
    case 'status':
      return fault.done ? undefined : refuse(apiError(fault.status === 500 ? 'InternalError' : 'ServiceUnavailable'))
    case 'throttled':
      return refuse(
        apiError('Throttling.User'),
        fault.retryAfter === undefined ? {} : { 'x-acs-retry-after': String(fault.retryAfter) },
      )
    case 'code':
      return refuse(new ApiError(fault.code, fault.status ?? 400, fault.message ?? 'Ordered by a fault.'))
    case 'denied':
      return refuse(about.refuse())
    case 'html':
      return {
        kind: 'reply',
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>',
      }
    case 'lost-reply':
    case 'slow':
    case 'stuck':
    case 'hold':
      return undefined
    default:
      return fault satisfies never
  }
}

async function outcomeOf(
  entry: RequestEntry,
  run: () => Promise<{ outcome: 'ok' | 'replayed'; reply: object; unread: readonly string[] }>,
): Promise<object | ApiError> {
  try {
    const { outcome, reply, unread } = await run()
    entry.outcome = outcome
    entry.unread = unread
    return reply
  } catch (error) {
    if (!(error instanceof ApiError)) {
      entry.outcome = `bug: ${error}`
      throw error
    }
    entry.outcome = error.code
    return error
  }
}

const json = { 'content-type': 'application/json;charset=utf-8' } as const

function okReply(action: ApiAction, reply: object, absentLists: boolean): HttpReply {
  const RequestId = randomUUID().toUpperCase()
  return {
    kind: 'reply',
    status: 200,
    headers: { ...json, 'x-acs-request-id': RequestId },
    body: writeApiReply(action, reply, RequestId, { absentLists }),
  }
}

/** The body of an error, as all these products write it (Alibaba Cloud help, OpenAPI error replies). */
function refusalReply(
  refused: ApiError,
  product: string,
  region: string,
  headers: Readonly<Record<string, string>> = {},
): HttpReply {
  const RequestId = randomUUID().toUpperCase()
  const body = {
    RequestId,
    HostId: `${product}.${region}.aliyuncs.com`,
    Code: refused.code,
    Message: refused.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${refused.code}&product=${product}&requestId=${RequestId}`,
    ...refused.extra,
  }
  return {
    kind: 'reply',
    status: refused.status,
    headers: { ...json, 'x-acs-request-id': RequestId, ...headers },
    body: JSON.stringify(body),
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end, { once: true })
  })
}
