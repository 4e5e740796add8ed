import { type Case, canaries, type Kind, type Random } from '../case.ts'
import { damaged, morsel } from '../mutate.ts'
import { manifest } from './files.ts'

/** What the servers really say, by the target that asks for it. Login failures name the password, as some servers do. */
const genuine: readonly (readonly [target: string, reply: string])[] = [
  ['redis', '+PONG\r\n'],
  ['redis', '-NOAUTH Authentication required.\r\n'],
  ['redis', '-WRONGPASS invalid username-password pair: SECRET\r\n'],
  ['redis', '+OK\r\n+PONG\r\n'],
  ['redis', '-LOADING Redis is loading the dataset in memory\r\n'],
  ['mqtt', ' \u0002\u0000\u0000'],
  ['mqtt', ' \u0002\u0000\u0005'],
  ['http', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'],
  [
    'http',
    'HTTP/1.1 401 Unauthorized SECRET\r\nwww-authenticate: Basic realm="SECRET"\r\ncontent-length: 6\r\n\r\nSECRET',
  ],
  ['ws', 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n'],
  ['tcp', 'SSH-2.0-OpenSSH_9.2 SECRET\r\n'],
  ['tls', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
]

/** As targets name it. */
const password = ['$', '{SECRET}'].join('')

/** A password as servers repeat it. */
const repeated: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  encodeURIComponent,
  (secret) => JSON.stringify(secret),
  (secret) => Buffer.from(secret).toString('base64'),
]

export const probeKind: Kind = {
  name: 'probe replies',
  share: 150,
  draw(random) {
    const [scheme, reply] = random.of(genuine)
    const secret = random.of(canaries)
    const login = scheme === 'redis' ? `:${password}@` : scheme === 'tcp' || scheme === 'tls' ? '' : `user:${password}@`
    const sent = random.chance(0.2) ? reply : damaged(reply, random, morsel)
    return {
      words: ['test', `${scheme}://${login}127.0.0.1:PORT`, '--from', 'local', '--timeout', '2s', ...formatOf(random)],
      files: { 'plink.yaml': manifest },
      env: { SECRET: secret },
      // Whoever accepts a connection speaks TCP, nobody here speaks TLS, and a part of a greeting is no greeting.
      maySucceed: scheme === 'tcp' || (scheme !== 'tls' && sent.length > 2),
      sends: sent.replaceAll('SECRET', random.of(repeated)(secret)),
    }
  },
}

const answers = [
  { status: '204 No Content', body: '' },
  { status: '400 Bad Request', body: '{"code":"TEST_FAILED","message":"[timeout] connect to SECRET"}' },
  { status: '401 Unauthorized', body: '{"code":"BAD_API_KEY_OR_SECRET","message":"Check SECRET"}' },
  {
    status: '200 OK',
    body: '{"data":[{"node":"emqx@10.0.0.1","version":"5.8.0","node_status":"running"}],"meta":{"count":1}}',
  },
  { status: '500 Internal Server Error', body: '<html>SECRET</html>' },
] as const

export const deploymentKind: Kind = {
  name: 'EMQX replies',
  share: 100,
  draw(random): Case {
    const { status, body } = random.of(answers)
    const secret = random.of(canaries)
    const said = damaged(body, random, morsel).replaceAll('SECRET', random.of(repeated)(secret))
    return {
      words: ['test', `redis://:${password}@10.0.0.1:6379`, '--from', 'emqx', '--timeout', '2s', ...formatOf(random)],
      files: { 'plink.yaml': manifest },
      env: {
        SECRET: secret,
        EMQXCLOUD_DEPLOYMENT_ENDPOINT: 'http://127.0.0.1:PORT/api/v5',
        EMQXCLOUD_DEPLOYMENT_API_KEY: 'key',
        EMQXCLOUD_DEPLOYMENT_API_SECRET: random.of(canaries),
      },
      maySucceed: status !== '500 Internal Server Error',
      sends: `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(said)}\r\nconnection: close\r\n\r\n${said}`,
    }
  },
}

function formatOf(random: Random): readonly string[] {
  return random.of([[], ['-o', 'json'], ['-o', 'yaml']])
}
