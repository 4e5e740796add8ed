import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DnsServer, startDns } from '../../src/simulator/network/dns.ts'
import { createFakeNetwork, type FakeNetwork } from '../harness/fake-network.ts'

const endpoint = 'ep-bp1abc.epsrv-bp1def.cn-hangzhou.privatelink.aliyuncs.com'

let network: FakeNetwork
let dns: DnsServer
let resolver: Resolver

beforeEach(async () => {
  network = createFakeNetwork()
  network.setAddresses(endpoint, ['127.77.0.5', '127.77.16.5'])
  network.setAddresses('empty.example', [])
  dns = await startDns(network)
  resolver = new Resolver({ timeout: 10_000, tries: 3 })
  resolver.setServers([dns.address])
})

afterEach(() => dns.close())

test('a name of the network has its addresses, whatever the case of its letters', async () => {
  expect(await resolver.resolve4(endpoint)).toEqual(['127.77.0.5', '127.77.16.5'])
  expect(await resolver.resolve4(endpoint.toUpperCase())).toEqual(['127.77.0.5', '127.77.16.5'])
})

test('addresses are for a second only, as anything may change', async () => {
  const [first] = await resolver.resolve4(endpoint, { ttl: true })
  expect(first?.ttl).toBe(1)
})

test('any other name does not exist', async () => {
  await expect(resolver.resolve4('ep-gone.privatelink.aliyuncs.com')).rejects.toMatchObject({ code: 'ENOTFOUND' })
})

test('a name has no IPv6 address, which is not the same as no such name', async () => {
  await expect(resolver.resolve6(endpoint)).rejects.toMatchObject({ code: 'ENODATA' })
  await expect(resolver.resolve4('empty.example')).rejects.toMatchObject({ code: 'ENODATA' })
})

test('a change is seen at once', async () => {
  network.setAddresses(endpoint, ['127.77.0.9'])
  expect(await resolver.resolve4(endpoint)).toEqual(['127.77.0.9'])
})

test('what does not fit into a datagram comes by TCP', async () => {
  const many = Array.from({ length: 60 }, (_, index) => `127.77.1.${index + 1}`)
  network.setAddresses('many.example', many)
  expect(await resolver.resolve4('many.example')).toEqual(many)
})

test('two questions on one TCP connection get two answers', async () => {
  const question = queryFor('empty.example')
  const length = Buffer.from([0, question.length])
  const [host, port] = dns.address.split(':')
  const socket = connect(Number(port), host)
  socket.write(Buffer.concat([length, question, length, question]))
  let answer = Buffer.alloc(0)
  while (answer.length < 2 * (2 + question.length)) answer = Buffer.concat([answer, (await once(socket, 'data'))[0]])
  expect(answer.length).toBe(2 * (2 + question.length))
  socket.destroy()
})

test.each([
  ['a message cut short', (query: Buffer) => query.subarray(0, 20), 1],
  ['a label longer than the message', (query: Buffer) => changed(query, 12, 63), 1],
  ['a pointer in the question', (query: Buffer) => changed(query, 12, 0xc0), 1],
  ['two questions in one message', (query: Buffer) => changed(query, 5, 2), 1],
  ['another operation than a query', (query: Buffer) => changed(query, 2, 0x10), 4],
  ['another class than the internet', (query: Buffer) => changed(query, query.length - 1, 3), 5],
])('%s is answered with the code for it', async (_, spoil, code) => {
  const answer = await exchange(spoil(queryFor(endpoint)))
  expect((answer[3] ?? 0) & 0xf).toBe(code)
  expect(answer.readUInt16BE(0)).toBe(7)
})

test('answers and scraps are ignored, and the next question is answered all the same', async () => {
  const answer = await exchange(Buffer.from([0]), changed(queryFor(endpoint), 2, 0x80), queryFor(endpoint))
  expect((answer[3] ?? 0) & 0xf).toBe(0)
})

test('a port of one’s choice is taken, and free again after closing', async () => {
  const first = await startDns(network)
  const port = Number(first.address.split(':')[1])
  await expect(startDns(network, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await first.close()
  const second = await startDns(network, { port })
  expect(second.address).toBe(first.address)
  await second.close()
})

function queryFor(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)]))
  const header = [0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
  return Buffer.concat([Buffer.from(header), ...labels, Buffer.from([0, 0, 1, 0, 1])])
}

function changed(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = value
  return copy
}

/** Sends datagrams and answers the first that comes back. */
async function exchange(...datagrams: readonly Buffer[]): Promise<Buffer> {
  const [host, port] = dns.address.split(':')
  const socket = createSocket('udp4')
  for (const datagram of datagrams) socket.send(datagram, Number(port), host)
  const [answer] = await once(socket, 'message')
  socket.close()
  return answer
}
