import { type Form, form, forms, matches } from '../model/form.ts'
import { directionNames, payers, peerKinds } from '../model/link.ts'
import { backendWord, listenerWord } from '../model/load-balancer-words.ts'
import { exportFormats } from '../model/result.ts'
import type { VantageName } from '../model/vantage.ts'
import type { CliText } from '../text/cli.ts'
import { readDuration } from './duration.ts'
import { zoneWord } from './parse-zones.ts'

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
  /** How each text is written, where there is more to say of a wrong one than what was expected. */
  readonly form?: Form
  /** All good values, where there are few. */
  readonly choices?: readonly string[]
  /** What shells complete it with: file names, or what `plink completion --candidates` prints. */
  readonly complete?: Candidates | 'files'
  /** The default as it would be typed, unless it depends on something else. */
  readonly shownDefault?: string
  /** The value of the texts that were given; undefined when one is no good. A switch is given no text. */
  read(texts: readonly string[]): T | undefined
}

/** What `plink completion --candidates` can list; prefixes stand for the IDs in the state file. */
const candidateKinds = [
  'profiles',
  'regions',
  'zones',
  'scenarios',
  'steps',
  'commands',
  'ep-',
  'epsrv-',
  'lb-',
  'vpc-',
  'vsw-',
  'sg-',
] as const
export type Candidates = (typeof candidateKinds)[number]

/** Every flag of every command, declared once. */
export const flags = {
  file: {
    ...text('--file <file>', anything('FILE'), 'files'),
    initial: 'plink.yaml',
    shownDefault: 'plink.yaml',
    env: 'PLINK_FILE',
  },
  state: {
    ...text('--state <file>', anything('FILE'), 'files'),
    initial: 'plink.state.json',
    shownDefault: 'plink.state.json',
    env: 'PLINK_STATE',
  },
  region: orNull(text('--region <region>', forms.region, 'regions')),
  profile: orNull(text('--profile <name>', anything('NAME'), 'profiles')),
  'peer-profile': { ...orNull(text('--peer-profile <name>', anything('NAME'), 'profiles')), env: 'PLINK_PEER_PROFILE' },
  output: {
    ...choice('-o, --output <format>', ['human', 'json', 'yaml', 'value', 'junit'], 'human'),
    shownDefault: 'human',
  },
  field: orNull(text('--field <path>', anything('directions.inbound.state'))),
  // PLINK_LANG may be any locale; text/detect-language.ts reads it.
  lang: orNull(choice('--lang <language>', ['en', 'zh'], 'en')),
  yes: toggle('-y, --yes'),
  'no-input': toggle('--no-input'),
  'no-wait': toggle('--no-wait'),
  timeout: {
    usage: '--timeout <time>',
    initial: 15 * 60_000,
    expected: '90s | 15m | 72h | 3d',
    shownDefault: '15m',
    read: lastOf(readDuration),
  },
  'no-color': toggle('--no-color'),
  quiet: toggle('-q, --quiet'),
  debug: toggle('--debug'),
  plain: toggle('--plain'),
  help: toggle('-h, --help'),
  version: toggle('-V, --version'),

  direction: orNull(choice('--direction <direction>', directionNames, 'inbound')),
  fix: toggle('--fix'),
  bundle: orNull(text('--bundle <file>', anything('FILE'))),
  offline: orNull(text('--offline <file>', anything('FILE'))),
  'allow-undetermined': toggle('--allow-undetermined'),
  'exit-code': toggle('--exit-code'),
  watch: toggle('--watch'),
  until: orNull(choice('--until <state>', ['connected'], 'connected')),
  verbose: toggle('-v, --verbose'),
  'on-ready': orNull(text('--on-ready <command>', anything('COMMAND'))),
  check: toggle('--check'),
  out: orNull(text('--out <file>', anything('FILE'), 'files')),
  command: orNull(text('--command <name>', anything('NAME'), 'commands')),
  candidates: orNull(choice('--candidates <kind>', candidateKinds, 'profiles')),
  'open-product': toggle('--open-product'),
  approve: texts('--approve <endpoint>', forms.endpoint, 'ep-'),
  disconnect: texts('--disconnect <endpoint>', forms.endpoint, 'ep-'),
  'without-peer': toggle('--without-peer'),
  from: orNull({
    usage: '--from <vantage>',
    expected: 'local | ecs:ID | emqx | paste',
    choices: ['local', 'ecs:', 'emqx', 'paste'],
    read: lastOf(readVantage),
  }),
  'in-vpc': { ...orNull(text('--in-vpc <vpc>', forms.vpc, 'vpc-')), env: 'PLINK_IN_VPC' },
  lineage: orNull(text('--lineage <uuid>', forms.lineage)),
  force: toggle('--force'),
  port: number('--port <port>', 0, '0 … 65535', (value) => Number.isInteger(value) && value >= 0 && value <= 65_535),
  log: toggle('--log'),
  open: toggle('--open'),
  record: orNull(text('--record <folder>', anything('FOLDER'), 'files')),
  verify: orNull(text('--verify <folder>', anything('FOLDER'), 'files')),
  export: { ...choice('--export <format>', exportFormats, 'bash'), shownDefault: 'bash' },
  scenario: orNull(text('--scenario <name>', form('[a-z][a-z0-9-]*', 'NAME', 'bad-value'), 'scenarios')),
  speed: orNull(number('--speed <factor>', 1, '0 … 10000', (value) => value >= 0 && value <= 10_000)),

  // Step commands.
  name: orNull(text('--name <name>', forms.name)),
  lb: texts('--lb <id>', forms.loadBalancer, 'lb-'),
  'lb-name': orNull(text('--lb-name <name>', forms.loadBalancerName)),
  vswitch: orNull(text('--vswitch <id>', forms.vswitch, 'vsw-')),
  listener: texts('--listener <port>', listenerWord),
  backend: texts('--backend <id>', backendWord),
  zone: texts('--zone <zone>', zoneWord, 'zones'),
  'peer-kind': orNull(choice('--peer-kind <kind>', peerKinds, 'emqx')),
  payer: orNull(choice('--payer <payer>', payers, 'Endpoint')),
  // PrivateLink CreateVpcEndpointService, ServiceDescription.
  description: orNull(text('--description <text>', form('(?!https?://)[^]{2,256}', '2 … 256', 'bad-value'))),
  service: orNull(text('--service <id>', forms.service, 'epsrv-')),
  endpoint: orNull(text('--endpoint <id>', forms.endpoint, 'ep-')),
  // PrivateLink CreateVpcEndpoint, EndpointName.
  'endpoint-name': orNull(
    text('--endpoint-name <name>', form('[a-zA-Z\\p{Script=Han}][\\p{Script=Han}\\w-]{1,127}', '2 … 128', 'bad-value')),
  ),
  vpc: orNull(text('--vpc <id>', forms.vpc, 'vpc-')),
  'security-group': texts('--security-group <id>', forms.securityGroup, 'sg-'),
  // Read more closely in parse-allow.ts, which says what would be right.
  allow: texts('--allow <cidr>', anything('10.0.0.0/8 | 10.0.0.0/8:6379')),
  'dry-run': toggle('--dry-run'),

  // Invites.
  for: orNull(choice('--for <party>', peerKinds, 'emqx')),
  uid: orNull(text('--uid <uid>', forms.uid)),
  // As it is read over the phone, in either case.
  checksum: orNull(
    text('--checksum <check>', {
      ...forms.checksum,
      problemOf: (word) => forms.checksum.problemOf(word.toLowerCase()),
    }),
  ),
  replace: toggle('--replace'),
  answers: orNull(text('--answers <file>', anything('FILE'), 'files')),
  set: texts('--set <name=value>', form('[A-Za-z.]+=\\S[^]*', 'NAME=VALUE', 'bad-value')),
} as const satisfies Record<keyof CliText['flags'], Flag<unknown>>

/** Whether a program reads what is printed, on stderr as well. */
export function isDocument(output: Values['output']): output is 'json' | 'yaml' {
  return output === 'json' || output === 'yaml'
}

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
  'field',
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

function text(usage: string, form: Form, complete?: Flag<string>['complete']): Omit<Flag<string>, 'initial'> {
  const read = lastOf((value) => (matches(value, form) ? value : undefined))
  return { usage, expected: form.expected, form, ...(complete && { complete }), read }
}

/** A text that is not empty. */
function anything(expected: string): Form {
  return form('[^]*\\S[^]*', expected, 'bad-value')
}

function choice<const C extends string>(usage: string, choices: readonly C[], initial: C): Flag<C> {
  const read = lastOf((value) => choices.find((one) => one === value))
  return { usage, initial, expected: choices.join(' | '), choices, read }
}

function number(usage: string, initial: number, expected: string, isGood: (value: number) => boolean): Flag<number> {
  const read = lastOf((value) => (/^\d+(\.\d+)?$/.test(value) && isGood(Number(value)) ? Number(value) : undefined))
  return { usage, initial, expected, read }
}

function texts(usage: string, form: Form, complete?: Flag<string>['complete']): Flag<readonly string[]> {
  const read = (values: readonly string[]) => (values.every((value) => matches(value, form)) ? values : undefined)
  return { usage, initial: [], many: true, expected: form.expected, form, ...(complete && { complete }), read }
}

function orNull<T>(flag: Omit<Flag<T>, 'initial'> & { initial?: unknown }): Flag<T | null> {
  return { ...flag, initial: null }
}

function readVantage(value: string): VantageName | undefined {
  const [, id] = /^ecs:(.+)$/.exec(value) ?? []
  if (id !== undefined) return matches(id, forms.instance) ? `ecs:${id}` : undefined
  return value === 'local' || value === 'emqx' || value === 'paste' ? value : undefined
}

/** Of a flag given twice the last one counts, so that an alias can be overruled. */
function lastOf<T>(read: (value: string) => T | undefined): (values: readonly string[]) => T | undefined {
  return (values) => read(values.at(-1) ?? '')
}
