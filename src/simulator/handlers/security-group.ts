import type { ApiInput } from '../../api/actions.ts'
import { blockOf } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { SecurityGroupEntity, SecurityGroupRuleEntity } from '../world/entities.ts'
import { newId, timeText } from '../world/id.ts'
import { hasTags, readTags, requireTags, tagsOf } from '../world/tags.ts'
import { notifyChange } from '../world/world.ts'
import { eitherPage } from './ecs-page.ts'
import { fits } from './filters.ts'

const protocols = ['TCP', 'UDP', 'ICMP', 'GRE', 'ALL']
/** Rules in one call (Ecs AuthorizeSecurityGroup, Permissions.N). */
const rulesAtOnce = 100

type GroupAction =
  | 'ecs.CreateSecurityGroup'
  | 'ecs.DeleteSecurityGroup'
  | 'ecs.ModifySecurityGroupAttribute'
  | 'ecs.ModifySecurityGroupPolicy'
  | 'ecs.ModifySecurityGroupRule'
  | 'ecs.DescribeSecurityGroups'
  | 'ecs.DescribeSecurityGroupAttribute'
  | 'ecs.AuthorizeSecurityGroup'
  | 'ecs.AuthorizeSecurityGroupEgress'
  | 'ecs.RevokeSecurityGroup'
  | 'ecs.RevokeSecurityGroupEgress'

export const securityGroups: Pick<Handlers, GroupAction> = {
  'ecs.CreateSecurityGroup': (context, input) => {
    const { world, account } = context
    requireText(input)
    const { SecurityGroupType: type = 'normal' } = input
    if (type !== 'normal' && type !== 'enterprise') throw apiError('InvalidParams.GroupType')
    requireTags(input.Tag)
    // Classic networks are no more: a VPC is needed.
    if (context.find(world.vpcs, input.VpcId ?? '') === undefined) throw apiError('InvalidVpcId.NotFound')
    context.commit()
    const row: SecurityGroupEntity = {
      id: newId(world, 'sg'),
      ...context.origin,
      name: input.SecurityGroupName ?? '',
      description: input.Description ?? '',
      type,
      vpc: input.VpcId ?? '',
      // Members of a basic group reach each other, those of an advanced one do not (Ecs CreateSecurityGroup).
      innerAccess: type === 'normal' ? 'Accept' : 'Drop',
      rules: [],
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
    }
    world.securityGroups.set(row.id, row)
    return { SecurityGroupId: row.id }
  },

  'ecs.DeleteSecurityGroup': (context, { SecurityGroupId }) => {
    const { world } = context
    const row = requireGroup(context, SecurityGroupId)
    const isUsed =
      [...world.endpoints.values()].some((each) => each.groups.some((group) => group.id === row.id)) ||
      [...world.instances.values()].some((each) => each.securityGroups.includes(row.id)) ||
      [...world.securityGroups.values()].some(
        (each) => each !== row && each.rules.some((rule) => rule.SourceGroupId === row.id),
      )
    if (isUsed) throw apiError('DependencyViolation')
    context.commit()
    world.securityGroups.delete(row.id)
    return {}
  },

  'ecs.ModifySecurityGroupAttribute': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    requireText(input)
    context.commit()
    if (input.SecurityGroupName !== undefined) row.name = input.SecurityGroupName
    if (input.Description !== undefined) row.description = input.Description
    return {}
  },

  'ecs.ModifySecurityGroupPolicy': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    const policy = titled(input.InnerAccessPolicy)
    if (policy !== 'Accept' && policy !== 'Drop') throw apiError('InvalidPolicy.Malformed')
    context.commit()
    row.innerAccess = policy
    return {}
  },

  // What is not said stays as it was (Ecs ModifySecurityGroupRule).
  'ecs.ModifySecurityGroupRule': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    const rule = row.rules.find((each) => each.SecurityGroupRuleId === input.SecurityGroupRuleId)
    if (rule === undefined) throw apiError('InvalidParam.SecurityGroupRuleId')
    const changed = ruleOf(
      context,
      {
        IpProtocol: input.IpProtocol ?? rule.IpProtocol,
        PortRange: input.PortRange ?? rule.PortRange,
        SourceCidrIp: input.SourceCidrIp ?? rule.SourceCidrIp,
        SourceGroupId: input.SourceGroupId ?? rule.SourceGroupId,
        DestCidrIp: input.DestCidrIp ?? rule.DestCidrIp,
        Policy: input.Policy ?? rule.Policy,
        Priority: input.Priority ?? rule.Priority,
        Description: input.Description ?? rule.Description,
      },
      rule.Direction,
    )
    context.commit()
    row.rules = row.rules.map((each) => (each === rule ? { ...changed, ...idOf(rule) } : each))
    notifyChange(context.world)
    return {}
  },

  'ecs.DescribeSecurityGroups': (context, input) => {
    const ids = input.SecurityGroupIds === undefined ? undefined : idsOf(input.SecurityGroupIds)
    const rows = context
      .mine(context.world.securityGroups)
      .filter(
        (row) =>
          (ids === undefined || ids.includes(row.id)) &&
          fits(input.SecurityGroupId, row.id) &&
          fits(input.SecurityGroupName, row.name) &&
          fits(input.SecurityGroupType, row.type) &&
          fits(input.NetworkType, 'vpc') &&
          fits(input.ServiceManaged, false) &&
          fits(input.VpcId, row.vpc) &&
          fits(input.ResourceGroupId, row.resourceGroup) &&
          hasTags(row.tags, input.Tag),
      )
    const { items, next, numbers } = eitherPage(context, rows, input)
    return {
      ...numbers,
      RegionId: context.region,
      SecurityGroups: {
        SecurityGroup: items.map((row) => ({
          SecurityGroupId: row.id,
          SecurityGroupName: row.name,
          SecurityGroupType: row.type,
          Description: row.description,
          CreationTime: timeText(row.created),
          ResourceGroupId: row.resourceGroup,
          RuleCount: row.rules.length,
          GroupToGroupRuleCount: row.rules.filter((each) => each.SourceGroupId !== '').length,
          ...(input.IsQueryEcsCount === true
            ? { EcsCount: membersOf(context, row), AvailableInstanceAmount: 2000 - membersOf(context, row) }
            : {}),
          VpcId: row.vpc,
          Tags: { Tag: readTags(row.tags) },
        })),
      },
      NextToken: '',
      ...next,
    }
  },

  'ecs.DescribeSecurityGroupAttribute': (context, input) => {
    const row = requireGroup(context, input.SecurityGroupId)
    const direction = input.Direction ?? 'all'
    const isAsked = fits(input.NicType, 'intranet')
    const rules = row.rules.filter(
      (rule) => isAsked && (direction === 'all' || rule.Direction === direction) && context.sees(rule.created),
    )
    const { items, next } = tokenPage(context.world, rules, input, { normal: 500, most: 1000 })
    return {
      RegionId: row.region,
      SecurityGroupId: row.id,
      SecurityGroupName: row.name,
      Description: row.description,
      VpcId: row.vpc,
      InnerAccessPolicy: row.innerAccess,
      // Snapshot policies are the only further attribute that can be asked for, and there are none.
      ...(input.Attribute === undefined ? {} : { SnapshotPolicyIds: { SnapshotPolicyId: [] } }),
      Permissions: {
        Permission: items.map(({ created, ...rule }) => ({
          ...rule,
          NicType: 'intranet',
          CreateTime: timeText(created),
        })),
      },
      NextToken: '',
      ...next,
    }
  },

  'ecs.AuthorizeSecurityGroup': (context, input) => authorize(context, input, 'ingress'),
  'ecs.AuthorizeSecurityGroupEgress': (context, input) => authorize(context, input, 'egress'),
  'ecs.RevokeSecurityGroup': (context, input) => revoke(context, input, 'ingress'),
  'ecs.RevokeSecurityGroupEgress': (context, input) => revoke(context, input, 'egress'),
}

type Direction = 'ingress' | 'egress'
type RuleInput = Pick<
  ApiInput<'ecs.AuthorizeSecurityGroup'> & ApiInput<'ecs.AuthorizeSecurityGroupEgress'>,
  | 'IpProtocol'
  | 'PortRange'
  | 'SourceCidrIp'
  | 'SourceGroupId'
  | 'DestCidrIp'
  | 'DestGroupId'
  | 'Policy'
  | 'Priority'
  | 'Description'
>
type RulesInput = Partial<RuleInput> & {
  readonly SecurityGroupId: string
  readonly Permissions?: readonly Partial<RuleInput>[] | undefined
}

/** A rule that is there already is success, and nothing is added (Ecs AuthorizeSecurityGroup). */
function authorize(context: CallContext, input: RulesInput, direction: Direction): Record<never, never> {
  const row = requireGroup(context, input.SecurityGroupId)
  const asked = rulesOf(context, input, direction)
  if (asked.some((one, index) => asked.slice(0, index).some((other) => isSame(one, other)))) {
    throw apiError('InvalidParam.DuplicatePermissions')
  }
  context.commit()
  for (const rule of asked) {
    if (!row.rules.some((each) => isSame(each, rule)))
      row.rules.push({ ...rule, SecurityGroupRuleId: newId(context.world, 'sgr'), created: context.now })
  }
  notifyChange(context.world)
  return {}
}

/** By ids of rules, of which all must be there, or by the rules themselves, of which none needs to be (Ecs RevokeSecurityGroup). */
function revoke(
  context: CallContext,
  input: RulesInput & { readonly SecurityGroupRuleId?: readonly string[] | undefined },
  direction: Direction,
): Record<never, never> {
  const row = requireGroup(context, input.SecurityGroupId)
  const { SecurityGroupRuleId: ids } = input
  const isThere = (id: string) =>
    row.rules.some((each) => each.SecurityGroupRuleId === id && each.Direction === direction)
  if (ids !== undefined && !ids.every(isThere)) throw apiError('InvalidParam.SecurityGroupRuleId')
  const asked = ids === undefined ? rulesOf(context, input, direction) : []
  context.commit()
  row.rules = row.rules.filter(
    (each) => ids?.includes(each.SecurityGroupRuleId) !== true && !asked.some((rule) => isSame(each, rule)),
  )
  notifyChange(context.world)
  return {}
}

/** The rules of a call: a list of them, or one in the older parameters of the call itself, not both. */
function rulesOf(context: CallContext, input: RulesInput, direction: Direction) {
  const { Permissions: list } = input
  const isFlat = input.IpProtocol !== undefined || input.PortRange !== undefined
  if (list !== undefined && isFlat) throw apiError('InvalidParam.Permissions')
  if (list !== undefined && list.length > rulesAtOnce) throw apiError('InvalidParam.Permissions')
  return (list ?? [input]).map((rule) => ruleOf(context, rule, direction))
}

type NewRule = Omit<SecurityGroupRuleEntity, 'SecurityGroupRuleId' | 'created'>

/** Written in any case and with defaults, read back in one form: `Accept`, priority as text (Ecs DescribeSecurityGroupAttribute). */
function ruleOf(context: CallContext, rule: Partial<RuleInput>, direction: Direction): NewRule {
  const protocol = (rule.IpProtocol ?? '').toUpperCase()
  if (!protocols.includes(protocol)) throw apiError('InvalidIpProtocol.ValueNotSupported')
  const { PortRange: portRange = '' } = rule
  const range = /^(-?\d+)\/(-?\d+)$/.exec(portRange)
  const [from, to] = [Number(range?.[1]), Number(range?.[2])]
  const isAll = from === -1 && to === -1
  if (range === null || (!isAll && !(from >= 1 && from <= to && to <= 65535)))
    throw apiError('InvalidPortRange.Malformed')
  const cidr = (direction === 'ingress' ? rule.SourceCidrIp : rule.DestCidrIp) ?? ''
  const group = (direction === 'ingress' ? rule.SourceGroupId : rule.DestGroupId) ?? ''
  if (cidr === '' && group === '') throw apiError('MissingParameter.Source')
  if (cidr !== '' && blockOf(cidr) === undefined) throw apiError('InvalidSourceCidrIp.Malformed')
  if (group !== '' && context.find(context.world.securityGroups, group) === undefined)
    throw apiError('InvalidSourceGroupId.NotFound')
  const { Priority: priority = '1' } = rule
  if (!/^(?:[1-9]\d?|100)$/.test(priority)) throw apiError('InvalidPriority.ValueNotSupported')
  const policy = titled(rule.Policy ?? 'accept')
  if (policy !== 'Accept' && policy !== 'Drop') throw apiError('InvalidPolicy.Malformed')
  return {
    Direction: direction,
    IpProtocol: protocol,
    PortRange: portRange,
    SourceCidrIp: direction === 'ingress' ? cidr : '',
    SourceGroupId: direction === 'ingress' ? group : '',
    ...(direction === 'egress' ? { DestCidrIp: cidr, DestGroupId: group } : {}),
    Policy: policy,
    Priority: priority,
    Description: rule.Description ?? '',
  }
}

function isSame(a: NewRule, b: NewRule): boolean {
  const keyOf = (rule: NewRule) =>
    [
      ...[rule.Direction, rule.IpProtocol, rule.PortRange, rule.SourceCidrIp, rule.SourceGroupId, rule.DestCidrIp],
      ...[rule.DestGroupId, rule.Policy, rule.Priority],
    ].join(' ')
  return keyOf(a) === keyOf(b)
}

function idOf({ SecurityGroupRuleId, created }: SecurityGroupRuleEntity) {
  return { SecurityGroupRuleId, created }
}

function requireGroup(context: CallContext, id: string): SecurityGroupEntity {
  const row = context.find(context.world.securityGroups, id)
  if (row === undefined) throw apiError('InvalidSecurityGroupId.NotFound')
  return row
}

/** Names of 2 to 128 and descriptions of 2 to 256 characters, no URLs (Ecs CreateSecurityGroup). */
function requireText(input: {
  readonly SecurityGroupName?: string | undefined
  readonly Description?: string | undefined
}): void {
  const { SecurityGroupName: name, Description: description } = input
  if (name !== undefined && !/^(?!https?:\/\/)\p{L}.{1,127}$/su.test(name))
    throw apiError('InvalidSecurityGroupName.Malformed')
  if (description !== undefined && description !== '' && !/^(?!https?:\/\/).{2,256}$/su.test(description))
    throw apiError('InvalidDescription.Malformed')
}

function membersOf({ world }: CallContext, row: SecurityGroupEntity): number {
  return [...world.instances.values()].filter((each) => each.securityGroups.includes(row.id)).length
}

function titled(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1).toLowerCase()}`
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
