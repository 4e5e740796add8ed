import { X509Certificate } from 'node:crypto'
import type { Socket } from 'node:net'
import { checkServerIdentity } from 'node:tls'
import { systemClock } from '../../model/clock.ts'
import type { ProbeOutcome, ProbeRequest } from '../../model/probe.ts'
import type { Details } from '../../model/result.ts'
import { DeadlineExceeded } from '../deadline.ts'
import { ProbeFailure } from '../failure.ts'
import { probe } from '../probe.ts'
import { CertificateProblem } from '../tls.ts'
import type { Wire } from '../wire.ts'
import { MemorySocket } from './memory-socket.ts'
import { acceptOf, fixedKey, webSocketKey } from './openings.ts'
import type { Recording } from './recording.ts'
import type { ScriptedTest } from './script.ts'

/** What the other end has not finished saying by then it will not, in milliseconds: all of it is here already. */
const patienceMs = 2_000

/**
 * What a probe makes of what a script heard: the probe runs against what was recorded, so that it judges as it does here.
 * @throws the signal's reason when it aborts
 */
export async function judgeRecording(test: ScriptedTest, heard: Recording, signal: AbortSignal): Promise<ProbeOutcome> {
  if (heard.dns.exit > 124) return notTested({ reason: 'no-getent', about: null })
  const tape = new Tape(test, heard)
  const { clock, wire, lookup } = tape
  const outcome = await probe(test.request, { lookup, clock, signal, deadlineMs: patienceMs, wire })
  // How long TLS takes, and what is said in it, cannot be told apart from outside openssl.
  return heard.tls?.kind === 'ok' ? { ...outcome, ms: { ...outcome.ms, tls: null, protocol: null } } : outcome
}

/** What is said of a test that was not made. */
export function notTested(facts: Details['VANTAGE_CANNOT']): ProbeOutcome {
  const ms = { dns: null, connect: null, tls: null, protocol: null }
  return { ok: false, verdict: 'undetermined', reached: 'nothing', ms, detail: { code: 'VANTAGE_CANNOT', facts } }
}

/** A record that is played to one probe. */
class Tape {
  readonly #test: ScriptedTest
  readonly #heard: Recording
  readonly #secured = new Set<Socket>()
  #now = 0
  /** Deadlines that are over when the other end says nothing more. */
  readonly #waits = new Set<() => void>()
  readonly #expire = (): void => {
    for (const end of this.#waits) end()
  }

  constructor(test: ScriptedTest, heard: Recording) {
    this.#test = test
    this.#heard = heard
  }

  /** Its time is that of the record; a deadline is over when the record is. */
  readonly clock = {
    now: () => this.#now,
    sleep: async (ms: number, signal?: AbortSignal) => {
      let end = (): void => undefined
      const over = new Promise<void>((resolve) => {
        end = resolve
      })
      this.#waits.add(end)
      await Promise.race([systemClock.sleep(ms, signal), over]).finally(() => this.#waits.delete(end))
    },
  }

  readonly lookup = async (): Promise<readonly string[]> => {
    const { exit, ms, addresses } = this.#heard.dns
    this.#now += ms
    if (exit === 124) throw new DeadlineExceeded()
    if (exit !== 0 || addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
    return addresses
  }

  readonly wire: Wire = {
    connect: async () => {
      const { connect } = this.#heard
      const code = connect?.code ?? 'EUNKNOWN'
      this.#now += connect?.ms ?? 0
      if (code === 'ETIMEDOUT') throw new DeadlineExceeded()
      if (code !== 'ok') throw Object.assign(new Error(code), { code })
      const memory = new MemorySocket(connect?.address ?? '', (bytes) => this.#answer(memory, bytes))
      const { protocol } = this.#test.request
      if (protocol === 'tcp') this.#answer(memory, Buffer.alloc(0))
      return memory.socket
    },
    secure: async (socket, request) => {
      const { tls } = this.#heard
      if (tls?.kind === 'no-openssl')
        throw new ProbeFailure('undetermined', { code: 'VANTAGE_CANNOT', facts: { reason: 'no-openssl', about: null } })
      if (tls === null) throw Object.assign(new Error('not tried'), { code: 'ECONNRESET' })
      this.#now += tls.ms
      if (tls.kind === 'failed') throw tlsError(tls)
      if (!request.insecure) verify(tls, request)
      this.#secured.add(socket)
      return socket
    },
  }

  /** Plays what came after these words; words that nobody said there are met by a closed door. */
  #answer(memory: MemorySocket, words: Buffer): void {
    const isInside = this.#secured.has(memory.socket)
    const openings = this.#test.openings.filter(({ tls }) => tls === isInside)
    const number = openings.findIndex(({ steps: [first = Buffer.alloc(0)] }) => alike(first) === alike(words))
    const exchange = this.#heard.exchanges.find(({ tls, opening }) => tls === isInside && opening === number)
    if (!exchange) {
      // What follows in a connection was answered with the rest.
      if (!memory.played) memory.push(null)
      return
    }
    memory.played = true
    this.#now += exchange.ms
    const { bytes, closed } = exchange
    if (bytes.length > 0) memory.push(whole(withAcceptFor(bytes, words)))
    if (closed) memory.push(null)
    // A connection that only opens is watched for a while; who was spoken to and is silent will not speak any more.
    else if (bytes.length === 0 && words.length > 0) afterTurns(20, this.#expire)
  }
}

/** The same words but for what is random in them. */
function alike(words: Buffer): string {
  return words
    .toString('latin1')
    .replace(/plink[0-9a-f]{18}/, 'plink')
    .replace(/(\r\nsec-websocket-key: )[^\r\n]+/i, '$1')
}

/** The answer to a WebSocket's key, as it is for the key of now. */
function withAcceptFor(answer: Buffer, words: Buffer): Buffer {
  const key = webSocketKey(words)
  return key === undefined
    ? answer
    : Buffer.from(answer.toString('latin1').replace(acceptOf(fixedKey), acceptOf(key)), 'latin1')
}

/** Headers of an HTTP answer that were too long for the script end with the last that is whole. */
function whole(answer: Buffer): Buffer {
  const text = answer.toString('latin1')
  if (!text.startsWith('HTTP/') || text.includes('\r\n\r\n') || answer.length < 512) return answer
  return Buffer.from(`${text.slice(0, text.lastIndexOf('\r\n'))}\r\n\r\n`, 'latin1')
}

/** Lets everything happen first that waits for nothing from outside. */
function afterTurns(count: number, then: () => void): void {
  if (count === 0) then()
  else setImmediate(() => afterTurns(count - 1, then))
}

type Tls = NonNullable<Recording['tls']>

/** The reason as Node would name it: `ERR_SSL_WRONG_VERSION_NUMBER`. */
function tlsError({ exit, said }: Extract<Tls, { kind: 'failed' }>): Error {
  if (exit === 124) return new DeadlineExceeded()
  const reason = /SSL routines:[^:]*:([^:\n]+)/.exec(said)?.[1]
  const isClosed = reason === undefined || /unexpected eof/.test(reason)
  const code = isClosed ? 'ECONNRESET' : `ERR_SSL_${reason.trim().replaceAll(/\W+/g, '_').toUpperCase()}`
  return Object.assign(new Error(code), { code })
}

/** What `openssl verify` means by its codes: no issuer known, and those whose time has not come or is over. */
const expired = [9, 10]

/** @throws CertificateProblem where the machine that made the test would not trust the certificate, or it is another's */
function verify({ verifyCode, certificate }: Extract<Tls, { kind: 'ok' }>, { host, sni }: ProbeRequest): void {
  const shown = new X509Certificate(certificate).toLegacyObject()
  const wanted = sni ?? host
  const fail = (problem: 'expired' | 'untrusted' | 'name') => new CertificateProblem(problem, shown, wanted, null)
  if (verifyCode !== 0) throw fail(expired.includes(verifyCode) ? 'expired' : 'untrusted')
  if (checkServerIdentity(wanted, shown) !== undefined) throw fail('name')
}
