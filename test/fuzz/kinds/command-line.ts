import { commands } from '../../../src/cli/command-table.ts'
import { flags, globalFlags } from '../../../src/cli/flags.ts'
import type { Kind, Random } from '../case.ts'
import { canaries } from '../case.ts'
import { morsel, morselOrSecret } from '../mutate.ts'
import { keys, manifest } from './files.ts'

/** These serve until they are told to end, or start a browser. */
const endless = ['simulator', 'demo', 'open']
const waiting = ['--watch', '--file', '--state', '--answers', '--on-ready', '--bundle', '--offline']
const used = commands.filter(({ name }) => !endless.includes(name))
const options = Object.values(flags)
  .flatMap(({ usage }) => usage.match(/--[\w-]+/g) ?? [])
  .filter((option) => !waiting.includes(option))

const values = [
  'ep-1',
  'epsrv-1',
  'vpc-1',
  'sg-1',
  'lb-1',
  'cn-hangzhou',
  'cn-hangzhou-h=vsw-1',
  '1417000000000001',
  '6379',
  'i-1',
  'json',
  'zh',
  '1s',
  'inbound',
  'emqx',
  '10.0.0.0/8',
  'peer.uid=later',
  'tcp://{inbound}:1',
]
const secrets = [
  (secret: string) => secret,
  (secret: string) => `redis://:${secret}@{inbound}:6379`,
  (secret: string) => `redis://user:${secret}@h`,
  (secret: string) => `--password=${secret}`,
  (secret: string) => `-p${secret}`,
  (secret: string) => `inbound.tests=redis://:${secret}@{inbound}:6379`,
  (secret: string) => `https://user:${secret}@proxy.example:8080/?x=1`,
]

export const argvKind: Kind = {
  name: 'argv',
  share: 250,
  draw(random) {
    const command = random.of(used)
    const own = [...command.flags, ...globalFlags].flatMap((name) => flags[name].usage.match(/--[\w-]+/g) ?? [])
    const words = [
      ...command.name.split(' '),
      ...Array.from({ length: random.below(6) }, () => wordsFor(own, random)).flat(),
    ]
    if (random.chance(0.05)) words.shift()
    const unknown = words.some((each) => each.startsWith('--') && !options.includes(each.split('=')[0] ?? ''))
    const asksForHelp = words.some((each) => /^(?:--help|-h|help|--version|-V)$/.test(each)) || words.length === 0
    return {
      words,
      files: random.chance(0.5) ? { 'plink.yaml': manifest } : {},
      env: keys,
      maySucceed: asksForHelp || !unknown,
    }
  },
}

/** Mostly a flag that the command takes, with a value that may suit it. */
function wordsFor(own: readonly string[], random: Random): readonly string[] {
  const kind = random.below(20)
  const value = random.chance(0.8)
    ? random.of(values)
    : random.of([random.of(secrets)(random.of(canaries)), morselOrSecret(random)])
  if (kind < 14) {
    const option = random.of(own.filter((each) => options.includes(each)))
    return takesValue(option) ? random.of([[option, value], [`${option}=${value}`]]) : [option]
  }
  if (kind < 15) return [random.of(options)]
  return [value]
}

function takesValue(option: string): boolean {
  return Object.values(flags).some(({ usage, expected }) => expected !== null && usage.includes(`${option} <`))
}

const secretVariables = [
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'REDIS_PASSWORD',
  'EMQXCLOUD_DEPLOYMENT_API_SECRET',
] as const
/** What these hold is a name, and shown. */
const variables = [
  'PLINK_FILE',
  'PLINK_STATE',
  'PLINK_LANG',
  'PLINK_PEER_PROFILE',
  'PLINK_DNS_SERVER',
  'PLINK_IN_VPC',
  'ALIBABA_CLOUD_ACCESS_KEY_ID',
  'ALIBABA_CLOUD_PROFILE',
  'ALIBABA_CLOUD_REGION_ID',
  'ALIBABA_CLOUD_ROLE_ARN',
  'ALIBABA_CLOUD_OIDC_PROVIDER_ARN',
  'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
  'EMQXCLOUD_DEPLOYMENT_API_KEY',
  'NO_PROXY',
  'NO_COLOR',
  'CI',
  'LANG',
] as const

/** Nothing listens on port 1 of this machine, and no name is looked up. */
const urls = [
  (secret: string) => `http://user:${secret}@127.0.0.1:1`,
  (secret: string) => `https://user:${secret}@[::1]:1/`,
  (secret: string) => `http://127.0.0.1:1/?key=${secret}`,
  (secret: string) => `socks5://user:${secret}@127.0.0.1:1`,
  (secret: string) => `user:${secret}@127.0.0.1:1`,
  (secret: string) => `redis://:${secret}@h`,
]

export const environmentKind: Kind = {
  name: 'environment',
  share: 100,
  draw(random) {
    const chosen = Array.from({ length: 1 + random.below(3) }, () =>
      random.chance(0.3)
        ? [random.of(secretVariables), morselOrSecret(random)]
        : [random.of(variables), morsel(random)],
    )
    const url = random.of(urls)(random.of(canaries))
    const urlIn = random.of([
      'HTTPS_PROXY',
      'PLINK_ENDPOINT_URL',
      'PLINK_ENDPOINT_URL_STS',
      'EMQXCLOUD_DEPLOYMENT_ENDPOINT',
      '',
    ])
    return {
      words: [
        ...random.of([['lb', 'list'], ['plan'], ['test', '--from', 'emqx'], ['status']]),
        '--timeout',
        '1s',
        ...random.of([[], ['-o', 'json']]),
      ],
      files: { 'plink.yaml': manifest },
      env: { ...keys, ...Object.fromEntries(chosen), ...(urlIn !== '' && { [urlIn]: url }) },
      maySucceed: false,
    }
  },
}
