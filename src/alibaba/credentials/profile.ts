import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import type { CredentialsProblem } from '../../model/fault.ts'
import { readTextFile } from '../../state/text-file.ts'
import { keysSource, type RoleToAssume, type Source, secondsOf, UnusableSource } from './source.ts'

/** One profile of the aliyun CLI. Its fields are checked one by one, because the file is not ours. */
export interface Profile {
  readonly name: string
  /** Lower case: the CLI does not mind the case. */
  readonly mode: string
  /** A text that is there and not empty. */
  text(field: string): string | undefined
  field(name: string): unknown
}

/** `absent` and `broken` say nothing of what is in the file: a parser's message would quote it, secrets included. */
export type ProfilesFile =
  | { readonly file: string; readonly state: 'absent' }
  | { readonly file: string; readonly state: 'broken'; readonly problem: CredentialsProblem }
  | {
      readonly file: string
      readonly state: 'read'
      readonly current: string | undefined
      readonly profiles: readonly Profile[]
    }

/** `~/.aliyun/config.json`; the shape is that of aliyun-cli's config/profile.go. Never throws. */
export async function readProfiles(home: string): Promise<ProfilesFile> {
  const file = join(home, '.aliyun', 'config.json')
  let text: string
  try {
    text = readTextFile(file)
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    return missing ? { file, state: 'absent' } : { file, state: 'broken', problem: unreadableProblem(error) }
  }
  try {
    const root: unknown = JSON.parse(text)
    if (!isRecord(root) || !Array.isArray(root['profiles']))
      return { file, state: 'broken', problem: { kind: 'incomplete', field: 'profiles' } }
    const current = root['current']
    return {
      file,
      state: 'read',
      current: typeof current === 'string' && current !== '' ? current : undefined,
      profiles: root['profiles'].filter(isRecord).map(profileOf),
    }
  } catch {
    return { file, state: 'broken', problem: { kind: 'not-json' } }
  }
}

/**
 * The region to work in when no flag and no plink.yaml says: an explicit profile's own, else ALIBABA_CLOUD_REGION_ID, else
 * the current profile's. Never throws: problems of a profile are reported when its keys are needed.
 */
export async function findRegion(options: {
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
}): Promise<string | undefined> {
  const { profile, env, home } = options
  const ofEnvironment = env['ALIBABA_CLOUD_REGION_ID'] || undefined
  if (profile === null && ofEnvironment !== undefined) return ofEnvironment
  const read = await readProfiles(home)
  if (read.state !== 'read') return ofEnvironment
  const name = profile ?? (env['ALIBABA_CLOUD_PROFILE'] || read.current)
  return read.profiles.find((one) => one.name === name)?.text('region_id') ?? ofEnvironment
}

/** Why a file cannot be read, `EACCES`. */
export function unreadableProblem(error: unknown): CredentialsProblem {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
  return { kind: 'unreadable', reason }
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
  ak: ({ profile, label }) => keysSource(label, { ...keyPair(profile) }, keyNames),
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

function keyPair(profile: Profile): { readonly id: string | undefined; readonly secret: string | undefined } {
  return { id: profile.text('access_key_id'), secret: profile.text('access_key_secret') }
}

function required(profile: Profile, label: string, field: string): string {
  const value = profile.text(field)
  if (value === undefined) throw new UnusableSource(label, { kind: 'incomplete', field })
  return value
}

function assuming(profile: Profile, label: string, base: Source): Source {
  const role: RoleToAssume = {
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
