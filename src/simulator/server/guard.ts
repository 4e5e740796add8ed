import type { IncomingMessage } from 'node:http'

/** Why a request is not obeyed, with the HTTP status that says so. */
export interface GuardRefusal {
  readonly status: 403 | 415
  readonly message: string
}

/**
 * Whether a request may come from a web page of somebody else: under another host name (DNS rebinding), from another origin,
 * or in a form that browsers send across origins without asking first. What is not signed must not obey those.
 * @returns undefined for our own pages, and for programs, which send no `Origin`
 */
export function refuseForeign({ headers }: IncomingMessage): GuardRefusal | undefined {
  const { host = '', origin, 'content-type': type = '' } = headers
  if (!/^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(host))
    return { status: 403, message: `not under the name ${JSON.stringify(host)}: use 127.0.0.1` }
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, message: `not for pages of ${JSON.stringify(origin)}` }
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (hasBody && !/^application\/json\s*(?:;|$)/i.test(type))
    return { status: 415, message: 'the body must be application/json' }
  return undefined
}
