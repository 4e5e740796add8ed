import type { FindingData } from '../../model/finding.ts'
import type { SideName } from '../../model/link.ts'
import { vswitchFaults } from '../compatibility.ts'
import type { PlannedBalancer } from './desired.ts'

/** What stands against making a load balancer; nothing when nothing does. */
export function faultsOfPlanned(planned: PlannedBalancer, side: SideName, region: string): FindingData[] {
  return [...placeFaults(planned, side, region), ...backendFaults(planned, side, region)]
}

/** Free addresses a vSwitch must have: one for a CLB; three are taken by an NLB, and some kept for growing (NLB help). */
const roomFor = { clb: 1, nlb: 8 } as const

function placeFaults({ spec, vswitches, pairs }: PlannedBalancer, side: SideName, region: string): FindingData[] {
  const { place } = spec
  const zoneOf = new Map('zones' in place ? Object.entries(place.zones).map(([zone, id]) => [id, zone]) : [])
  const needed = 'zones' in place ? roomFor.nlb : roomFor.clb
  const vpc = vswitches.find(({ view }) => view)?.view?.VpcId
  const offered = 'vswitch' in place ? [...new Set(pairs.map((pair) => pair.MasterZoneId))] : undefined
  return vswitches.flatMap(({ id, view }) =>
    vswitchFaults(view, { id, side, region, vpc, zone: zoneOf.get(id), offered, needed }),
  )
}

function backendFaults({ vswitches, backends }: PlannedBalancer, side: SideName, region: string): FindingData[] {
  const wanted = vswitches.find(({ view }) => view)?.view?.VpcId
  return backends.flatMap(({ spec: { id, ip }, found }): FindingData[] => {
    if (found === null) return []
    if (!found) return [{ code: 'BACKEND_NOT_FOUND', facts: { side, id, region } }]
    const { vpc, status, lock, ips } = found
    if (wanted !== undefined && vpc !== wanted) return [{ code: 'BACKEND_OF_OTHER_VPC', facts: { id, vpc, wanted } }]
    if (lock) return [{ code: 'BACKEND_LOCKED', facts: { id, side, status, reason: lock } }]
    if (status !== 'Running') return [{ code: 'BACKEND_NOT_RUNNING', facts: { id, status } }]
    if (ip !== undefined && ips.length > 0 && !ips.includes(ip))
      return [{ code: 'BACKEND_OTHER_ADDRESS', facts: { id, ip, has: ips } }]
    return []
  })
}
