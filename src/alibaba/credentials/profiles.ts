import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import type { CredentialsProblem } from '../../model/fault.ts'
import { shownWord } from '../../model/mask.ts'
import { readTextFile } from '../../state/text-file.ts'
import { keysSource, type Source, UnusableSource } from './keys.ts'

/** Fields of a file that is not ours: checked one by one. */
interface Fields {
  /** A text that is there and not empty. */
  text(name: string): string | undefined
}

/** One profile of the aliyun CLI. */
export interface Profile extends Fields {
  readonly name: string
  /** Lower case: the CLI does not mind the case. */
  readonly mode: string
  field(name: string): unknown
}

export interface ProfilesFile {
  readonly file: string
  readonly current: string | undefined
  readonly profiles: readonly Profile[]
  /** Why it cannot be read; undefined also when there is no file. A parser's message would quote it, secrets included. */
  readonly problem: CredentialsProblem | undefined
}

/** `~/.aliyun/config.json`; the shape is that of aliyun-cli's config/profile.go. Never throws. */
export function readProfiles(home: string): ProfilesFile {
  const file = join(home, '.aliyun', 'config.json')
  const without = (problem?: CredentialsProblem) => ({ file, current: undefined, profiles: [], problem })
  const text = contentsOf(file)
  if (typeof text !== 'string') return without(text.kind === 'not-found' ? undefined : text)
  let root: unknown
  try {
    root = JSON.parse(text)
  } catch {
    return without({ kind: 'not-json' })
  }
  if (!isRecord(root) || !Array.isArray(root['profiles'])) return without({ kind: 'incomplete', field: 'profiles' })
  const current = root['current']
  return {
    file,
    current: typeof current === 'string' && current !== '' ? current : undefined,
    profiles: root['profiles'].filter(isRecord).map(profileOf),
    problem: undefined,
  }
}

/**
 * The region to work in when no flag and no plink.yaml says: an explicit profile's own, else ALIBABA_CLOUD_REGION_ID, else
 * the current profile's. Never throws: problems of a profile are reported when its keys are needed.
 */
export function findRegion(options: {
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
}): string | undefined {
  const { profile, env, home } = options
  const ofEnvironment = env['ALIBABA_CLOUD_REGION_ID'] || undefined
  if (profile === null && ofEnvironment !== undefined) return ofEnvironment
  const { profiles, current } = readProfiles(home)
  const name = profile ?? (env['ALIBABA_CLOUD_PROFILE'] || current)
  return profiles.find((one) => one.name === name)?.text('region_id') ?? ofEnvironment
}

/** The text of a file, or why there is none. */
function contentsOf(file: string): string | CredentialsProblem {
  try {
    return readTextFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'not-found' } : { kind: 'unreadable', reason: code }
  }
}

function profileOf(fields: Readonly<Record<string, unknown>>): Profile {
  const text = (name: string): string | undefined => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return { name: text('name') ?? '', mode: text('mode')?.toLowerCase() ?? 'ak', text, field: (name) => fields[name] }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Finds the source of another profile, for those that build on one. */
type Lookup = (name: string) => Source
interface ModeContext {
  readonly profile: Profile
  readonly label: string
  readonly lookup: Lookup
  /** Milliseconds since the epoch. */
  readonly now: number
}

const keyNames = { id: 'access_key_id', secret: 'access_key_secret', token: 'sts_token' }

/** The modes of the aliyun CLI by which keys can be had, in lower case (aliyun-cli config/profile.go). */
const modes: Readonly<Record<string, (context: ModeContext) => Source>> = {
  ak: ({ profile, label }) => keysSource(label, keyPair(profile), keyNames),
  ststoken: ({ profile, label, now }) => {
    const token = required(profile, label, 'sts_token')
    const expires = profile.field('sts_expiration')
    if (typeof expires === 'number' && expires > 0 && expires * 1000 <= now)
      throw new UnusableSource(label, { kind: 'expired' })
    return keysSource(label, { ...keyPair(profile), token }, keyNames)
  },
  ramrolearn: ({ profile, label }) =>
    assuming(profile, label, keysSource(label, { ...keyPair(profile), token: profile.text('sts_token') }, keyNames)),
  chainableramrolearn: ({ profile, label, lookup }) =>
    assuming(profile, label, lookup(required(profile, label, 'source_profile'))),
  ecsramrole: ({ profile, label }) => ({ kind: 'metadata', label, roleName: profile.text('ram_role_name') }),
  ramrolearnwithrolename: ({ profile, label }) =>
    assuming(profile, label, { kind: 'metadata', label, roleName: profile.text('ram_role_name') }),
  oidc: ({ profile, label }) => ({
    kind: 'oidc',
    label,
    role: {
      arn: required(profile, label, 'ram_role_arn'),
      providerArn: required(profile, label, 'oidc_provider_arn'),
      token: { file: required(profile, label, 'oidc_token_file') },
      session: profile.text('ram_session_name') ?? 'plink',
      seconds: secondsOf(profile.field('expired_seconds')),
      region: regionOf(profile),
    },
  }),
  credentialsuri: ({ profile, label }) => ({ kind: 'uri', label, uri: required(profile, label, 'credentials_uri') }),
  // After a login the tokens are in the file; the library exchanges and renews them.
  cloudsso: ({ profile, label }) => ({ kind: 'login', label, profile: profile.name }),
  oauth: ({ profile, label }) => ({ kind: 'login', label, profile: profile.name }),
  external: ({ profile, label }) => ({ kind: 'command', label, command: required(profile, label, 'process_command') }),
}

/**
 * The keys behind a profile.
 * @throws UnusableSource when it cannot give any; a circle of source profiles cannot
 */
export function sourceOf(profile: Profile, all: readonly Profile[], now: number, seen: readonly string[] = []): Source {
  const label = `profile ${profile.name}`
  const path = [...seen, profile.name]
  const lookup: Lookup = (name) => {
    const other = path.includes(name) ? undefined : all.find((one) => one.name === name)
    if (other === undefined) throw new UnusableSource(label, { kind: 'incomplete', field: 'source_profile' })
    return sourceOf(other, all, now, path)
  }
  const mode = modes[profile.mode]
  if (mode === undefined) throw new UnusableSource(label, { kind: 'unsupported', mode: profile.mode.slice(0, 40) })
  return mode({ profile, label, lookup, now })
}

function keyPair(fields: Fields) {
  return { id: fields.text('access_key_id'), secret: fields.text('access_key_secret') }
}

function required(fields: Fields, label: string, field: string): string {
  const value = fields.text(field)
  if (value === undefined) throw new UnusableSource(label, { kind: 'incomplete', field })
  return value
}

function assuming(profile: Profile, label: string, base: Source): Source {
  const role = {
    arn: required(profile, label, 'ram_role_arn'),
    session: profile.text('ram_session_name') ?? 'plink',
    seconds: secondsOf(profile.field('expired_seconds')),
    region: regionOf(profile),
    externalId: profile.text('external_id'),
  }
  return { kind: 'role', label, base, role }
}

/** Keys of any region's STS are good everywhere; the nearest is the profile's own. */
function regionOf(profile: Profile): string {
  return profile.text('sts_region') ?? profile.text('region_id') ?? 'cn-hangzhou'
}

/** STS hands out keys for 15 minutes at least, and for an hour unless told otherwise (STS AssumeRole, DurationSeconds). */
function secondsOf(value: unknown): number {
  return typeof value === 'number' && value >= 900 ? value : 3600
}

/**
 * A section of the older SDKs' file (@alicloud/credentials, providers/profile); undefined without file or section. Nothing of
 * the file is ever quoted.
 * @param isNamed somebody named this file: then it must be there
 * @throws UnusableSource when the section gives no keys
 */
export function sectionSource(file: string, name: string, region: string, isNamed: boolean): Source | undefined {
  const text = contentsOf(file)
  if (typeof text !== 'string') {
    if (text.kind === 'not-found' && !isNamed) return undefined
    throw new UnusableSource(file, text)
  }
  const section = sectionOf(text, name)
  if (section === undefined) return undefined
  const type = required(section, file, 'type')
  const keys = () => keysSource(file, keyPair(section), keyNames)
  switch (type) {
    case 'access_key':
      return keys()
    case 'ecs_ram_role':
      return { kind: 'metadata', label: file, roleName: section.text('role_name') }
    case 'ram_role_arn': {
      const arn = required(section, file, 'role_arn')
      const session = section.text('role_session_name') ?? 'plink'
      const role = { arn, session, seconds: 3600, region, externalId: undefined }
      return { kind: 'role', label: file, base: keys(), role }
    }
    default:
      throw new UnusableSource(file, { kind: 'unsupported', mode: shownWord(type) })
  }
}

function sectionOf(text: string, name: string): Fields | undefined {
  let fields: Map<string, string> | undefined
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim()
    const heading = /^\[(.*)\]$/.exec(bare)
    if (heading) inside = heading[1]?.trim() === name
    if (inside) fields ??= new Map()
    const pair = /^([^#;=[][^=]*)=(.*)$/.exec(bare)
    // A remark may follow a value, after a space.
    if (inside && pair?.[1] !== undefined) fields?.set(pair[1].trim(), (pair[2] ?? '').replace(/\s+[;#].*$/, '').trim())
  }
  return fields && { text: (field) => fields.get(field) || undefined }
}
