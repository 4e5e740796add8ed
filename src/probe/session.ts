import type { Socket } from 'node:net'
import type { Clock } from '../model/clock.ts'
import type { Reached, Timings } from '../model/result.ts'
import { within } from './deadline.ts'
import type { Lookup } from './dns.ts'
import type { ProbeFailure } from './failure.ts'
import type { Wire } from './wire.ts'

/** What a probe needs from outside. */
export interface ProbeContext {
  readonly lookup: Lookup
  readonly clock: Clock
  readonly signal: AbortSignal
  /** How long each stage may take, in milliseconds. */
  readonly deadlineMs: number
  /** Certificates (PEM) that are trusted besides those Node brings. */
  readonly authorities?: readonly string[]
  /** This machine's own connections if left out. */
  readonly wire?: Wire
}

/** The session of one probe: how far it came, how long each stage took, and what is open and must be closed. */
export class ProbeSession {
  reached: Reached = 'nothing'
  readonly ms: { -readonly [Stage in keyof Timings]: Timings[Stage] } = {
    dns: null,
    connect: null,
    tls: null,
    protocol: null,
  }
  readonly context: ProbeContext
  readonly #sockets = new Set<Socket>()

  constructor(context: ProbeContext) {
    this.context = context
  }

  /**
   * One stage, timed and with its deadline. `explain` makes of its failure what the probe found.
   * @throws ProbeFailure; the signal's reason when it aborts
   */
  async stage<T>(
    name: keyof Timings,
    work: (signal: AbortSignal) => Promise<T>,
    explain: (error: unknown, ms: number) => ProbeFailure | Promise<ProbeFailure>,
  ): Promise<T> {
    const { clock, signal, deadlineMs } = this.context
    const began = clock.now()
    try {
      const value = await within(deadlineMs, this.context, work)
      this.ms[name] = clock.now() - began
      this.reached = name
      return value
    } catch (error) {
      signal.throwIfAborted()
      throw await explain(error, clock.now() - began)
    }
  }

  /** Closes it when the probe ends, however that is. */
  keep<S extends Socket>(socket: S): S {
    this.#sockets.add(socket)
    return socket
  }

  end(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
