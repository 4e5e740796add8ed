import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, test } from 'vitest'
import { type RunningBackend, startBroker, startRedis } from '../../src/simulator/network/backends.ts'
import { findProgram } from '../../src/simulator/network/program.ts'
import { probeMqtt, probeRedis } from '../../src/simulator/vendor/connector-probes.ts'
import { createDial } from '../../src/simulator/vendor/dial.ts'
import { freeAddress, type ListenAddress } from '../harness/fake-network.ts'
import { lacks } from '../harness/installed.ts'

const path = process.env['PATH'] ?? ''
const signal = AbortSignal.timeout(20_000)
const dial = createDial('127.0.0.1:9')
const running: RunningBackend[] = []

afterEach(async () => {
  for (const host of running.splice(0)) await host.close()
})

describe.each([
  ['real', path],
  ['built-in', ''],
])('the %s server', (kind, folders) => {
  const skip = kind === 'real' && lacks('redis-server', 'mosquitto')
  const options = { path: folders, signal }

  test.skipIf(skip)('Redis answers at once, and is gone when closed', async () => {
    const door = await freeAddress()
    const host = await startRedis(at(door), options)
    expect(host.kind).toBe(kind === 'real' ? 'redis-server' : 'responder')
    const redis = new Redis({ host: door.address, port: door.port, retryStrategy: () => null })
    expect(await redis.ping()).toBe('PONG')
    redis.disconnect()
    await host.close()
    await expect(dial(door.address, door.port, signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test.skipIf(skip)('Redis wants the password, whatever is in it', async () => {
    const password = `it's "s\\esame" #1 \n ü`
    const door = await freeAddress()
    running.push(await startRedis({ ...at(door), password }, options))
    expect(await greet(door, probeRedis, {})).toContain('NOAUTH')
    expect(await greet(door, probeRedis, { parameters: { password: 'x' } })).toContain('WRONGPASS')
    expect(await greet(door, probeRedis, { parameters: { password } })).toBeUndefined()
  })

  test.skipIf(skip)('the broker lets anybody in without users, by both versions', async () => {
    const door = await freeAddress()
    const host = await startBroker(at(door), options)
    running.push(host)
    expect(host.kind).toBe(kind === 'real' ? 'mosquitto' : 'responder')
    expect(await greet(door, probeMqtt, { proto_ver: 'v4' })).toBeUndefined()
    expect(await greet(door, probeMqtt, { proto_ver: 'v5' })).toBeUndefined()
  })

  test.skipIf(skip)('the broker knows its users, and leaves nothing behind, however it ends', async () => {
    const door = await freeAddress()
    // A folder of its own: other runs of the tests use the usual one at the same time.
    const usual = process.env['TMPDIR']
    const folder = mkdtempSync(join(tmpdir(), 'plink-test-'))
    process.env['TMPDIR'] = folder
    const host = await startBroker({ ...at(door), users: { plink: 'open sesame' } }, options)
    running.push(host)
    expect(readdirSync(folder)).toEqual([])
    expect(await greet(door, probeMqtt, { username: 'plink', password: 'open sesame' })).toBeUndefined()
    expect(await greet(door, probeMqtt, { username: 'plink', password: 'x' })).toMatch(/^(?:Not auth|Bad user)/)
    expect(await greet(door, probeMqtt, {})).toBe('Not authorized')
    await host.close()
    expect(readdirSync(folder)).toEqual([])
    if (usual === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = usual
    rmSync(folder, { recursive: true })
  })

  test.skipIf(skip)('the broker serves WebSocket too', async () => {
    const door = await freeAddress()
    const wsPort = (await freeAddress()).port
    running.push(await startBroker({ ...at(door), wsPort }, options))
    const socket = await dial(door.address, wsPort, signal)
    socket.write(
      'GET /mqtt HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n',
    )
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('HTTP/1.1 101')
    socket.destroy()
  })

  test.skipIf(skip)('an abort ends it', async () => {
    const door = await freeAddress()
    const ending = new AbortController()
    const host = await startRedis(at(door), { path: folders, signal: ending.signal })
    ending.abort()
    await host.close()
    await expect(dial(door.address, door.port, signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  test.skipIf(skip)('a port that is taken is an error, not a wait', async () => {
    const door = await freeAddress()
    running.push(await startBroker(at(door), options))
    await expect(startBroker(at(door), options)).rejects.toThrow()
  })
})

test('a program is found in the folders of the system though PATH does not name them', async () => {
  expect(await findProgram('no-such-program', path)).toBeUndefined()
  expect(await findProgram('mosquitto', '')).toBeUndefined()
  if (existsSync('/usr/sbin/mosquitto')) expect(await findProgram('mosquitto', '/nowhere')).toBe('/usr/sbin/mosquitto')
})

async function greet(
  door: ListenAddress,
  how: typeof probeRedis,
  body: Record<string, unknown>,
): Promise<string | undefined> {
  const socket = await dial(door.address, door.port, signal)
  try {
    return await how(socket, body, signal)
  } finally {
    socket.destroy()
  }
}

function at({ address, port }: ListenAddress): { host: string; port: number } {
  return { host: address, port }
}
