import type { Clock } from '../../model/clock.ts'
import type { Environment } from '../../model/environment.ts'
import type { Emit } from '../../model/event.ts'
import { PlinkError } from '../../model/fault.ts'
import type { SideName } from '../../model/link.ts'
import { openCloud } from '../client.ts'
import type { Endpoints } from '../endpoints.ts'
import type { CloudKeys, Credentials } from '../keys.ts'
import { findSource } from './chain.ts'
import { keysOf, metadataProvider, oidcProvider, uriProvider } from './providers.ts'
import { type Source, UnusableSource } from './source.ts'

export interface CredentialsOptions {
  readonly side: SideName
  /** `--profile`: use only this profile; null for the official chain. */
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
  readonly endpoints: Endpoints
  readonly clock: Clock
  readonly emit: Emit
  /** As that of the client. */
  readonly budgetMs?: number
}

/** Time before expiry at which keys are renewed; longer than any call that started with the old ones. */
const renewMs = 5 * 60_000
/** The library renews its keys itself; ask it again after this time. */
const askAgainMs = 60_000

type Provide = () => Promise<CloudKeys>

/** Nothing is read before the first `get`. */
export function openCredentials(options: CredentialsOptions): Credentials {
  const { side, profile, clock } = options
  let provide: Provide | undefined
  let held: { readonly keys: CloudKeys; readonly until: number } | undefined
  let renewal: Promise<CloudKeys> | undefined

  const renew = async (): Promise<CloudKeys> => {
    try {
      provide ??= providerOf(await findSource({ ...options, now: clock.now() }), options)
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
  const { label } = source
  switch (source.kind) {
    case 'keys':
      return async () => source.keys
    case 'role':
      return roleProvider(source, options)
    case 'oidc':
      return oidcProvider(label, source.role, options)
    case 'metadata':
      return metadataProvider(label, source.roleName, options)
    case 'uri':
      return uriProvider(label, source.uri, options)
    case 'command':
    case 'login': {
      const provider = import('./library.ts').then(({ openLibrary }) => openLibrary(source, options.home))
      return async () => {
        try {
          return await (await provider)()
        } catch {
          // The library's texts quote files and answers, secrets included.
          throw new UnusableSource(label, { kind: source.kind === 'command' ? 'command-failed' : 'login-needed' })
        }
      }
    }
  }
}

/** AssumeRole through our own client, which supports proxies, timeouts and PLINK_ENDPOINT_URL; the library does not. */
function roleProvider({ base, role, label }: Source & { kind: 'role' }, options: CredentialsOptions): Provide {
  const provideBase = providerOf(base, options)
  const cloud = openCloud({
    ...options,
    source: label,
    region: role.region,
    credentials: { get: provideBase, forget: () => {} },
  })
  return async () => {
    const { Credentials: keys } = await cloud.call('sts.AssumeRole', {
      RoleArn: role.arn,
      RoleSessionName: role.session,
      DurationSeconds: role.seconds,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    })
    return keysOf(label, keys, options.clock)
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
