import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { DirectionIntent, EndpointIntent, Intent, Peer, ServiceIntent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { type DirectionName, defaultPayer, directionNames } from '../model/link.ts'
import type { CommandContext } from './context.ts'
import { flags, type GlobalOptions, type Options } from './flags.ts'
import { isSilent } from './merge-remembered.ts'
import { readWritten, rememberedIntent } from './open-link.ts'

/** One thing that a step command asks for: a place in the intent, and what shall stand there. */
export interface Override {
  /** As it is written in plink.yaml, `inbound.service.payer`. */
  readonly key: string
  readonly wanted: unknown
  read(intent: Intent): unknown
  write(intent: Intent): Intent
}

interface Difference {
  readonly key: string
  readonly spec: string
  readonly given: string
}

/** The intent of a link after the flags of one command. */
export interface Edited {
  readonly intent: Intent
  /** Name of the plink.yaml it comes from; null when it comes from the state or from nothing. */
  readonly file: string | null
  /** Where plink.yaml says something else: there it wins. */
  readonly differences: readonly Difference[]
}

export type EditFlags = GlobalOptions & Partial<Options<'name'>>

/**
 * plink.yaml wins when there is one; else what the state remembers, else a new link, is edited by what is wished.
 * Writes nothing.
 * @param direction one that plink.yaml must have; null when any will do
 * @throws PlinkError SPEC_INVALID, DIRECTION_ABSENT when plink.yaml has no such direction, REGION_MISSING, BAD_FLAG
 */
export async function editIntent(
  context: CommandContext,
  options: EditFlags,
  direction: DirectionName | null,
  wishesOf: (intent: Intent) => readonly Override[],
): Promise<Edited> {
  const written = await readWritten(context, options)
  if (written !== null) {
    const { intent, spec } = written
    requireName(options, intent)
    if (direction !== null && !spec.directions[direction])
      throw new PlinkError('DIRECTION_ABSENT', { direction, file: options.file })
    const wishes = wishesOf(intent)
    const clashing = wishes.filter(
      (wish) => !isSilent(wish.read(spec)) && !isDeepStrictEqual(wish.read(spec), wish.wanted),
    )
    const edited = wishes.filter((wish) => !clashing.includes(wish)).reduce((all, wish) => wish.write(all), intent)
    return { intent: edited, file: options.file, differences: clashing.map((wish) => differenceIn(spec, wish)) }
  }
  if (options.file !== flags.file.initial) throw new PlinkError('SPEC_MISSING', { file: options.file })
  const remembered = await rememberedIntent(context, options)
  if (remembered !== null) requireName(options, remembered)
  const intent = remembered ?? (await newIntent(context, options))
  return { intent: wishesOf(intent).reduce((all, wish) => wish.write(all), intent), file: null, differences: [] }
}

export function serviceWish<K extends keyof ServiceIntent & string>(
  direction: DirectionName,
  key: K,
  wanted: Exclude<ServiceIntent[K], undefined>,
): Override {
  return {
    key: `${direction}.service.${key}`,
    wanted,
    read: (intent) => intent.directions[direction]?.service[key],
    write: (intent) => {
      const half = halfOf(intent, direction)
      return withHalf(intent, direction, { ...half, service: { ...half.service, [key]: wanted } })
    },
  }
}

/** What is behind the service, written as plink.yaml writes it: ids, and load balancers to make. */
export function loadBalancersWish(
  direction: DirectionName,
  wanted: Pick<ServiceIntent, 'loadBalancers' | 'create'>,
): Override {
  const written = ({ loadBalancers, create = [] }: typeof wanted) => [
    ...loadBalancers,
    ...create.map((each) => ({ create: each })),
  ]
  return {
    key: `${direction}.service.loadBalancers`,
    wanted: written(wanted),
    read: (intent) => written(halfOf(intent, direction).service),
    write: (intent) => {
      const half = halfOf(intent, direction)
      const { create: _, ...service } = half.service
      const { loadBalancers, create = [] } = wanted
      return withHalf(intent, direction, {
        ...half,
        service: { ...service, loadBalancers, ...(create.length > 0 && { create }) },
      })
    },
  }
}

export function endpointWish<K extends keyof EndpointIntent & string>(
  direction: DirectionName,
  key: K,
  wanted: Exclude<EndpointIntent[K], undefined>,
): Override {
  return {
    key: `${direction}.endpoint.${key}`,
    wanted,
    read: (intent) => intent.directions[direction]?.endpoint[key],
    write: (intent) => {
      const half = halfOf(intent, direction)
      return withHalf(intent, direction, { ...half, endpoint: { ...half.endpoint, [key]: wanted } })
    },
  }
}

export function uidWish(uid: string): Override {
  return {
    key: 'peer.uid',
    wanted: uid,
    read: (intent) => intent.peer.uid,
    write: (intent) => ({ ...intent, peer: { ...intent.peer, uid } }),
  }
}

/** Who the other side is. Where the old kind had decided who pays, the new one does; `--payer` may say otherwise after it. */
export function peerKindWish(kind: Peer['kind']): Override {
  return {
    key: 'peer.kind',
    wanted: kind,
    read: (intent) => intent.peer.kind,
    write: (intent) => {
      const peer = { ...intent.peer, kind }
      const halves = directionNames.flatMap((name) => {
        const half = intent.directions[name]
        if (!half) return []
        const isDefault = half.service.payer === defaultPayer(intent.peer, name)
        const payer = isDefault ? defaultPayer(peer, name) : half.service.payer
        return [[name, { ...half, service: { ...half.service, payer } }] as const]
      })
      return { ...intent, peer, directions: Object.fromEntries(halves) }
    },
  }
}

/** A direction that nobody spoke of yet. */
export function halfOf({ directions, peer }: Intent, direction: DirectionName): DirectionIntent {
  return (
    directions[direction] ?? {
      service: { payer: defaultPayer(peer, direction), loadBalancers: [] },
      endpoint: { securityGroups: [], zones: {} },
      tests: [],
    }
  )
}

function differenceIn(spec: Intent, { key, read, wanted }: Override): Difference {
  return { key, spec: shown(read(spec)), given: shown(wanted) }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function withHalf(intent: Intent, direction: DirectionName, half: DirectionIntent): Intent {
  return { ...intent, directions: { ...intent.directions, [direction]: half } }
}

function requireName({ name = null }: EditFlags, intent: Intent): void {
  if (name === null || name === intent.name) return
  throw new PlinkError('BAD_FLAG', { flag: '--name', value: name, expected: intent.name })
}

async function newIntent(context: CommandContext, options: EditFlags): Promise<Intent> {
  const { env, home, cwd } = context.host
  const { findRegion } = await import('../alibaba/credentials/profile.ts')
  const region = options.region ?? (await findRegion({ profile: options.profile, env, home }))
  if (!region) throw new PlinkError('REGION_MISSING', {})
  return { name: options.name ?? nameFor(cwd), region, peer: { kind: 'emqx' }, directions: {} }
}

/** A link that nobody named is called as its folder. */
export function nameFor(cwd: string): string {
  const folder = basename(cwd)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return (
    folder
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 32)
      .replaceAll(/-+$/g, '') || 'link'
  )
}
