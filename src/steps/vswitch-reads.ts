import type { VSwitch } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'

/** Vpc DescribeVSwitches. @returns undefined when there is none of this id in the account and region. */
export async function findVSwitch(reads: Reads, VSwitchId: string): Promise<VSwitch | undefined> {
  const page = await reads.get('vpc.DescribeVSwitches', { VSwitchId, PageNumber: 1, PageSize: 50 })
  return page.VSwitches?.VSwitch.find((vswitch) => vswitch.VSwitchId === VSwitchId)
}
