import { type DirectionName, directionNames, roles } from '../model/link.ts'
import type { DirectionIntent, Intent } from './schema.ts'

/**
 * Where plink.yaml is silent, what step commands said before counts: what has no key there, and what may be missing at first.
 * An id of our own half is no such thing: without one plink makes a new thing, with one it adopts.
 */
export function mergeRemembered(spec: Intent, remembered: Intent | null): Intent {
  if (remembered === null) return spec
  const uid = spec.peer.uid ?? remembered.peer.uid
  const halves = directionNames.flatMap((name) => {
    const [half, before] = [spec.directions[name], remembered.directions[name]]
    return half ? [[name, before ? filledHalf(name, half, before) : half] as const] : []
  })
  const peer = uid === undefined ? spec.peer : { ...spec.peer, uid }
  return { ...spec, peer, directions: Object.fromEntries(halves) }
}

/** Nothing is said: no value, or an empty one. */
export function isSilent(value: unknown): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
}

function filledHalf(direction: DirectionName, half: DirectionIntent, before: DirectionIntent): DirectionIntent {
  const { service, endpoint, tests } = half
  const id = service.id ?? (roles[direction].provider === 'peer' ? before.service.id : undefined)
  const { description, whitelist } = before.service
  const { name, description: words } = before.endpoint
  // What `--allow` said holds until plink.yaml has a say of its own.
  const alsoAllow = endpoint.allow === undefined ? before.endpoint.alsoAllow : undefined
  const vpc = endpoint.vpc ?? before.endpoint.vpc
  return {
    service: {
      ...(description !== undefined && { description }),
      ...(whitelist !== undefined && { whitelist }),
      ...service,
      ...(id !== undefined && { id }),
      ...(isSilent(service.loadBalancers) &&
        isSilent(service.create) &&
        service.id === undefined && {
          loadBalancers: before.service.loadBalancers,
          ...(before.service.create !== undefined && { create: before.service.create }),
        }),
    },
    endpoint: {
      ...(name !== undefined && { name }),
      ...(words !== undefined && { description: words }),
      ...endpoint,
      ...(vpc !== undefined && { vpc }),
      ...(alsoAllow !== undefined && { alsoAllow }),
      securityGroups: isSilent(endpoint.securityGroups) ? before.endpoint.securityGroups : endpoint.securityGroups,
      zones: isSilent(endpoint.zones) ? before.endpoint.zones : endpoint.zones,
    },
    tests,
  }
}
