import { isRefusal } from '../cloud/error.ts'
import type { Output } from '../cloud/operations.ts'
import type { Endpoint, EndpointZone } from '../cloud/wire.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName, EndpointIntent, Intent, SideName } from '../model/link.ts'
import type { ServiceStep } from './provider.ts'
import type { Reads } from './reads.ts'
import { type Call, type Looking, type Sight, type StepMap, type StepOf, step, stepId } from './step.ts'
import { ours, tagFilter } from './tags.ts'

export interface EndpointOut {
  readonly id: string
  readonly domain: string
}
export type EndpointStep = StepOf<EndpointOut>

/** The half of a direction that its consumer owns, made with the consumer's own credentials. */
export interface ConsumerHalf {
  readonly direction: DirectionName
  readonly side: SideName
  readonly intent: Intent
  readonly endpoint: EndpointIntent
}

/** `first` must be there before: the whitelist entry and the resources, without which the cloud refuses the endpoint. */
export function endpointStep(
  { direction, side, intent, endpoint }: ConsumerHalf,
  service: ServiceStep,
  first: StepMap,
): EndpointStep {
  const id = stepId(direction, 'endpoint')
  const RegionId = intent.region
  const find = async ({ reads, known, lineage }: Looking) => {
    const wanted = endpoint.id ?? known
    if (wanted) return findEndpoint(reads, RegionId, wanted)
    const tagged = await taggedEndpoints(reads, RegionId, intent.name, id)
    return ours(intent.name, lineage, tagged, (each) => each.EndpointId)
  }
  const texts = {
    ...(endpoint.name !== undefined && { EndpointName: endpoint.name }),
    ...(endpoint.description !== undefined && { EndpointDescription: endpoint.description }),
  }
  const isReworded = (found: Endpoint) =>
    found.EndpointStatus === 'Active' &&
    ((endpoint.name !== undefined && found.EndpointName !== endpoint.name) ||
      (endpoint.description !== undefined && found.EndpointDescription !== endpoint.description))
  return step<EndpointOut, StepMap & { service: ServiceStep }>({
    id,
    direction,
    kind: 'endpoint',
    side,
    wanted: true,
    needs: { ...first, service },
    async look(looking, given): Promise<Sight<EndpointOut>> {
      const found = await find(looking)
      if (!found) {
        if (endpoint.id) throw new PlinkError('ENDPOINT_NOT_FOUND', { side, id: endpoint.id, region: RegionId })
        const keys = missingKeys(endpoint).map((key) => `${direction}.endpoint.${key}`)
        return keys.length > 0 ? { is: 'awaits', next: { code: 'SPEC_LACKS', facts: { keys } } } : { is: 'absent' }
      }
      const { EndpointId, EndpointStatus, ConnectionStatus } = found
      if (EndpointStatus === 'Deleting') return { is: 'leaving', id: EndpointId, status: EndpointStatus }
      if (found.ServiceId !== given.service.id) {
        return { is: 'differs', id: EndpointId, field: 'service', found: found.ServiceId, wanted: given.service.id }
      }
      if (endpoint.vpc !== undefined && found.VpcId !== endpoint.vpc) {
        return { is: 'differs', id: EndpointId, field: 'vpc', found: found.VpcId, wanted: endpoint.vpc }
      }
      if (ConnectionStatus === 'ServiceDeleted') return { is: 'broken', id: EndpointId, status: ConnectionStatus }
      // What was adopted is used as it is.
      if (endpoint.id === undefined && isReworded(found))
        return { is: 'absent', partly: { id: EndpointId, domain: found.EndpointDomain } }
      return {
        is: 'there',
        out: { id: EndpointId, domain: found.EndpointDomain },
        settled: EndpointStatus === 'Active',
        status: EndpointStatus,
        mine: endpoint.id === undefined,
      }
    },
    async make(looking, given, tags): Promise<Call> {
      // Only new words bring an endpoint that is there to this.
      const found = Object.keys(texts).length === 0 ? undefined : await find(looking)
      if (found) {
        const input = { RegionId, EndpointId: found.EndpointId, ...texts }
        return { action: 'privatelink.UpdateVpcEndpointAttribute', input }
      }
      return {
        action: 'privatelink.CreateVpcEndpoint',
        input: {
          RegionId,
          ServiceId: given.service.id,
          EndpointType: 'Interface',
          EndpointName: `plink-${intent.name}-${direction}`,
          ...texts,
          // Asked for by `missingKeys` before it comes to this.
          VpcId: endpoint.vpc ?? '',
          SecurityGroupId: [...endpoint.securityGroups],
          // What is known now goes into the create call: ten zones at most, more by the zone steps.
          Zone: Object.entries(endpoint.zones)
            .slice(0, 10)
            .map(([ZoneId, VSwitchId]) => ({ ZoneId, VSwitchId })),
          Tag: [...tags],
        },
      }
    },
    made(reply) {
      // Safe: `made` is given the reply of this step's own `make`; that of an update has no id in it.
      if (!('EndpointId' in reply)) return undefined
      const { EndpointId, EndpointDomain } = reply as Output<'privatelink.CreateVpcEndpoint'>
      return { id: EndpointId, domain: EndpointDomain }
    },
    async unmake({ reads }, { id: EndpointId }): Promise<Call | null> {
      // An endpoint with zones cannot go (EndpointDependenceViolation); zones go one by one, also those added by hand.
      const [zone] = await zonesOf(reads, RegionId, EndpointId)
      if (zone)
        return zone.ZoneStatus === 'Deleting'
          ? null
          : { action: 'privatelink.RemoveZoneFromVpcEndpoint', input: { RegionId, EndpointId, ZoneId: zone.ZoneId } }
      return { action: 'privatelink.DeleteVpcEndpoint', input: { RegionId, EndpointId } }
    },
  })
}

/** One zone of the endpoint: an address in one vSwitch. Without a vSwitch it is one that nobody asks for any more. */
export function zoneStep(
  { direction, side, intent }: ConsumerHalf,
  endpoint: EndpointStep,
  ZoneId: string,
  VSwitchId: string | undefined,
) {
  const RegionId = intent.region
  return step<{ id: string }, { endpoint: EndpointStep }>({
    id: stepId(direction, 'zone', ZoneId),
    direction,
    kind: 'zone',
    side,
    wanted: VSwitchId !== undefined,
    needs: { endpoint },
    parent: 'endpoint',
    async look({ reads }, given): Promise<Sight<{ id: string }>> {
      const zone = (await zonesOf(reads, RegionId, given.endpoint.id)).find((each) => each.ZoneId === ZoneId)
      if (!zone) return { is: 'absent' }
      if (zone.ZoneStatus === 'Deleting') return { is: 'leaving', id: ZoneId, status: zone.ZoneStatus }
      if (VSwitchId !== undefined && zone.VSwitchId !== VSwitchId)
        return { is: 'differs', id: ZoneId, field: 'vSwitch', found: zone.VSwitchId, wanted: VSwitchId }
      // `Wait` is what a zone reads until the connection is approved, `Connected` afterwards: a waiter must take both.
      const settled = zone.ZoneStatus !== 'Creating'
      return { is: 'there', out: { id: ZoneId }, settled, status: zone.ZoneStatus, mine: 'parent' }
    },
    async make(_looking, given): Promise<Call> {
      return {
        action: 'privatelink.AddZoneToVpcEndpoint',
        input: { RegionId, EndpointId: given.endpoint.id, ZoneId, VSwitchId: VSwitchId ?? '' },
      }
    },
    async unmake(_looking, _out, given): Promise<Call> {
      return {
        action: 'privatelink.RemoveZoneFromVpcEndpoint',
        input: { RegionId, EndpointId: given.endpoint.id, ZoneId },
      }
    },
  })
}

/** One security group of the endpoint: its inbound rules decide who gets in. */
export function securityGroupStep(
  { direction, side, intent }: ConsumerHalf,
  endpoint: EndpointStep,
  SecurityGroupId: string,
  wanted = true,
) {
  const RegionId = intent.region
  return step<{ id: string }, { endpoint: EndpointStep }>({
    id: stepId(direction, 'security-group', SecurityGroupId),
    direction,
    kind: 'security-group',
    side,
    wanted,
    needs: { endpoint },
    parent: 'endpoint',
    async look({ reads }, given): Promise<Sight<{ id: string }>> {
      const group = (await securityGroupsOf(reads, RegionId, given.endpoint.id)).find(
        (each) => each.SecurityGroupId === SecurityGroupId,
      )
      if (!group) return { is: 'absent' }
      const { SecurityGroupStatus: status } = group
      if (status === 'Detaching') return { is: 'leaving', id: SecurityGroupId, status }
      return { is: 'there', out: { id: SecurityGroupId }, settled: status !== 'Attaching', status, mine: 'parent' }
    },
    async make(_looking, given): Promise<Call> {
      return {
        action: 'privatelink.AttachSecurityGroupToVpcEndpoint',
        input: { RegionId, EndpointId: given.endpoint.id, SecurityGroupId },
      }
    },
    async unmake(_looking, _out, given): Promise<Call> {
      return {
        action: 'privatelink.DetachSecurityGroupFromVpcEndpoint',
        input: { RegionId, EndpointId: given.endpoint.id, SecurityGroupId },
      }
    },
  })
}

export function missingKeys(endpoint: EndpointIntent): string[] {
  const missing: [string, boolean][] = [
    ['vpc', endpoint.vpc === undefined],
    ['securityGroups', endpoint.securityGroups.length === 0],
    ['zones', Object.keys(endpoint.zones).length === 0],
  ]
  return missing.filter(([, isMissing]) => isMissing).map(([key]) => key)
}

/** @returns undefined when there is none: PrivateLink answers 400 EndpointNotFound. */
export async function findEndpoint(reads: Reads, RegionId: string, EndpointId: string): Promise<Endpoint | undefined> {
  try {
    return await reads.get('privatelink.GetVpcEndpointAttribute', { RegionId, EndpointId })
  } catch (error) {
    if (isRefusal(error, 'EndpointNotFound', 'EndpointConnectionNotFound')) return undefined
    throw error
  }
}

/** Endpoints that carry this link's and this step's tags, whoever made them. */
export function taggedEndpoints(reads: Reads, RegionId: string, link: string, step: string): Promise<Endpoint[]> {
  return reads.all('privatelink.ListVpcEndpoints', { RegionId, Tag: tagFilter(link, step) }, (page) => page.Endpoints)
}

export async function zonesOf(reads: Reads, RegionId: string, EndpointId: string): Promise<EndpointZone[]> {
  try {
    return await reads.all('privatelink.ListVpcEndpointZones', { RegionId, EndpointId }, (page) => page.Zones)
  } catch (error) {
    if (isRefusal(error, 'EndpointNotFound')) return []
    throw error
  }
}

export async function securityGroupsOf(reads: Reads, RegionId: string, EndpointId: string) {
  try {
    return await reads.all(
      'privatelink.ListVpcEndpointSecurityGroups',
      { RegionId, EndpointId },
      (page) => page.SecurityGroups,
    )
  } catch (error) {
    if (isRefusal(error, 'EndpointNotFound')) return []
    throw error
  }
}
