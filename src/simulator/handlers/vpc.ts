import { blockOf } from '../network/address.ts'
import { ApiError, apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { VpcEntity, VSwitchEntity } from '../world/entities.ts'
import { newId } from '../world/id.ts'
import { listZones } from '../world/regions.ts'
import { requireTags, tagsOf } from '../world/tags.ts'
import { vswitchesIn } from './vpc-reads.ts'

/** VPCs in a region (VPC help, "Limits and quotas"). */
const quota = 10

type VpcAction =
  | 'vpc.CreateVpc'
  | 'vpc.ModifyVpcAttribute'
  | 'vpc.DeleteVpc'
  | 'vpc.CreateVSwitch'
  | 'vpc.ModifyVSwitchAttribute'
  | 'vpc.DeleteVSwitch'

export const vpcs: Pick<Handlers, VpcAction> = {
  // Pending, then Available (Vpc DescribeVpcs, Status).
  'vpc.CreateVpc': (context, input) => {
    const { world, account } = context
    const { CidrBlock: cidr = '172.16.0.0/12' } = input
    requireBlock(cidr, { least: 8, most: 28 })
    requireName(input.VpcName)
    requireTags(input.Tag)
    const userCidrs = input.UserCidr?.split(',') ?? []
    for (const each of userCidrs) requireBlock(each, { least: 0, most: 32 })
    if (context.mine(world.vpcs).length >= quota) throw apiError('QuotaExceeded.Vpc')
    context.commit()
    const row: VpcEntity = {
      id: newId(world, 'vpc'),
      ...context.origin,
      name: input.VpcName ?? '',
      description: input.Description ?? '',
      cidr,
      userCidrs,
      status: 'Pending',
      router: newId(world, 'vrt'),
      routeTable: newId(world, 'vtb'),
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
    }
    world.vpcs.set(row.id, row)
    settleLater(context, 'vpc', row)
    return {
      VpcId: row.id,
      VRouterId: row.router,
      RouteTableId: row.routeTable,
      ResourceGroupId: row.resourceGroup,
    }
  },

  'vpc.ModifyVpcAttribute': (context, input) => {
    const row = requireVpc(context, input.VpcId)
    requireName(input.VpcName)
    context.commit()
    if (input.VpcName !== undefined) row.name = input.VpcName
    if (input.Description !== undefined) row.description = input.Description
    return {}
  },

  // Everything in it must be gone (Vpc DeleteVpc).
  'vpc.DeleteVpc': (context, { VpcId }) => {
    const { world } = context
    const row = requireVpc(context, VpcId)
    if (vswitchesIn(context, row).length > 0) throw apiError('DependencyViolation.VSwitch')
    if ([...world.securityGroups.values()].some((each) => each.vpc === row.id))
      throw apiError('DependencyViolation.SecurityGroup')
    context.commit()
    world.vpcs.delete(row.id)
    return {}
  },

  'vpc.CreateVSwitch': (context, input) => {
    const { world, account } = context
    const vpc = requireVpc(context, input.VpcId)
    if (!listZones(context.region).some((each) => each.id === input.ZoneId)) throw apiError('InvalidZoneId.NotFound')
    requireBlock(input.CidrBlock, { least: 16, most: 29 })
    if (!isInside(input.CidrBlock, vpc.cidr)) throw apiError('InvalidCidrBlock.Malformed')
    if (vswitchesIn(context, vpc).some((each) => overlap(each.cidr, input.CidrBlock)))
      throw apiError('InvalidCidrBlock.Overlapped')
    requireName(input.VSwitchName)
    requireTags(input.Tag)
    if (vpc.status !== 'Available') throw new ApiError('IncorrectVpcStatus', 400, 'The VPC is being created.')
    context.commit()
    const row: VSwitchEntity = {
      id: newId(world, 'vsw'),
      ...context.origin,
      name: input.VSwitchName ?? '',
      description: input.Description ?? '',
      vpc: vpc.id,
      zone: input.ZoneId,
      cidr: input.CidrBlock,
      status: 'Pending',
      taken: new Set(),
      cursor: 0,
      resourceGroup: account.resourceGroup,
      tags: tagsOf(input.Tag),
    }
    world.vswitches.set(row.id, row)
    settleLater(context, 'vswitch', row)
    return { VSwitchId: row.id }
  },

  'vpc.ModifyVSwitchAttribute': (context, input) => {
    const row = requireVSwitch(context, input.VSwitchId)
    requireName(input.VSwitchName)
    context.commit()
    if (input.VSwitchName !== undefined) row.name = input.VSwitchName
    if (input.Description !== undefined) row.description = input.Description
    return {}
  },

  // No address of it may be in use (Vpc DeleteVSwitch).
  'vpc.DeleteVSwitch': (context, { VSwitchId }) => {
    const row = requireVSwitch(context, VSwitchId)
    if (row.taken.size > 0) throw new ApiError('DependencyViolation', 400, 'Addresses of the vSwitch are in use.')
    context.commit()
    context.world.vswitches.delete(row.id)
    return {}
  },
}

function requireVpc(context: CallContext, id: string): VpcEntity {
  const row = context.find(context.world.vpcs, id)
  if (row === undefined) throw apiError('InvalidVpcId.NotFound')
  return row
}

function requireVSwitch(context: CallContext, id: string): VSwitchEntity {
  const row = context.find(context.world.vswitches, id)
  if (row === undefined) throw apiError('InvalidVswitchID.NotFound')
  return row
}

function settleLater(context: CallContext, kind: string, row: VpcEntity | VSwitchEntity): void {
  context.begin({
    object: `${kind} ${row.id}`,
    needs: [],
    service: null,
    from: '',
    via: 'Pending',
    to: 'Available',
    ms: context.world.durations.vpcCreate,
    finish: () => {
      row.status = 'Available'
    },
  })
}

/** A block whose first address is its own, with a prefix between the two lengths. */
function requireBlock(cidr: string, { least, most }: { least: number; most: number }): void {
  const bits = Number(cidr.split('/')[1])
  if (blockOf(cidr) === undefined || !(bits >= least && bits <= most)) throw apiError('InvalidCidrBlock.Malformed')
}

/** 1 to 128 characters, no URL (Vpc CreateVpc, VpcName). */
function requireName(name: string | undefined): void {
  if (name !== undefined && !/^(?!https?:\/\/).{1,128}$/su.test(name)) throw apiError('InvalidName.Malformed')
}

function isInside(inner: string, outer: string): boolean {
  const [small, large] = [blockOf(inner), blockOf(outer)]
  if (small === undefined || large === undefined) return false
  return small.first >= large.first && small.first + small.size <= large.first + large.size
}

function overlap(a: string, b: string): boolean {
  const [one, other] = [blockOf(a), blockOf(b)]
  if (one === undefined || other === undefined) return false
  return one.first < other.first + other.size && other.first < one.first + one.size
}
