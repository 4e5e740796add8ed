import { pbkdf2Sync, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { type Responder, startListening } from '../responders/listen.ts'
import { startMqttResponder } from '../responders/mqtt.ts'
import { startRedisResponder } from '../responders/redis.ts'
import { createWebSocketServer } from '../responders/websocket.ts'
import { findProgram, runProgram } from './program.ts'

/** What runs behind a load balancer: the real server where it is installed, else a responder that stands in for it. */
export interface RunningBackend {
  readonly kind: 'redis-server' | 'mosquitto' | 'responder'
  /** Ends it and removes what it left on disk. */
  close(): Promise<void>
}

export interface BackendOptions {
  /** Ends the server when it aborts, during the start too. */
  readonly signal: AbortSignal
  /** The value of PATH; the system's sbin folders are searched as well. Empty: always the responder. */
  readonly path: string
}

export interface RedisOptions {
  readonly host: string
  readonly port: number
  readonly password?: string
}

export interface BrokerOptions {
  readonly host: string
  /** MQTT. */
  readonly port: number
  /** MQTT over WebSocket. */
  readonly wsPort?: number
  /** User → password; without it anybody may come in. */
  readonly users?: Readonly<Record<string, string>>
}

/** A Redis that answers by the time this resolves. */
export async function startRedis(options: RedisOptions, { signal, path }: BackendOptions): Promise<RunningBackend> {
  const program = await findProgram('redis-server', path)
  if (program === undefined) return respond(await startRedisResponder(options), signal)
  const { host, port, password } = options
  const config = [
    `bind ${host}`,
    `port ${port}`,
    'save ""',
    'appendonly no',
    'daemonize no',
    // Without it, a server without a password answers -DENIED to whoever is not on loopback; all are, here.
    'protected-mode no',
    ...(password === undefined ? [] : [`requirepass ${quoted(password)}`]),
  ]
  // By standard input: the password shall not be seen in the list of processes, nor lie on the disk.
  const running = await runProgram(program, ['-'], {
    input: `${config.join('\n')}\n`,
    answers: [{ host, port }],
    signal,
  })
  return { kind: 'redis-server', close: running.close }
}

/** An MQTT broker that answers by the time this resolves. */
export async function startBroker(options: BrokerOptions, { signal, path }: BackendOptions): Promise<RunningBackend> {
  const program = await findProgram('mosquitto', path)
  if (program === undefined) return respond(await startMqttResponder(options), signal)
  const { host, port, wsPort, users } = options
  const folder = await mkdtemp(join(tmpdir(), 'plink-broker-'))
  try {
    const config = [
      // Started by root it would become the user `mosquitto`, who cannot read the folder. For others it means nothing.
      'user root',
      'persistence false',
      'log_dest stderr',
      `listener ${port} ${host}`,
      `allow_anonymous ${users === undefined}`,
      ...(users === undefined ? [] : [`password_file ${join(folder, 'users')}`]),
    ]
    if (users !== undefined) await writeFile(join(folder, 'users'), passwordFile(users), { mode: 0o600 })
    await writeFile(join(folder, 'config'), `${config.join('\n')}\n`, { mode: 0o600 })
    const running = await runProgram(program, ['-c', join(folder, 'config')], { answers: [{ host, port }], signal })
    const front = wsPort === undefined ? undefined : await startFront(host, wsPort, port)
    return {
      kind: 'mosquitto',
      async close() {
        await front?.close()
        await running.close()
      },
    }
  } finally {
    // By the time it answers it has read its files, and who aborts it removes none.
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * WebSocket in front of a broker's MQTT port. mosquitto 2.0 has one itself, but it listens on every address of the machine,
 * whatever the configuration says: open to the network, and in the way of whoever has the port on another address.
 */
function startFront(host: string, wsPort: number, port: number): Promise<Responder> {
  const serve = (stream: Duplex): void => {
    const broker = connect({ host, port, noDelay: true })
    broker.on('error', () => stream.destroy())
    stream.once('close', () => broker.destroy())
    stream.pipe(broker).pipe(stream)
  }
  return startListening(createWebSocketServer(serve), host, wsPort)
}

function respond(responder: { close(): Promise<void> }, signal: AbortSignal): RunningBackend {
  const onAbort = (): void => void responder.close()
  signal.addEventListener('abort', onAbort, { once: true })
  return {
    kind: 'responder',
    async close() {
      signal.removeEventListener('abort', onAbort)
      await responder.close()
    },
  }
}

/** As redis.conf wants a value that may hold anything. */
function quoted(text: string): string {
  return `"${[...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`
}

/** Lines of `user:$7$iterations$salt$hash`: PBKDF2 with SHA-512, mosquitto 2's only form without a further program. */
function passwordFile(users: Readonly<Record<string, string>>): string {
  const iterations = 101
  return Object.entries(users)
    .map(([user, password]) => {
      const salt = randomBytes(12)
      const hash = pbkdf2Sync(password, salt, iterations, 64, 'sha512')
      return `${user}:$7$${iterations}$${salt.toString('base64')}$${hash.toString('base64')}\n`
    })
    .join('')
}
