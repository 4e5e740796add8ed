import type { Socket } from 'node:net'
import { AbstractConnector, Redis } from 'ioredis'
import type { ProbeRequest } from '../model/probe.ts'
import { quote } from '../model/quote.ts'
import { type BufferedSocket, type Greeting, type Probe, WrongProtocol } from './buffered-socket.ts'
import { unreadyOf } from './unready.ts'

/** AUTH if there is a password, then PING: any reply is an answer, an error too. */
export const redis: Probe = {
  reaches: 'protocol',
  // The types of RESP2 and RESP3.
  opens: ([type = 0]) => '+-:$*_,#!=(%~>|'.includes(String.fromCharCode(type)),
  async speak(line, request) {
    const client = clientOn(line.socket)
    try {
      await client.connect()
      const login = request.password === null ? '' : await reply(auth(client, request.username, request.password))
      const database = /\d+/.exec(request.path)?.[0]
      const select = database === undefined ? '' : await reply(client.select(Number(database)))
      return greetingOf({ login, select, ping: await reply(client.ping()) }, request)
    } catch (error) {
      return salvage(line, request, error)
    } finally {
      client.disconnect()
    }
  },
}

/**
 * ioredis on a connection that is open already. The login is not its business: it would only warn on the console
 * about a password that is not needed, and tell the reason of a refusal in an event. It would never give up on a
 * silent server either; the deadline is the runner's.
 */
function clientOn(socket: Socket): Redis {
  class Given extends AbstractConnector {
    constructor() {
      super(0)
    }
    connect(): Promise<Socket> {
      this.stream = socket
      return Promise.resolve(socket)
    }
  }
  const client = new Redis({
    Connector: Given,
    lazyConnect: true,
    protocol: 2,
    retryStrategy: null,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    disableClientInfo: true,
  })
  gateReplies(client, socket)
  // Without a listener it writes to the console; the commands fail as well, and that is enough.
  client.on('error', () => undefined)
  return client
}

/**
 * What came and nobody asked for is no reply. ioredis would read one all the same, and throws at a null where only the
 * process could catch it; so it hears a byte at a time, and only while a command waits for its reply.
 */
function gateReplies(client: Redis, socket: Socket): void {
  const prepend = socket.prependListener.bind(socket)
  socket.prependListener = (event: string | symbol, listener: (...words: never[]) => void) => {
    if (event !== 'data') return prepend(event as string, listener as () => void)
    // Safe: what listens to data takes bytes.
    const hear = listener as (bytes: Buffer) => void
    let isReturn = false
    return prepend(event, (bytes: Buffer) => {
      for (const byte of bytes) {
        // A reply is read at its carriage return; its line feed belongs to it.
        const isHeard = client['commandQueue'].length > 0 || (isReturn && byte === 0x0a)
        if (isHeard) hear(Buffer.of(byte))
        isReturn = isHeard && byte === 0x0d
      }
    })
  }
}

function auth(client: Redis, username: string | null, password: string): Promise<unknown> {
  return username === null ? client.auth(password) : client.auth(username, password)
}

/** The reply as one text, an error with its dash: `PONG`, `-NOAUTH Authentication required.` */
async function reply(command: Promise<unknown>): Promise<string> {
  try {
    return String(await command)
  } catch (error) {
    if (isReply(error)) return `-${error.message}`
    throw error
  }
}

function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError'
}

interface Replies {
  readonly login: string
  readonly select: string
  readonly ping: string
}

function greetingOf({ login, select, ping }: Replies, { username, password }: ProbeRequest): Greeting {
  const said = (text: string) => ({ answer: quote(text, [password, username]) })
  // Redis 6 and later; before it, `ERR invalid password`.
  if (/^-(?:WRONGPASS|ERR invalid password)/.test(login)) return { code: 'LOGIN_FAILED', facts: said(login) }
  if (/^-NOAUTH/.test(ping))
    return login.startsWith('-')
      ? { code: 'LOGIN_FAILED', facts: said(login) }
      : { code: 'AUTH_REQUIRED', facts: said(ping) }
  const unready = [login, select, ping].map(unreadyOf).find((found) => found !== undefined)
  if (unready) return { code: 'UNREADY', facts: { ...said(unready.text), reason: unready.reason } }
  if (!ping.startsWith('-') && ping !== 'PONG') throw new WrongProtocol(`PING was answered by ${said(ping).answer}`)
  return { code: 'ANSWERED', facts: said(select.startsWith('-') ? select : ping) }
}

/** Redis in protected mode, or full, says so before anybody asked, and hangs up: an answer to no command. */
function salvage({ heard }: BufferedSocket, request: ProbeRequest, error: unknown): Greeting {
  const uncalled = /^-[A-Z]{2,} [^\r\n]*/.exec(heard().toString('latin1'))?.[0]
  if (uncalled !== undefined && !(error instanceof WrongProtocol))
    return greetingOf({ login: '', select: '', ping: uncalled }, request)
  // Something came, it was no reply, and the parser gave up.
  throw heard().length > 0 && !isReply(error) ? new WrongProtocol('not RESP', { cause: error }) : error
}
