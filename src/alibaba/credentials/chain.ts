import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import { PlinkError } from '../../model/fault.ts'
import type { SideName } from '../../model/link.ts'
import { shownWord } from '../../model/mask.ts'
import { readTextFile } from '../../state/text-file.ts'
import { type ProfilesFile, readProfiles, sourceOf, unreadableProblem } from './profile.ts'
import { keysSource, type Source, UnusableSource } from './source.ts'

export interface CredentialsQuery {
  readonly side: SideName
  /** Use only this profile; null for the official chain. */
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Finds where this side's keys come from. The first source that is configured decides, even if it is unusable: falling
 * through to the next one could work in the wrong account.
 * @throws UnusableSource
 * @throws PlinkError CREDENTIALS_MISSING, PROFILE_UNKNOWN
 */
export async function findSource(query: CredentialsQuery): Promise<Source> {
  const { side, profile, env } = query
  if (profile !== null) return await namedProfile(query, profile)
  for (const place of chain) {
    const source = await place(query)
    if (source !== undefined) return source
  }
  throw new PlinkError('CREDENTIALS_MISSING', { side, profile: null, nearMisses: nearMissesIn(env) })
}

type Place = (query: CredentialsQuery) => Source | undefined | Promise<Source | undefined>

const keyNames = {
  id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
  secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
}

/** The official order (@alicloud/credentials, providers/default). */
const chain: readonly Place[] = [
  function environment({ env }) {
    const [id, secret, token] = [keyNames.id, keyNames.secret, keyNames.token].map((name) => env[name] || undefined)
    if (id === undefined && secret === undefined) return undefined
    return keysSource('environment', { id, secret, token }, keyNames)
  },

  // The token itself in a variable is what Terraform's provider reads; the SDKs read a file alone, which wins.
  function oidc({ env }) {
    const names = { providerArn: 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN', arn: 'ALIBABA_CLOUD_ROLE_ARN' }
    const file = env['ALIBABA_CLOUD_OIDC_TOKEN_FILE'] || undefined
    const text = env['ALIBABA_CLOUD_OIDC_TOKEN'] || undefined
    if (file === undefined && text === undefined && !env[names.providerArn]) return undefined
    const label = file === undefined ? 'ALIBABA_CLOUD_OIDC_TOKEN' : 'ALIBABA_CLOUD_OIDC_TOKEN_FILE'
    const required = (name: string): string => {
      const value = env[name]
      if (!value) throw new UnusableSource(label, { kind: 'incomplete', field: name })
      return value
    }
    return {
      kind: 'oidc',
      label,
      role: {
        arn: required(names.arn),
        providerArn: required(names.providerArn),
        token: file === undefined ? { text: required('ALIBABA_CLOUD_OIDC_TOKEN') } : { file },
        session: env['ALIBABA_CLOUD_ROLE_SESSION_NAME'] || 'plink',
        seconds: 3600,
        region: stsRegionOf(env),
      },
    }
  },

  async function commandLineProfile({ side, env, home, now }) {
    if (isOn(env['ALIBABA_CLOUD_CLI_PROFILE_DISABLED']) || isOn(env['ALIBABA_CLOUD_IGNORE_PROFILE'])) return undefined
    const named = env['ALIBABA_CLOUD_PROFILE'] || undefined
    const read = await readProfiles(home)
    if (read.state === 'broken') throw new UnusableSource(read.file, read.problem)
    if (read.state === 'absent') return undefined
    const name = named ?? read.current
    const profile = read.profiles.find((one) => one.name === name)
    // The default profile as `aliyun` first creates it: empty, so not configured.
    if (profile?.mode === 'ak' && named === undefined && profile.text('access_key_id') === undefined) return undefined
    // ALIBABA_CLOUD_PROFILE may also name a section of the credentials file.
    if (profile === undefined && (name === undefined || named !== undefined)) return undefined
    if (profile === undefined) throw unknown(side, name ?? '', read)
    return sourceOf(profile, read.profiles, now)
  },

  async function credentialsFile({ side, env, home }) {
    const given = env['ALIBABA_CLOUD_CREDENTIALS_FILE'] || undefined
    const named = env['ALIBABA_CLOUD_PROFILE'] || undefined
    const file = given ?? join(home, '.alibabacloud', 'credentials')
    const source = readIni(file, named ?? 'default', stsRegionOf(env), given !== undefined)
    if (source === undefined && named !== undefined) throw unknown(side, named, await readProfiles(home))
    return source
  },

  // Only if configured: outside ECS the metadata address drops packets, which costs two seconds.
  function ecsMetadata({ env }) {
    const roleName = env['ALIBABA_CLOUD_ECS_METADATA']
    if (!roleName || isOn(env['ALIBABA_CLOUD_ECS_METADATA_DISABLED'])) return undefined
    return { kind: 'metadata', label: 'ALIBABA_CLOUD_ECS_METADATA', roleName }
  },

  function credentialsUri({ env }) {
    const uri = env['ALIBABA_CLOUD_CREDENTIALS_URI']
    return uri ? { kind: 'uri', label: 'ALIBABA_CLOUD_CREDENTIALS_URI', uri } : undefined
  },
]

async function namedProfile({ side, home, now }: CredentialsQuery, name: string): Promise<Source> {
  const read = await readProfiles(home)
  if (read.state === 'broken') throw new UnusableSource(read.file, read.problem)
  const profiles = read.state === 'read' ? read.profiles : []
  const profile = profiles.find((one) => one.name === name)
  if (profile === undefined) throw unknown(side, name, read)
  return sourceOf(profile, profiles, now)
}

function unknown(side: SideName, name: string, read: ProfilesFile): PlinkError {
  // A password may have been written where a name stands.
  const shown = (each: string) => (/^[\w.-]+$/.test(each) ? each : shownWord(each))
  const profile = shown(name)
  const known = read.state === 'read' ? read.profiles.map((each) => shown(each.name)) : []
  return new PlinkError('PROFILE_UNKNOWN', { side, profile, file: read.file, known })
}

/** Variables that are set and look like credentials, but that plink does not read. */
function nearMissesIn(env: Environment): string[] {
  const near =
    /^(?:ALIBABA_?CLOUD|ALICLOUD|ALIYUN)?_?(?:ACCESS_?KEY(?:_?ID|_?SECRET)?|SECRET_?KEY|SECURITY_?TOKEN|PROFILE)$/i
  const known = ['PROFILE', ...Object.values(keyNames), 'ALIBABA_CLOUD_PROFILE']
  return Object.keys(env)
    .filter((name) => env[name] !== '' && near.test(name) && !known.includes(name))
    .sort()
}

function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

function stsRegionOf(env: Environment): string {
  return env['ALIBABA_CLOUD_STS_REGION'] || env['ALIBABA_CLOUD_REGION_ID'] || 'cn-hangzhou'
}

/**
 * A section of the older SDKs' file (@alicloud/credentials, providers/profile); undefined without file or section. Nothing of
 * the file is ever quoted.
 * @param isNamed somebody named this file: then it must be there
 * @throws UnusableSource when the section gives no keys
 */
function readIni(file: string, section: string, stsRegion: string, isNamed: boolean): Source | undefined {
  let text: string
  try {
    text = readTextFile(file)
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    if (isMissing && !isNamed) return undefined
    throw new UnusableSource(file, isMissing ? { kind: 'not-found' } : unreadableProblem(error))
  }
  const fields = fieldsOf(text, section)
  if (fields === undefined) return undefined
  const get = (name: string): string | undefined => fields.get(name) || undefined
  const base = (): Source =>
    keysSource(
      file,
      { id: get('access_key_id'), secret: get('access_key_secret') },
      { id: 'access_key_id', secret: 'access_key_secret', token: 'security_token' },
    )
  const type = get('type')
  switch (type) {
    case 'access_key':
      return base()
    case 'ecs_ram_role':
      return { kind: 'metadata', label: file, roleName: get('role_name') }
    case 'ram_role_arn': {
      const arn = get('role_arn')
      if (arn === undefined) throw new UnusableSource(file, { kind: 'incomplete', field: 'role_arn' })
      const session = get('role_session_name') ?? 'plink'
      return {
        kind: 'role',
        label: file,
        base: base(),
        role: { arn, session, seconds: 3600, region: stsRegion, externalId: undefined },
      }
    }
    case undefined:
      throw new UnusableSource(file, { kind: 'incomplete', field: 'type' })
    default:
      throw new UnusableSource(file, { kind: 'unsupported', mode: shownWord(type) })
  }
}

function fieldsOf(text: string, section: string): Map<string, string> | undefined {
  let fields: Map<string, string> | undefined
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim()
    const heading = /^\[(.*)\]$/.exec(bare)
    if (heading) inside = heading[1]?.trim() === section
    if (inside) fields ??= new Map()
    const pair = /^([^#;=[][^=]*)=(.*)$/.exec(bare)
    // A remark may follow a value, after a space.
    if (inside && pair?.[1] !== undefined) fields?.set(pair[1].trim(), (pair[2] ?? '').replace(/\s+[;#].*$/, '').trim())
  }
  return fields
}
