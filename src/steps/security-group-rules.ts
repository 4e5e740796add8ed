import type { SecurityGroup, SecurityGroupPermission } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { addressesIn, includes } from '../net/ipv4.ts'
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

/** Its inbound rules. @throws CloudError InvalidSecurityGroupId.NotFound */
export function rulesOf(reads: Reads, id: string): Promise<SecurityGroupPermission[]> {
  return reads.all(
    'ecs.DescribeSecurityGroupAttribute',
    { SecurityGroupId: id, Direction: 'ingress', NicType: 'intranet' },
    (page) => page.Permissions?.Permission,
  )
}

/**
 * The rules of a group that let somebody in on a TCP port, and its Drop rules that keep some of those out again, the strongest
 * first; none when nobody gets in by this group.
 * @param all every group of the interface, this one among them
 */
export function admittingRules(
  group: SecurityGroupView,
  all: readonly SecurityGroupView[],
  port: number,
): SecurityGroupPermission[] {
  const covering = (each: SecurityGroupView) =>
    each.rules.filter((rule) => rule.Direction === 'ingress' && covers(rule, port))
  const drops = all.flatMap(covering).filter((rule) => rule.Policy === 'Drop')
  const own = covering(group)
  const accepts = own.filter((rule) => rule.Policy === 'Accept' && !drops.some((drop) => overrules(drop, rule)))
  const weakest = Math.max(...accepts.map((rule) => Number(rule.Priority)))
  const excepted = own.filter((rule) => rule.Policy === 'Drop' && Number(rule.Priority) <= weakest)
  return [...accepts, ...excepted].sort((a, b) => Number(a.Priority) - Number(b.Priority))
}

function covers({ IpProtocol, PortRange }: SecurityGroupPermission, port: number): boolean {
  const protocol = IpProtocol.toUpperCase()
  if (protocol !== 'TCP' && protocol !== 'ALL') return false
  const [from = -1, to = -1] = PortRange.split('/').map(Number)
  return from === -1 || (from <= port && port <= to)
}

/** Whether nobody is left whom the Accept lets in: the Drop is as strong at least, and about all of its sources. */
function overrules(drop: SecurityGroupPermission, accept: SecurityGroupPermission): boolean {
  return Number(drop.Priority) <= Number(accept.Priority) && isAboutAllOf(drop, accept)
}

/** The members of a group or a prefix list are not known here: all that is sure to hold them is itself, and everybody. */
function isAboutAllOf(drop: SecurityGroupPermission, accept: SecurityGroupPermission): boolean {
  if (drop.SourceCidrIp === '0.0.0.0/0') return true
  const [dropped, accepted] = [drop, accept].map(({ SourceCidrIp = '' }) => addressesIn(SourceCidrIp))
  if (dropped && accepted) return includes(dropped, accepted)
  return sourceOf(drop) === sourceOf(accept)
}

function sourceOf(rule: SecurityGroupPermission): string {
  return rule.SourceGroupId || rule.SourcePrefixListId || rule.Ipv6SourceCidrIp || rule.SourceCidrIp || ''
}
