import type { FaultData } from '../../model/fault.ts'
import type { SideName } from '../../model/link.ts'
import type { PlannedBalancer } from './desired.ts'

/** What stands against making a load balancer; nothing when nothing does. */
export function faultsOfPlanned(planned: PlannedBalancer, side: SideName, region: string): FaultData[] {
  return [...placeFaults(planned, side, region), ...backendFaults(planned, side, region)]
}

/** Free addresses a vSwitch must have: one for a CLB; three are taken by an NLB, and some kept for growing (NLB help). */
const roomFor = { clb: 1, nlb: 8 } as const

function placeFaults({ spec, vswitches, pairs }: PlannedBalancer, side: SideName, region: string): FaultData[] {
  const { place } = spec
  const zoneOf = new Map('zones' in place ? Object.entries(place.zones).map(([zone, id]) => [id, zone]) : [])
  const needed = 'zones' in place ? roomFor.nlb : roomFor.clb
  const vpc = vswitches.find(({ view }) => view)?.view?.VpcId
  return vswitches.flatMap(({ id, view }): FaultData[] => {
    if (!view) return [{ code: 'VSWITCH_NOT_FOUND', facts: { side, id, region } }]
    const { ZoneId: zone, VpcId, AvailableIpAddressCount: free } = view
    if (vpc !== undefined && VpcId !== vpc)
      return [{ code: 'VSWITCH_OF_OTHER_VPC', facts: { id, vpc: VpcId, wanted: vpc } }]
    const wanted = zoneOf.get(id)
    if (wanted !== undefined && wanted !== zone) return [{ code: 'VSWITCH_IN_OTHER_ZONE', facts: { id, zone, wanted } }]
    const offered = [...new Set(pairs.map((pair) => pair.MasterZoneId))]
    if ('vswitch' in place && !offered.includes(zone))
      return [{ code: 'LB_ZONE_NOT_OFFERED', facts: { zone, offered } }]
    return free < needed ? [{ code: 'VSWITCH_FULL', facts: { id, free, needed } }] : []
  })
}

function backendFaults({ vswitches, backends }: PlannedBalancer, side: SideName, region: string): FaultData[] {
  const wanted = vswitches.find(({ view }) => view)?.view?.VpcId
  return backends.flatMap(({ spec: { id, ip }, found }): FaultData[] => {
    if (found === null) return []
    if (!found) return [{ code: 'BACKEND_NOT_FOUND', facts: { side, id, region } }]
    const { vpc, status, ips } = found
    if (wanted !== undefined && vpc !== wanted) return [{ code: 'BACKEND_OF_OTHER_VPC', facts: { id, vpc, wanted } }]
    if (status !== 'Running') return [{ code: 'BACKEND_NOT_RUNNING', facts: { id, status } }]
    if (ip !== undefined && ips.length > 0 && !ips.includes(ip))
      return [{ code: 'BACKEND_OTHER_ADDRESS', facts: { id, ip, has: ips } }]
    return []
  })
}
