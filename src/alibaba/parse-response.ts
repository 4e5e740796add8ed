import type { SideName } from '../model/link.ts'
import { holdsSecret, withoutSecrets } from '../model/secrets.ts'
import type { HttpResponse } from '../net/http-client.ts'
import type { NetworkError } from '../net/network-error.ts'
import { CloudError } from './cloud-error.ts'
import type { CloudKeys } from './credentials/keys.ts'
import { errorClassOf, isDenial } from './error-classes.ts'
import { parseExact } from './exact-json.ts'
import { type Action, type Output, operations } from './operations.ts'
import { ShapeMismatch } from './shape.ts'

/** The request that a response belongs to. */
export interface RequestAttempt<A extends Action = Action> {
  readonly side: SideName
  readonly action: A
  readonly host: string
  readonly keys: CloudKeys
  readonly source?: string | undefined
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The body of a successful response, validated against the shape of its action.
 * @throws CloudError for every other response
 */
export function outputOf<A extends Action>(attempt: RequestAttempt<A>, response: HttpResponse): Output<A> {
  const fields = fieldsOf(response)
  if (fields === undefined) throw garbled(attempt, response)
  if (response.status < 200 || response.status >= 300) throw refused(attempt, response, fields)
  try {
    // Safe: the shape is that of this action.
    const reply = operations[attempt.action].reply.read(fields, '') as Output<A>
    return { ...reply, RequestId: requestIdIn(fields, attempt.keys) ?? '' }
  } catch (error) {
    if (error instanceof ShapeMismatch) throw garbled(attempt, response, error.path, requestIdIn(fields, attempt.keys))
    throw error
  }
}

/** No response: the request was not sent, or its response was lost. */
export function unreachable({ side, action, host }: RequestAttempt, error: NetworkError): CloudError {
  return new CloudError(
    'CLOUD_UNREACHABLE',
    { side, action, host, reason: error.reason, issuer: error.issuer },
    { apiCode: '', errorClass: error.lasting ? 'final' : 'transient', outcome: doubtOf(action, error.sent) },
    { cause: error },
  )
}

/**
 * Not a valid reply of the API: a proxy's error page, a login portal, truncated JSON, or a missing or malformed field. The
 * outcome of a write is unknown, except for a 4xx status.
 */
function garbled(
  { side, action, host, keys }: RequestAttempt,
  { status, headers }: HttpResponse,
  field: string | null = null,
  requestId: string | null = null,
): CloudError {
  const sent = headers['content-type'] ?? ''
  const contentType = unlessSecret(/^[\w.+/-]{1,80}(?:; ?charset=[\w-]{1,20})?$/.exec(sent)?.[0], keys) ?? ''
  const isHalf = field === null && isJson(sent)
  return new CloudError(
    'CLOUD_GARBLED',
    { side, action, host, status, contentType, field, requestId },
    {
      apiCode: '',
      errorClass: status >= 500 || isHalf ? 'transient' : 'final',
      outcome: doubtOf(action, status < 400 || status >= 500),
    },
  )
}

function refused({ side, action, keys, source }: RequestAttempt, response: HttpResponse, fields: Fields): CloudError {
  const apiCode = unlessSecret(matchIn(fields, 'Code', /^[\w.:-]{1,128}$/), keys) ?? `HTTP_${response.status}`
  const errorClass = errorClassOf(apiCode, response.status)
  const refusal = {
    side,
    action,
    apiCode,
    // The message for a wrong signature quotes what was signed, including the security token.
    apiMessage: withoutSecrets(textOf(fields['Message']) ?? '', secretsOf(keys)),
    requestId: requestIdIn(fields, keys),
    ...(source !== undefined && { source }),
  }
  // An internal error may follow completed work; throttling and locks precede it.
  const how = {
    apiCode,
    errorClass,
    outcome: doubtOf(action, errorClass === 'transient'),
    retryAfterMs: retryAfter(response),
  }
  return isDenial(apiCode)
    ? new CloudError('CLOUD_DENIED', { ...refusal, permission: permissionOf(action, fields, keys) }, how)
    : new CloudError('CLOUD_REFUSED', refusal, how)
}

/** A read changes nothing, so its outcome is never unknown. */
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
function requestIdIn(fields: Fields, keys: CloudKeys): string | null {
  return unlessSecret(matchIn(fields, 'RequestId', /^[\w-]{1,64}$/), keys) ?? null
}

function matchIn(fields: Fields, name: string, form: RegExp): string | undefined {
  const found = textOf(fields[name])
  return found !== undefined && form.test(found) ? found : undefined
}

function secretsOf({ accessKeySecret, securityToken }: CloudKeys): readonly (string | null)[] {
  return [accessKeySecret, securityToken]
}

/** A word of the reply, unless it holdsSecret a secret. */
function unlessSecret(word: string | undefined, keys: CloudKeys): string | undefined {
  return word !== undefined && !holdsSecret(word, secretsOf(keys)) ? word : undefined
}

/** `privatelink:CreateVpcEndpoint`: what the cloud itself names (newer RAM denials), else by the rule `<product>:<Action>`. */
function permissionOf(action: Action, fields: Fields, keys: CloudKeys): string {
  const detail = fields['AccessDeniedDetail']
  const named = isFields(detail) ? matchIn(detail, 'AuthAction', /^[\w*.-]+:[\w*.-]{1,128}$/) : undefined
  return unlessSecret(named, keys) ?? action.replace('.', ':')
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
