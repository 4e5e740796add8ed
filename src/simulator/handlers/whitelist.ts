import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { Handlers } from '../world/context.ts'
import { requireService } from './lookup.ts'

type Listed =
  | 'privatelink.AddUserToVpcEndpointService'
  | 'privatelink.RemoveUserFromVpcEndpointService'
  | 'privatelink.ListVpcEndpointServiceUsers'

export const whitelist: Pick<Handlers, Listed> = {
  // Any id is taken, a RAM user's too (Terraform alicloud provider, acceptance test of vpc_endpoint_service_user).
  'privatelink.AddUserToVpcEndpointService': (context, { ServiceId, UserId }) => {
    const service = requireService(context, ServiceId)
    // Needs an Active service (PrivateLink AddUserToVpcEndpointService); adding twice is taken for success.
    if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    context.commit()
    if (!service.users.some((user) => user.uid === UserId)) service.users.push({ uid: UserId, since: context.now })
    return {}
  },

  // Removing does not cut a live connection; nothing is documented about it. Removing one who is not there is success.
  'privatelink.RemoveUserFromVpcEndpointService': (context, { ServiceId, UserId }) => {
    const service = requireService(context, ServiceId)
    if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
    context.commit()
    const index = service.users.findIndex((user) => user.uid === UserId)
    if (index >= 0) service.users.splice(index, 1)
    return {}
  },

  'privatelink.ListVpcEndpointServiceUsers': (context, input) => {
    const service = requireService(context, input.ServiceId)
    const rows = service.users.filter(
      (user) => context.sees(user.since) && (input.UserId === undefined || user.uid === input.UserId),
    )
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      Users: items.map((user) => ({ UserId: user.uid })),
      MaxResults: size,
      // Text here (PrivateLink ListVpcEndpointServiceUsers).
      TotalCount: String(rows.length),
      ...next,
    }
  },
}
