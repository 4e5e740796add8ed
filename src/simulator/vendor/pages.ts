import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type Responder, startListening } from '../responders/listen.ts'
import { refuseForeign } from '../server/guard.ts'

/** One thing a small HTTP server knows to do. */
export interface ConsolePage {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `/console/requests/:id`; what stands for a name with a colon is given to `answer`. */
  readonly path: string
  answer(request: PageRequest): PageReply | Promise<PageReply>
}

interface PageRequest {
  readonly parameters: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** The JSON body; an empty object when there is none. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface PageReply {
  readonly status: number
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
  /** In place of a body of JSON: a text of another type, which `headers` tell, or what is written bit by bit. */
  readonly text?: string
  readonly stream?: (response: ServerResponse) => void
}

/** An answer that says no, thrown from anywhere below a page. */
export class PageError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Looks at a request before any page does; undefined lets it in. */
export type Guard = (request: IncomingMessage) => PageReply | undefined

/** Keeps web pages of others out, see `refuseForeign`. */
export const onlyOwn: Guard = (request) => {
  const refused = refuseForeign(request)
  return refused && { status: refused.status, body: { code: 'FORBIDDEN', message: refused.message } }
}

const host = '127.0.0.1'
const longestBody = 256 * 1024

/** Serves pages on a free port of loopback. */
export function servePages(pages: readonly ConsolePage[], guard: Guard = () => undefined): Promise<Responder> {
  const server = createServer((request, response) => {
    answerTo(request, pages, guard).then(({ status, body, headers, text, stream }) => {
      response.writeHead(status, { ...(body && { 'content-type': 'application/json' }), ...headers })
      if (stream === undefined) response.end(body ? JSON.stringify(body) : text)
      else stream(response)
      // Only a connection that is gone already could make this fail.
    }, response.destroy.bind(response))
  })
  return startListening(server, host, 0)
}

async function answerTo(request: IncomingMessage, pages: readonly ConsolePage[], guard: Guard): Promise<PageReply> {
  try {
    const refused = guard(request)
    if (refused !== undefined) return refused
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://localhost')
    const body = await readBody(request)
    for (const page of pages) {
      const parameters = page.method === request.method ? match(page.path, path) : undefined
      if (parameters !== undefined) return await page.answer({ parameters, query, body })
    }
    throw new PageError(404, 'NOT_FOUND', `no page ${request.method} ${path}`)
  } catch (error) {
    if (error instanceof PageError) return { status: error.status, body: { code: error.code, message: error.message } }
    return { status: 500, body: { code: 'INTERNAL_ERROR', message: error instanceof Error ? error.message : '' } }
  }
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) {
    text += part
    if (text.length > longestBody) throw new PageError(413, 'TOO_LARGE', 'the body is too large')
  }
  if (text === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new PageError(400, 'BAD_REQUEST', 'the body is not JSON')
  }
  const fields = fieldsOf(body)
  if (fields === undefined) throw new PageError(400, 'BAD_REQUEST', 'the body is not a JSON object')
  return fields
}

/** The value as an object that may be asked for any key; undefined when it is none. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  // Safe: any object may be asked for any key, and what is found stays unknown.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const found = path.split('/')
  if (wanted.length !== found.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const given = found[index] ?? ''
    if (part.startsWith(':')) parameters[part.slice(1)] = decodeURIComponent(given)
    else if (part !== given) return undefined
  }
  return parameters
}
