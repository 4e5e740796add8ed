import type { Endpoint, EndpointZone } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { isOfStep, linkFilter } from '../engine/tags.ts'
import { unlessGone } from './unless-gone.ts'

/** PrivateLink answers 400 with one of these for an endpoint that does not exist, or does not any more. */
export const endpointGone = ['EndpointNotFound', 'EndpointConnectionNotFound']

/** @returns undefined when there is none. */
export function findEndpoint(reads: Reads, EndpointId: string): Promise<Endpoint | undefined> {
  return unlessGone(reads.get('privatelink.GetVpcEndpointAttribute', { EndpointId }), endpointGone, undefined)
}

/** Endpoints that carry this link's tags, whoever made them. */
export function endpointsOfLink(reads: Reads, link: string): Promise<Endpoint[]> {
  return reads.all('privatelink.ListVpcEndpoints', { Tag: linkFilter(link) }, (page) => page.Endpoints)
}

/** Those of one step. */
export async function taggedEndpoints(reads: Reads, link: string, step: string): Promise<Endpoint[]> {
  return (await endpointsOfLink(reads, link)).filter((each) => isOfStep(each, step))
}

export function readEndpointZones(reads: Reads, EndpointId: string): Promise<EndpointZone[]> {
  const read = reads.all('privatelink.ListVpcEndpointZones', { EndpointId }, (page) => page.Zones)
  return unlessGone(read, endpointGone, [])
}

export function securityGroupsOf(
  reads: Reads,
  EndpointId: string,
): Promise<{ SecurityGroupId: string; SecurityGroupStatus: string }[]> {
  const read = reads.all('privatelink.ListVpcEndpointSecurityGroups', { EndpointId }, (page) => page.SecurityGroups)
  return unlessGone(read, endpointGone, [])
}
