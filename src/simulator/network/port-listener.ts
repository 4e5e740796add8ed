import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { type Blackhole, prepareBlackhole } from './blackhole.ts'
import { relay, resetSocket } from './relay.ts'
import type { Network, Route } from './route.ts'

/** Why a door of the data plane is not as the network wants it. */
export type ListenProblem =
  /** This machine has not got the address; the command gives it one. macOS has 127.0.0.1 only. */
  | { readonly kind: 'address-missing'; readonly address: string; readonly port: number; readonly command: string }
  /** The system lets only root listen there (EACCES, ports below 1024). */
  | { readonly kind: 'port-forbidden'; readonly address: string; readonly port: number }
  | { readonly kind: 'port-taken'; readonly address: string; readonly port: number }
  /** Connections cannot be dropped unanswered here: they are accepted and get no answer instead. */
  | { readonly kind: 'drop-unsupported'; readonly address: string; readonly port: number }
  | { readonly kind: 'listen-failed'; readonly address: string; readonly port: number; readonly code: string }

type Verdict = Route['verdict']

/** What becomes of a SYN is decided before anybody is asked: there must be a listener, a dropper, or nothing. */
type Stance = 'listens' | 'drops' | 'shut'

const stances: Readonly<Record<Verdict, Stance>> = {
  carry: 'listens',
  reset: 'listens',
  'accept-close': 'listens',
  silent: 'listens',
  drop: 'drops',
  refuse: 'shut',
}

/** What has come to one door of the data plane: connections in all and now, bytes from clients and to them. */
export interface DoorTraffic {
  readonly address: string
  readonly port: number
  /** What a new connection of a client at 127.0.0.1 meets. */
  readonly verdict: Verdict
  readonly connections: number
  readonly open: number
  readonly sent: number
  readonly received: number
}

/** The door at one address and port of the data plane. `arrange` must not run twice at a time. */
export class PortListener {
  readonly address: string
  readonly port: number
  readonly #network: Network
  readonly #onProblem: (problem: ListenProblem) => void
  readonly #live = new Map<Socket, Verdict>()
  /** Told already; a problem is told again only after it had gone. */
  #told: ListenProblem['kind'] | undefined
  #stance: Stance = 'shut'
  #server: Server | undefined
  #dropper: Blackhole | undefined
  readonly #past = { connections: 0, sent: 0, received: 0 }

  constructor(address: string, port: number, network: Network, onProblem: (problem: ListenProblem) => void) {
    this.address = address
    this.port = port
    this.#network = network
    this.#onProblem = onProblem
  }

  /** Makes the door as the network has it now, for a client at 127.0.0.1, and cuts connections that are not as they were. */
  async arrange(): Promise<void> {
    for (const [socket, verdict] of this.#live) if (this.#path(socket).verdict !== verdict) resetSocket(socket)
    const wanted = stances[this.#network.path(this.address, this.port, '127.0.0.1').verdict]
    if (wanted === this.#stance) return
    try {
      if (wanted === 'shut') await this.#shut()
      else if (wanted === 'listens') await this.#listen()
      else await this.#drop()
      this.#stance = wanted
    } catch (error) {
      this.#stance = 'shut'
      this.#tell(problemOf(error, this.address, this.port))
    }
  }

  /** Connections that the system refuses or drops for us are not counted. */
  get traffic(): DoorTraffic {
    const { address, port } = this
    const { connections, sent, received } = this.#past
    const live = [...this.#live.keys()]
    return {
      address,
      port,
      verdict: this.#network.path(address, port, '127.0.0.1').verdict,
      connections,
      open: live.length,
      sent: live.reduce((sum, { bytesRead }) => sum + bytesRead, sent),
      received: live.reduce((sum, { bytesWritten }) => sum + bytesWritten, received),
    }
  }

  async close(): Promise<void> {
    for (const socket of this.#live.keys()) resetSocket(socket)
    await this.#shut()
    this.#stance = 'shut'
  }

  async #listen(): Promise<void> {
    await this.#shut()
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (socket) =>
      this.#answer(socket),
    )
    server.listen({ host: this.address, port: this.port })
    await once(server, 'listening')
    this.#server = server
    this.#told = undefined
  }

  async #drop(): Promise<void> {
    const dropper = await prepareBlackhole()
    await this.#shut()
    if (await dropper.start(this.address, this.port)) {
      this.#dropper = dropper
      this.#told = undefined
      return
    }
    await this.#listen()
    this.#tell({ kind: 'drop-unsupported', address: this.address, port: this.port })
  }

  async #shut(): Promise<void> {
    const server = this.#server
    const dropper = this.#dropper
    this.#server = undefined
    this.#dropper = undefined
    // Not waited for: it ends with its last connection, but the port is free at once.
    server?.close()
    await dropper?.close()
  }

  #answer(socket: Socket): void {
    socket.on('error', () => undefined)
    const path = this.#path(socket)
    this.#live.set(socket, path.verdict)
    this.#past.connections++
    socket.once('close', () => {
      this.#live.delete(socket)
      this.#past.sent += socket.bytesRead
      this.#past.received += socket.bytesWritten
    })
    switch (path.verdict) {
      case 'carry':
        relay(socket, path.host, path.port, path.preface)
        return
      case 'accept-close':
        socket.resume().end()
        return
      // What is dropped for this client only, has been accepted by now.
      case 'drop':
      case 'silent':
        socket.resume().once('end', () => socket.end())
        return
      case 'refuse':
      case 'reset':
        resetSocket(socket)
        return
      default:
        path satisfies never
    }
  }

  #path(socket: Socket): Route {
    return this.#network.path(this.address, this.port, socket.remoteAddress ?? '')
  }

  #tell(problem: ListenProblem): void {
    if (this.#told === problem.kind) return
    this.#told = problem.kind
    this.#onProblem(problem)
  }
}

function problemOf(error: unknown, address: string, port: number): ListenProblem {
  const code = String((error as NodeJS.ErrnoException).code)
  switch (code) {
    case 'EADDRNOTAVAIL':
      return { kind: 'address-missing', address, port, command: `sudo ifconfig lo0 alias ${address} up` }
    case 'EACCES':
      return { kind: 'port-forbidden', address, port }
    case 'EADDRINUSE':
      return { kind: 'port-taken', address, port }
    default:
      return { kind: 'listen-failed', address, port, code }
  }
}
