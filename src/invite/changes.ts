import type { Amendment, ReceivedInvite, SpokenValues } from '../model/invite.ts'
import type { DirectionName } from '../model/link.ts'

/**
 * What an invite changes in plink.yaml. Roles are swapped: where the sender provides we consume, `outbound`.
 * @param at what plink.yaml says at a path, undefined for nothing
 */
export function amendmentsOf(
  { sender, ways }: ReceivedInvite,
  at: (path: readonly string[]) => unknown,
  directions: readonly DirectionName[],
  from: 'invite' | 'flag',
): Amendment[] {
  const amend = (path: readonly string[], value: unknown, source: Amendment['from'] = from): Amendment[] => {
    const is = at(path)
    if (value === undefined || is === value) return []
    return [
      { key: path.join('.'), path, was: is === undefined ? null : shown(is), will: shown(value), value, from: source },
    ]
  }
  /** Only where nothing stands: what is written there is as good. */
  const fill = (path: readonly string[], value: unknown, source: Amendment['from'] = from) =>
    at(path) === undefined ? amend(path, value, source) : []
  return [
    ...amend(['peer', 'uid'], sender),
    ...ways.flatMap(({ sender: role, service, endpoint }) => {
      const direction = role === 'provider' ? 'outbound' : 'inbound'
      if (!directions.includes(direction)) return []
      if (direction === 'inbound')
        return [...fill(['inbound'], {}, 'link'), ...amend(['inbound', 'endpoint', 'id'], endpoint.id)]
      const { id, payer, ports = [] } = service
      return [
        ...fill(['outbound'], {}, 'link'),
        ...amend(['outbound', 'service', 'id'], id),
        // Where nothing is written the consumer pays.
        ...(payer === 'Endpoint' ? [] : amend(['outbound', 'service', 'payer'], payer)),
        ...(ports.length === 0
          ? []
          : fill(
              ['outbound', 'tests'],
              ports.map((port) => `tcp://{outbound}:${port}`),
            )),
      ]
    }),
  ]
}

/** Values read over the phone, in the form of an invite of the one who read them. */
export function toldOf({ uid, service, zones, payer, endpoint }: SpokenValues, region: string): ReceivedInvite {
  const offered = { ...(service !== undefined && { id: service }), ...(zones && { zones }), ...(payer && { payer }) }
  return {
    region,
    ...(uid !== undefined && { sender: uid }),
    ways: [
      ...(service === undefined ? [] : [{ sender: 'provider', service: offered, endpoint: {} } as const]),
      ...(endpoint === undefined ? [] : [{ sender: 'consumer', service: {}, endpoint: { id: endpoint } } as const]),
    ],
  }
}

/** A value in one line. */
export function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
