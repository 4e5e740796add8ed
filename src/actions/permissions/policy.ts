import type { Intent } from '../../manifest/schema.ts'
import { type DirectionName, directionNames, type Role, roles, type SideName } from '../../model/link.ts'
import type { Policy, PolicyStatement } from '../../model/policy.ts'
import { parseStepId, stepId } from '../../model/step-id.ts'
import { idOf, type State } from '../../state/state.ts'
import { allowedBy } from '../../steps/ingress-rule.ts'
import { vswitchesOf } from '../../steps/load-balancer/product.ts'
import type { ResourceKind } from '../../steps/step-type.ts'
import { type Permission, type Purpose, permissions } from './permissions.ts'

/**
 * The smallest RAM policies for a link: per side, and reading apart from changing. Needs no credentials: account ids come
 * from plink.yaml and the state, and are `*` where neither knows them, as ids of what is still to be made are.
 */
export function policiesOf(
  intent: Intent,
  state: State | null,
  directions: readonly DirectionName[] = directionNames,
): Policy[] {
  const asked = directions.filter((direction) => intent.directions[direction])
  const sides: readonly SideName[] = ['you', 'peer']
  return sides.flatMap((side) => {
    const account = (side === 'you' ? state?.link.uids.you : (intent.peer.uid ?? state?.link.uids.peer)) ?? '*'
    const purposes: readonly Purpose[] = ['read', 'write']
    return purposes.map((purpose) => {
      const statements = asked.flatMap((direction) => {
        const role = roleOf(side, direction)
        return permissions
          .filter(
            (permission) => permission.purpose === purpose && (permission.role === role || permission.role === 'both'),
          )
          .filter((permission) => fits(permission, intent, direction, state))
          .map((permission) => ({
            permission,
            resources: resourcesOf(permission, intent, direction, role, account, state),
          }))
      })
      const extra: PolicyStatement[] = purpose === 'write' ? extras(side, asked) : []
      return {
        side,
        purpose,
        document: { Version: '1', Statement: [...merged(statements), ...extra] },
      } satisfies Policy
    })
  })
}

function roleOf(side: SideName, direction: DirectionName): Role {
  return roles[direction].provider === side ? 'provider' : 'consumer'
}

/**
 * Rights to make load balancers only where some are made, and on the other kind of them not once the kind is known; those on
 * a security group's rules only where a rule is asked for or remembered.
 */
function fits(
  { action, role, onlyFor }: Permission,
  intent: Intent,
  direction: DirectionName,
  state: State | null,
): boolean {
  if (role === 'both') return true
  if (onlyFor === 'rules') {
    const half = intent.directions[direction]
    const remembered = Object.keys(state?.link.steps ?? {})
      .map(parseStepId)
      .some((step) => step.direction === direction && step.kind === 'rule')
    return remembered || (half !== undefined && allowedBy(half).length > 0)
  }
  const { loadBalancers = [], create = [] } = intent.directions[direction]?.service ?? {}
  if (onlyFor === 'load-balancers' && create.length === 0) return false
  const product = action.split('.')[0]
  if ((loadBalancers.length === 0 && create.length === 0) || (product !== 'slb' && product !== 'nlb')) return true
  const products = [
    ...loadBalancers.map((id) => (id.startsWith('nlb-') ? 'nlb' : 'slb')),
    ...create.map(({ place }) => ('zones' in place ? 'nlb' : 'slb')),
  ]
  return products.includes(product)
}

/** The first endpoint of an account brings the service-linked role of PrivateLink with it. */
function extras(side: SideName, directions: readonly DirectionName[]): PolicyStatement[] {
  if (!directions.some((direction) => roleOf(side, direction) === 'consumer')) return []
  const Condition = { StringEquals: { 'ram:ServiceName': ['privatelink.aliyuncs.com'] } }
  return [{ Effect: 'Allow', Action: ['ram:CreateServiceLinkedRole'], Resource: ['*'], Condition }]
}

/** ARNs as RAM writes them, `acs:<product>:<region>:<account>:<kind>/<id>`. */
function resourcesOf(
  { about }: Permission,
  intent: Intent,
  direction: DirectionName,
  role: Role,
  account: string,
  state: State | null,
): string[] {
  const half = intent.directions[direction]
  const create = half?.service.create ?? []
  const known = (kind: 'service' | 'endpoint') => {
    return half?.[kind].id ?? idOf(state?.link.steps[stepId(direction, kind)])
  }
  const arn = (product: string, kind: string, id: string | undefined) =>
    `acs:${product}:${intent.region}:${account}:${kind}/${id ?? '*'}`
  const arns: Readonly<Record<ResourceKind, () => string[]>> = {
    // A foreign service or endpoint belongs to another account: whose, RAM does not let us say more narrowly.
    service: () => [
      role === 'provider'
        ? arn('privatelink', 'vpcendpointservice', known('service'))
        : `acs:privatelink:${intent.region}:*:vpcendpointservice/${known('service') ?? '*'}`,
    ],
    endpoint: () => [
      role === 'consumer'
        ? arn('privatelink', 'vpcendpoint', known('endpoint'))
        : `acs:privatelink:${intent.region}:*:vpcendpoint/${known('endpoint') ?? '*'}`,
    ],
    'load-balancer': () => {
      const adopted = (half?.service.loadBalancers ?? []).map((id) => ({ id, isNlb: id.startsWith('nlb-') }))
      const made = create.map(({ name, place }) => {
        const record = state?.link.steps[stepId(direction, 'load-balancer', name)]
        // The id of one that is still to be made nobody knows.
        return { id: idOf(record), isNlb: 'zones' in place }
      })
      const all = [...adopted, ...made]
      const known = all.length > 0 ? all : [{ id: undefined, isNlb: false }]
      return known.map(({ id, isNlb }) => arn(isNlb ? 'nlb' : 'slb', 'loadbalancer', id))
    },
    'server-group': () => [arn('nlb', 'servergroup', undefined)],
    vpc: () => [arn('vpc', 'vpc', role === 'consumer' ? half?.endpoint.vpc : undefined)],
    vswitch: () =>
      orAny(role === 'consumer' ? Object.values(half?.endpoint.zones ?? {}) : create.flatMap(vswitchesOf)).map((id) =>
        arn('vpc', 'vswitch', id),
      ),
    'security-group': () => orAny(half?.endpoint.securityGroups).map((id) => arn('ecs', 'securitygroup', id)),
    '*': () => ['*'],
  }
  return about.flatMap((kind) => arns[kind]())
}

function orAny(ids: readonly string[] | undefined): (string | undefined)[] {
  return ids && ids.length > 0 ? [...ids] : [undefined]
}

/** Actions on the same resources are one statement; both directions' resources for one action are added up first. */
function merged(
  found: readonly { readonly permission: Permission; readonly resources: readonly string[] }[],
): PolicyStatement[] {
  const byAction = new Map<string, Set<string>>()
  for (const { permission, resources } of found) {
    const action = permission.action.replace('.', ':')
    const all = byAction.get(action) ?? new Set<string>()
    for (const resource of resources) all.add(resource)
    byAction.set(action, all)
  }
  const byResources = new Map<string, string[]>()
  for (const [action, resources] of byAction) {
    const key = JSON.stringify(resources.has('*') ? ['*'] : [...resources].sort())
    byResources.set(key, [...(byResources.get(key) ?? []), action])
  }
  // Safe: the keys were written two lines above.
  return [...byResources].map(([key, actions]) => ({
    Effect: 'Allow',
    Action: actions,
    Resource: JSON.parse(key) as string[],
  }))
}
