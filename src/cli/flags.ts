import { directionNames } from '../model/link.ts'
import { readDuration } from './duration.ts'

/** How a flag is written, where its default comes from, and how its value is read. */
export interface Flag<T> {
  /** As commander wants it: `-o, --output <format>`. */
  readonly usage: string
  /** The environment variable that gives the default. */
  readonly env?: string
  readonly initial: T
  /** May be given several times. */
  readonly many?: true
  /** What a good value looks like, for BAD_FLAG; never translated. Null for a switch. */
  readonly expected: string | null
  /** The value of the texts that were given; undefined when one is no good. A switch is given no text. */
  read(texts: readonly string[]): T | undefined
}

/** 1 to 65535. */
const portNumber = /(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])/.source
const port = new RegExp(`^${portNumber}(?::${portNumber})?$`)
const backend = /^(?:i|eni|eci)-[a-z0-9]+(?:=\d{1,3}(?:\.\d{1,3}){3})?(?:,(?:\d{1,2}|100))?$/

/** Every flag of every command, declared once. */
export const flags = {
  file: { ...text('--file <file>', 'FILE'), initial: 'plink.yaml', env: 'PLINK_FILE' },
  state: { ...text('--state <file>', 'FILE'), initial: 'plink.state.json', env: 'PLINK_STATE' },
  region: orNull(text('--region <region>', 'cn-hangzhou', /^[a-z]{2,3}(-[a-z0-9]+)+$/)),
  profile: orNull(text('--profile <name>', 'NAME')),
  'peer-profile': { ...orNull(text('--peer-profile <name>', 'NAME')), env: 'PLINK_PEER_PROFILE' },
  output: choice('-o, --output <format>', ['human', 'json', 'yaml'], 'human'),
  // PLINK_LANG may be any locale; text/pick.ts reads it.
  lang: orNull(choice('--lang <language>', ['en', 'zh'], 'en')),
  yes: toggle('-y, --yes'),
  'no-input': toggle('--no-input'),
  'no-wait': toggle('--no-wait'),
  timeout: {
    usage: '--timeout <time>',
    initial: 15 * 60_000,
    expected: '90s | 15m | 72h | 3d',
    read: lastOf(readDuration),
  },
  'no-color': toggle('--no-color'),
  quiet: toggle('-q, --quiet'),
  debug: toggle('--debug'),
  plain: toggle('--plain'),
  help: toggle('-h, --help'),
  version: toggle('-V, --version'),

  direction: orNull(choice('--direction <direction>', directionNames, 'inbound')),
  'exit-code': toggle('--exit-code'),
  watch: toggle('--watch'),
  'on-ready': orNull(text('--on-ready <command>', 'COMMAND')),
  check: toggle('--check'),
  'open-product': toggle('--open-product'),
  approve: ids('--approve <endpoint>', 'ep-…', /^ep-[a-z0-9]+$/),
  disconnect: ids('--disconnect <endpoint>', 'ep-…', /^ep-[a-z0-9]+$/),
  'without-peer': toggle('--without-peer'),
  from: orNull(choice('--from <vantage>', ['local', 'emqx'], 'local')),
  'in-vpc': { ...orNull(text('--in-vpc <vpc>', 'vpc-…', /^vpc-[a-z0-9]+$/)), env: 'PLINK_IN_VPC' },
  lineage: orNull(text('--lineage <uuid>', 'UUID', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)),
  force: toggle('--force'),
  port: number('--port <port>', 0, '0 … 65535', (value) => Number.isInteger(value) && value >= 0 && value <= 65_535),
  scenario: orNull(text('--scenario <name>', 'NAME', /^[a-z][a-z0-9-]*$/)),
  speed: orNull(number('--speed <factor>', 1, '0 … 10000', (value) => value >= 0 && value <= 10_000)),

  // Step commands.
  name: orNull(text('--name <name>', '[a-z0-9-]{1,32}', /^[a-z0-9-]{1,32}$/)),
  lb: ids('--lb <id>', 'lb-… | nlb-…', /^n?lb-[a-z0-9]+$/),
  'lb-name': orNull(text('--lb-name <name>', '[a-z][a-z0-9-]{0,31}', /^(?!n?lb-)[a-z][a-z0-9-]{0,31}$/)),
  vswitch: orNull(text('--vswitch <id>', 'vsw-…', /^vsw-[a-z0-9]+$/)),
  listener: ids('--listener <port>', '6379 | 6379:6380', port),
  backend: ids('--backend <id>', 'i-… | eni-…=192.168.0.10 | i-…,50', backend),
  zone: ids('--zone <zone>', 'cn-hangzhou-h | cn-hangzhou-h=vsw-…', /^[a-z]{2}-[a-z0-9-]+(=vsw-[a-z0-9]+)?$/),
  'peer-kind': orNull(choice('--peer-kind <kind>', ['emqx', 'generic'], 'emqx')),
  payer: orNull(choice('--payer <payer>', ['Endpoint', 'EndpointService'], 'Endpoint')),
  // PrivateLink CreateVpcEndpointService, ServiceDescription.
  description: orNull(text('--description <text>', '2 … 256', /^(?!https?:\/\/).{2,256}$/s)),
  service: orNull(text('--service <id>', 'epsrv-…', /^epsrv-[a-z0-9]+$/)),
  endpoint: orNull(text('--endpoint <id>', 'ep-…', /^ep-[a-z0-9]+$/)),
  // PrivateLink CreateVpcEndpoint, EndpointName.
  'endpoint-name': orNull(
    text('--endpoint-name <name>', '2 … 128', /^[a-zA-Z\p{Script=Han}][\p{Script=Han}\w-]{1,127}$/u),
  ),
  vpc: orNull(text('--vpc <id>', 'vpc-…', /^vpc-[a-z0-9]+$/)),
  'security-group': ids('--security-group <id>', 'sg-…', /^sg-[a-z0-9]+$/),
  // Read more closely in allow.ts, which says what would be right.
  allow: ids('--allow <cidr>', '10.0.0.0/8 | 10.0.0.0/8:6379', /\S/),
  'dry-run': toggle('--dry-run'),

  // Invites.
  for: orNull(choice('--for <party>', ['emqx', 'generic'], 'emqx')),
  uid: orNull(text('--uid <uid>', '16 digits', /^\d{16}$/)),
  // As it is read over the phone, in either case.
  checksum: orNull(text('--checksum <check>', '7f3a-91c2', /^[0-9a-f]{4}-[0-9a-f]{4}$/i)),
  replace: toggle('--replace'),
  answers: orNull(text('--answers <file>', 'FILE')),
  set: ids('--set <name=value>', 'NAME=VALUE', /^[A-Za-z.]+=\S/),
} as const satisfies Record<string, Flag<unknown>>

export type FlagName = keyof typeof flags
/** Every flag with its value: given, from the environment, or the default. */
export type Values = { readonly [N in FlagName]: (typeof flags)[N] extends Flag<infer T> ? T : never }
export type Options<N extends FlagName> = Pick<Values, N>

/** Flags that every command takes, in the order of the help. */
export const globalFlags = [
  'file',
  'state',
  'region',
  'profile',
  'peer-profile',
  'output',
  'lang',
  'yes',
  'no-input',
  'no-wait',
  'timeout',
  'no-color',
  'quiet',
  'debug',
  'plain',
  'help',
] as const satisfies readonly FlagName[]

export type GlobalOptions = Options<(typeof globalFlags)[number]>

function toggle(usage: string): Flag<boolean> {
  return { usage, initial: false, expected: null, read: () => true }
}

function text(usage: string, expected: string, pattern = /\S/): Omit<Flag<string>, 'initial'> {
  return { usage, expected, read: lastOf((value) => (pattern.test(value) ? value : undefined)) }
}

function choice<const C extends string>(usage: string, choices: readonly C[], initial: C): Flag<C> {
  const read = lastOf((value) => choices.find((one) => one === value))
  return { usage, initial, expected: choices.join(' | '), read }
}

function number(usage: string, initial: number, expected: string, isGood: (value: number) => boolean): Flag<number> {
  const read = lastOf((value) => (/^\d+(\.\d+)?$/.test(value) && isGood(Number(value)) ? Number(value) : undefined))
  return { usage, initial, expected, read }
}

function ids(usage: string, expected: string, pattern: RegExp): Flag<readonly string[]> {
  const read = (values: readonly string[]) => (values.every((value) => pattern.test(value)) ? values : undefined)
  return { usage, initial: [], many: true, expected, read }
}

function orNull<T>(flag: Omit<Flag<T>, 'initial'> & { initial?: unknown }): Flag<T | null> {
  return { ...flag, initial: null }
}

/** Of a flag given twice the last one counts, so that an alias can be overruled. */
function lastOf<T>(read: (value: string) => T | undefined): (values: readonly string[]) => T | undefined {
  return (values) => read(values.at(-1) ?? '')
}
