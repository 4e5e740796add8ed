import type { DirectionIntent, EndpointIntent, Intent, Peer, ServiceIntent } from '../manifest/schema.ts'
import { type DirectionName, defaultPayer, directionNames } from '../model/link.ts'

/** One value that a step command sets: its place in the intent, and what it becomes. */
export interface Override {
  /** As plink.yaml writes it, `inbound.service.payer`. */
  readonly key: string
  readonly wanted: unknown
  read(intent: Intent): unknown
  write(intent: Intent): Intent
}

/** Values that flags may leave out. */
type Given<T> = { readonly [K in keyof T]?: T[K] | null }

/** One override for each value that was given. */
export function serviceOverrides(direction: DirectionName, given: Given<ServiceIntent>): Override[] {
  return halfOverrides(direction, 'service', given)
}

/** One override for each value that was given. */
export function endpointOverrides(direction: DirectionName, given: Given<EndpointIntent>): Override[] {
  return halfOverrides(direction, 'endpoint', given)
}

function halfOverrides(direction: DirectionName, half: 'service' | 'endpoint', given: object): Override[] {
  return Object.entries(given).flatMap(([key, wanted]): Override[] => {
    if (wanted === null || wanted === undefined) return []
    return [
      {
        key: `${direction}.${half}.${key}`,
        wanted,
        // Safe: the keys are those of this half.
        read: (intent) => (intent.directions[direction]?.[half] as Record<string, unknown> | undefined)?.[key],
        write: (intent) => {
          const before = directionOf(intent, direction)
          return withDirection(intent, direction, { ...before, [half]: { ...before[half], [key]: wanted } })
        },
      },
    ]
  })
}

/** The load balancers behind our service, as plink.yaml writes them: IDs, and load balancers to create. */
export function loadBalancersOverride(wanted: Pick<ServiceIntent, 'loadBalancers' | 'create'>): Override {
  const written = ({ loadBalancers, create = [] }: typeof wanted) => [
    ...loadBalancers,
    ...create.map((each) => ({ create: each })),
  ]
  return {
    key: 'inbound.service.loadBalancers',
    wanted: written(wanted),
    read: (intent) => written(directionOf(intent, 'inbound').service),
    write: (intent) => {
      const before = directionOf(intent, 'inbound')
      const { create: _, ...service } = before.service
      const { loadBalancers, create = [] } = wanted
      return withDirection(intent, 'inbound', {
        ...before,
        service: { ...service, loadBalancers, ...(create.length > 0 && { create }) },
      })
    },
  }
}

export function peerUidOverride(uid: string): Override {
  return {
    key: 'peer.uid',
    wanted: uid,
    read: (intent) => intent.peer.uid,
    write: (intent) => ({ ...intent, peer: { ...intent.peer, uid } }),
  }
}

/** The kind of the peer, if given. It also decides who pays, unless that was set explicitly; put `--payer` after it. */
export function peerKindOverrides(kind: Peer['kind'] | null): Override[] {
  if (kind === null) return []
  const write = (intent: Intent): Intent => {
    const peer = { ...intent.peer, kind }
    const halves = directionNames.flatMap((name) => {
      const half = intent.directions[name]
      if (!half) return []
      const isDefault = half.service.payer === defaultPayer(intent.peer, name)
      const payer = isDefault ? defaultPayer(peer, name) : half.service.payer
      return [[name, { ...half, service: { ...half.service, payer } }] as const]
    })
    return { ...intent, peer, directions: Object.fromEntries(halves) }
  }
  return [{ key: 'peer.kind', wanted: kind, read: (intent) => intent.peer.kind, write }]
}

/** A direction of an intent; an empty one if the intent does not have it. */
export function directionOf({ directions, peer }: Intent, direction: DirectionName): DirectionIntent {
  return (
    directions[direction] ?? {
      service: { payer: defaultPayer(peer, direction), loadBalancers: [] },
      endpoint: { securityGroups: [], zones: {} },
      tests: [],
    }
  )
}

export function withDirection(intent: Intent, direction: DirectionName, half: DirectionIntent): Intent {
  return { ...intent, directions: { ...intent.directions, [direction]: half } }
}
