import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import { readTextFile } from '../../state/text-file.ts'
import type { CloudKeys } from '../keys.ts'

/** Where a side's keys come from. `label` is what an error may say of it: a variable, a profile, a file; never what is in it. */
export type Source =
  | { readonly kind: 'keys'; readonly label: string; readonly keys: CloudKeys }
  | { readonly kind: 'role'; readonly label: string; readonly base: Source; readonly role: RoleToAssume }
  | { readonly kind: 'library'; readonly label: string; readonly ask: LibraryAsk }

/** What AssumeRole is asked for. */
export interface RoleToAssume {
  readonly arn: string
  readonly session: string
  readonly seconds: number
  /** Whose STS endpoint. */
  readonly region: string
  readonly externalId: string | undefined
}

/**
 * In the library's own words, except `external`, a command that prints keys, and `cli`, a profile of the aliyun CLI that it
 * resolves as a whole.
 */
export type LibraryAsk =
  | { readonly type: 'ecs_ram_role'; readonly roleName: string | undefined }
  | {
      readonly type: 'oidc_role_arn'
      readonly roleArn: string
      readonly oidcProviderArn: string
      readonly oidcTokenFilePath: string
      readonly roleSessionName: string
      readonly roleSessionExpiration: number
      readonly stsEndpoint: string
    }
  | { readonly type: 'credentials_uri'; readonly credentialsURI: string }
  | { readonly type: 'external'; readonly command: string }
  | { readonly type: 'cli'; readonly profile: string }

/** Keys that are given as they are, with a token or without; undefined when half of them is missing. */
export function keysSource(label: string, id?: string, secret?: string, token?: string): Source | undefined {
  if (id === undefined || secret === undefined) return undefined
  return {
    kind: 'keys',
    label,
    keys: { accessKeyId: id, accessKeySecret: secret, securityToken: token ?? null, expires: null },
  }
}

/** STS hands out keys for 15 minutes at least, and for an hour unless told otherwise (STS AssumeRole, DurationSeconds). */
function secondsOf(value: unknown): number {
  return typeof value === 'number' && value >= 900 ? value : 3600
}

/** One profile of the aliyun CLI; its fields are looked at one by one, since the file is somebody else's. */
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
  | { readonly file: string; readonly state: 'broken' }
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
    return { file, state: missing ? 'absent' : 'broken' }
  }
  try {
    const root: unknown = JSON.parse(text)
    if (!isRecord(root) || !Array.isArray(root['profiles'])) return { file, state: 'broken' }
    const current = root['current']
    return {
      file,
      state: 'read',
      current: typeof current === 'string' && current !== '' ? current : undefined,
      profiles: root['profiles'].filter(isRecord).map(profileOf),
    }
  } catch {
    return { file, state: 'broken' }
  }
}

/**
 * The region to work in when no flag and no plink.yaml says: an explicit profile's own, else ALIBABA_CLOUD_REGION_ID, else
 * the current profile's. Never throws: what is wrong with a profile is told when its keys are needed.
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

/** Finds another profile by name, for those that build on one; undefined when it is missing, unusable or already being looked at. */
type Lookup = (name: string) => Source | undefined
type Mode = (profile: Profile, label: string, lookup: Lookup) => Source | undefined

/** The modes of the aliyun CLI by which keys can be had, in lower case (aliyun-cli config/profile.go). Any other, or a missing field, is undefined. */
const modes: Readonly<Record<string, Mode>> = {
  ak: (profile, label) => keysSource(label, profile.text('access_key_id'), profile.text('access_key_secret')),
  ststoken: (profile, label) => {
    const token = profile.text('sts_token')
    if (token === undefined) return undefined
    return keysSource(label, profile.text('access_key_id'), profile.text('access_key_secret'), token)
  },
  ramrolearn: (profile, label) =>
    assuming(
      profile,
      label,
      keysSource(label, profile.text('access_key_id'), profile.text('access_key_secret'), profile.text('sts_token')),
    ),
  chainableramrolearn: (profile, label, lookup) => {
    const source = profile.text('source_profile')
    return assuming(profile, label, source === undefined ? undefined : lookup(source))
  },
  ecsramrole: (profile, label) => ({
    kind: 'library',
    label,
    ask: { type: 'ecs_ram_role', roleName: profile.text('ram_role_name') },
  }),
  ramrolearnwithrolename: (profile, label) =>
    assuming(profile, label, {
      kind: 'library',
      label,
      ask: { type: 'ecs_ram_role', roleName: profile.text('ram_role_name') },
    }),
  oidc: (profile, label) => {
    const roleArn = profile.text('ram_role_arn')
    const oidcProviderArn = profile.text('oidc_provider_arn')
    const oidcTokenFilePath = profile.text('oidc_token_file')
    if (roleArn === undefined || oidcProviderArn === undefined || oidcTokenFilePath === undefined) return undefined
    return {
      kind: 'library',
      label,
      ask: {
        type: 'oidc_role_arn',
        roleArn,
        oidcProviderArn,
        oidcTokenFilePath,
        roleSessionName: profile.text('ram_session_name') ?? 'plink',
        roleSessionExpiration: secondsOf(profile.field('expired_seconds')),
        stsEndpoint: `sts.${regionOf(profile)}.aliyuncs.com`,
      },
    }
  },
  credentialsuri: (profile, label) => {
    const credentialsURI = profile.text('credentials_uri')
    return credentialsURI === undefined
      ? undefined
      : { kind: 'library', label, ask: { type: 'credentials_uri', credentialsURI } }
  },
  // Whoever logged in has tokens in the file, and the library knows how to turn and to renew them.
  cloudsso: (profile, label) => ({ kind: 'library', label, ask: { type: 'cli', profile: profile.name } }),
  oauth: (profile, label) => ({ kind: 'library', label, ask: { type: 'cli', profile: profile.name } }),
  external: (profile, label) => {
    const command = profile.text('process_command')
    return command === undefined ? undefined : { kind: 'library', label, ask: { type: 'external', command } }
  },
}

/** The keys behind a profile; undefined when it cannot give any. A circle of source profiles cannot. */
export function sourceOf(profile: Profile, all: readonly Profile[], seen: readonly string[] = []): Source | undefined {
  const path = [...seen, profile.name]
  const lookup: Lookup = (name) => {
    const other = path.includes(name) ? undefined : all.find((one) => one.name === name)
    return other && sourceOf(other, all, path)
  }
  return modes[profile.mode]?.(profile, `profile ${profile.name}`, lookup)
}

function assuming(profile: Profile, label: string, base: Source | undefined): Source | undefined {
  const arn = profile.text('ram_role_arn')
  if (base === undefined || arn === undefined) return undefined
  const role: RoleToAssume = {
    arn,
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
