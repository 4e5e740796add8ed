import { resolve } from 'node:path'
import type { Cloud } from '../alibaba/operations.ts'
import type { LinkContext, Wanted } from '../engine/link-context.ts'
import { mergeRemembered } from '../manifest/merge-remembered.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { type DirectionName, directionNames } from '../model/link.ts'
import { nearest } from '../model/nearest.ts'
import { regions } from '../model/region.ts'
import { parseStepId } from '../model/step-id.ts'
import { linkName, readState } from '../state/read.ts'
import type { State } from '../state/state.ts'
import type { CommandContext } from './command.ts'
import { flags, type GlobalOptions, type Options } from './flags.ts'
import { withAllow } from './parse-allow.ts'
import { readUserFile } from './read-user-file.ts'

export type LinkOptions = GlobalOptions & Options<'direction'> & Partial<Options<'allow'>>

/** A link according to plink.yaml and the state file, with clients for the accounts of both sides. */
export interface OpenLink {
  readonly linkContext: LinkContext
  /** What is remembered; null before the first `up`. Read without a lock. */
  readonly state: State | null
  /** The directions to look at or work on. */
  readonly directions: readonly DirectionName[]
}

/** Reads, and writes nothing. @param after `down` may be about a direction that only the state has */
export async function openLink(
  context: CommandContext,
  options: LinkOptions,
  after: 'up' | 'down' = 'up',
): Promise<OpenLink> {
  const intent = withAllow(await readIntent(context, options), options)
  const state = await readState(stateFile(context, options), intent)
  const remembered = after === 'down' ? Object.keys(state?.link.steps ?? {}) : []
  const directions = directionsOf(intent, options, remembered)
  return { linkContext: await openAccounts(context, options, intent), state, directions }
}

/** Clients for the accounts whose credentials we hold. */
export async function openAccounts(
  context: CommandContext,
  options: GlobalOptions,
  intent: Intent,
): Promise<LinkContext> {
  const { clock, emit, signal } = context
  return { intent, clouds: await openClouds(context, options, intent.region), clock, emit, signal }
}

/**
 * The current intent of a link that a command is working on: plink.yaml may have been edited since.
 * @throws PlinkError SPEC_MISSING, SPEC_INVALID, DIRECTION_ABSENT; STATE_FOREIGN when it has become another link
 */
export async function rereadIntent(context: CommandContext, options: LinkOptions, was: Intent): Promise<Wanted> {
  const intent = await readIntent(context, options)
  requireSameLink(stateFile(context, options), was, intent)
  return { intent, directions: directionsOf(intent, options) }
}

/** @throws PlinkError STATE_FOREIGN if plink.yaml was edited into another link during the run */
export function requireSameLink(file: string, was: Intent, now: Intent): void {
  if (was.name === now.name && was.region === now.region) return
  throw new PlinkError('STATE_FOREIGN', { file, found: linkName(was), wanted: linkName(now) })
}

export function stateFile({ host }: CommandContext, options: Options<'state'>): string {
  return resolve(host.cwd, options.state)
}

/**
 * The intent of plink.yaml, or of the state file if there is no plink.yaml: a link can be shown and removed without it.
 * @throws PlinkError SPEC_MISSING, SPEC_INVALID, DIRECTION_ABSENT
 */
async function readIntent(context: CommandContext, options: LinkOptions): Promise<Intent> {
  const written = await loadManifest(context, options)
  const intent = written?.intent ?? (await rememberedIntent(context, options))
  if (intent === null) throw new PlinkError('SPEC_MISSING', { file: options.file })
  return intent
}

/** The intent that the state file remembers; null if `--file` names a file, since a missing one must be reported. */
export async function rememberedIntent(context: CommandContext, options: GlobalOptions): Promise<Intent | null> {
  if (options.file !== flags.file.initial) return null
  return (await readState(stateFile(context, options)))?.link.intent ?? null
}

/**
 * `spec` is what plink.yaml says; `intent` adds what step commands set and plink.yaml leaves open. Null if there is no file.
 * @throws PlinkError SPEC_INVALID
 */
export async function loadManifest(
  context: CommandContext,
  options: GlobalOptions,
): Promise<{ readonly intent: Intent; readonly spec: Intent } | null> {
  const text = readUserFile(resolve(context.host.cwd, options.file), options.file)
  if (text === undefined) return null
  const { readManifest } = await import('../manifest/manifest.ts')
  const intent = readManifest(text, options.file, await defaultRegion(context, options))
  if (options.region !== null && options.region !== intent.region) {
    throw new PlinkError('BAD_FLAG', { flag: '--region', value: options.region, expected: intent.region })
  }
  const state = await readState(stateFile(context, options), intent)
  return { intent: mergeRemembered(intent, state?.link.intent ?? null), spec: intent }
}

/** The region of a link that names none: a flag's, a variable's, or the profile's. @throws PlinkError REGION_MISSING */
export async function requireRegion(context: CommandContext, options: GlobalOptions): Promise<string> {
  const region = await defaultRegion(context, options)
  if (region === null) throw new PlinkError('REGION_MISSING', {})
  return region
}

async function defaultRegion({ host }: CommandContext, { region, profile }: GlobalOptions): Promise<string | null> {
  const { findRegion } = await import('../alibaba/credentials/profiles.ts')
  return region ?? findRegion({ profile, env: host.env, home: host.home }) ?? null
}

/** @param remembered steps of directions that may be named though plink.yaml does not have them any more */
function directionsOf(
  intent: Intent,
  { direction, file }: LinkOptions,
  remembered: readonly string[] = [],
): readonly DirectionName[] {
  if (direction === null) return directionNames.filter((name) => intent.directions[name] !== undefined)
  const isKnown = remembered.some((step) => parseStepId(step).direction === direction)
  if (intent.directions[direction] === undefined && !isKnown)
    throw new PlinkError('DIRECTION_ABSENT', { direction, file })
  return [direction]
}

/** How long a call to the cloud may be repeated, in milliseconds, unless `--timeout` says less. */
const longestRepeating = 300_000

async function openClouds(
  context: CommandContext,
  options: GlobalOptions,
  region: string,
): Promise<LinkContext['clouds']> {
  const { host, clock, emit } = context
  const { env, home } = host
  const [{ openCloud }, { openCredentials }, { openEndpoints }] = await Promise.all([
    import('../alibaba/client.ts'),
    import('../alibaba/credentials/credentials.ts'),
    import('../alibaba/endpoints.ts'),
  ])
  if (!regions.includes(region)) {
    emit({
      event: 'warning',
      fault: { code: 'REGION_UNKNOWN', facts: { region, meant: nearest(region, regions) ?? null } },
    })
  }
  const endpoints = openEndpoints(env)
  const budgetMs = Math.min(options.timeout, longestRepeating)
  const open = (side: 'you' | 'peer', profile: string | null): Cloud =>
    openCloud({
      side,
      region,
      endpoints,
      env,
      clock,
      emit,
      budgetMs,
      credentials: openCredentials({ side, profile, env, home, endpoints, clock, emit, budgetMs }),
    })
  const peer = options['peer-profile']
  return { you: open('you', options.profile), peer: peer === null ? null : open('peer', peer) }
}
