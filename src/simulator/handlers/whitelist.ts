import type { ApiInput } from '../../api/actions.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { ServiceEntity } from '../world/entities.ts'
import { disconnect } from './connection.ts'
import { fits } from './filters.ts'
import { accountOfArn, requireService } from './lookup.ts'

type WhitelistAction =
  | 'privatelink.AddUserToVpcEndpointService'
  | 'privatelink.RemoveUserFromVpcEndpointService'
  | 'privatelink.ListVpcEndpointServiceUsers'

export const whitelist: Pick<Handlers, WhitelistAction> = {
  // Any id is taken, a RAM user's too (Terraform alicloud provider, acceptance test of vpc_endpoint_service_user).
  'privatelink.AddUserToVpcEndpointService': (context, input) => {
    const { service, uid, arn } = requireUser(context, input)
    context.commit()
    // Adding somebody twice is taken for success; nothing is documented about it.
    if (uid !== undefined && !service.users.some((user) => user.uid === uid))
      service.users.push({ uid, since: context.now })
    if (arn !== undefined && !service.userArns.some((user) => user.arn === arn))
      service.userArns.push({ arn, since: context.now })
    return {}
  },

  // Removing somebody who is not there is success. Whether it cuts connections is rule `removingUserCuts`.
  'privatelink.RemoveUserFromVpcEndpointService': (context, input) => {
    const { world } = context
    const { service, uid, arn } = requireUser(context, input)
    context.commit()
    remove(service.users, (user) => user.uid === uid)
    remove(service.userArns, (user) => user.arn === arn)
    if (world.rules.removingUserCuts) {
      for (const endpoint of world.endpoints.values()) {
        const isTheirs = endpoint.service === service.id && endpoint.owner === (uid ?? accountOfArn(arn ?? ''))
        if (isTheirs && endpoint.connection === 'Connected') disconnect(context, endpoint)
      }
    }
    return {}
  },

  'privatelink.ListVpcEndpointServiceUsers': (context, input) => {
    const service = requireService(context, input.ServiceId)
    const type = input.UserListType ?? 'Users'
    if (type !== 'Users' && type !== 'UserARNs') throw apiError('IllegalParamFormat.UserListType')
    const users = type === 'Users' ? service.users.filter((user) => fits(input.UserId, user.uid)) : []
    const arns = type === 'UserARNs' ? service.userArns : []
    const rows = [...users, ...arns].filter((row) => context.sees(row.since))
    const { items, size, next } = tokenPage(context.world, rows, input)
    return {
      Users: items.flatMap((row) => ('uid' in row ? { UserId: row.uid } : [])),
      UserARNs: items.flatMap((row) => ('arn' in row ? { UserARN: row.arn } : [])),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },
}

/** An account or an ARN, or both if they agree (PrivateLink AddUserToVpcEndpointService). */
function requireUser(
  context: CallContext,
  input: ApiInput<'privatelink.AddUserToVpcEndpointService'>,
): { service: ServiceEntity; uid: string | undefined; arn: string | undefined } {
  const service = requireService(context, input.ServiceId)
  // Needs an Active service (PrivateLink AddUserToVpcEndpointService).
  if (service.status !== 'Active') throw apiError('EndpointServiceOperationDenied')
  const { UserId: uid, UserARN: arn } = input
  if (uid === undefined && arn === undefined) throw apiError('MissingParam.UserArn')
  const account = arn === undefined ? undefined : accountOfArn(arn)
  if (arn !== undefined && account === undefined) throw apiError('IllegalParamFormat.UserARN')
  if (uid !== undefined && account !== undefined && account !== uid) throw apiError('Mismatch.UserIdAndUserArn')
  return { service, uid, arn }
}

function remove<T>(list: T[], isMeant: (row: T) => boolean): void {
  const index = list.findIndex(isMeant)
  if (index >= 0) list.splice(index, 1)
}
