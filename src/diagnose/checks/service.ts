import type { BusinessStatus } from '../../alibaba/types.ts'
import { roles } from '../../model/link.ts'
import {
  connectionStatusOf,
  type DirectionObservation,
  expectedEndpoint,
  type RememberedThing,
} from '../observe/observation.ts'
import { type Check, type Found, upFix } from './check.ts'

const about = { hop: 'service', half: 'provider', severity: 'error', needs: ['service'] } as const

/** The endpoint service: whether it is there, paid for, backed by something, and open to the other account. */
export const serviceChecks: readonly Check[] = [
  {
    ...about,
    id: 'service-exists',
    finds: ['SERVICE_GONE', 'SERVICE_NOT_FOUND'],
    stops: null,
    run: ({ provider, memory, half, region }) => {
      if (!provider || provider.service) return []
      const side = provider.side
      const evidence = { 'GetVpcEndpointServiceAttribute.Code': 'EndpointServiceNotFound' }
      if (half.service.id !== undefined)
        return [{ code: 'SERVICE_NOT_FOUND', facts: { side, id: half.service.id, region }, evidence }]
      if (!wasSeen(memory.service)) return []
      const { id, since } = memory.service
      return [{ code: 'SERVICE_GONE', facts: { side, id, region, since }, evidence, fix: upFix }]
    },
  },
  {
    ...about,
    id: 'service-is-paid-for',
    finds: ['SERVICE_LOCKED'],
    stops: null,
    run: ({ provider }) => {
      const service = provider?.service
      if (!service || isPaid(service.ServiceBusinessStatus)) return []
      const status = service.ServiceBusinessStatus
      return [
        {
          code: 'SERVICE_LOCKED',
          facts: { side: provider.side, id: service.ServiceId, status },
          evidence: { 'GetVpcEndpointServiceAttribute.ServiceBusinessStatus': status },
        },
      ]
    },
  },
  {
    ...about,
    id: 'service-is-settled',
    finds: ['IN_TRANSITION'],
    severity: 'info',
    stops: null,
    run: ({ provider }) => {
      const service = provider?.service
      if (!service || service.ServiceStatus === 'Active') return []
      const status = service.ServiceStatus
      return [
        {
          code: 'IN_TRANSITION',
          facts: { what: 'service', id: service.ServiceId, status },
          evidence: { 'GetVpcEndpointServiceAttribute.ServiceStatus': status },
        },
      ]
    },
  },
  {
    ...about,
    id: 'service-has-resources',
    finds: ['SERVICE_WITHOUT_RESOURCE', 'RESOURCE_NOT_ATTACHED'],
    needs: ['service', 'resources'],
    stops: null,
    run: ({ provider, half, memory }) => {
      const service = provider?.service
      // While the service is being made its resources are on their way.
      if (!service || service.ServiceStatus === 'Creating') return []
      const id = service.ServiceId
      const attached = provider.resources.map(({ ResourceId }) => ResourceId)
      const made = (half.service.create ?? []).flatMap(
        ({ name }) => memory.loadBalancers.find((each) => each.name === name)?.id ?? [],
      )
      const missing = [...half.service.loadBalancers, ...made].filter((each) => !attached.includes(each))
      const list = { 'ListVpcEndpointServiceResources.Resources': attached.join(', ') || 'none' }
      const found = missing.map(
        (lb): Found => ({
          code: 'RESOURCE_NOT_ATTACHED',
          facts: { id: lb, service: id },
          evidence: list,
          fix: upFix,
        }),
      )
      return attached.length === 0 && missing.length === 0
        ? [{ code: 'SERVICE_WITHOUT_RESOURCE', facts: { id }, evidence: list }]
        : found
    },
  },
  {
    ...about,
    id: 'consumer-is-whitelisted',
    finds: ['NOT_WHITELISTED'],
    needs: ['service', 'whitelist'],
    stops: null,
    run: (observation) => {
      const { provider, identities, direction } = observation
      const uid = identities.uids[roles[direction].consumer]
      if (!provider?.service || uid === undefined || provider.users.includes(uid)) return []
      // What is connected goes on; only a new endpoint would be refused.
      const live = connectionStatusOf(observation) === 'Connected'
      const waits = !live && expectedEndpoint(observation) === undefined
      return [
        {
          code: 'NOT_WHITELISTED',
          facts: { service: provider.service.ServiceId, uid, live },
          evidence: { 'ListVpcEndpointServiceUsers.UserId': `${uid}: not listed` },
          severity: live ? 'warning' : waits ? 'error' : 'warning',
          fix: upFix,
        },
      ]
    },
  },
  {
    ...about,
    id: 'service-is-visible',
    finds: ['SERVICE_NOT_VISIBLE'],
    needs: ['endpoint', 'visible-service'],
    severity: 'info',
    stops: null,
    run: ({ consumer, provider, half, identities, direction, region }) => {
      // Where the provider's half is ours to see, its whitelist says it better.
      if (!consumer || provider || consumer.service || consumer.endpoint) return []
      const id = half.service.id
      if (id === undefined) return []
      const uid = identities.uids[roles[direction].consumer] ?? ''
      return [
        {
          code: 'SERVICE_NOT_VISIBLE',
          facts: { id, uid, region },
          evidence: { 'ListVpcEndpointServicesByEndUser.Services': `${id}: not listed` },
          certainty: 'undetermined',
        },
      ]
    },
  },
  {
    ...about,
    id: 'service-asks-before-it-accepts',
    finds: ['SERVICE_AUTO_ACCEPTS'],
    severity: 'warning',
    stops: null,
    run: ({ provider }) =>
      provider?.service?.AutoAcceptEnabled
        ? [
            {
              code: 'SERVICE_AUTO_ACCEPTS',
              facts: { id: provider.service.ServiceId },
              evidence: { 'GetVpcEndpointServiceAttribute.AutoAcceptEnabled': true },
            },
          ]
        : [],
  },
]

export function isPaid(status: BusinessStatus | undefined): boolean {
  return status === undefined || status === 'Normal'
}

/**
 * Whether what the state remembers was there once: only then "not found" means gone, and not that a list lags behind
 * the call that made it.
 */
export function wasSeen(thing: RememberedThing | null): thing is RememberedThing {
  return thing?.seen === true
}

/** Things that carry the link's tags and are none of this state file's, or several that claim one step. */
export const lineageCheck: Check = {
  ...about,
  id: 'resources-are-known-to-the-state',
  finds: ['LINEAGE_FOREIGN'],
  needs: [],
  severity: 'warning',
  stops: null,
  run: ({ claims, link }: DirectionObservation) => {
    const foreign = claims.filter(
      (claim) => claim.foreign || claims.some((other) => other !== claim && other.step === claim.step),
    )
    if (foreign.length === 0) return []
    const ids = foreign.map(({ id }) => id)
    const lineages = [...new Set(foreign.map(({ lineage }) => lineage))]
    return [
      {
        code: 'LINEAGE_FOREIGN',
        facts: { link, lineages, ids },
        evidence: { 'Tags.plink:lineage': lineages.join(', ') },
        side: 'you',
      },
    ]
  },
}
