import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'

/** Something that must be stopped when the test is over. */
interface Started {
  readonly port: number
  stop(): Promise<void>
}

// Debian keeps the broker where only root looks.
const path = `${process.env['PATH']}${delimiter}/usr/sbin`

/** True when the program is there. Where it is not, the tests that want it are skipped, which CI counts as failed. */
export function isInstalled(program: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${program}`], { env: { PATH: path }, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** What the connection of a client comes to, on a free port of 127.0.0.1. */
export async function serve(talk: (socket: Socket) => void, tls?: TlsOptions): Promise<Started> {
  const sockets = new Set<Socket>()
  const each = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    talk(socket)
  }
  const server: Server = tls === undefined ? createServer(each) : createTlsServer(tls, each)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A port on which nothing listens: it was free a moment ago. */
export async function closedPort(): Promise<number> {
  const { port, stop } = await serve(() => undefined)
  await stop()
  return port
}

/** A port that answers no SYN, as behind a security group: its queue is full, and its process sleeps. Linux only. */
export async function startDeaf(): Promise<Started> {
  const script =
    "const s = require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => console.log(s.address().port))"
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout, 'data')
  const port = Number(line)
  child.kill('SIGSTOP')
  const waiting = Array.from({ length: 8 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await once(waiting[0] ?? child, 'connect')
  return {
    port,
    stop: async () => {
      for (const socket of waiting) socket.destroy()
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** A real Redis. */
export async function startRedis(flags: readonly string[] = []): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'plink-redis-'))
  const port = await closedPort()
  const own = ['--bind', '127.0.0.1', '--save', '', '--dir', folder]
  const ports = flags.includes('--tls-port') ? ['--port', '0'] : ['--port', String(port)]
  const args = [...own, ...ports, ...flags.map((flag) => (flag === '{port}' ? String(port) : flag))]
  return start('redis-server', args, port, folder)
}

/** A real mosquitto; the listener's own lines come after `listener`. */
export async function startMosquitto(
  lines: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'plink-mosquitto-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const port = await closedPort()
  const config = [`listener ${port} 127.0.0.1`, ...lines.map((line) => line.replaceAll('{folder}', folder))]
  // As root it would become another user, who may not read the folder.
  writeFileSync(join(folder, 'mosquitto.conf'), ['user root', ...config, ''].join('\n'))
  if (files['passwords'] !== undefined) execFileSync('mosquitto_passwd', ['-U', join(folder, 'passwords')])
  return start('mosquitto', ['-c', join(folder, 'mosquitto.conf')], port, folder)
}

async function start(program: string, args: readonly string[], port: number, folder: string): Promise<Started> {
  const child = spawn(program, args, { env: { PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] })
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
  while (!ended && !(await answers(port))) await Promise.race([over, once(child.stdout, 'data'), turn()])
  if (ended) throw new Error(`${program} did not start: ${output}`)
  return {
    port,
    stop: async () => {
      end()
      await over
      process.off('exit', end)
    },
  }
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
