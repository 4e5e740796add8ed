import type { ReadsOf } from '../engine/account-reads.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { Reads } from '../engine/reads.ts'
import { linkFilter, markOf, tagsIn } from '../engine/tags.ts'
import type { Intent } from '../manifest/schema.ts'
import { directionNames, roles, type SideName } from '../model/link.ts'
import { parseStepId } from '../model/step-id.ts'
import { idOf, isAdopted, type State } from '../state/state.ts'
import type { KnownSteps } from './direction-steps.ts'
import { endpointGone, endpointsOfLink, securityGroupsOf } from './endpoint-reads.ts'
import { products } from './load-balancer/products.ts'
import { everyGroup, groupGone, rulesOf } from './security-group-reads.ts'
import { servicesOfLink } from './service-reads.ts'
import { unlessDenied, unlessGone } from './unless-gone.ts'

/** A resource that says by its tags, or a rule by its description, which step of which state file made it. */
export interface Tagged {
  readonly side: SideName
  readonly step: string
  readonly lineage: string
  readonly output: { readonly id: string }
}

/**
 * Endpoint services, endpoints, load balancers and security group rules of the link, in the accounts whose credentials are
 * held, whoever made them. What may not be listed is left out: links without load balancers of their own need not list them.
 * @param state names groups that plink.yaml does not name any more
 * @param kinds which kinds are looked for beside services and endpoints; load balancers, unless it is said, only where
 *   plink.yaml or the state has any of plink's
 */
export async function taggedResources(
  { intent, clouds }: LinkContext,
  reads: ReadsOf,
  state: State | null,
  { balancers = mayHaveBalancers(intent, state), rules: isForRules = true }: SoughtKinds = {},
): Promise<Tagged[]> {
  const sides: readonly SideName[] = clouds.peer === null ? ['you'] : ['you', 'peer']
  const marked = (side: SideName, tagged: Parameters<typeof markOf>[0], output: OutputOf): Tagged[] => {
    const mark = markOf(tagged)
    return mark ? [{ side, ...mark, output }] : []
  }
  const groups = new Map<SideName, readonly string[]>()
  for (const side of sides) {
    const named = groupsOf(side, intent, state)
    const known = named.length > 0 ? named : await groupsOfEndpoints(reads(side), intent.name)
    // A rule may be all that there is, and nothing tell in which group.
    const isAnywhere = known.length === 0 && isForRules === 'anywhere'
    groups.set(side, isAnywhere ? await unlessDenied(everyGroup(reads(side))) : known)
  }
  const found = sides.flatMap((side) => [
    servicesOfLink(reads(side), intent.name).then((rows) =>
      rows.flatMap((each) => marked(side, each, { id: each.ServiceId, name: each.ServiceName })),
    ),
    endpointsOfLink(reads(side), intent.name).then((rows) =>
      rows.flatMap((each) => marked(side, each, { id: each.EndpointId, domain: each.EndpointDomain })),
    ),
    ...(balancers ? products : []).map(async (product) => {
      const rows = await unlessDenied(product.tagged(reads(side), linkFilter(intent.name)))
      const parts = rows.map(async ({ id }) => {
        const tags = await product.tagsOfParts(reads(side), id, linkFilter(intent.name))
        return tags.flatMap((Tags) => {
          const { kind, subject } = parseStepId(markOf({ Tags })?.step ?? '')
          return kind === 'listener' ? marked(side, { Tags }, { id: `${id}:${subject?.split(':')[1]}` }) : []
        })
      })
      const own = rows.flatMap(({ id, zones, Tags }) => marked(side, { Tags }, { id, type: product.type, zones }))
      return [...own, ...(await Promise.all(parts)).flat()]
    }),
    ...(isForRules ? (groups.get(side) ?? []) : []).map(async (group) => {
      const rules = await unlessDenied(unlessGone(rulesOf(reads(side), group), groupGone, []))
      return rules.flatMap((rule): Tagged[] => {
        const Tags = tagsIn(rule.Description ?? '', intent.name)
        const mark = Tags && markOf({ Tags })
        return mark
          ? [{ side, ...mark, output: { id: rule.SecurityGroupRuleId ?? parseStepId(mark.step).subject ?? '' } }]
          : []
      })
    }),
  ])
  return (await Promise.all(found)).flat()
}

/** The steps that the state remembers, and those of its lineage that the cloud shows. */
export function knownSteps(state: State | null, tagged: readonly Tagged[] = []): KnownSteps {
  const own = tagged.filter(({ lineage }) => lineage === state?.lineage)
  return {
    ...Object.fromEntries(own.map(({ step, output }) => [step, output.id])),
    ...Object.fromEntries(Object.entries(state?.link.steps ?? {}).map(([step, record]) => [step, idOf(record)])),
  }
}

/** Kinds of resources that are looked for by their tags. */
interface SoughtKinds {
  readonly balancers?: boolean
  /** Rules of security groups: of those that the link is known to use, or, if there is none, of all that the account has. */
  readonly rules?: boolean | 'anywhere'
}

/** Whether load balancers are asked of plink, or were. */
function mayHaveBalancers({ directions }: Intent, state: State | null): boolean {
  const records = Object.entries(state?.link.steps ?? {})
  const intents = [directions, state?.link.intent?.directions ?? {}]
  return (
    records.some(([step, record]) => parseStepId(step).kind === 'load-balancer' && !isAdopted(record)) ||
    intents.some((each) => directionNames.some((name) => (each[name]?.service.create ?? []).length > 0))
  )
}

/** Security groups in which a side's rules may be: those that are asked for, and those of remembered rules. */
function groupsOf(side: SideName, { directions }: LinkContext['intent'], state: State | null): string[] {
  const own = directionNames.filter((direction) => roles[direction].consumer === side)
  const intents = [directions, state?.link.intent?.directions ?? {}]
  const asked = own.flatMap((direction) => intents.flatMap((each) => each[direction]?.endpoint.securityGroups ?? []))
  const remembered = Object.keys(state?.link.steps ?? {})
    .map(parseStepId)
    .flatMap(({ direction, kind, name }) => (kind === 'rule' && own.includes(direction) ? [name] : []))
  return [...new Set([...asked, ...remembered])].filter((id) => id.startsWith('sg-'))
}

/** Where neither plink.yaml nor the state names any: those of the link's endpoints. */
async function groupsOfEndpoints(reads: Reads, link: string): Promise<string[]> {
  const endpoints = await endpointsOfLink(reads, link)
  const found = endpoints.map(({ EndpointId }) => unlessGone(securityGroupsOf(reads, EndpointId), endpointGone, []))
  return [...new Set((await Promise.all(found)).flat().map((group) => group.SecurityGroupId))]
}

type OutputOf = Tagged['output'] & Readonly<Record<string, unknown>>
