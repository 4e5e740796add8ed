import { AsyncLocalStorage } from 'node:async_hooks'
import * as fs from 'node:fs'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { openSession } from '../../src/cli/session.ts'
import type { Clock } from '../../src/model/clock.ts'
import type { Environment } from '../../src/model/environment.ts'
import { fakeHost } from '../harness/session.ts'

// A machine on which plink runs many times and dies wherever it is told, in one real process and in no real time: the whole
// program but for its launcher. Three things come from outside of it and pass through here: what time it is, what it sends,
// and what it does with files. A run that is dead gets no answer, no next moment and no file, as if the machine had lost
// power; it can do nothing more. What the cloud had received by then it carries out all the same.

/** When a run dies, counted over one run. */
export type Death =
  /** Around a request. `lost`: it never arrives; `after`: it is carried out, and nobody hears of it; `late`: it arrives when `arrive` is called. */
  | {
      readonly at: 'request'
      /** Of requests with this action; of all when left out. */
      readonly action?: string
      readonly nth: number
      readonly moment: 'lost' | 'after' | 'late'
    }
  /** Around a call that changes a file of the state; `half`: half of what it writes is written. */
  | { readonly at: 'file'; readonly nth: number; readonly moment: 'before' | 'half' | 'after' }

export interface MachineRun {
  readonly died: boolean
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Names of the actions that were sent, in order. */
  readonly requests: readonly string[]
  /** For each request, what tells apart when it was sent: two of the same moment have neither time nor a change between them. */
  readonly moments: readonly string[]
  /** The file calls that were counted, in order: `unlinkSync plink.state.json.lock`; a renaming has both names. */
  readonly files: readonly string[]
  /** The state file after each time it was replaced. */
  readonly states: readonly string[]
  /** It did not end within the real time that anything may take. */
  readonly hung: boolean
  /** Lets a request arrive that was on its way when the run died. */
  arrive(): Promise<void>
}

export interface RunOptions {
  readonly cwd: string
  readonly home: string
  readonly env: Environment
  readonly death?: Death
  /** Called before each request is passed on, with its number. */
  readonly onRequest?: (nth: number, action: string) => Promise<void> | void
  /** What else happens, in the machine's time, if the run lasts so long. */
  readonly event?: LaterEvent
}

interface LaterEvent {
  /** In milliseconds since the epoch. */
  readonly at: number
  happen(): Promise<void>
}

export interface Machine {
  run(words: readonly string[], options: RunOptions): Promise<MachineRun>
  /** Lets time pass, in milliseconds. */
  pass(ms: number): Promise<void>
  close(): void
}

/** In real milliseconds: a deadline for what hangs. */
const patience = 120_000
/** Turns of the event loop without a request under way after which nothing but time can move a run. */
const calmTurns = 4

interface Process {
  readonly pid: number
  readonly death: Death | undefined
  readonly requests: string[]
  readonly moments: string[]
  readonly files: string[]
  readonly states: string[]
  readonly open: Map<number, string>
  isDead: boolean
  die(): void
}
const current = new AsyncLocalStorage<Process>()

/** @param cloud the URL of the simulator; `advance` moves its time */
export async function openMachine(cloud: string, advance: (ms: number) => Promise<void>): Promise<Machine> {
  const live = new Map<number, Process>()
  const time = new Time(advance)
  const uninstall = time.install()
  watchFiles()
  let pids = 1_000
  return {
    pass: (ms) => time.pass(ms),
    async run(words, { cwd, home, env, death, onRequest = () => undefined, event }) {
      /** What it had written when it died or ended. */
      let said = { stdout: '', stderr: '' }
      let late: (() => Promise<void>) | undefined
      let die = (): void => undefined
      const died = new Promise<'died'>((resolve) => {
        die = () => resolve('died')
      })
      const process: Process = {
        pid: ++pids,
        death,
        requests: [],
        moments: [],
        files: [],
        states: [],
        open: new Map(),
        isDead: false,
        die() {
          said = { ...written }
          process.isDead = true
          live.delete(process.pid)
          die()
        },
      }
      const gateway = await openGateway(cloud, process, time, onRequest, (send) => {
        late = send
      })
      live.set(process.pid, process)
      time.event = event
      const { host, written } = fakeHost(words, {
        env: { ...env, PLINK_ENDPOINT_URL: gateway.url },
        cwd,
        home,
        clock: time.clockOf(process),
        pid: process.pid,
        isAlive: (pid) => live.has(pid),
      })
      const ended = current.run(process, async () => {
        const session = openSession(host)
        try {
          return await session.run()
        } catch (error) {
          return session.crash(error)
        }
      })
      let deadline: NodeJS.Timeout | undefined
      const hung = new Promise<'hung'>((resolve) => {
        deadline = setTimeout(() => resolve('hung'), patience)
      })
      const end = await Promise.race([ended, died, hung])
      clearTimeout(deadline)
      // It may have died in the very last thing it did.
      const isDead = process.isDead
      if (!isDead) process.die()
      await gateway.close()
      return {
        died: isDead,
        code: isDead || typeof end === 'string' ? null : end,
        ...said,
        requests: process.requests,
        moments: process.moments,
        files: process.files,
        states: process.states,
        hung: end === 'hung',
        arrive: async () => {
          await late?.()
          late = undefined
        },
      }
    },
    close: uninstall,
  }
}

/** Time that passes only when there is nothing else to do: all who sleep, sleep at once. */
class Time {
  readonly #advance: (ms: number) => Promise<void>
  readonly #sleepers = new Set<{ readonly at: number; readonly wake: () => void; readonly of: Process }>()
  #now = Date.now()
  #isRunning = false
  /** Requests on their way, of runs that live. */
  busy = 0
  /** What else happens, once it is time and somebody sleeps. */
  event: LaterEvent | undefined

  constructor(advance: (ms: number) => Promise<void>) {
    this.#advance = advance
  }

  get now(): number {
    return this.#now
  }

  /** The simulator checks dates of requests against the time of its process, which is this one. @returns what undoes it */
  install(): () => void {
    const Real = globalThis.Date
    const now = () => Math.round(this.#now)
    globalThis.Date = class extends Real {
      constructor(...words: ConstructorParameters<typeof Date> | []) {
        if (words.length === 0) super(now())
        else super(...words)
      }
      static override now(): number {
        return now()
      }
    } as DateConstructor
    return () => {
      globalThis.Date = Real
    }
  }

  async pass(ms: number): Promise<void> {
    this.#now += ms
    await this.#advance(ms)
  }

  clockOf(process: Process): Clock {
    return {
      now: () => Math.round(this.#now),
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal?.aborted) return reject(signal.reason)
          const onAbort = (): void => {
            if (this.#sleepers.delete(sleeper)) reject(signal?.reason)
          }
          const wake = (): void => {
            signal?.removeEventListener('abort', onAbort)
            resolve()
          }
          const sleeper = { at: this.#now + ms, wake, of: process }
          this.#sleepers.add(sleeper)
          signal?.addEventListener('abort', onAbort, { once: true })
          void this.#runOn()
        }),
    }
  }

  async #runOn(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    try {
      for (;;) {
        for (let calm = 0; calm < calmTurns; calm = this.busy > 0 ? 0 : calm + 1)
          await new Promise((resolve) => setImmediate(resolve))
        // Who is dead does not wake.
        for (const each of this.#sleepers) if (each.of.isDead) this.#sleepers.delete(each)
        const [next] = [...this.#sleepers].toSorted((a, b) => a.at - b.at)
        if (next === undefined) return
        const { event } = this
        if (event && event.at <= next.at) {
          this.event = undefined
          if (event.at > this.#now) await this.pass(event.at - this.#now)
          await event.happen()
          continue
        }
        if (next.at > this.#now) await this.pass(next.at - this.#now)
        for (const each of this.#sleepers) {
          if (each.at > this.#now) continue
          this.#sleepers.delete(each)
          if (!each.of.isDead) each.wake()
        }
      }
    } finally {
      this.#isRunning = false
    }
  }
}

/** What a run talks to instead of the cloud: passes everything on until the run is dead. */
async function openGateway(
  cloud: string,
  process: Process,
  time: Time,
  onRequest: NonNullable<RunOptions['onRequest']>,
  onLate: (send: () => Promise<void>) => void,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { death, requests, moments, files } = process
  const underWay = new Set<Promise<unknown>>()
  const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = []
    for await (const part of asked) parts.push(part)
    if (process.isDead) return
    const body = Buffer.concat(parts)
    const isRehearsal = /[?&]DryRun=true/.test(asked.url ?? '') || /(?:^|&)DryRun=true/.test(body.toString())
    const action = `${asked.headers['x-acs-action']}${isRehearsal ? rehearsed : ''}`
    moments.push(`${time.now} ${files.length} ${requests.filter(isChange).length}`)
    requests.push(action)
    const nth = requests.length
    const isLast =
      death?.at === 'request' &&
      (death.action === undefined
        ? nth === death.nth
        : action === death.action && requests.filter((each) => each === action).length === death.nth)
    // Whatever happens meanwhile takes its time.
    time.busy--
    await onRequest(nth, action)
    time.busy++
    const send = () => passOn(cloud, asked, body)
    if (isLast && death.moment !== 'after') {
      if (death.moment === 'late') onLate(() => send().then(() => undefined))
      return process.die()
    }
    const reply = await send()
    if (isLast) return process.die()
    if (process.isDead) return
    response.writeHead(reply.status, reply.headers)
    response.end(reply.body)
  }
  const server = createServer((asked, response) => {
    time.busy++
    const work = answer(asked, response)
      .catch(() => void response.destroy())
      .finally(() => {
        time.busy--
        underWay.delete(work)
      })
    underWay.add(work)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // Safe: an address, not a pipe.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      // What the cloud has received it answers, though nobody hears it.
      await Promise.all(underWay)
      server.closeAllConnections()
      server.close()
    },
  }
}

/** After the name of an action that was only tried (DryRun). */
export const rehearsed = ' (rehearsed)'

/** Whether a request changes the cloud. */
export function isChange(action: string): boolean {
  return !/^(?:Get|List|Describe|Check)/.test(action) && !action.endsWith(rehearsed)
}

interface Reply {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

function passOn(cloud: string, { method, url = '/', headers }: IncomingMessage, body: Buffer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(url, cloud), { method, headers }, (received) => {
      const pieces: Buffer[] = []
      received.on('data', (piece: Buffer) => pieces.push(piece))
      received.on('end', () =>
        resolve({
          status: received.statusCode ?? 500,
          headers: { 'content-type': received.headers['content-type'] ?? '' },
          body: Buffer.concat(pieces),
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

class PowerLost extends Error {}

const watched = [
  'openSync',
  'linkSync',
  'renameSync',
  'copyFileSync',
  'unlinkSync',
  'rmSync',
  'writeFileSync',
  'writeSync',
  'fsyncSync',
  'closeSync',
] as const
/** Which files count, by a part of their path. */
export const stateName = 'plink.state.json'

let isWatching = false

/** Counts and refuses file calls of runs on machines; everybody else's pass. It stays: who is dead must never get a file. */
function watchFiles(): void {
  if (isWatching) return
  isWatching = true
  // The module that everybody has, not the frozen view of it.
  const files: Record<string, unknown> = (fs as unknown as { default: Record<string, unknown> }).default
  // Safe: each of the names is of a function.
  for (const call of watched) files[call] = watching(call, files[call] as (...words: unknown[]) => unknown)
  syncBuiltinESMExports()
}

function watching(call: string, original: (...words: unknown[]) => unknown) {
  return (...words: unknown[]): unknown => {
    const process = current.getStore()
    if (process === undefined) return original(...words)
    const [first] = words
    const path = typeof first === 'number' ? process.open.get(first) : String(first)
    if (!path?.includes(stateName)) return original(...words)
    // A file that was open when the power went is closed by the system.
    if (process.isDead) {
      if (call === 'closeSync') return original(...words)
      throw new PowerLost()
    }
    const names = [path, ...(call === 'renameSync' ? [String(words[1])] : [])].map((each) => basename(each))
    process.files.push([call, ...names].join(' '))
    const { death } = process
    const moment = death?.at === 'file' && death.nth === process.files.length ? death.moment : undefined
    const die = (): never => {
      process.die()
      throw new PowerLost()
    }
    if (moment === 'before') {
      if (call === 'closeSync') original(...words)
      die()
    }
    if (moment === 'half' && call === 'writeSync') {
      // Safe: the second word of a write is what is written.
      const bytes = words[1] as Buffer
      original(first, bytes, 0, Math.floor(bytes.length / 2))
      die()
    }
    const result = original(...words)
    if (call === 'renameSync' && String(words[1]).endsWith(stateName))
      process.states.push(fs.readFileSync(String(words[1]), 'utf8'))
    if (call === 'openSync') process.open.set(Number(result), path)
    if (call === 'closeSync') process.open.delete(Number(first))
    if (moment === 'after') die()
    return result
  }
}
