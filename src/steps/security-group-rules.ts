import type { SecurityGroupPermission } from '../alibaba/types.ts'
import type { FindingData } from '../model/finding.ts'
import { type Addresses, addressesIn, includes, intersection, subtracted } from '../net/ipv4.ts'
import type { SecurityGroupView } from './security-group-reads.ts'

/** What the inbound rules of an endpoint's groups say to clients of its VPC on one TCP port. */
type PortVerdict =
  | { readonly is: 'admitted' }
  /** No rule at all; `open` lists the ports that are admitted instead. */
  | { readonly is: 'closed'; readonly open: readonly string[] }
  /** A rule admits, and a Drop rule that is as strong at least takes all of it back. */
  | {
      readonly is: 'dropped'
      readonly group: string
      readonly accept: SecurityGroupPermission
      readonly drop: SecurityGroupPermission
    }
  /** Rules admit addresses none of which is in the VPC. */
  | { readonly is: 'elsewhere'; readonly sources: readonly string[] }
  /** The port is admitted for another protocol. */
  | { readonly is: 'other-protocol'; readonly protocol: string }

const anywhere: readonly Addresses[] = [{ first: 0, last: 2 ** 32 - 1 }]

/**
 * Rules of all groups of an interface count together; the lower priority number wins, and Drop beats Accept at the same
 * number (ECS, security groups).
 * @param blocks the VPC's own, `10.0.0.0/8`; empty when they are not known, and anybody counts
 */
function verdictOn(groups: readonly SecurityGroupView[], port: number, blocks: readonly string[]): PortVerdict {
  const clients = blocks.length === 0 ? anywhere : blocks.flatMap((block) => addressesIn(block) ?? [])
  const rules = groups.flatMap((group) =>
    group.rules.filter(({ Direction }) => Direction === 'ingress').map((rule) => ({ group: group.id, rule })),
  )
  const onPort = rules.filter(({ rule }) => isTcp(rule) && coversPort(rule, port))
  const drops = onPort.filter(({ rule }) => rule.Policy === 'Drop')
  const accepts = onPort.filter(({ rule }) => rule.Policy === 'Accept').toSorted((a, b) => rank(a.rule) - rank(b.rule))
  const among = accepts.map((each) => ({ ...each, inside: clientsOf(each.rule, clients) }))
  const reaching = among.filter(({ inside }) => inside.length > 0)
  for (const { rule, inside } of reaching) {
    const stronger = drops.filter((drop) => rank(drop.rule) <= rank(rule))
    const left = stronger.reduce((ranges, drop) => without(ranges, drop.rule, rule), inside)
    if (left.length > 0) return { is: 'admitted' }
  }
  const [first] = reaching
  const drop =
    first &&
    drops.filter((each) => rank(each.rule) <= rank(first.rule)).toSorted((a, b) => rank(a.rule) - rank(b.rule))[0]
  if (first && drop) return { is: 'dropped', group: drop.group, accept: first.rule, drop: drop.rule }
  if (accepts.length > 0)
    return { is: 'elsewhere', sources: [...new Set(accepts.map(({ rule }) => sourceOfRule(rule)))] }
  const other = rules.find(
    ({ rule }) => rule.Policy === 'Accept' && !isTcp(rule) && rule.PortRange !== '-1/-1' && coversPort(rule, port),
  )
  if (other) return { is: 'other-protocol', protocol: other.rule.IpProtocol.toUpperCase() }
  const open = rules.filter(({ rule }) => rule.Policy === 'Accept' && isTcp(rule)).map(({ rule }) => rule.PortRange)
  return { is: 'closed', open: [...new Set(open)] }
}

/** Whether somebody of the VPC gets in. */
export function admits(groups: readonly SecurityGroupView[], port: number, blocks: readonly string[]): boolean {
  return verdictOn(groups, port, blocks).is === 'admitted'
}

/** Why nobody of the VPC gets in on a port; undefined when somebody does. */
export function closedBy(
  groups: readonly SecurityGroupView[],
  port: number,
  blocks: readonly string[],
): FindingData | undefined {
  const verdict = verdictOn(groups, port, blocks)
  const ids = groups.map(({ id }) => id)
  switch (verdict.is) {
    case 'admitted':
      return undefined
    case 'closed':
      return { code: 'SECURITY_GROUP_CLOSED', facts: { ids, port, open: verdict.open } }
    case 'elsewhere':
      return { code: 'SECURITY_GROUP_OTHER_SOURCE', facts: { ids, port, sources: verdict.sources, wanted: blocks } }
    case 'other-protocol':
      return { code: 'SECURITY_GROUP_OTHER_PROTOCOL', facts: { ids, port, protocol: verdict.protocol } }
    case 'dropped': {
      const { accept, drop, group } = verdict
      const [dropId, acceptId] = [drop, accept].map(({ SecurityGroupRuleId = null }) => SecurityGroupRuleId)
      const priority = Number(drop.Priority)
      const facts = {
        group,
        port,
        source: sourceOfRule(drop),
        priority,
        drop: dropId ?? null,
        accept: acceptId ?? null,
      }
      return { code: 'SECURITY_GROUP_DROPS', facts }
    }
  }
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
    each.rules.filter((rule) => rule.Direction === 'ingress' && isTcp(rule) && coversPort(rule, port))
  const drops = all.flatMap(covering).filter((rule) => rule.Policy === 'Drop')
  const own = covering(group)
  const accepts = own.filter((rule) => rule.Policy === 'Accept' && !drops.some((drop) => overrules(drop, rule)))
  const weakest = Math.max(...accepts.map(rank))
  const excepted = own.filter((rule) => rule.Policy === 'Drop' && rank(rule) <= weakest)
  return [...accepts, ...excepted].sort((a, b) => rank(a) - rank(b))
}

/** Whether nobody is left whom the Accept lets in: the Drop is as strong at least, and about all of its sources. */
function overrules(drop: SecurityGroupPermission, accept: SecurityGroupPermission): boolean {
  return rank(drop) <= rank(accept) && isAboutAllOf(drop, accept)
}

/** The members of a group or a prefix list are not known here: all that is sure to hold them is itself, and everybody. */
function isAboutAllOf(drop: SecurityGroupPermission, accept: SecurityGroupPermission): boolean {
  if (drop.SourceCidrIp === '0.0.0.0/0') return true
  const [dropped, accepted] = [drop, accept].map(({ SourceCidrIp = '' }) => addressesIn(SourceCidrIp))
  if (dropped && accepted) return includes(dropped, accepted)
  return sourceOfRule(drop) === sourceOfRule(accept)
}

/** A block, `sg-…` or `pl-…`. */
export function sourceOfRule(rule: SecurityGroupPermission): string {
  return rule.SourceCidrIp || rule.SourceGroupId || rule.SourcePrefixListId || rule.Ipv6SourceCidrIp || 'unknown'
}

function rank({ Priority }: SecurityGroupPermission): number {
  return Number(Priority)
}

function isTcp({ IpProtocol }: SecurityGroupPermission): boolean {
  const protocol = IpProtocol.toUpperCase()
  return protocol === 'TCP' || protocol === 'ALL'
}

function coversPort({ PortRange }: SecurityGroupPermission, port: number): boolean {
  const [from = -1, to = -1] = PortRange.split('/').map(Number)
  return from === -1 || (from <= port && port <= to)
}

/** The clients a rule is about. Members of a group or of a prefix list are not known here: they may be any of them. */
function clientsOf(rule: SecurityGroupPermission, clients: readonly Addresses[]): Addresses[] {
  const range = addressesIn(rule.SourceCidrIp ?? '')
  if (range) return clients.flatMap((each) => intersection(each, range) ?? [])
  return rule.Ipv6SourceCidrIp && !rule.SourceCidrIp ? [] : [...clients]
}

/** What a Drop rule leaves; one about a group or a list takes nothing for sure. */
function without(
  ranges: readonly Addresses[],
  drop: SecurityGroupPermission,
  accept: SecurityGroupPermission,
): Addresses[] {
  if (sourceOfRule(drop) === sourceOfRule(accept)) return []
  const taken = addressesIn(drop.SourceCidrIp ?? '')
  return taken ? ranges.flatMap((range) => subtracted(range, taken)) : [...ranges]
}
