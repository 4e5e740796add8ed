import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { openLookup } from '../../src/probe/dns.ts'

const sockets: ReturnType<typeof createSocket>[] = []
const never = new AbortController().signal

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close()
})

/** A DNS server that has one address for the names it knows, no such name for others; `null`: it says nothing. */
async function dns(known: readonly string[] | null): Promise<{ server: string; asked: string[] }> {
  const socket = createSocket('udp4')
  sockets.push(socket)
  const asked: string[] = []
  socket.on('message', (query, { address, port }) => {
    const { name, ends } = question(query)
    asked.push(name)
    if (known === null) return
    const has = known.includes(name)
    const head = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, has ? 0x80 : 0x83, 0, 1, 0, has ? 1 : 0, 0, 0, 0, 0])
    const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 77, 0, 1])
    socket.send(Buffer.concat([head, query.subarray(12, ends), ...(has ? [answer] : [])]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { server: `127.0.0.1:${socket.address().port}`, asked }
}

function question(query: Buffer): { name: string; ends: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.'), ends: at + 5 }
}

const domain = 'ep-1.epsrv-1.cn-hangzhou.privatelink.aliyuncs.com'

test('the given server is asked for endpoint domains', async () => {
  const { server } = await dns([domain])
  expect(await openLookup(server)(domain, never)).toEqual(['127.77.0.1'])
})

test('an endpoint domain the given server does not know has no address', async () => {
  const { server } = await dns([])
  await expect(openLookup(server)(domain, never)).rejects.toMatchObject({ code: 'ENOTFOUND' })
})

test('the given server is not asked for other names, nor anybody for addresses', async () => {
  const { server, asked } = await dns([])
  const lookup = openLookup(server)
  expect(await lookup('localhost', never)).toContain('127.0.0.1')
  expect(await lookup('10.1.2.3', never)).toEqual(['10.1.2.3'])
  expect(await lookup('::1', never)).toEqual(['::1'])
  expect(asked).toEqual([])
})

test('a lookup ends when it is aborted', async () => {
  const { server } = await dns(null)
  const over = new AbortController()
  const reason = new Error('late')
  const running = openLookup(server)(domain, over.signal)
  setImmediate(() => over.abort(reason))
  await expect(running).rejects.toBe(reason)
})

test('a server that is no address is refused', () => {
  expect(() => openLookup('dns.example:53')).toThrow(expect.objectContaining({ code: 'BAD_FLAG' }))
})
