import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import { PlinkError } from '../../model/fault.ts'
import type { SideName } from '../../model/link.ts'
import { shownWord } from '../../model/mask.ts'
import { type CloudKeys, type Credentials, keysSource, type Source, UnusableSource } from './keys.ts'
import { type ProfilesFile, readProfiles, sectionSource, sourceOf } from './profiles.ts'
import { type Provide, type ProviderContext, providerOf } from './providers.ts'

export interface CredentialsOptions extends ProviderContext {
  /** `--profile`: use only this profile; null for the official chain. */
  readonly profile: string | null
}

/** What decides where keys come from. */
interface CredentialsQuery extends Pick<CredentialsOptions, 'side' | 'profile' | 'env' | 'home'> {
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Time before expiry at which keys are renewed; longer than any call that started with the old ones. */
const renewMs = 5 * 60_000
/** The library renews its keys itself; ask it again after this time. */
const askAgainMs = 60_000

/** Nothing is read before the first `get`. */
export function openCredentials(options: CredentialsOptions): Credentials {
  const { side, profile, clock } = options
  let provide: Provide | undefined
  let held: { readonly keys: CloudKeys; readonly until: number } | undefined
  let renewal: Promise<CloudKeys> | undefined

  const renew = async (): Promise<CloudKeys> => {
    try {
      provide ??= providerOf(findSource({ ...options, now: clock.now() }), options)
      const keys = await provide()
      held = { keys, until: keys.expires === null ? clock.now() + askAgainMs : keys.expires - renewMs }
      return keys
    } catch (error) {
      // A library object that failed once may keep asking the wrong source: start over on the next get.
      provide = undefined
      const old = held?.keys
      if (old?.expires != null && old.expires > clock.now()) return old
      if (!(error instanceof UnusableSource)) throw error
      const { source, problem } = error
      throw new PlinkError('CREDENTIALS_UNUSABLE', { side, profile, source, problem })
    }
  }

  return {
    async get(signal) {
      signal?.throwIfAborted()
      if (held !== undefined && clock.now() < held.until) return held.keys
      renewal ??= renew().finally(() => {
        renewal = undefined
      })
      return await orAborted(renewal, signal)
    },
    forget(keys) {
      if (held?.keys !== keys) return
      held = undefined
      provide = undefined
    },
  }
}

/** An aborted caller does not cancel the renewal that others wait for. */
function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/**
 * Finds where this side's keys come from. The first source that is configured decides, even if it is unusable: falling
 * through to the next one could work in the wrong account.
 * @throws UnusableSource
 * @throws PlinkError CREDENTIALS_MISSING, PROFILE_UNKNOWN
 */
export function findSource(query: CredentialsQuery): Source {
  const { side, profile, env } = query
  if (profile !== null) return namedProfile(query, profile)
  for (const place of chain) {
    const source = place(query)
    if (source !== undefined) return source
  }
  throw new PlinkError('CREDENTIALS_MISSING', { side, profile: null, nearMisses: nearMissesIn(env) })
}

type Place = (query: CredentialsQuery) => Source | undefined

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

  function commandLineProfile({ side, env, home, now }) {
    if (isOn(env['ALIBABA_CLOUD_CLI_PROFILE_DISABLED']) || isOn(env['ALIBABA_CLOUD_IGNORE_PROFILE'])) return undefined
    const named = env['ALIBABA_CLOUD_PROFILE'] || undefined
    const read = readProfiles(home)
    if (read.problem !== undefined) throw new UnusableSource(read.file, read.problem)
    const name = named ?? read.current
    const profile = read.profiles.find((one) => one.name === name)
    // The default profile as `aliyun` first creates it: empty, so not configured.
    if (profile?.mode === 'ak' && named === undefined && profile.text('access_key_id') === undefined) return undefined
    // ALIBABA_CLOUD_PROFILE may also name a section of the credentials file.
    if (profile === undefined && (name === undefined || named !== undefined)) return undefined
    if (profile === undefined) throw unknown(side, name ?? '', read)
    return sourceOf(profile, read.profiles, now)
  },

  function credentialsFile({ side, env, home }) {
    const given = env['ALIBABA_CLOUD_CREDENTIALS_FILE'] || undefined
    const named = env['ALIBABA_CLOUD_PROFILE'] || undefined
    const file = given ?? join(home, '.alibabacloud', 'credentials')
    const source = sectionSource(file, named ?? 'default', stsRegionOf(env), given !== undefined)
    if (source === undefined && named !== undefined) throw unknown(side, named, readProfiles(home))
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

function namedProfile({ side, home, now }: CredentialsQuery, name: string): Source {
  const read = readProfiles(home)
  if (read.problem !== undefined) throw new UnusableSource(read.file, read.problem)
  const profile = read.profiles.find((one) => one.name === name)
  if (profile === undefined) throw unknown(side, name, read)
  return sourceOf(profile, read.profiles, now)
}

function unknown(side: SideName, name: string, read: ProfilesFile): PlinkError {
  // A password may have been written where a name stands.
  const shown = (each: string) => (/^[\w.-]+$/.test(each) ? each : shownWord(each))
  const profile = shown(name)
  const known = read.profiles.map((each) => shown(each.name))
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
