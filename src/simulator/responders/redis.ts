import type { Socket } from 'node:net'
import { listenTcp, type Responder } from './listen.ts'
import { type Reply, readCommand, type Version, writeReply } from './resp.ts'

export interface RedisResponderOptions {
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** Of the user `default`; without one, nobody has to log in. */
  readonly password?: string
}

/** Stands in for a Redis server where none is installed: logs in, answers PING, keeps a few strings. */
export function startRedisResponder({ host, port, password }: RedisResponderOptions): Promise<Responder> {
  const strings = new Map<string, string>()
  return listenTcp(host, port, (socket) => {
    serve(socket, { password, strings, loggedIn: password === undefined, version: 2, leaving: false })
  })
}

interface Session {
  readonly password: string | undefined
  readonly strings: Map<string, string>
  loggedIn: boolean
  version: Version
  leaving: boolean
}

interface Command {
  /** The fewest arguments. */
  readonly least: number
  /** May be used before the login. */
  readonly open?: true
  run(session: Session, words: readonly string[]): Reply
}

const ok: Reply = { kind: 'status', text: 'OK' }
const nothing: Reply = { kind: 'nothing' }
const wrongPassword: Reply = { kind: 'error', text: 'WRONGPASS invalid username-password pair or user is disabled.' }
const noPasswordSet: Reply = {
  kind: 'error',
  text: 'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?',
}

// Error texts are Redis' own: clients and tests tell them by their first word.
const commands: Readonly<Record<string, Command>> = {
  PING: { least: 0, run: (_, [text]) => (text === undefined ? { kind: 'status', text: 'PONG' } : textOf(text)) },
  ECHO: { least: 1, run: (_, [text]) => textOf(text) },
  AUTH: {
    least: 1,
    open: true,
    run: (session, [first = '', second]) => logIn(session, second === undefined ? 'default' : first, second ?? first),
  },
  HELLO: { least: 0, open: true, run: hello },
  QUIT: {
    least: 0,
    open: true,
    run: (session) => {
      session.leaving = true
      return ok
    },
  },
  SELECT: { least: 1, run: () => ok },
  CLIENT: { least: 1, run: (_, [what = '']) => (what.toUpperCase() === 'ID' ? { kind: 'number', value: 1 } : ok) },
  COMMAND: { least: 0, run: () => ({ kind: 'list', items: [] }) },
  // Clients look here whether a server is still loading.
  INFO: {
    least: 0,
    run: () => textOf('# Server\r\nredis_version:7.0.0\r\nredis_mode:standalone\r\n\r\nloading:0\r\n'),
  },
  GET: {
    least: 1,
    run: ({ strings }, [key = '']) => (strings.has(key) ? textOf(strings.get(key)) : nothing),
  },
  SET: {
    least: 2,
    run: ({ strings }, [key = '', value = '']) => {
      strings.set(key, value)
      return ok
    },
  },
  DEL: {
    least: 1,
    run: ({ strings }, keys) => ({ kind: 'number', value: keys.filter((key) => strings.delete(key)).length }),
  },
}

function serve(socket: Socket, session: Session): void {
  let pending: Buffer = Buffer.alloc(0)
  socket.on('data', (bytes) => {
    pending = Buffer.concat([pending, bytes])
    for (;;) {
      const read = readCommand(pending)
      if (read === 'more') return
      if (read === 'broken') return void socket.end('-ERR Protocol error: invalid multibulk length\r\n')
      pending = read.rest
      if (read.words.length > 0) socket.write(answer(session, read.words))
      if (session.leaving) return void socket.end()
    }
  })
}

function answer(session: Session, [name = '', ...words]: readonly string[]): string {
  const command = Object.hasOwn(commands, name.toUpperCase()) ? commands[name.toUpperCase()] : undefined
  return writeReply(run(session, command, name, words), session.version)
}

function run(session: Session, command: Command | undefined, name: string, words: readonly string[]): Reply {
  if (!session.loggedIn && command?.open !== true) return { kind: 'error', text: 'NOAUTH Authentication required.' }
  if (command === undefined)
    return { kind: 'error', text: `ERR unknown command '${name.slice(0, 128)}', with args beginning with: ` }
  if (words.length < command.least)
    return { kind: 'error', text: `ERR wrong number of arguments for '${name.toLowerCase()}' command` }
  return command.run(session, words)
}

/** `HELLO [version [AUTH user password] [SETNAME name]]` */
function hello(session: Session, words: readonly string[]): Reply {
  const [version = String(session.version), ...options] = words
  if (version !== '2' && version !== '3') return { kind: 'error', text: 'NOPROTO unsupported protocol version' }
  const auth = options.findIndex((word) => word.toUpperCase() === 'AUTH')
  if (auth >= 0) {
    const reply = logIn(session, options[auth + 1] ?? '', options[auth + 2] ?? '')
    if (reply !== ok) return reply
  }
  if (!session.loggedIn)
    return {
      kind: 'error',
      text: 'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time',
    }
  session.version = version === '3' ? 3 : 2
  return {
    kind: 'map',
    entries: [
      ['server', textOf('redis')],
      ['version', textOf('7.0.0')],
      ['proto', { kind: 'number', value: session.version }],
      ['mode', textOf('standalone')],
      ['role', textOf('master')],
    ],
  }
}

function logIn(session: Session, user: string, password: string): Reply {
  if (session.password === undefined) return user === 'default' ? noPasswordSet : wrongPassword
  if (user !== 'default' || password !== session.password) return wrongPassword
  session.loggedIn = true
  return ok
}

function textOf(text: string | undefined): Reply {
  return { kind: 'text', text: text ?? '' }
}
