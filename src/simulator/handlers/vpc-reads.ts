import { freeAddresses } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import { numberedPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { VpcEntity, VSwitchEntity } from '../world/entities.ts'
import { timeText } from '../world/id.ts'
import { hasTags } from '../world/tags.ts'
import { fits, fitsCommas } from './filters.ts'

/** Vpc DescribeVpcs and DescribeVSwitches, PageSize. */
const limits = { normal: 10, most: 50 } as const

type VpcRead =
  | 'vpc.DescribeVpcs'
  | 'vpc.DescribeVpcAttribute'
  | 'vpc.DescribeVSwitches'
  | 'vpc.DescribeVSwitchAttributes'
  | 'vpc.DescribeRouteTableList'

export const vpcReads: Pick<Handlers, VpcRead> = {
  // Ids may be a list with commas; unknown ones give an empty list, no error.
  'vpc.DescribeVpcs': (context, input) => {
    const rows = context
      .mine(context.world.vpcs)
      .filter(
        (row) =>
          fitsCommas(input.VpcId, row.id) &&
          fits(input.VpcName, row.name) &&
          fits(input.IsDefault, false) &&
          fits(input.EnableIpv6, false) &&
          fits(input.VpcOwnerId, row.owner) &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, numbers } = numberedPage(context.world, rows, input, limits)
    return {
      ...numbers,
      Vpcs: {
        Vpc: items.map((row) => ({
          ...vpcView(context, row),
          CenStatus: 'Detached',
          RouterTableIds: { RouterTableIds: [row.routeTable] },
          Tags: { Tag: row.tags },
        })),
      },
    }
  },

  'vpc.DescribeVpcAttribute': (context, input) => {
    const row = context.find(context.world.vpcs, input.VpcId)
    // `IsDefault` asks whether it is the default VPC of the region, which there is none of.
    if (row === undefined || input.IsDefault === true) throw apiError('InvalidVpcId.NotFound')
    return {
      ...vpcView(context, row),
      CloudResources: {
        CloudResourceSetType: [
          { ResourceType: 'VSwitch', ResourceCount: vswitchesIn(context, row).length },
          { ResourceType: 'VRouter', ResourceCount: 1 },
          { ResourceType: 'RouteTable', ResourceCount: 1 },
        ],
      },
      Tags: { Tag: row.tags },
    }
  },

  'vpc.DescribeVSwitches': (context, input) => {
    const rows = context
      .mine(context.world.vswitches)
      .filter(
        (row) =>
          fitsCommas(input.VSwitchId, row.id) &&
          fits(input.VSwitchName, row.name) &&
          fits(input.VpcId, row.vpc) &&
          fits(input.ZoneId, row.zone) &&
          fits(input.IsDefault, false) &&
          fits(input.EnableIpv6, false) &&
          fits(input.VSwitchOwnerId, row.owner) &&
          fits(input.RouteTableId, context.world.vpcs.get(row.vpc)?.routeTable) &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, numbers } = numberedPage(context.world, rows, input, limits)
    return { ...numbers, VSwitches: { VSwitch: items.map((row) => vswitchView(context, row)) } }
  },

  // An unknown id gives empty fields, no error (Terraform alicloud provider, DescribeVSwitch, which looks at the id).
  'vpc.DescribeVSwitchAttributes': (context, input) => {
    const row = context.find(context.world.vswitches, input.VSwitchId)
    if (row === undefined) throw apiError('InvalidVswitchID.NotFound')
    return vswitchView(context, row)
  },

  'vpc.DescribeRouteTableList': (context, input) => {
    const rows = context.mine(context.world.vpcs).filter(
      (row) =>
        fits(input.VpcId, row.id) &&
        fits(input.RouteTableId, row.routeTable) &&
        fits(input.RouterId, row.router) &&
        fits(input.RouterType, 'VRouter') &&
        fits(input.RouteTableType, 'System') &&
        fits(input.RouteTableName, '') &&
        fits(input.ResourceGroupId, row.resourceGroup) &&
        // System route tables carry no tags.
        hasTags([], input.Tag),
    )
    const { items, numbers } = numberedPage(context.world, rows, input, limits)
    return {
      ...numbers,
      RouterTableList: {
        RouterTableListType: items.map((row) => ({
          RouteTableId: row.routeTable,
          RouteTableType: 'System',
          RouterId: row.router,
          RouterType: 'VRouter',
          AssociateType: 'VSwitch',
          Status: 'Available',
          VpcId: row.id,
          OwnerId: row.owner,
          ResourceGroupId: row.resourceGroup,
          CreationTime: timeText(row.created),
          VSwitchIds: { VSwitchId: vswitchesIn(context, row).map((each) => each.id) },
        })),
      },
    }
  },
}

export function vswitchesIn(context: CallContext, vpc: VpcEntity): VSwitchEntity[] {
  return [...context.world.vswitches.values()].filter((each) => each.vpc === vpc.id)
}

function vpcView(context: CallContext, row: VpcEntity) {
  return {
    VpcId: row.id,
    VpcName: row.name,
    Description: row.description,
    Status: row.status,
    CidrBlock: row.cidr,
    SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
    UserCidrs: { UserCidr: row.userCidrs },
    VSwitchIds: { VSwitchId: vswitchesIn(context, row).map((each) => each.id) },
    VRouterId: row.router,
    IsDefault: false,
    DnsHostnameStatus: 'DISABLED',
    RegionId: row.region,
    OwnerId: row.owner,
    ResourceGroupId: row.resourceGroup,
    CreationTime: timeText(row.created),
  }
}

function vswitchView(context: CallContext, row: VSwitchEntity) {
  return {
    VSwitchId: row.id,
    VSwitchName: row.name,
    Description: row.description,
    VpcId: row.vpc,
    ZoneId: row.zone,
    CidrBlock: row.cidr,
    AvailableIpAddressCount: freeAddresses(row),
    Status: row.status,
    IsDefault: false,
    OwnerId: row.owner,
    ResourceGroupId: row.resourceGroup,
    CreationTime: timeText(row.created),
    RouteTable: { RouteTableId: context.world.vpcs.get(row.vpc)?.routeTable, RouteTableType: 'System' },
    Tags: { Tag: row.tags },
  }
}
