import { findSource, openCredentials } from '../alibaba/credentials/credentials.ts'
import { findRegion } from '../alibaba/credentials/profiles.ts'
import { openEndpoints } from '../alibaba/endpoints.ts'
import type { Identity, RegionInUse } from '../model/identity.ts'
import type { SideName } from '../model/link.ts'
import type { CommandContext } from './command.ts'
import type { GlobalOptions } from './flags.ts'
import { loadManifest, openAccounts } from './open-link.ts'

/** Whose keys are at hand, and where they and the region come from. A plink.yaml is not needed. */
export async function identitiesInUse(
  context: CommandContext,
  options: GlobalOptions,
): Promise<{ readonly identities: readonly Identity[]; readonly region: RegionInUse }> {
  const region = await regionInUse(context, options)
  const sides: readonly SideName[] = options['peer-profile'] === null ? ['you'] : ['you', 'peer']
  const identities = await Promise.all(sides.map((side) => identityOf(context, options, side, region)))
  return { identities, region }
}

async function identityOf(
  context: CommandContext,
  options: GlobalOptions,
  side: SideName,
  { region }: RegionInUse,
): Promise<Identity> {
  const { clock, emit, host, signal } = context
  const { env, home } = host
  const profile = side === 'you' ? options.profile : options['peer-profile']
  const seeker = { side, profile, env, home }
  // First of all, so that an unusable source is named as every command names it.
  const { accessKeyId } = await openCredentials({ ...seeker, endpoints: openEndpoints(env), clock, emit }).get(signal)
  const { label } = findSource({ ...seeker, now: clock.now() })
  // Any region will do: STS answers from each.
  const intent = { name: '', region: region ?? 'cn-hangzhou', peer: { kind: 'emqx' }, directions: {} } as const
  const { clouds } = await openAccounts(context, options, intent)
  const caller = await clouds[side]?.call('sts.GetCallerIdentity', {}, { signal })
  return {
    side,
    uid: caller?.AccountId ?? '',
    arn: caller?.Arn ?? '',
    from: label,
    profile,
    accessKeyId: masked(accessKeyId),
  }
}

/** Enough to recognise a key by; the whole ID stands in no log that plink writes. */
function masked(id: string): string {
  return id.length <= 8 ? '…' : `${id.slice(0, 4)}…${id.slice(-4)}`
}

async function regionInUse(context: CommandContext, options: GlobalOptions): Promise<RegionInUse> {
  const { env, home } = context.host
  if (options.region !== null) return { region: options.region, from: '--region' }
  const written = await loadManifest(context, options)
  const region = written?.intent.region ?? findRegion({ profile: options.profile, env, home }) ?? null
  const ofVariable = env['ALIBABA_CLOUD_REGION_ID'] === region ? 'ALIBABA_CLOUD_REGION_ID' : '~/.aliyun/config.json'
  if (region === null) return { region, from: null }
  return { region, from: written === null ? ofVariable : options.file }
}
