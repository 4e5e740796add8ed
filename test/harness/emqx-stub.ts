import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deployment } from '../../src/emqx/deployment.ts'
import { openDeployment } from '../../src/emqx/deployment.ts'

export interface EmqxReply {
  readonly status: number
  readonly body?: unknown
}

interface Asked {
  readonly method: string
  readonly path: string
  readonly authorization: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What a broker answers when a test has failed. */
export const failed = (message: string): EmqxReply => ({ status: 400, body: { code: 'TEST_FAILED', message } })

/** A REST API that answers as told and remembers what it was asked; `null`: it says nothing. */
export async function startEmqxStub(answer: (asked: Asked) => EmqxReply | null): Promise<{
  readonly url: string
  readonly asked: readonly Asked[]
  readonly deployment: Deployment
  stop(): void
}> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path = '', headers } = request
    const body = JSON.parse(Buffer.concat(chunks).toString())
    const call = { method, path, authorization: headers.authorization ?? '', body }
    asked.push(call)
    const reply = answer(call)
    if (reply === null) return
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? '')
    response.writeHead(reply.status).end(reply.body === undefined ? undefined : text)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v5`
  return {
    url,
    asked,
    deployment: openDeployment({ url, key: 'app-id', secret: 'app-secret', env: {}, timeoutMs: 2_000 }),
    stop: () => server.close().closeAllConnections(),
  }
}
