import { freeAddresses } from '../network/address.ts'
import { numberedPage } from '../server/paging.ts'
import type { Handlers } from '../world/context.ts'

/** Vpc DescribeVpcs and DescribeVSwitches, PageSize. */
const limits = { normal: 10, most: 50 } as const

export const vpcReads: Pick<Handlers, Extract<keyof Handlers, `vpc.${string}`>> = {
  // Ids may be a list with commas; unknown ones give an empty list, no error.
  'vpc.DescribeVpcs': (context, input) => {
    const ids = input.VpcId?.split(',')
    const rows = context.mine(context.world.vpcs).filter((row) => ids === undefined || ids.includes(row.id))
    const { items, numbers } = numberedPage(context.world, rows, input, limits)
    return {
      ...numbers,
      Vpcs: {
        Vpc: items.map((row) => ({
          VpcId: row.id,
          VpcName: row.name,
          Status: 'Available',
          CidrBlock: row.cidr,
          SecondaryCidrBlocks: { SecondaryCidrBlock: [] },
          RegionId: row.region,
          OwnerId: row.owner,
        })),
      },
    }
  },

  'vpc.DescribeVSwitches': (context, input) => {
    const ids = input.VSwitchId?.split(',')
    const rows = context
      .mine(context.world.vswitches)
      .filter(
        (row) =>
          (ids === undefined || ids.includes(row.id)) &&
          (input.VpcId === undefined || row.vpc === input.VpcId) &&
          (input.ZoneId === undefined || row.zone === input.ZoneId),
      )
    const { items, numbers } = numberedPage(context.world, rows, input, limits)
    return {
      ...numbers,
      VSwitches: {
        VSwitch: items.map((row) => ({
          VSwitchId: row.id,
          VSwitchName: row.name,
          VpcId: row.vpc,
          ZoneId: row.zone,
          CidrBlock: row.cidr,
          AvailableIpAddressCount: freeAddresses(row),
          Status: 'Available',
        })),
      },
    }
  },
}
