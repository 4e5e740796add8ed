import type { Evidence } from '../../model/finding.ts'
import { roles } from '../../model/link.ts'
import { vswitchFaults, zoneFaults } from '../../steps/compatibility.ts'
import {
  connectedZones,
  connectionStatusOf,
  type DirectionObservation,
  expectedConnection,
  expectedEndpoint,
  offeredZones,
} from '../observe/observation.ts'
import { type Check, callFix, type Found, upFix, withEvidence } from './check.ts'
import { isPaid, wasSeen } from './service.ts'

const about = { hop: 'endpoint', half: 'consumer', severity: 'error', needs: ['endpoint'], stops: null } as const

/** The endpoint itself, and the zones it is in. */
export const endpointChecks: readonly Check[] = [
  {
    ...about,
    id: 'endpoint-exists',
    finds: ['ENDPOINT_GONE', 'ENDPOINT_NOT_FOUND'],
    run: ({ consumer, memory, half, region }) => {
      if (!consumer || consumer.endpoint) return []
      const { side } = consumer
      const evidence = { 'GetVpcEndpointAttribute.Code': 'EndpointNotFound' }
      if (half.endpoint.id !== undefined)
        return [{ code: 'ENDPOINT_NOT_FOUND', facts: { side, id: half.endpoint.id, region }, evidence }]
      if (!wasSeen(memory.endpoint)) return []
      const { id, since } = memory.endpoint
      return [{ code: 'ENDPOINT_GONE', facts: { side, id, region, since }, evidence, fix: upFix }]
    },
  },
  {
    ...about,
    id: 'endpoint-is-paid-for',
    finds: ['ENDPOINT_LOCKED'],
    run: ({ consumer }) => {
      const endpoint = consumer?.endpoint
      if (!endpoint || isPaid(endpoint.EndpointBusinessStatus)) return []
      const status = endpoint.EndpointBusinessStatus
      return [
        {
          code: 'ENDPOINT_LOCKED',
          facts: { side: consumer.side, id: endpoint.EndpointId, status },
          evidence: { 'GetVpcEndpointAttribute.EndpointBusinessStatus': status },
        },
      ]
    },
  },
  {
    ...about,
    id: 'endpoint-is-settled',
    finds: ['IN_TRANSITION'],
    severity: 'info',
    run: ({ consumer }) => {
      const endpoint = consumer?.endpoint
      if (!endpoint || endpoint.EndpointStatus === 'Active') return []
      const status = endpoint.EndpointStatus
      return [
        {
          code: 'IN_TRANSITION',
          facts: { what: 'endpoint', id: endpoint.EndpointId, status },
          evidence: { 'GetVpcEndpointAttribute.EndpointStatus': status },
        },
      ]
    },
  },
  {
    ...about,
    id: 'endpoint-is-of-this-service',
    finds: ['ENDPOINT_OF_OTHER_SERVICE'],
    run: ({ consumer, provider, half, memory }) => {
      const endpoint = consumer?.endpoint
      const wanted = provider ? provider.service?.ServiceId : (half.service.id ?? memory.service?.id)
      if (!endpoint || wanted === undefined || endpoint.ServiceId === wanted) return []
      const { EndpointId: id, ServiceId: service } = endpoint
      return [
        {
          code: 'ENDPOINT_OF_OTHER_SERVICE',
          facts: { id, service, wanted },
          evidence: { 'GetVpcEndpointAttribute.ServiceId': service },
        },
      ]
    },
  },
  {
    ...about,
    id: 'vpc-exists',
    finds: ['VPC_NOT_FOUND'],
    needs: ['vpc'],
    stops: 'cloud',
    run: ({ consumer, region }) =>
      consumer?.vpc && !consumer.vpc.view
        ? [
            {
              code: 'VPC_NOT_FOUND',
              facts: { side: consumer.side, id: consumer.vpc.id, region },
              evidence: { 'DescribeVpcs.VpcId': `${consumer.vpc.id}: not listed` },
            },
          ]
        : [],
  },
  {
    ...about,
    hop: 'zone',
    id: 'vswitches-fit',
    finds: ['VSWITCH_NOT_FOUND', 'VSWITCH_OF_OTHER_VPC', 'VSWITCH_IN_OTHER_ZONE', 'VSWITCH_FULL'],
    needs: ['vswitches'],
    stops: 'cloud',
    run: vswitchesFit,
  },
  {
    ...about,
    hop: 'zone',
    id: 'zones-in-common',
    finds: ['ZONE_MISMATCH'],
    needs: ['zones'],
    stops: 'cloud',
    run: (observation) => {
      const { consumer, half } = observation
      // A zone that the endpoint is in was the service's once: if it is no more, that is said of the service.
      const wanted = Object.keys(half.endpoint.zones).filter((zone) => !consumer?.zones.some(isIn(zone)))
      const offered = offeredZones(observation)
      if (!consumer || wanted.length === 0) return []
      const evidence = { 'service.Zones': offered.join(', '), 'endpoint.zones': wanted.join(', ') }
      return zoneFaults(offered, wanted).map((fault) => withEvidence(fault, evidence))
    },
  },
  {
    ...about,
    hop: 'zone',
    id: 'endpoint-has-its-zones',
    finds: ['ENDPOINT_WITHOUT_ZONE', 'ZONE_REMOVED'],
    needs: ['endpoint', 'zones', 'connections'],
    run: zonesThere,
  },
  {
    ...about,
    hop: 'zone',
    id: 'zones-are-connected',
    finds: ['ZONE_DISCONNECTED', 'ZONE_WITHOUT_RESOURCE', 'IN_TRANSITION'],
    needs: ['endpoint', 'zones', 'connections', 'resources'],
    run: zonesConnected,
  },
]

function isIn(zone: string): (each: { readonly ZoneId: string }) => boolean {
  return ({ ZoneId }) => ZoneId === zone
}

/** What a VPC that is not there has no vSwitches in is said of the VPC. */
function vswitchesFit({ consumer, region }: DirectionObservation): Found[] {
  if (!consumer) return []
  const { side, vswitches, vpc, endpoint, zones } = consumer
  return vswitches.flatMap(({ id, zone, view }): Found[] => {
    // What is in the endpoint already was accepted by the cloud.
    if (zones.some(isIn(zone))) return []
    const evidence: Evidence = view
      ? {
          'DescribeVSwitches.VpcId': view.VpcId,
          'DescribeVSwitches.ZoneId': view.ZoneId,
          'DescribeVSwitches.AvailableIpAddressCount': view.AvailableIpAddressCount,
        }
      : { 'DescribeVSwitches.VSwitchId': `${id}: not listed` }
    const faults = vswitchFaults(view, { id, side, region, vpc: vpc?.view?.VpcId, zone, needed: endpoint ? 0 : 1 })
    return faults.map((fault) => withEvidence(fault, evidence))
  })
}

function zonesThere(observation: DirectionObservation): Found[] {
  const { consumer, half, direction } = observation
  const row = expectedConnection(observation)
  const endpoint = expectedEndpoint(observation)
  if (endpoint === undefined) return []
  const own = consumer?.endpoint
  // Somebody else's endpoint shows its zones only where the list has the field at all.
  if (!own && row?.Zones === undefined) return []
  if (own && own.EndpointStatus !== 'Active') return []
  const there = connectedZones(observation).map((zone) => zone.ZoneId)
  const evidence = {
    [`${own ? 'ListVpcEndpointZones' : 'ListVpcEndpointConnections'}.Zones`]: there.join(', ') || 'none',
  }
  const wanted = own ? Object.keys(half.endpoint.zones) : []
  const missing = wanted.filter((zone) => !there.includes(zone))
  if (there.length === 0 && missing.length === 0)
    return [
      { code: 'ENDPOINT_WITHOUT_ZONE', facts: { endpoint }, evidence, side: roles[direction].consumer, fix: null },
    ]
  return missing.map((zone) => ({ code: 'ZONE_REMOVED', facts: { zone, endpoint }, evidence, fix: upFix }))
}

function zonesConnected(observation: DirectionObservation): Found[] {
  const { provider, consumer, region, direction } = observation
  const endpoint = expectedEndpoint(observation)
  if (connectionStatusOf(observation) !== 'Connected' || endpoint === undefined) return []
  const service = provider?.service?.ServiceId ?? consumer?.endpoint?.ServiceId ?? ''
  const backed = provider ? provider.resources.map(({ ZoneId }) => ZoneId) : (consumer?.service?.Zones ?? [])
  const side = roles[direction].provider
  return connectedZones(observation).flatMap(({ ZoneId: zone, ZoneStatus }): Found[] => {
    const evidence = { 'ListVpcEndpointZones.ZoneId': zone, 'ListVpcEndpointZones.ZoneStatus': ZoneStatus }
    if (ZoneStatus === 'Disconnected' || ZoneStatus === 'Disconnecting')
      return [
        {
          code: 'ZONE_DISCONNECTED',
          facts: { zone, endpoint, side },
          evidence,
          side,
          fix: provider
            ? callFix(side, 'privatelink.EnableVpcEndpointZoneConnection', {
                RegionId: region,
                ServiceId: service,
                EndpointId: endpoint,
                ZoneId: zone,
              })
            : null,
        },
      ]
    if (backed.length > 0 && !backed.includes(zone))
      return [
        {
          code: 'ZONE_WITHOUT_RESOURCE',
          facts: { zone, service },
          evidence: { ...evidence, 'service.Zones': backed.join(', ') },
          side,
          // A load balancer that is there is put back behind the service.
          fix: provider?.loadBalancers.some(({ view }) => view?.zones.includes(zone)) ? upFix : null,
        },
      ]
    return ZoneStatus === 'Connected' || ZoneStatus === 'Migrated'
      ? []
      : [
          {
            code: 'IN_TRANSITION',
            facts: { what: 'zone', id: `${endpoint} ${zone}`, status: ZoneStatus },
            evidence,
            severity: 'info',
          },
        ]
  })
}
