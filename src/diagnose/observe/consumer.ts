import type { Endpoint, EndpointZone, EndUserService, Vpc } from '../../alibaba/types.ts'
import type { DirectionIntent } from '../../manifest/schema.ts'
import type { DirectionName } from '../../model/link.ts'
import { stepId } from '../../model/step-id.ts'
import { findEndpoint, readEndpointZones, securityGroupsOf, taggedEndpoints } from '../../steps/endpoint-reads.ts'
import { type SecurityGroupView, viewAttachedGroup, viewSecurityGroup } from '../../steps/security-group-reads.ts'
import { admits } from '../../steps/security-group-rules.ts'
import { seenService } from '../../steps/service-reads.ts'
import { claimed } from './claim.ts'
import type { Claim, ConsumerObservation, Memory } from './observation.ts'
import type { PartReader } from './part-reader.ts'

interface About {
  readonly link: string
  readonly direction: DirectionName
  readonly half: DirectionIntent
  readonly memory: Memory
  /** Of our state file; undefined where there is none. */
  readonly lineage: string | undefined
  /** Takes what is found by its tags. */
  readonly claims: Claim[]
  readonly serviceId: string | undefined
  /** The ports that clients use, as far as they are known; null where it must be known who of the VPC gets in. */
  readonly ports: readonly number[] | null
  /** Whether the provider's half is ours to see, and was. */
  readonly isProviderSeen: boolean
}

/** The consumer's half: the endpoint, where it is, who may reach it, and what it sees of the service. */
export async function observeConsumer(reader: PartReader, about: About): Promise<ConsumerObservation> {
  const { half, serviceId } = about
  const endpoint = await observeEndpoint(reader, about)
  const id = endpoint?.EndpointId
  const vpcId = endpoint?.VpcId ?? half.endpoint.vpc
  const ofService = serviceId ?? endpoint?.ServiceId
  const [zones, attached, service] = await Promise.all([
    reader.part<EndpointZone[]>('zones', [], async (reads) =>
      id === undefined ? [] : await readEndpointZones(reads, id),
    ),
    reader.part<string[]>('groups', [...half.endpoint.securityGroups], async (reads) =>
      id === undefined
        ? [...half.endpoint.securityGroups]
        : (await securityGroupsOf(reads, id)).map((group) => group.SecurityGroupId),
    ),
    // Where the provider's half is ours to see, the service itself and its whitelist tell more.
    reader.part<EndUserService | undefined>('visible-service', undefined, async (reads) =>
      ofService === undefined || about.isProviderSeen ? undefined : seenService(reads, ofService),
    ),
  ])
  // A vSwitch and a group that are on the endpoint were accepted by the cloud: what they are is asked of the others only.
  const [vswitches, groups] = await Promise.all([
    observeVSwitches(
      reader,
      Object.entries(half.endpoint.zones).filter(([zone]) => !zones.some(({ ZoneId }) => ZoneId === zone)),
    ),
    observeGroups(reader, [...new Set([...attached, ...half.endpoint.securityGroups])], endpoint && attached, vpcId),
  ])
  const inside = zones.flatMap(({ EniIp }) => (EniIp ? [`${EniIp}/32`] : []))
  const views = groups.flatMap(({ view }) => (view && attached.includes(view.id) ? [view] : []))
  // Who gets in from the endpoint's own addresses gets in from its VPC, whose blocks need not be asked for then.
  const isOpen = inside.length > 0 && about.ports?.every((port) => admits(views, port, inside))
  const vpc = isOpen || vpcId === undefined ? undefined : await observeVpc(reader, vpcId)
  return {
    side: reader.side,
    endpoint,
    zones,
    attached,
    service,
    serviceId: ofService,
    vpc,
    inside: vpc?.view ? blocksIn(vpc.view) : isOpen ? inside : [],
    vswitches,
    groups,
  }
}

function observeEndpoint(reader: PartReader, about: About): Promise<Endpoint | undefined> {
  const { link, direction, half, memory } = about
  return reader.part<Endpoint | undefined>('endpoint', undefined, async (reads) => {
    const step = stepId(direction, 'endpoint')
    const known =
      half.endpoint.id ??
      memory.endpoint?.id ??
      claimed(about, step, await taggedEndpoints(reads, link, step), (each) => each.EndpointId)
    const found = known === undefined ? undefined : await findEndpoint(reads, known)
    return found
  })
}

async function observeGroups(
  reader: PartReader,
  ids: readonly string[],
  attached: readonly string[] = [],
  vpc = '',
): Promise<ConsumerObservation['groups']> {
  const isFitting = ids.every((id) => attached.includes(id))
  const groups = await Promise.all(
    ids.map(async (id) => {
      const unread = Symbol('unread')
      const view = await reader.part<SecurityGroupView | undefined | typeof unread>('rules', unread, (reads) =>
        isFitting ? viewAttachedGroup(reads, id, vpc) : viewSecurityGroup(reads, id),
      )
      return view === unread ? [] : [{ id, view }]
    }),
  )
  return groups.flat()
}

/** Vpc DescribeVSwitches, all of them in one call: it takes a list with commas. */
function observeVSwitches(
  reader: PartReader,
  wanted: readonly (readonly [zone: string, id: string])[],
): Promise<ConsumerObservation['vswitches']> {
  return reader.part<ConsumerObservation['vswitches']>('vswitches', [], async (reads) => {
    if (wanted.length === 0) return []
    const VSwitchId = wanted.map(([, id]) => id).join(',')
    const found = await reads.all('vpc.DescribeVSwitches', { VSwitchId }, (page) => page.VSwitches?.VSwitch)
    return wanted.map(([zone, id]) => ({ id, zone, view: found.find((each) => each.VSwitchId === id) }))
  })
}

/** Vpc DescribeVpcs: an unknown id is silently absent. */
function observeVpc(reader: PartReader, id: string): Promise<ConsumerObservation['vpc']> {
  return reader.part<ConsumerObservation['vpc']>('vpc', undefined, async (reads) => {
    const page = await reads.get('vpc.DescribeVpcs', { VpcId: id, PageNumber: 1, PageSize: 50 })
    return { id, view: page.Vpcs?.Vpc.find((vpc) => vpc.VpcId === id) }
  })
}

function blocksIn({ CidrBlock, SecondaryCidrBlocks }: Vpc): string[] {
  return [CidrBlock, ...(SecondaryCidrBlocks?.SecondaryCidrBlock ?? [])]
}
