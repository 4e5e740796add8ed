import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { programPath } from './installed.ts'

/** A server on loopback, to be stopped when the test is over. */
export interface RunningServer extends AsyncDisposable {
  readonly address: string
  readonly port: number
  stop(): Promise<void>
}

export interface TcpServerOptions {
  readonly host?: string
  readonly port?: number
  readonly allowHalfOpen?: boolean
  readonly tls?: TlsOptions
}

/**
 * A TCP or TLS server that does with each connection as told.
 * @param host 127.0.0.1 unless said otherwise
 * @param port a free one unless said otherwise
 * @param allowHalfOpen whether a connection of which the other end has sent its FIN stays open
 */
export async function startTcpServer(
  onConnection: (socket: Socket) => void,
  { host = '127.0.0.1', port = 0, allowHalfOpen = false, tls }: TcpServerOptions = {},
): Promise<RunningServer> {
  const sockets = new Set<Socket>()
  const each = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    onConnection(socket)
  }
  const server: Server = tls === undefined ? createServer({ allowHalfOpen }, each) : createTlsServer(tls, each)
  server.listen(port, host)
  await once(server, 'listening')
  return running(host, (server.address() as AddressInfo).port, async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
}

function running(address: string, port: number, stop: () => Promise<void>): RunningServer {
  return { address, port, stop, [Symbol.asyncDispose]: stop }
}

/** A port on which nothing listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const { port, stop } = await startTcpServer(() => undefined)
  await stop()
  return port
}

/** A port that answers no SYN, as behind a security group: its queue is full, and its process sleeps. Linux only. */
export async function startUnresponsiveServer(): Promise<RunningServer> {
  const script =
    "const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))"
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const port = Number(line)
  child.kill('SIGSTOP')
  const waiting = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await once(waiting[0] ?? child, 'connect')
  return running('127.0.0.1', port, async () => {
    for (const socket of waiting) socket.destroy()
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
}

/** A real Redis. */
export async function startRedisServer(flags: readonly string[] = []): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plink-redis-'))
  const port = await closedPort()
  const own = ['--bind', '127.0.0.1', '--save', '', '--dir', folder]
  const ports = flags.includes('--tls-port') ? ['--port', '0'] : ['--port', String(port)]
  const args = [...own, ...ports, ...flags.map((flag) => (flag === '{port}' ? String(port) : flag))]
  return start('redis-server', args, port, folder)
}

/** A real mosquitto; the listener's own lines come after `listener`. */
export async function startMosquittoServer(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plink-mosquitto-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const port = await closedPort()
  const config = [`listener ${port} 127.0.0.1`, ...lines.map((line) => line.replaceAll('{folder}', folder))]
  // As root it would become another user, who may not read the folder.
  writeFileSync(join(folder, 'mosquitto.conf'), ['user root', ...config, ''].join('\n'))
  if (files['passwords'] !== undefined) execFileSync('mosquitto_passwd', ['-U', join(folder, 'passwords')])
  return start('mosquitto', ['-c', join(folder, 'mosquitto.conf')], port, folder)
}

async function start(program: string, args: readonly string[], port: number, folder: string): Promise<RunningServer> {
  const child = spawn(program, args, { env: { PATH: programPath }, stdio: ['ignore', 'pipe', 'pipe'] })
  const end = (): void => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  // Nobody stops it when one that was started with it did not come up, or when the tests are cut off.
  process.once('exit', end)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
    })
  }
  let ended = false
  const over = once(child, 'exit').then(() => {
    ended = true
  })
  while (!ended && !(await answers(port))) await Promise.race([over, turn()])
  if (ended) throw new Error(`${program} did not start: ${output}`)
  return running('127.0.0.1', port, async () => {
    end()
    await over
    process.off('exit', end)
  })
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10))
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

/** A key and a certificate for a name, signed by nobody else. */
export function certificateFor(name: string): { readonly key: string; readonly cert: string } {
  const made = execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', '-', '-out', '-'],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [key = '', cert = ''] = made.split(/(?=-----BEGIN CERTIFICATE-----)/)
  return { key, cert }
}

/** The same, of which the last day was yesterday. */
export function expiredCertificateFor(name: string): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'plink-certificate-'))
  const [key = '', request = '', cert = ''] = ['key', 'request', 'cert'].map((file) => join(folder, file))
  const run = (...words: readonly string[]) => execFileSync('openssl', words, { stdio: 'ignore' })
  try {
    const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', key]
    run('req', '-new', ...newKey, '-subj', `/CN=${name}`, '-out', request)
    run('x509', '-req', '-in', request, '-signkey', key, '-days', '-1', '-out', cert)
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
