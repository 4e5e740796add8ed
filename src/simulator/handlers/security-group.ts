import type { SecurityGroupPermission, SecurityGroupRule } from '../../alibaba/types.ts'
import { blockOf } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { SecurityGroupEntity } from '../world/entities.ts'
import { newId } from '../world/id.ts'
import { notifyChange } from '../world/world.ts'

const protocols = ['TCP', 'UDP', 'ICMP', 'GRE', 'ALL']

type Grouped = Extract<keyof Handlers, `ecs.${string}SecurityGroup${string}`>

export const securityGroups: Pick<Handlers, Grouped> = {
  'ecs.DescribeSecurityGroups': (context, input) => {
    const ids = input.SecurityGroupIds === undefined ? undefined : idsOf(input.SecurityGroupIds)
    const rows = context
      .mine(context.world.securityGroups)
      .filter(
        (row) => (ids === undefined || ids.includes(row.id)) && (input.VpcId === undefined || row.vpc === input.VpcId),
      )
    const { items, next } = tokenPage(context.world, rows, input, { normal: 10, most: 100 })
    return {
      // Token paging never fills TotalCount (Ecs DescribeSecurityGroups).
      SecurityGroups: {
        SecurityGroup: items.map((row) => ({
          SecurityGroupId: row.id,
          SecurityGroupName: row.name,
          SecurityGroupType: row.type,
          VpcId: row.vpc,
        })),
      },
      NextToken: '',
      ...next,
    }
  },

  'ecs.DescribeSecurityGroupAttribute': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    const direction = input.Direction ?? 'all'
    const rules = row.rules.filter((rule) => direction === 'all' || rule.Direction === direction)
    const { items, next } = tokenPage(context.world, rules, input, { normal: 500, most: 1000 })
    return { SecurityGroupId: row.id, VpcId: row.vpc, Permissions: { Permission: items }, NextToken: '', ...next }
  },

  // A rule that is there already is success, and nothing is added (Ecs AuthorizeSecurityGroup).
  'ecs.AuthorizeSecurityGroup': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    const asked = input.Permissions.map(permissionOf)
    if (asked.some((one, index) => asked.slice(0, index).some((other) => isSame(one, other)))) {
      throw apiError('InvalidParam.DuplicatePermissions')
    }
    context.commit()
    for (const rule of asked) {
      if (!row.rules.some((each) => isSame(each, rule)))
        row.rules.push({ SecurityGroupRuleId: newId(context.world, 'sgr'), ...rule })
    }
    notifyChange(context.world)
    return {}
  },

  // A rule that is not there is success too (Ecs RevokeSecurityGroup).
  'ecs.RevokeSecurityGroup': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    const asked = input.Permissions.map(permissionOf)
    context.commit()
    row.rules = row.rules.filter((each) => !asked.some((rule) => isSame(each, rule)))
    notifyChange(context.world)
    return {}
  },
}

function requireGroup(context: CallContext, id: string): SecurityGroupEntity {
  const row = context.find(context.world.securityGroups, id)
  if (row === undefined) throw apiError('InvalidSecurityGroupId.NotFound')
  return row
}

/** Written in any case and with defaults, read back in one form: `Accept`, priority as text (Ecs DescribeSecurityGroupAttribute). */
function permissionOf(rule: SecurityGroupRule): SecurityGroupPermission {
  const protocol = rule.IpProtocol.toUpperCase()
  if (!protocols.includes(protocol)) throw apiError('InvalidIpProtocol.ValueNotSupported')
  const range = /^(-?\d+)\/(-?\d+)$/.exec(rule.PortRange)
  const [from, to] = [Number(range?.[1]), Number(range?.[2])]
  const isAll = from === -1 && to === -1
  if (range === null || (!isAll && !(from >= 1 && from <= to && to <= 65535)))
    throw apiError('InvalidPortRange.Malformed')
  if (blockOf(rule.SourceCidrIp) === undefined) throw apiError('InvalidSourceCidrIp.Malformed')
  const priority = rule.Priority ?? '1'
  if (!/^(?:[1-9]\d?|100)$/.test(priority)) throw apiError('InvalidPriority.ValueNotSupported')
  const policy = (rule.Policy ?? 'accept').toLowerCase()
  if (policy !== 'accept' && policy !== 'drop') throw apiError('InvalidPolicy.Malformed')
  return {
    Direction: 'ingress',
    IpProtocol: protocol,
    PortRange: rule.PortRange,
    SourceCidrIp: rule.SourceCidrIp,
    SourceGroupId: '',
    Policy: policy === 'accept' ? 'Accept' : 'Drop',
    Priority: priority,
    Description: rule.Description ?? '',
  }
}

function isSame(a: SecurityGroupPermission, b: SecurityGroupPermission): boolean {
  const keyOf = (rule: SecurityGroupPermission) =>
    [rule.Direction, rule.IpProtocol, rule.PortRange, rule.SourceCidrIp, rule.Policy, rule.Priority].join(' ')
  return keyOf(a) === keyOf(b)
}

function idsOf(json: string): readonly unknown[] {
  try {
    const ids: unknown = JSON.parse(json)
    if (Array.isArray(ids)) return ids
  } catch {
    // Falls through to the refusal.
  }
  throw apiError('InvalidSecurityGroupIds.Malformed')
}
