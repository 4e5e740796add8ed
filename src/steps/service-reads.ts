import { isRefusal } from '../alibaba/cloud-error.ts'
import type { EndpointConnection, EndpointService, ServiceResource } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { tagFilter } from '../engine/tags.ts'

/** @returns undefined when there is none: PrivateLink answers 400 EndpointServiceNotFound. */
export async function findService(reads: Reads, ServiceId: string): Promise<EndpointService | undefined> {
  try {
    return await reads.get('privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return undefined
    throw error
  }
}

/** The whitelist, narrowed to one account; the filter is not trusted alone, since a cloud that ignores it would answer everybody. */
export async function usersOf(reads: Reads, ServiceId: string, UserId: string): Promise<string[]> {
  const users = await reads.all('privatelink.ListVpcEndpointServiceUsers', { ServiceId, UserId }, (page) => page.Users)
  return users.map((user) => String(user.UserId))
}

/** Services that carry this link's and this step's tags, whoever made them. */
export function taggedServices(reads: Reads, link: string, step: string): Promise<EndpointService[]> {
  return reads.all('privatelink.ListVpcEndpointServices', { Tag: tagFilter(link, step) }, (page) => page.Services)
}

export function connectionsOf(reads: Reads, ServiceId: string): Promise<EndpointConnection[]> {
  return reads.all('privatelink.ListVpcEndpointConnections', { ServiceId }, (page) => page.Connections)
}

export async function resourcesOf(reads: Reads, ServiceId: string): Promise<ServiceResource[]> {
  try {
    return await reads.all('privatelink.ListVpcEndpointServiceResources', { ServiceId }, (page) => page.Resources)
  } catch (error) {
    if (isRefusal(error, 'EndpointServiceNotFound')) return []
    throw error
  }
}
