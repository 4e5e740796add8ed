import type { SecurityGroup, SecurityGroupPermission } from '../cloud/wire.ts'
import type { Reads } from './reads.ts'

export interface SecurityGroupView {
  readonly id: string
  readonly type: SecurityGroup['SecurityGroupType']
  readonly vpc: string
  /** Inbound rules only: an endpoint's replies need none. */
  readonly rules: readonly SecurityGroupPermission[]
}

/** @returns undefined when there is no such group: an unknown id gives an empty list, not an error. */
export async function viewSecurityGroup(
  reads: Reads,
  RegionId: string,
  id: string,
): Promise<SecurityGroupView | undefined> {
  const groups = await reads.all(
    'ecs.DescribeSecurityGroups',
    { RegionId, SecurityGroupIds: JSON.stringify([id]) },
    (page) => page.SecurityGroups?.SecurityGroup,
  )
  const group = groups.find((each) => each.SecurityGroupId === id)
  if (!group) return undefined
  const rules = await reads.all(
    'ecs.DescribeSecurityGroupAttribute',
    { RegionId, SecurityGroupId: id, Direction: 'ingress', NicType: 'intranet' },
    (page) => page.Permissions?.Permission,
  )
  return { id, type: group.SecurityGroupType, vpc: group.VpcId, rules }
}

/**
 * Whether anybody at all gets in on a TCP port. Rules of all groups of an interface count together; the lower priority number
 * wins and a drop beats an accept at the same number (ECS, security groups). From where is not asked here.
 */
export function admits(groups: readonly SecurityGroupView[], port: number): boolean {
  const rules = groups
    .flatMap((group) => group.rules)
    .filter((rule) => rule.Direction === 'ingress' && covers(rule, port))
  const drops = rules.filter((rule) => rule.Policy === 'Drop')
  return rules.some((rule) => rule.Policy === 'Accept' && !drops.some((drop) => overrules(drop, rule)))
}

function covers({ IpProtocol, PortRange }: SecurityGroupPermission, port: number): boolean {
  const protocol = IpProtocol.toUpperCase()
  if (protocol !== 'TCP' && protocol !== 'ALL') return false
  const [from = -1, to = -1] = PortRange.split('/').map(Number)
  return from === -1 || (from <= port && port <= to)
}

function overrules(drop: SecurityGroupPermission, accept: SecurityGroupPermission): boolean {
  const everywhere = drop.SourceCidrIp === '0.0.0.0/0'
  const sameSource =
    drop.SourceCidrIp === accept.SourceCidrIp && (drop.SourceGroupId ?? '') === (accept.SourceGroupId ?? '')
  return Number(drop.Priority) <= Number(accept.Priority) && (everywhere || sameSource)
}
