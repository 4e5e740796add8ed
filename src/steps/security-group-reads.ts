import type { SecurityGroup, SecurityGroupPermission } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { unlessGone } from './unless-gone.ts'

/** What Ecs answers for a group that does not exist. */
export const groupGone = ['InvalidSecurityGroupId.NotFound']

export interface SecurityGroupView {
  readonly id: string
  /** Undefined for one that is on the endpoint: the cloud took it, so it fits. */
  readonly type: SecurityGroup['SecurityGroupType'] | undefined
  readonly vpc: string
  /** Inbound rules only: an endpoint's replies need none. */
  readonly rules: readonly SecurityGroupPermission[]
}

/** @returns undefined when there is no such group: an unknown id gives an empty list, not an error. */
export async function viewSecurityGroup(reads: Reads, id: string): Promise<SecurityGroupView | undefined> {
  const groups = await reads.all(
    'ecs.DescribeSecurityGroups',
    { SecurityGroupIds: JSON.stringify([id]) },
    (page) => page.SecurityGroups?.SecurityGroup,
  )
  const group = groups.find((each) => each.SecurityGroupId === id)
  if (!group) return undefined
  return { id, type: group.SecurityGroupType, vpc: group.VpcId, rules: await rulesOf(reads, id) }
}

/** A group of an endpoint, which is in the endpoint's VPC. @returns undefined when there is no such group */
export async function viewAttachedGroup(reads: Reads, id: string, vpc: string): Promise<SecurityGroupView | undefined> {
  const rules = await unlessGone(rulesOf(reads, id), groupGone, undefined)
  return rules && { id, type: undefined, vpc, rules }
}

/** The ids of all security groups of the account in the region. */
export async function everyGroup(reads: Reads): Promise<string[]> {
  const groups = await reads.all('ecs.DescribeSecurityGroups', {}, (page) => page.SecurityGroups?.SecurityGroup)
  return groups.map((group) => group.SecurityGroupId)
}

/** Its inbound rules. @throws CloudError InvalidSecurityGroupId.NotFound */
export function rulesOf(reads: Reads, id: string): Promise<SecurityGroupPermission[]> {
  return reads.all(
    'ecs.DescribeSecurityGroupAttribute',
    { SecurityGroupId: id, Direction: 'ingress', NicType: 'intranet' },
    (page) => page.Permissions?.Permission,
  )
}
