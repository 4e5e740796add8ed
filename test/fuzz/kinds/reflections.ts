import { writingsOf } from '../../harness/writings.ts'
import { type Case, canaries, type Kind, type Random } from '../case.ts'
import { manifest } from './files.ts'

/** Servers that repeat the secrets which they were sent, in all the ways in which programs write a text. */
export const reflectionsKind: Kind = {
  name: 'reflected secrets',
  share: 100,
  draw(random) {
    // A space has no place in a key.
    const secret = random.of(canaries.filter((each) => !each.includes(' ')))
    const [, written] = random.of(writingsOf(secret))
    return {
      files: { 'plink.yaml': manifest },
      isSecretWhole: true,
      secrets: [written],
      maySucceed: false,
      ...random.of(mirrors)(secret, written, random),
    }
  },
}

type Mirror = (secret: string, written: string, random: Random) => Pick<Case, 'words' | 'env'> & Partial<Case>

const formats = [[], ['-o', 'json'], ['-o', 'yaml'], ['--debug'], ['--lang', 'zh']] as const
const looks = [['lb', 'list'], ['whoami'], ['plan'], ['up', '-y'], ['status'], ['doctor', '--from', 'local']] as const

/** As targets name it. */
const password = ['$', '{SECRET}'].join('')

const mirrors: readonly Mirror[] = [
  // The cloud, in every part of an error; the key's secret and the token are both the canary.
  (secret, written, random) => ({
    words: [...random.of(looks), '--region', 'cn-hangzhou', '--timeout', '2s', ...random.of(formats)],
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tExample',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
      ALIBABA_CLOUD_SECURITY_TOKEN: secret,
    },
    // Some commands look, and say for each part that they could not.
    maySucceed: true,
    distort: (_action, _turn, { contentType }) => {
      const field = random.of(['Code', 'Message', 'RequestId', 'HostId', 'Recommend', 'none'])
      const fields = { Code: 'Forbidden.RAM', Message: 'Not you.', RequestId: '1', HostId: 'here', [field]: written }
      const detail = random.chance(0.2) ? { AccessDeniedDetail: { AuthAction: written, AuthPrincipal: written } } : {}
      return {
        status: random.of([200, 400, 403, 404, 409, 500]),
        contentType: random.of([contentType, headerOf(written), `application/json; charset=${headerOf(written)}`]),
        body: random.chance(0.2) ? `<html>${written}</html>` : JSON.stringify({ ...fields, ...detail }),
      }
    },
  }),
  // The token of another identity provider.
  (secret, written, random) => ({
    words: ['lb', 'list', '--region', 'cn-hangzhou', '--timeout', '2s', ...random.of(formats)],
    env: {
      ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1417000000000001:role/x',
      ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1417000000000001:oidc-provider/x',
      ALIBABA_CLOUD_OIDC_TOKEN_FILE: 'TOKEN',
    },
    files: { TOKEN: secret },
    distort: (_action, _turn, reply) => ({
      ...reply,
      status: random.of([200, 400, 403]),
      body: JSON.stringify({ Code: random.of([written, 'Denied']), Message: written, RequestId: written }),
    }),
  }),
  // A proxy that wants another login.
  (secret, written, random) => ({
    words: ['lb', 'list', '--region', 'cn-hangzhou', '--timeout', '2s', ...random.of(formats)],
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tExample',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'x',
      HTTPS_PROXY: `http://user:${encodeURIComponent(secret)}@127.0.0.1:PORT`,
      PLINK_ENDPOINT_URL: 'https://cloud.example',
    },
    sends: `HTTP/1.1 ${random.of(['407 ', '403 ', '500 '])}${headerOf(written)}\r\nproxy-authenticate: Basic realm="${headerOf(written)}"\r\ncontent-length: 0\r\n\r\n`,
  }),
  // A URL that gives keys.
  (secret, written, random) => ({
    words: ['lb', 'list', '--region', 'cn-hangzhou', '--timeout', '2s', ...random.of(formats)],
    env: { ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:PORT/?key=${encodeURIComponent(secret)}` },
    sends: page(random.of(['200 OK', '403 Forbidden']), random.of([written, JSON.stringify({ Code: written })])),
  }),
  // What tests speak to.
  (secret, written, random) => {
    const [scheme, reply] = random.of([
      ['redis', `-WRONGPASS invalid username-password pair: ${written}\r\n`],
      ['redis', `-ERR ${written}\r\n-CLUSTERDOWN ${written}\r\n`],
      ['redis', `$${Buffer.byteLength(written)}\r\n${written}\r\n`],
      ['redis', `${written}\r\n`],
      ['redis', `\u0001\u0002${written}\u0000`],
      ['http', page(`401 ${headerOf(written)}`, written)],
      ['http', `${written}\r\n`],
      ['mqtt', `${written}\u0000`],
      ['ws', page('403 Forbidden', written)],
    ] as const)
    const login = scheme === 'redis' ? `:${password}@` : `user:${password}@`
    return {
      words: [
        'test',
        `${scheme}://${login}127.0.0.1:PORT`,
        '--from',
        'local',
        '--timeout',
        '2s',
        ...random.of(formats),
      ],
      env: { SECRET: secret },
      // Any reply is an answer of these.
      maySucceed: scheme === 'ws' || scheme === 'redis',
      sends: Buffer.from(reply).toString('latin1'),
    }
  },
  // A deployment that tests for us: the password it is given, and the secret of its own API.
  (secret, written, random) => ({
    words: ['test', `redis://:${password}@10.0.0.1:6379`, '--from', 'emqx', '--timeout', '2s', ...random.of(formats)],
    env: {
      SECRET: random.of([secret, 'x-y-z-0']),
      EMQXCLOUD_DEPLOYMENT_ENDPOINT: 'http://127.0.0.1:PORT/api/v5',
      EMQXCLOUD_DEPLOYMENT_API_KEY: 'key',
      EMQXCLOUD_DEPLOYMENT_API_SECRET: secret,
    },
    sends: Buffer.from(
      random.of([
        page('400 Bad Request', JSON.stringify({ code: 'TEST_FAILED', message: written })),
        page('400 Bad Request', JSON.stringify({ code: 'TEST_FAILED', message: `CLUSTERDOWN ${written}` })),
        page('400 Bad Request', JSON.stringify({ code: 'TEST_FAILED', message: `{error,<<"${written}">>,{}}` })),
        page('400 Bad Request', JSON.stringify({ code: written, message: { password: written } })),
        page('401 Unauthorized', JSON.stringify({ code: written, message: written })),
        page('502 Bad Gateway', `<html>${written}</html>`),
      ]),
    ).toString('latin1'),
  }),
]

function page(status: string, body: string): string {
  return `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`
}

/** What a header can hold. */
function headerOf(text: string): string {
  return text.replace(/[^ -~]/g, '')
}
