import type { SideName } from '../model/link.ts'
import { withoutSecrets } from '../model/mask.ts'
import type { HttpResponse } from '../net/http-client.ts'
import type { NetworkError } from '../net/network-error.ts'
import { CloudError } from './cloud-error.ts'
import { errorClassOf, isDenial } from './error-classes.ts'
import { parseExact } from './exact-json.ts'
import type { CloudKeys } from './keys.ts'
import { type Action, type Output, operations } from './operations.ts'
import { ShapeMismatch } from './shape.ts'

/** What is known of an attempt when its answer is read. */
export interface RequestAttempt<A extends Action = Action> {
  readonly side: SideName
  readonly action: A
  readonly host: string
  readonly keys: CloudKeys
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The body of a good answer, held against the shape of its action.
 * @throws CloudError for every other one
 */
export function outputOf<A extends Action>(attempt: RequestAttempt<A>, response: HttpResponse): Output<A> {
  const fields = fieldsOf(response)
  if (fields === undefined) throw garbled(attempt, response)
  if (response.status < 200 || response.status >= 300) throw refused(attempt, response, fields)
  try {
    // Safe: the shape is that of this action.
    const reply = operations[attempt.action].reply.read(fields, '') as Output<A>
    return { ...reply, RequestId: requestIdIn(fields) ?? '' }
  } catch (error) {
    if (error instanceof ShapeMismatch) throw garbled(attempt, response, error.path, requestIdIn(fields))
    throw error
  }
}

/** No answer: never sent, or sent and lost. */
export function unreachable({ side, action, host }: RequestAttempt, error: NetworkError): CloudError {
  return new CloudError(
    'CLOUD_UNREACHABLE',
    { side, action, host, reason: error.reason, issuer: error.issuer },
    { apiCode: '', temper: error.lasting ? 'final' : 'transient', outcome: doubtOf(action, error.sent) },
    { cause: error },
  )
}

/**
 * A page of some proxy, a login portal, half an answer, a reply without what it must hold: what happened to a write behind
 * it nobody knows, unless it says 4xx.
 */
function garbled(
  { side, action, host }: RequestAttempt,
  { status, headers }: HttpResponse,
  field: string | null = null,
  requestId: string | null = null,
): CloudError {
  const contentType = headers['content-type'] ?? ''
  const isHalf = field === null && isJson(contentType)
  return new CloudError(
    'CLOUD_GARBLED',
    { side, action, host, status, contentType, field, requestId },
    {
      apiCode: '',
      temper: status >= 500 || isHalf ? 'transient' : 'final',
      outcome: doubtOf(action, status < 400 || status >= 500),
    },
  )
}

function refused({ side, action, keys }: RequestAttempt, response: HttpResponse, fields: Fields): CloudError {
  const apiCode = textOf(fields['Code']) ?? `HTTP_${response.status}`
  const temper = errorClassOf(apiCode, response.status)
  const refusal = {
    side,
    action,
    apiCode,
    // A refused signature quotes what was signed, the security token with it.
    apiMessage: withoutSecrets(textOf(fields['Message']) ?? '', [keys.accessKeySecret, keys.securityToken], '***'),
    requestId: requestIdIn(fields),
  }
  // An inner error may come after the work was done; throttling and locks come before.
  const how = { apiCode, temper, outcome: doubtOf(action, temper === 'transient'), retryAfterMs: retryAfter(response) }
  return isDenial(apiCode)
    ? new CloudError('CLOUD_DENIED', { ...refusal, permission: permissionOf(action, fields) }, how)
    : new CloudError('CLOUD_REFUSED', refusal, how)
}

/** A read changes nothing, so its outcome is never in doubt. */
function doubtOf(action: Action, mayHaveHappened: boolean): 'refused' | 'unknown' {
  return operations[action].kind === 'write' && mayHaveHappened ? 'unknown' : 'refused'
}

/** The JSON object of an answer; undefined for anything else. Without a content type it must at least look like one. */
function fieldsOf({ headers, body }: HttpResponse): Fields | undefined {
  const contentType = headers['content-type']
  if (contentType !== undefined && !isJson(contentType)) return undefined
  try {
    const value = parseExact(body)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isJson(contentType: string): boolean {
  return /\bjson\b/i.test(contentType)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Null for one that is none: it is shown to people and put into documents. */
function requestIdIn(fields: Fields): string | null {
  const found = textOf(fields['RequestId'])
  return found !== undefined && /^[\w-]{1,64}$/.test(found) ? found : null
}

/** `privatelink:CreateVpcEndpoint`: what the cloud itself names (newer RAM denials), else by the rule `<product>:<Action>`. */
function permissionOf(action: Action, fields: Fields): string {
  const detail = fields['AccessDeniedDetail']
  return (isFields(detail) ? textOf(detail['AuthAction']) : undefined) ?? action.replace('.', ':')
}

/**
 * `x-acs-retry-after`. Its unit is documented nowhere; the official core client waits that many milliseconds, the HTTP
 * header it is named after means seconds. Up to 60 it is taken for seconds: a gateway that meant 60 ms would not bother to
 * say so. Never more than a minute.
 */
function retryAfter({ headers }: HttpResponse): number | null {
  const text = headers['x-acs-retry-after']
  if (typeof text !== 'string' || !/^\d{1,9}$/.test(text)) return null
  const value = Number(text)
  return Math.min(value <= 60 ? value * 1000 : value, 60_000)
}
