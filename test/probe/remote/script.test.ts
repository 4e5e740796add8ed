import { execFile, execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import type { Environment } from '../../../src/model/environment.ts'
import type { ProbeOutcome, ProbeRequest } from '../../../src/model/probe.ts'
import { probe } from '../../../src/probe/probe.ts'
import { readRecordings } from '../../../src/probe/remote/recording.ts'
import { judgeRecording } from '../../../src/probe/remote/replay.ts'
import { scriptedTest, scriptOf } from '../../../src/probe/remote/script.ts'
import { lacks, programPath } from '../../harness/installed.ts'
import {
  certificateFor,
  closedPort,
  type RunningServer,
  startMosquittoServer,
  startRedisServer,
  startTcpServer,
  startUnresponsiveServer,
} from '../../harness/servers.ts'
import { temporaryFolder } from '../../harness/temporary-folder.ts'
import { context, request } from '../context.ts'

const started: RunningServer[] = []
afterAll(() => Promise.all(started.map((server) => server.stop())))

const run = promisify(execFile)
const { signal } = new AbortController()

/** Runs the script as somebody's shell does, and has what it prints judged. */
async function fromThere(
  requests: readonly ProbeRequest[],
  { path = programPath, env = {} }: { path?: string; env?: Environment } = {},
): Promise<(ProbeOutcome | undefined)[]> {
  const tests = await Promise.all(requests.map((each) => scriptedTest(each, [])))
  const { stdout, stderr } = await run('/bin/sh', ['-c', scriptOf(tests)], { env: { PATH: path, ...env } })
  expect(stderr).toBe('')
  const heard = readRecordings(stdout)
  return Promise.all(
    tests.map((each) => {
      const recording = heard.find(({ key }) => key === each.key)
      return recording && judgeRecording(each, recording, signal)
    }),
  )
}

async function port(onConnection: (socket: Socket) => void, options: object = {}): Promise<number> {
  const server = await startTcpServer(onConnection, options)
  started.push(server)
  return server.port
}

const saying = (text: string) => port((socket) => void socket.on('data', () => socket.write(text)))

/** What a comparison is about: durations and the version of TLS differ. */
function judgement(outcome: ProbeOutcome | undefined): object | undefined {
  if (!outcome) return undefined
  const { ok, verdict, reached, detail } = outcome
  return {
    ok,
    verdict,
    reached,
    detail: JSON.parse(
      JSON.stringify(detail).replace(/"ms":\d+|TLSv[\d.]+/g, (found) => (found.startsWith('TLS') ? 'TLS' : '"ms":0')),
    ),
  }
}

describe.skipIf(lacks('redis-server', 'mosquitto', 'openssl'))(
  'what a script hears is judged as what is heard here',
  () => {
    test('by real servers', async () => {
      const { key, cert } = certificateFor('broker.example')
      const tls = ['certfile {folder}/cert', 'keyfile {folder}/key']
      const servers = await Promise.all([
        startRedisServer(),
        startRedisServer(['--requirepass', 'secret']),
        startRedisServer(['--maxclients', '1']),
        startMosquittoServer(['allow_anonymous true']),
        startMosquittoServer(['allow_anonymous false', 'password_file {folder}/passwords'], {
          passwords: 'ann:sesame\n',
        }),
        startMosquittoServer([
          'protocol websockets',
          'allow_anonymous true',
          `listener ${await closedPort()} 127.0.0.1`,
        ]),
        startMosquittoServer(['allow_anonymous true', ...tls], { key, cert }),
      ])
      started.push(...servers)
      const [redis, locked, , mqtt, closed, websocket, secure] = servers.map((each) => each.port)
      const requests = [
        request('redis', redis ?? 0),
        request('tcp', redis ?? 0),
        request('mqtt', redis ?? 0),
        request('rediss', redis ?? 0),
        request('redis', locked ?? 0),
        request('mqtt', mqtt ?? 0),
        request('redis', mqtt ?? 0),
        request('mqtt', closed ?? 0),
        request('ws', websocket ?? 0),
        request('ws', mqtt ?? 0),
        request('mqtts', secure ?? 0, { insecure: true }),
        request('mqtts', secure ?? 0, { sni: 'broker.example' }),
        request('tls', secure ?? 0, { insecure: true }),
      ]
      const there = await fromThere(requests)
      const here = await Promise.all(requests.map((each) => probe(each, context())))
      expect(there.map(judgement)).toEqual(here.map(judgement))
      expect(there[0]).toMatchObject({
        verdict: 'reachable',
        detail: { facts: { answer: 'PONG' } },
        ms: { dns: null, connect: expect.any(Number), protocol: expect.any(Number) },
      })
    })

    test('by servers of every other kind', async () => {
      const tls = certificateFor('web.example')
      const deaf = await startUnresponsiveServer()
      started.push(deaf)
      const none = await closedPort()
      const silent = await port((socket) => socket.resume())
      const closing = await port((socket) => socket.end())
      const web = await saying('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
      const wordy = await saying(`HTTP/1.1 200 OK\r\n${'x-filler: 0123456789012345678901234567\r\n'.repeat(100)}\r\n`)
      const wants = await saying('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n')
      const mail = await port((socket) => socket.write('220 mail.example ESMTP\r\n'))
      const safe = await port((socket) => socket.on('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n')), {
        tls,
      })
      const protectedMode = await port((socket) => socket.end('-DENIED Redis is running in protected mode.\r\n'))
      const requests = [
        request('http', web),
        request('http', web, { expect: 201 }),
        request('http', wants),
        request('http', wordy),
        request('redis', web),
        request('redis', mail),
        request('ws', web),
        request('https', web),
        request('tcp', silent),
        request('tcp', closing),
        request('tcp', none),
        request('http', deaf.port),
        request('redis', protectedMode),
        request('mqtt', closing),
        request('redis', silent),
        request('https', safe, { insecure: true }),
        request('https', safe, { sni: 'other.example' }),
        request('http', safe),
      ]
      const there = await fromThere(requests)
      const here = await Promise.all(requests.map((each) => probe(each, context())))
      expect(there.map(judgement)).toEqual(here.map(judgement))
    })
  },
)

test('a login never gets into a script, and a server that asks for one is reachable', async () => {
  const login = { username: 'ann', password: 'sesame' }
  const asked = [request('redis', 1, login), request('mqtt', 1, login), request('http', 1, login)]
  const tests = await Promise.all(asked.map((each) => scriptedTest(each, [])))
  const said = tests.flatMap(({ openings }) =>
    openings.flatMap(({ steps }) => steps.map((step) => step.toString('latin1'))),
  )
  expect(`${scriptOf(tests)}${said.join('')}`).not.toMatch(/sesame|ann|authorization/i)
  const wants = await saying('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n')
  expect(await fromThere([request('http', wants, login)])).toMatchObject([{ verdict: 'reachable-auth-required' }])
})

test('nothing is sent to an address that is not the endpoint’s own', async () => {
  let calls = 0
  const open = await port(() => calls++)
  const tests = [await scriptedTest(request('tcp', open, { host: 'localhost' }), ['127.9.9.9'])]
  const { stdout } = await run('sh', ['-c', scriptOf(tests)], { env: { PATH: programPath } })
  expect(readRecordings(stdout)).toMatchObject([{ dns: { exit: 0 }, connect: null }])
  expect(calls).toBe(0)
})

test.skipIf(lacks('openssl'))('a certificate that is trusted there must be for the name that is expected', async () => {
  const tls = certificateFor('web.example')
  const safe = await port((socket) => socket.on('data', () => socket.end('HTTP/1.1 204 No Content\r\n\r\n')), { tls })
  const folder = temporaryFolder()
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, tls.cert)
  const [own, other] = await fromThere(
    [request('https', safe, { sni: 'web.example' }), request('https', safe, { sni: 'other.example' })],
    { env: { SSL_CERT_FILE: authority } },
  )
  expect(own).toMatchObject({
    verdict: 'reachable',
    reached: 'protocol',
    ms: { tls: null, protocol: null },
    detail: { facts: { answer: 'HTTP 204' } },
  })
  expect(other).toMatchObject({
    verdict: 'tls-failed',
    detail: { code: 'CERTIFICATE', facts: { problem: 'name', names: ['web.example'], wanted: 'other.example' } },
  })
})

test('without openssl nothing is said past the connection', async () => {
  const folder = temporaryFolder()
  const tools = ['sh', 'bash', 'getent', 'timeout', 'dd', 'head', 'tr', 'base64', 'grep', 'cat', 'date']
  for (const tool of tools)
    symlinkSync(execFileSync('/bin/sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' }).trim(), join(folder, tool))
  const open = await port((socket) => socket.resume())
  expect(await fromThere([request('tls', open)], { path: folder })).toMatchObject([
    { ok: false, verdict: 'undetermined', reached: 'connect', detail: { facts: { reason: 'no-openssl' } } },
  ])
})

test('a name that nobody knows there has no address', async () => {
  expect(await fromThere([request('tcp', 1, { host: 'no-such-name.invalid' })])).toMatchObject([
    { verdict: 'dns-failed', reached: 'nothing', detail: { code: 'NO_SUCH_NAME' } },
  ])
})

test('lines of others, and ours when they are damaged, are passed over', () => {
  const line = 'plink 0a1b2c3d 0,3,10.0.0.1 ok,2,10.0.0.1 - p0=3,K1BPTkcNCg==:0,:124'
  const all = `Last login: today\n$ ${line}\n${line}\r\n${line.slice(0, 30)}\n$ `
  expect(readRecordings(all)).toEqual([
    {
      key: '0a1b2c3d',
      dns: { exit: 0, ms: 3, addresses: ['10.0.0.1'] },
      connect: { code: 'ok', ms: 2, address: '10.0.0.1' },
      tls: null,
      exchanges: [{ tls: false, opening: 0, ms: 3, bytes: Buffer.from('+PONG\r\n'), closed: false }],
    },
  ])
})
