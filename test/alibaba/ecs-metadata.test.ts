import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { findVpc, openMetadata } from '../../src/alibaba/ecs-metadata.ts'

const signal = new AbortController().signal
/** In milliseconds; long enough for a busy machine. */
const patience = 30_000
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

test('an ECS instance knows its VPC, by a token of metadata version 2', async () => {
  const base = await serve((method, path, token) => {
    if (method === 'PUT' && path === '/latest/api/token') return 'a-token'
    return path === '/latest/meta-data/vpc-id' && token === 'a-token' ? 'vpc-bp1a\n' : undefined
  })
  expect(await findVpc(signal, openMetadata(base, patience))).toBe('vpc-bp1a')
})

test('where tokens are not known, version 1 is asked', async () => {
  const base = await serve((_method, path) => (path === '/latest/meta-data/vpc-id' ? 'vpc-bp1b' : undefined))
  expect(await findVpc(signal, openMetadata(base, patience))).toBe('vpc-bp1b')
})

test('something else that answers there is not believed', async () => {
  expect(await findVpc(signal, openMetadata(await serve(() => '<html>login</html>'), patience))).toBeNull()
})

test('nobody there is no VPC, and soon known', async () => {
  const base = await serve(() => undefined)
  closing.pop()?.()
  expect(await findVpc(signal, openMetadata(base, patience))).toBeNull()
})

async function serve(answer: (method: string, path: string, token: string | undefined) => string | undefined) {
  const server = createServer((incoming, outgoing) => {
    const token = incoming.headers['x-aliyun-ecs-metadata-token']
    const body = answer(incoming.method ?? '', incoming.url ?? '', typeof token === 'string' ? token : undefined)
    outgoing.writeHead(body === undefined ? 404 : 200).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}
