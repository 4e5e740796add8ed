import type { EndpointConnection, EndpointService, EndUserService, ServiceResource } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { isOfStep, linkFilter } from '../engine/tags.ts'
import { unlessGone } from './unless-gone.ts'

/** PrivateLink answers 400 with this for a service that does not exist, or does not any more. */
export const serviceGone = ['EndpointServiceNotFound']

/** @returns undefined when there is none. */
export function findService(reads: Reads, ServiceId: string): Promise<EndpointService | undefined> {
  return unlessGone(reads.get('privatelink.GetVpcEndpointServiceAttribute', { ServiceId }), serviceGone, undefined)
}

/** The consumer's view of a service: undefined when it is not whitelisted, or the service does not exist. */
export async function seenService(reads: Reads, ServiceId: string): Promise<EndUserService | undefined> {
  const seen = await reads.all('privatelink.ListVpcEndpointServicesByEndUser', { ServiceId }, (page) => page.Services)
  return seen.find((service) => service.ServiceId === ServiceId)
}

/**
 * The whitelist.
 * @param UserId narrows it to one account; not to be trusted alone, since a cloud that ignores it would answer everybody
 */
export async function usersOf(reads: Reads, ServiceId: string, UserId?: string): Promise<string[]> {
  const input = { ServiceId, ...(UserId !== undefined && { UserId }) }
  const users = await reads.all('privatelink.ListVpcEndpointServiceUsers', input, (page) => page.Users)
  return users.map((user) => String(user.UserId))
}

/** Services that carry this link's tags, whoever made them. */
export function servicesOfLink(reads: Reads, link: string): Promise<EndpointService[]> {
  return reads.all('privatelink.ListVpcEndpointServices', { Tag: linkFilter(link) }, (page) => page.Services)
}

/** Those of one step. */
export async function taggedServices(reads: Reads, link: string, step: string): Promise<EndpointService[]> {
  return (await servicesOfLink(reads, link)).filter((each) => isOfStep(each, step))
}

export function connectionsOf(reads: Reads, ServiceId: string): Promise<EndpointConnection[]> {
  return reads.all('privatelink.ListVpcEndpointConnections', { ServiceId }, (page) => page.Connections)
}

export function resourcesOf(reads: Reads, ServiceId: string): Promise<ServiceResource[]> {
  const read = reads.all('privatelink.ListVpcEndpointServiceResources', { ServiceId }, (page) => page.Resources)
  return unlessGone(read, serviceGone, [])
}
