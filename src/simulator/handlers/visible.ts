import { refusal } from '../server/errors.ts'
import type { Context } from '../world/context.ts'
import type { EndpointRow, ServiceRow, World } from '../world/world.ts'

/** @throws Refusal `EndpointServiceNotFound`, HTTP 400: unknown, another account's, or in another region. */
export function requireService(context: Context, id: string): ServiceRow {
  const row = context.find(context.world.services, id)
  if (row === undefined) throw refusal('EndpointServiceNotFound')
  return row
}

/** Zones that have a resource; these are the zones an endpoint may be in. */
export function zonesOf(row: ServiceRow): string[] {
  return [...new Set(row.resources.filter((each) => each.status !== 'attaching').map((each) => each.zone))].sort()
}

/** Whitelisted, or connected already (PrivateLink ListVpcEndpointServicesByEndUser). */
export function mayUse(context: Context, row: ServiceRow): boolean {
  const { uid } = context.account
  return (
    row.users.some((user) => user.uid === uid && context.sees(user.since)) ||
    [...context.world.endpoints.values()].some((each) => each.owner === uid && each.service === row.id)
  )
}

/** @throws Refusal `EndpointNotFound`, HTTP 400: unknown, another account's, or in another region. */
export function requireEndpoint(context: Context, id: string): EndpointRow {
  const row = context.find(context.world.endpoints, id)
  if (row === undefined) throw refusal('EndpointNotFound')
  return row
}

/** True while an endpoint service has this load balancer, whatever the resource's state. */
export function isResource(world: World, loadBalancer: string): boolean {
  return [...world.services.values()].some((service) => service.resources.some((each) => each.id === loadBalancer))
}
