import { apiError } from '../server/errors.ts'
import type { CallContext } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity } from '../world/entities.ts'
import type { World } from '../world/world.ts'

/** @throws Refusal `EndpointServiceNotFound`, HTTP 400: unknown, another account's, or in another region. */
export function requireService(context: CallContext, id: string): ServiceEntity {
  const row = context.find(context.world.services, id)
  if (row === undefined) throw apiError('EndpointServiceNotFound')
  return row
}

/** Zones that have a resource; these are the zones an endpoint may be in. */
export function serviceZones(row: ServiceEntity): string[] {
  return [...new Set(row.resources.filter((each) => each.status !== 'attaching').map((each) => each.zone))].sort()
}

/** Whitelisted, or connected already (PrivateLink ListVpcEndpointServicesByEndUser). */
export function mayUse(context: CallContext, row: ServiceEntity): boolean {
  const { uid } = context.account
  return (
    row.users.some((user) => user.uid === uid && context.sees(user.since)) ||
    [...context.world.endpoints.values()].some((each) => each.owner === uid && each.service === row.id)
  )
}

/** @throws Refusal `EndpointNotFound`, HTTP 400: unknown, another account's, or in another region. */
export function requireEndpoint(context: CallContext, id: string): EndpointEntity {
  const row = context.find(context.world.endpoints, id)
  if (row === undefined) throw apiError('EndpointNotFound')
  return row
}

/** True while an endpoint service has this load balancer, whatever the resource's state. */
export function isResource(world: World, loadBalancer: string): boolean {
  return [...world.services.values()].some((service) => service.resources.some((each) => each.id === loadBalancer))
}
