import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Reply {
  readonly status: number
  readonly contentType: string
  readonly body: string
}
/** What becomes of the reply to an action; null cuts the connection. `turn` counts the calls of it. */
export type Distort = (action: string, turn: number, reply: Reply) => Reply | null

/** Stands between plink and a cloud, and changes what the cloud answers. */
export interface Relay {
  readonly url: string
  /** From now on. */
  distort(how: Distort): void
  close(): void
}

/** @param target the cloud; null for one that refuses everything */
export async function openRelay(target: string | null): Promise<Relay> {
  let how: Distort = (_action, _turn, reply) => reply
  let turns = new Map<string, number>()
  const server = createServer((asked, response) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      const action = String(asked.headers['x-acs-action'])
      const turn = turns.get(action) ?? 0
      turns.set(action, turn + 1)
      const answer = (reply: Reply): void => {
        const changed = how(action, turn, reply)
        if (changed === null) return void response.destroy()
        const { status, contentType } = changed
        // What has no body by its status would be waited for.
        const body = status === 204 ? '' : changed.body
        response.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
        response.end(body)
      }
      if (target === null) return answer(refusal)
      const { method = 'GET', headers, url = '/' } = asked
      // The host is signed: it stays that of this relay.
      const sent = request(new URL(url, target), { method, headers }, (received) => {
        const pieces: Buffer[] = []
        received.on('data', (piece: Buffer) => pieces.push(piece))
        received.on('end', () =>
          answer({
            status: received.statusCode ?? 500,
            contentType: received.headers['content-type'] ?? '',
            body: Buffer.concat(pieces).toString(),
          }),
        )
      })
      sent.on('error', () => response.destroy())
      sent.end(Buffer.concat(parts))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Safe: an address, not a pipe.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    distort(next) {
      how = next
      turns = new Map()
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const refusal: Reply = {
  status: 403,
  contentType: 'application/json',
  body: '{"Code":"Forbidden.RAM","Message":"You are not authorized.","RequestId":"1","HostId":"here"}',
}
