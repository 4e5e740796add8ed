import type { ApiAction } from '../../api/actions.ts'
import type { AccessKeyEntity, RamPolicy } from '../world/entities.ts'
import type { World } from '../world/world.ts'
import { ApiError } from './errors.ts'

/** Which parameter names a resource of a product, and the type in its ARN (RAM authorization pages of the products). */
const resourceTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  privatelink: { ServiceId: 'vpcendpointservice', EndpointId: 'vpcendpoint' },
  slb: { LoadBalancerId: 'loadbalancer' },
  nlb: { LoadBalancerId: 'loadbalancer', ServerGroupId: 'servergroup', ListenerId: 'listener' },
  vpc: { VpcId: 'vpc', VSwitchId: 'vswitch' },
  ecs: { SecurityGroupId: 'securitygroup', 'InstanceId.1': 'instance' },
}

/**
 * Each product's own code for what RAM refuses; HTTP 403 for all (error tables of Vpc, Nlb, Ecs and Slb). PrivateLink's is not
 * documented: rule `deniedCode`.
 */
const codes: Readonly<Record<string, string>> = {
  slb: 'Forbidden.RAM',
  nlb: 'Forbidden.NoPermission',
  vpc: 'Forbidden',
  ecs: 'Forbidden.RAM',
  sts: 'NoPermission',
}

/** What the conditions of a call may be about; undefined for what the call has not. */
type Facts = (key: string) => string | undefined

interface Asked {
  readonly action: ApiAction
  readonly params: ReadonlyMap<string, string>
  readonly region: string
  readonly key: AccessKeyEntity
  readonly loadBalancers: World['loadBalancers']
}

/** @throws ApiError HTTP 403 with AccessDeniedDetail, unless every policy of the key allows the action. */
export function requireAllowed(asked: Asked, deniedCode: string): void {
  // Whoever holds a key may ask whose it is (Sts GetCallerIdentity needs no grant).
  if (asked.key.policies === null || asked.action === 'sts.GetCallerIdentity') return
  for (const policy of asked.key.policies) {
    const verdict = judge(policy, asked)
    if (verdict !== 'allow') throw denied(asked, verdict, deniedCode)
  }
}

/** RAM's refusal (Alibaba Cloud help, "Access denied errors"). */
export function denied(
  { action, key }: Pick<Asked, 'action' | 'key'>,
  how: 'explicit' | 'implicit',
  deniedCode: string,
): ApiError {
  const [product = ''] = action.split('.')
  const isSession = key.session !== null
  return new ApiError(codes[product] ?? deniedCode, 403, 'You are not authorized to perform this action.', {
    AccessDeniedDetail: {
      AuthAction: action.replace('.', ':'),
      AuthPrincipalType: isSession ? 'AssumedRoleUser' : 'SubUser',
      AuthPrincipalOwnerId: key.uid,
      AuthPrincipalDisplayName: key.session?.principal ?? key.user.name,
      NoPermissionType: how === 'explicit' ? 'ExplicitDeny' : 'ImplicitDeny',
      PolicyType: 'AccountLevelIdentityBasedPolicy',
      EncodedDiagnosticMessage: Buffer.from(action).toString('base64'),
    },
  })
}

function judge(policy: RamPolicy, asked: Asked): 'allow' | 'explicit' | 'implicit' {
  const fitting = policy.Statement.filter(
    ({ Action, Resource, Condition = {} }) =>
      matchesAny(Action, asked.action.replace('.', ':')) &&
      arnsOf(asked).every((arn) => matchesAny(Resource, arn)) &&
      Object.entries(Condition).every(([operator, keys]) => holds(operator, keys, factsOf(asked))),
  )
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'explicit'
  return fitting.length > 0 ? 'allow' : 'implicit'
}

/** All keys of an operator must hold; a key that the call has nothing for holds for the negated operators only. */
function holds(operator: string, keys: Readonly<Record<string, string | readonly string[]>>, facts: Facts): boolean {
  return Object.entries(keys).every(([key, wanted]) => {
    const is = facts(key)
    const fits = is !== undefined && (operator.endsWith('Like') ? matchesAny(wanted, is) : [wanted].flat().includes(is))
    return operator.includes('Not') ? !fits : fits
  })
}

/** `slb:AddressType` and `slb:tag/…` of the load balancer that the call names, or that it makes (RAM authorization of Slb). */
function factsOf({ action, params, loadBalancers }: Asked): Facts {
  const row = action.startsWith('slb.') ? loadBalancers.get(params.get('LoadBalancerId') ?? '') : undefined
  const given = new Map(
    [...params].flatMap(([name, key]) => {
      const [, index] = /^Tag\.(\d+)\.Key$/.exec(name) ?? []
      return index === undefined ? [] : [[key, params.get(`Tag.${index}.Value`) ?? ''] as const]
    }),
  )
  return (key) => {
    if (!action.startsWith('slb.')) return undefined
    if (key === 'slb:AddressType') return row?.addressType ?? params.get('AddressType')
    const tag = key.startsWith('slb:tag/') ? key.slice('slb:tag/'.length) : undefined
    if (tag === undefined) return undefined
    return row === undefined ? given.get(tag) : row.tags.find((each) => each.Key === tag)?.Value
  }
}

function arnsOf({ action, params, region, key }: Asked): string[] {
  const [product = ''] = action.split('.')
  const role = params.get('RoleArn')
  if (product === 'sts') return [role ?? '*']
  const prefix = `acs:${product}:${region}:${key.uid}:`
  const named = Object.entries(resourceTypes[product] ?? {}).flatMap(([param, type]) => {
    const id = params.get(param)
    return id === undefined ? [] : [`${prefix}${type}/${id}`]
  })
  return named.length === 0 ? [`${prefix}*`] : named
}

/** `*` stands for any text, `?` for one character; letters may be of either case. */
function matchesAny(patterns: string | readonly string[], text: string): boolean {
  return [patterns].flat().some((pattern) => {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    return new RegExp(`^${source}$`, 'i').test(text)
  })
}
