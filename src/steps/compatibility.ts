import type { VSwitch } from '../alibaba/types.ts'
import type { FindingData } from '../model/finding.ts'
import type { SideName } from '../model/link.ts'
import type { SecurityGroupView } from './security-group-reads.ts'

// What must fit together before anything is created; the preflight, the wizard, `accept` and the step commands all ask here.

/** An endpoint's zones have to be a subset of the service's (EndpointServiceNotSupportedZone); nothing is said while either is unknown. */
export function zoneFaults(service: readonly string[], endpoint: readonly string[]): FindingData[] {
  if (service.length === 0 || endpoint.every((zone) => service.includes(zone))) return []
  return [{ code: 'ZONE_MISMATCH', facts: { service, endpoint } }]
}

/** What a vSwitch is asked to be; what is left out is not asked. */
interface VSwitchDemand {
  readonly id: string
  readonly side: SideName
  readonly region: string
  readonly vpc?: string | undefined
  readonly zone?: string | undefined
  /** Zones in which the thing can be had; only for a CLB. */
  readonly offered?: readonly string[] | undefined
  /** Free addresses. */
  readonly needed: number
}

/** The first thing that is wrong with a vSwitch; `view` is undefined when there is none of that id. */
export function vswitchFaults(
  view: VSwitch | undefined,
  { id, side, region, vpc, zone, offered, needed }: VSwitchDemand,
): FindingData[] {
  if (!view) return [{ code: 'VSWITCH_NOT_FOUND', facts: { side, id, region } }]
  if (vpc !== undefined && view.VpcId !== vpc)
    return [{ code: 'VSWITCH_OF_OTHER_VPC', facts: { id, vpc: view.VpcId, wanted: vpc } }]
  if (zone !== undefined && view.ZoneId !== zone)
    return [{ code: 'VSWITCH_IN_OTHER_ZONE', facts: { id, zone: view.ZoneId, wanted: zone } }]
  if (offered && !offered.includes(view.ZoneId))
    return [{ code: 'LB_ZONE_NOT_OFFERED', facts: { zone: view.ZoneId, offered } }]
  const free = view.AvailableIpAddressCount
  return free < needed ? [{ code: 'VSWITCH_FULL', facts: { id, free, needed } }] : []
}

/** An endpoint's groups are in its VPC and all of one type (SecurityGroupTypeOnlySingleTypeSupporteded). */
export function securityGroupFaults(groups: readonly SecurityGroupView[], vpc: string | undefined): FindingData[] {
  const strays = groups.flatMap((group): FindingData[] =>
    vpc === undefined || group.vpc === vpc
      ? []
      : [{ code: 'SECURITY_GROUP_OF_OTHER_VPC', facts: { id: group.id, vpc: group.vpc, wanted: vpc } }],
  )
  const idsOf = (type: string) => groups.filter((group) => group.type === type).map((group) => group.id)
  const [normal, enterprise] = [idsOf('normal'), idsOf('enterprise')]
  const isMixed = normal.length > 0 && enterprise.length > 0
  return isMixed ? [...strays, { code: 'SECURITY_GROUPS_MIXED', facts: { normal, enterprise } }] : strays
}
