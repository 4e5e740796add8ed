import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { Grouped } from '../world/entities.ts'

type GroupAction =
  | 'privatelink.ChangeResourceGroup'
  | 'slb.MoveResourceGroup'
  | 'vpc.MoveResourceGroup'
  | 'ecs.JoinResourceGroup'

/** Resource groups are names here: any `rg-…` is one. */
export const resourceGroups: Pick<Handlers, GroupAction> = {
  // The default type is the endpoint (PrivateLink ChangeResourceGroup, ResourceType). It names no region: the object is
  // looked for in all of the caller's.
  'privatelink.ChangeResourceGroup': (context, input) => {
    const { services, endpoints } = context.world
    const isService = (input.ResourceType ?? 'VpcEndpoint').toLowerCase() === 'vpcendpointservice'
    const table: ReadonlyMap<string, Grouped & { owner: string }> = isService ? services : endpoints
    const row = table.get(input.ResourceId)
    if (row?.owner !== context.account.uid) throw apiError('ResourceNotFound')
    return move(context, row, input.ResourceGroupId)
  },
  'slb.MoveResourceGroup': (context, input) =>
    move(
      context,
      context.find(context.world.loadBalancers, input.ResourceId),
      input.ResourceGroupId,
      input.ResourceType,
    ),
  'vpc.MoveResourceGroup': (context, input) => {
    const table: ReadonlyMap<string, Grouped & { owner: string; region: string; created: number }> =
      input.ResourceType.toLowerCase() === 'vswitch' ? context.world.vswitches : context.world.vpcs
    return move(context, context.find(table, input.ResourceId), input.NewResourceGroupId)
  },
  'ecs.JoinResourceGroup': (context, input) => {
    const table: ReadonlyMap<string, Grouped & { owner: string; region: string; created: number }> =
      input.ResourceType?.toLowerCase() === 'securitygroup' ? context.world.securityGroups : context.world.instances
    return move(context, context.find(table, input.ResourceId ?? ''), input.ResourceGroupId)
  },
}

function move(
  context: CallContext,
  row: Grouped | undefined,
  group: string,
  type = 'loadbalancer',
): Record<never, never> {
  if (!/^(?:loadbalancer|instance)$/i.test(type)) throw apiError('InvalidParam.ResourceType')
  if (row === undefined) throw apiError('ResourceNotFound')
  if (!/^rg-\w+$/.test(group)) throw apiError('InvalidResourceGroup')
  context.commit()
  row.resourceGroup = group
  return {}
}
