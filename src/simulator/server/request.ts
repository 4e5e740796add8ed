import type { IncomingMessage } from 'node:http'
import { type ApiAction, apiVersions, isApiAction } from '../../api/actions.ts'
import { ApiError, apiError } from './errors.ts'
import type { SignedRequest } from './signature.ts'

/** Parameters that belong to the old signature, not to the action. */
const ofSignature = new Set([
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'Signature',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'Timestamp',
  'SecurityToken',
])

/** Larger requests than any of these APIs takes. */
const largestBody = 1_000_000

export async function readRequest(incoming: IncomingMessage): Promise<SignedRequest> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    // Safe: without an encoding the stream gives buffers.
    const buffer = chunk as Buffer
    size += buffer.length
    if (size > largestBody) throw apiError('InternalError')
    chunks.push(buffer)
  }
  const body = Buffer.concat(chunks)
  const headers = new Map(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  )
  const { searchParams } = new URL(incoming.url ?? '/', 'http://localhost')
  const isForm = headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
  return {
    method: incoming.method ?? 'POST',
    headers,
    query: new Map(searchParams),
    form: new Map(isForm ? new URLSearchParams(body.toString()) : []),
    body,
  }
}

/** Query and form are one to an action. What belongs to the signature is left out. */
export function paramsOf({ query, form }: SignedRequest): Map<string, string> {
  return new Map([...query, ...form].filter(([name]) => !ofSignature.has(name)))
}

/**
 * The action by its name and the version of its product's API; the host name plays no part here.
 * @throws ApiError `InvalidProduct.NotFound`, HTTP 404, for an unknown version, and one of the simulator's own for an unknown action
 */
export function actionOf({ headers, query, form }: SignedRequest): ApiAction {
  const version = headers.get('x-acs-version') ?? query.get('Version') ?? form.get('Version') ?? ''
  const name = headers.get('x-acs-action') ?? query.get('Action') ?? form.get('Action') ?? ''
  const product = Object.entries(apiVersions).find(([, each]) => each === version)?.[0]
  if (product === undefined) throw apiError('InvalidProduct.NotFound')
  const action = `${product}.${name}`
  if (!isApiAction(action)) {
    throw new ApiError('Simulator.ActionNotSimulated', 404, `This simulator does not know the action ${action}.`)
  }
  return action
}
