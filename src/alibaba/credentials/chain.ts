import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import { PlinkError } from '../../model/fault.ts'
import type { SideName } from '../../model/link.ts'
import { readTextFile } from '../../state/text-file.ts'
import { keysSource, readProfiles, type Source, sourceOf } from './profile.ts'

export interface Seeker {
  readonly side: SideName
  /** This one and nothing else; null for the official chain. */
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
}

/**
 * Where this side's keys come from. The first place that has something to say decides, also when what it says is no use:
 * falling through to the next would work in another account than the one that was meant.
 * @throws PlinkError CREDENTIALS_MISSING, CREDENTIALS_UNUSABLE, PROFILE_UNKNOWN
 */
export async function findSource(seeker: Seeker): Promise<Source> {
  if (seeker.profile !== null) return await namedProfile(seeker, seeker.profile)
  for (const place of chain) {
    const source = await place(seeker)
    if (source !== undefined) return source
  }
  throw new PlinkError('CREDENTIALS_MISSING', { side: seeker.side, profile: null })
}

type Place = (seeker: Seeker) => Source | undefined | Promise<Source | undefined>

/** The official order (@alicloud/credentials, providers/default). */
const chain: readonly Place[] = [
  function environment(seeker) {
    const { env } = seeker
    const id = env['ALIBABA_CLOUD_ACCESS_KEY_ID'] || undefined
    const secret = env['ALIBABA_CLOUD_ACCESS_KEY_SECRET'] || undefined
    if (id === undefined && secret === undefined) return undefined
    const missing = id === undefined ? 'ALIBABA_CLOUD_ACCESS_KEY_ID' : 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'
    const token = env['ALIBABA_CLOUD_SECURITY_TOKEN'] || undefined
    return keysSource('environment', id, secret, token) ?? unusable(seeker, missing)
  },

  function oidc({ env }) {
    const roleArn = env['ALIBABA_CLOUD_ROLE_ARN']
    const oidcProviderArn = env['ALIBABA_CLOUD_OIDC_PROVIDER_ARN']
    const oidcTokenFilePath = env['ALIBABA_CLOUD_OIDC_TOKEN_FILE']
    if (!roleArn || !oidcProviderArn || !oidcTokenFilePath) return undefined
    return {
      kind: 'library',
      label: 'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
      ask: {
        type: 'oidc_role_arn',
        roleArn,
        oidcProviderArn,
        oidcTokenFilePath,
        roleSessionName: env['ALIBABA_CLOUD_ROLE_SESSION_NAME'] || 'plink',
        roleSessionExpiration: 3600,
        stsEndpoint: `sts.${stsRegionOf(env)}.aliyuncs.com`,
      },
    }
  },

  async function commandLineProfile(seeker) {
    const { env, home } = seeker
    if (isOn(env['ALIBABA_CLOUD_CLI_PROFILE_DISABLED']) || isOn(env['ALIBABA_CLOUD_IGNORE_PROFILE'])) return undefined
    const named = env['ALIBABA_CLOUD_PROFILE'] || undefined
    const read = await readProfiles(home)
    if (read.state === 'broken') return unusable(seeker, read.file)
    if (read.state === 'absent') return undefined
    const profile = read.profiles.find(({ name }) => name === (named ?? read.current))
    // Nobody named it, and it is as empty as `aliyun` leaves its first one: nothing was said.
    if (profile?.mode === 'ak' && named === undefined && profile.text('access_key_id') === undefined) return undefined
    return profile && (sourceOf(profile, read.profiles) ?? unusable(seeker, `profile ${profile.name}`))
  },

  async function credentialsFile(seeker) {
    const { env, home } = seeker
    const file = env['ALIBABA_CLOUD_CREDENTIALS_FILE'] || join(home, '.alibabacloud', 'credentials')
    const found = await readIni(file, env['ALIBABA_CLOUD_PROFILE'] || 'default', stsRegionOf(env))
    return found === 'absent' ? undefined : (found ?? unusable(seeker, file))
  },

  // Only when asked for: off an ECS, the metadata address swallows packets for two seconds.
  function ecsMetadata({ env }) {
    const roleName = env['ALIBABA_CLOUD_ECS_METADATA']
    if (!roleName || isOn(env['ALIBABA_CLOUD_ECS_METADATA_DISABLED'])) return undefined
    return { kind: 'library', label: 'ALIBABA_CLOUD_ECS_METADATA', ask: { type: 'ecs_ram_role', roleName } }
  },

  // Only with a URI: the library alone would ask a host called "undefined".
  function credentialsUri({ env }) {
    const credentialsURI = env['ALIBABA_CLOUD_CREDENTIALS_URI']
    if (!credentialsURI) return undefined
    return { kind: 'library', label: 'ALIBABA_CLOUD_CREDENTIALS_URI', ask: { type: 'credentials_uri', credentialsURI } }
  },
]

async function namedProfile(seeker: Seeker, name: string): Promise<Source> {
  const { side, home } = seeker
  const read = await readProfiles(home)
  if (read.state === 'broken') return unusable(seeker, read.file)
  const profiles = read.state === 'read' ? read.profiles : []
  const profile = profiles.find((one) => one.name === name)
  if (profile === undefined) {
    const known = profiles.map((one) => one.name)
    throw new PlinkError('PROFILE_UNKNOWN', { side, profile: name, file: read.file, known })
  }
  return sourceOf(profile, profiles) ?? unusable(seeker, `profile ${name}`)
}

function unusable({ side, profile }: Seeker, source: string): never {
  throw new PlinkError('CREDENTIALS_UNUSABLE', { side, profile, source })
}

function isOn(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

function stsRegionOf(env: Environment): string {
  return env['ALIBABA_CLOUD_STS_REGION'] || env['ALIBABA_CLOUD_REGION_ID'] || 'cn-hangzhou'
}

/**
 * A section of the older SDKs' file (@alicloud/credentials, providers/profile): `absent` without file or section, undefined when it is there and
 * gives no keys. Never throws, never quotes.
 */
async function readIni(file: string, section: string, stsRegion: string): Promise<Source | 'absent' | undefined> {
  let text: string
  try {
    text = readTextFile(file)
  } catch {
    return 'absent'
  }
  const fields = fieldsOf(text, section)
  if (fields === undefined) return 'absent'
  const get = (name: string): string | undefined => fields.get(name) || undefined
  const base = keysSource(file, get('access_key_id'), get('access_key_secret'))
  switch (get('type')) {
    case 'access_key':
      return base
    case 'ecs_ram_role':
      return { kind: 'library', label: file, ask: { type: 'ecs_ram_role', roleName: get('role_name') } }
    case 'ram_role_arn': {
      const arn = get('role_arn')
      if (base === undefined || arn === undefined) return undefined
      const session = get('role_session_name') ?? 'plink'
      return {
        kind: 'role',
        label: file,
        base,
        role: { arn, session, seconds: 3600, region: stsRegion, externalId: undefined },
      }
    }
    default:
      return undefined
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
