import type { Clock } from '../../model/clock.ts'
import type { Environment } from '../../model/environment.ts'
import type { Emit } from '../../model/event.ts'
import { PlinkError } from '../../model/fault.ts'
import type { SideName } from '../../model/link.ts'
import { openCloud } from '../client.ts'
import type { Endpoints } from '../endpoints.ts'
import type { CloudKeys, Credentials } from '../keys.ts'
import { findSource } from './chain.ts'
import type { RoleToAssume, Source } from './profile.ts'

export interface CredentialsOptions {
  readonly side: SideName
  /** `--profile`: this one and nothing else; null for the official chain. */
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
  readonly endpoints: Endpoints
  readonly clock: Clock
  readonly emit: Emit
  /** As that of the client. */
  readonly budgetMs?: number
}

/** Renewed so long before the end that a call begun with the old ones is surely over. */
const renewMs = 5 * 60_000
/** The library renews what it holds by itself; it is asked again after this long. */
const askAgainMs = 60_000

type Provide = () => Promise<CloudKeys>

/** Nothing is read before the first `get`. */
export function openCredentials(options: CredentialsOptions): Credentials {
  const { clock } = options
  let provide: Provide | undefined
  let held: { readonly keys: CloudKeys; readonly until: number } | undefined
  let renewal: Promise<CloudKeys> | undefined

  const renew = async (): Promise<CloudKeys> => {
    try {
      provide ??= providerOf(await findSource(options), options)
      const keys = await provide()
      held = { keys, until: keys.expires === null ? clock.now() + askAgainMs : keys.expires - renewMs }
      return keys
    } catch (error) {
      // A library object that failed once may ask the wrong place for ever: the next get starts anew.
      provide = undefined
      const old = held?.keys
      if (old?.expires != null && old.expires > clock.now()) return old
      throw error
    } finally {
      renewal = undefined
    }
  }

  return {
    async get(signal) {
      signal?.throwIfAborted()
      if (held !== undefined && clock.now() < held.until) return held.keys
      renewal ??= renew()
      return await orAborted(renewal, signal)
    },
    forget(keys) {
      if (held?.keys !== keys) return
      held = undefined
      provide = undefined
    },
  }
}

function providerOf(source: Source, options: CredentialsOptions): Provide {
  switch (source.kind) {
    case 'keys':
      return async () => source.keys
    case 'role':
      return roleProvider(source.base, source.role, options)
    case 'library': {
      const { side, profile } = options
      const provider = import('./library.ts').then(({ openLibrary }) => openLibrary(source.ask, options.home))
      return async () => {
        try {
          return await (await provider)()
        } catch {
          // No cause: the library's texts quote files and answers, secrets included.
          throw new PlinkError('CREDENTIALS_UNUSABLE', { side, profile, source: source.label })
        }
      }
    }
  }
}

/** AssumeRole through our own client: with proxies, our timers and PLINK_ENDPOINT_URL, none of which the library knows. */
function roleProvider(base: Source, role: RoleToAssume, options: CredentialsOptions): Provide {
  const provideBase = providerOf(base, options)
  const cloud = openCloud({ ...options, region: role.region, credentials: { get: provideBase, forget: () => {} } })
  return async () => {
    const { Credentials: keys } = await cloud.call('sts.AssumeRole', {
      RoleArn: role.arn,
      RoleSessionName: role.session,
      DurationSeconds: role.seconds,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    })
    return {
      accessKeyId: keys.AccessKeyId,
      accessKeySecret: keys.AccessKeySecret,
      securityToken: keys.SecurityToken,
      expires: Date.parse(keys.Expiration),
    }
  }
}

/** One caller's impatience does not end the renewal the others wait for. */
function orAborted<T>(promise: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return promise
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
