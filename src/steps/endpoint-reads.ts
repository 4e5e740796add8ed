import { isRefusal } from '../alibaba/cloud-error.ts'
import type { Endpoint, EndpointZone } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { tagFilter } from '../engine/tags.ts'

/** @returns undefined when there is none: PrivateLink answers 400 EndpointNotFound. */
export async function findEndpoint(reads: Reads, EndpointId: string): Promise<Endpoint | undefined> {
  try {
    return await reads.get('privatelink.GetVpcEndpointAttribute', { EndpointId })
  } catch (error) {
    if (isRefusal(error, 'EndpointNotFound', 'EndpointConnectionNotFound')) return undefined
    throw error
  }
}

/** Endpoints that carry this link's and this step's tags, whoever made them. */
export function taggedEndpoints(reads: Reads, link: string, step: string): Promise<Endpoint[]> {
  return reads.all('privatelink.ListVpcEndpoints', { Tag: tagFilter(link, step) }, (page) => page.Endpoints)
}

export async function readEndpointZones(reads: Reads, EndpointId: string): Promise<EndpointZone[]> {
  try {
    return await reads.all('privatelink.ListVpcEndpointZones', { EndpointId }, (page) => page.Zones)
  } catch (error) {
    if (isRefusal(error, 'EndpointNotFound')) return []
    throw error
  }
}

export async function securityGroupsOf(reads: Reads, EndpointId: string) {
  try {
    return await reads.all('privatelink.ListVpcEndpointSecurityGroups', { EndpointId }, (page) => page.SecurityGroups)
  } catch (error) {
    if (isRefusal(error, 'EndpointNotFound')) return []
    throw error
  }
}
