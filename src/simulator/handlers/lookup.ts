import { apiError } from '../server/errors.ts'
import type { CallContext } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity } from '../world/entities.ts'
import type { World } from '../world/world.ts'

/** @throws ApiError `EndpointServiceNotFound`, HTTP 400: unknown, another account's, or in another region. */
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
    row.userArns.some((user) => context.sees(user.since) && fitsArn(user.arn, uid)) ||
    [...context.world.endpoints.values()].some((each) => each.owner === uid && each.service === row.id)
  )
}

/** @throws ApiError `EndpointNotFound`, HTTP 400: unknown, another account's, or in another region. */
export function requireEndpoint(context: CallContext, id: string): EndpointEntity {
  const row = context.find(context.world.endpoints, id)
  if (row === undefined) throw apiError('EndpointNotFound')
  return row
}

/** True while an endpoint service has this load balancer, whatever the resource's state. */
export function isResource(world: World, loadBalancer: string): boolean {
  return [...world.services.values()].some((service) => service.resources.some((each) => each.id === loadBalancer))
}

/** Account of a whitelisted ARN, `acs:ram:*:<account>:*`; an empty one or `*` is taken for every account. */
export function accountOfArn(arn: string): string | undefined {
  return /^acs:ram:[^:]*:([^:]*):.+$/.exec(arn)?.[1]
}

function fitsArn(arn: string, uid: string): boolean {
  const account = accountOfArn(arn)
  return account === '' || account === '*' || account === uid
}

/** Whether endpoints of a region may connect: its own, and those it is offered in. */
export function isOffered(row: ServiceEntity, region: string): boolean {
  return row.region === region || row.regions.some((each) => each.id === region && each.status === 'Available')
}
