import type { SecurityGroupPermission, Tag } from '../alibaba/types.ts'
import type { Reads } from '../engine/reads.ts'
import { type Call, type Observation, type StepMap, step } from '../engine/step.ts'
import { descriptionOf, tagsFor, tagsIn } from '../engine/tags.ts'
import type { DirectionIntent } from '../manifest/schema.ts'
import { portsOf } from '../manifest/test-ports.ts'
import { allowanceIn } from '../model/allowance.ts'
import { PlinkError } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import type { ConsumerHalf } from './halves.ts'
import { ownAmong } from './lineage.ts'
import { groupGone, rulesOf } from './security-group-reads.ts'
import type { StepType } from './step-type.ts'
import { unlessGone } from './unless-gone.ts'

export const ruleType = {
  kind: 'rule',
  role: 'consumer',
  isOptional: 'rules',
  // Ecs RevokeSecurityGroup lists the first without its condition.
  codes: { gone: ['InvalidSecurityGroupRule.RuleNotExist', ...groupGone] },
  notFound: 'SECURITY_GROUP_NOT_FOUND',
  permissions: [
    { change: 'create', about: ['security-group'], actions: ['ecs.AuthorizeSecurityGroup'] },
    { change: 'delete', about: ['security-group'], actions: ['ecs.RevokeSecurityGroup'] },
  ],
} as const satisfies StepType

/** One inbound rule: this block gets in on this TCP port of this group. */
export interface WantedRule {
  readonly group: string
  readonly port: number
  readonly cidr: string
}

/** Blocks to let in, as plink.yaml and `--allow` say; each once. */
export function allowedBy({ endpoint }: DirectionIntent): string[] {
  return [...new Set([...(endpoint.allow ?? []), ...(endpoint.alsoAllow ?? [])])]
}

/** The rules that are asked for: one per block and port, in the endpoint's first group; and the blocks that lack a port. */
export function rulesWanted(half: DirectionIntent): { readonly rules: WantedRule[]; readonly portless: string[] } {
  const [group] = half.endpoint.securityGroups
  const tested = portsOf(half.tests)
  const rules = new Map<string, WantedRule>()
  const portless: string[] = []
  for (const text of allowedBy(half)) {
    const allowance = allowanceIn(text)
    if ('expected' in allowance) continue
    const ports = allowance.port === undefined ? tested : [allowance.port]
    if (ports.length === 0 || group === undefined) portless.push(text)
    else
      for (const port of ports)
        rules.set(ruleSubject({ group, port, cidr: allowance.cidr }), { group, port, cidr: allowance.cidr })
  }
  return { rules: [...rules.values()], portless }
}

/** `sg-…:6379:10.0.0.0/8`, in the step's name. */
export function ruleSubject({ group, port, cidr }: WantedRule): string {
  return `${group}:${port}:${cidr}`
}

export function ruleIn(subject: string): WantedRule {
  const [group = '', port = '', cidr = ''] = subject.split(':')
  return { group, port: Number(port), cidr }
}

/** The rule itself. It needs nothing of the link: the group was there before, and its owner is the consumer. */
export function ruleStep({ direction, side, intent }: ConsumerHalf, rule: WantedRule, wanted = true) {
  const { group: SecurityGroupId, port, cidr } = rule
  const id = stepId(direction, 'rule', ruleSubject(rule))
  const asked = { IpProtocol: 'TCP', PortRange: `${port}/${port}`, SourceCidrIp: cidr } as const
  return step<{ id: string }, StepMap>({
    ...ruleType,
    id,
    direction,
    side,
    wanted,
    creates: true,
    needs: {},
    async observe({ reads, lineage, exact }): Promise<Observation<{ id: string }>> {
      const rows = await rulesIn(reads, side, SecurityGroupId)
      const found = rows.find((each) => isSame(each, rule))
      const mine = found?.Description === descriptionOf(tagsFor(intent.name, id, lineage))
      if (!mine && !exact) requireOwnLineage(intent.name, lineage, rows)
      const create = (tags: readonly Tag[]): Call => ({
        action: 'ecs.AuthorizeSecurityGroup',
        input: { SecurityGroupId, Permissions: [{ ...asked, Policy: 'accept', Description: descriptionOf(tags) }] },
      })
      if (found === undefined) return { is: 'absent', create }
      return {
        is: 'present',
        output: { id: found.SecurityGroupRuleId ?? ruleSubject(rule) },
        settled: true,
        status: found.Policy,
        mine,
      }
    },
    // By its natural key: a rule that is not there is no error then (Ecs RevokeSecurityGroup).
    async deleteCall(): Promise<Call> {
      return {
        action: 'ecs.RevokeSecurityGroup',
        input: { SecurityGroupId, Permissions: [{ ...asked, Policy: 'accept' }] },
      }
    },
  })
}

/** An asked-for rule that cannot be made yet: no port is known to open, or no group to open it in. */
export function incompleteRuleStep({ direction, side, endpoint }: ConsumerHalf, allowed: string) {
  const key = endpoint.securityGroups.length === 0 ? 'securityGroups' : `allow: [${allowed}:PORT]`
  return step<{ id: string }, StepMap>({
    ...ruleType,
    id: stepId(direction, 'rule', allowed),
    direction,
    side,
    wanted: true,
    creates: false,
    needs: {},
    async observe(): Promise<Observation<{ id: string }>> {
      return { is: 'waiting', next: { code: 'SPEC_LACKS', facts: { keys: [`${direction}.endpoint.${key}`] } } }
    },
  })
}

/** @throws PlinkError LINEAGE_FOREIGN when another state made rules of this link: the state that remembers them is missing */
function requireOwnLineage(link: string, lineage: string, rows: readonly SecurityGroupPermission[]): void {
  const marked = rows.flatMap(({ Description = '', SecurityGroupRuleId: id = '' }) => {
    const Tags = tagsIn(Description, link)
    return Tags ? [{ Tags, id }] : []
  })
  ownAmong(link, lineage, marked, ({ id }) => id)
}

/** What makes two rules one for the cloud; ours are written with the default priority. */
function isSame(found: SecurityGroupPermission, { port, cidr }: WantedRule): boolean {
  return (
    found.Direction === 'ingress' &&
    found.IpProtocol.toUpperCase() === 'TCP' &&
    found.PortRange === `${port}/${port}` &&
    found.SourceCidrIp === cidr &&
    found.Policy === 'Accept' &&
    found.Priority === '1'
  )
}

async function rulesIn(reads: Reads, side: SideName, id: string): Promise<readonly SecurityGroupPermission[]> {
  const rules = await unlessGone(rulesOf(reads, id), groupGone, undefined)
  if (!rules) throw new PlinkError('SECURITY_GROUP_NOT_FOUND', { side, id, region: reads.region })
  return rules
}
