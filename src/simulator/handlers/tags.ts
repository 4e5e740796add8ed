import type { ApiAction, ApiProduct } from '../../api/actions.ts'
import { ApiError, type ApiErrorCode, apiError } from '../server/errors.ts'
import { numberedPage, tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { hasTags, loadBalancerTagCodes, requireTags, type TagCodes } from '../world/tags.ts'
import { notifyChange } from '../world/world.ts'

interface Tagged {
  readonly id: string
  readonly tags: { Key: string; Value: string }[]
}

/** How a product tags: its names for types of resources, and its codes. */
interface TagScheme {
  /** By the type's name in lower case; the canonical spelling of it is the first of the pair. */
  readonly types: Readonly<Record<string, readonly [string, (context: CallContext) => readonly Tagged[]]>>
  /** Undefined: PrivateLink's. */
  readonly codes?: TagCodes
  readonly unknownType: ApiErrorCode
  readonly unknownResource: ApiErrorCode
  /** Resources in one call. */
  readonly atOnce: number
}

const schemes = {
  // TagResources takes the types in any case: Terraform's provider sends VpcEndpoint.
  privatelink: {
    types: {
      vpcendpoint: ['vpcendpoint', (context) => context.mine(context.world.endpoints)],
      vpcendpointservice: ['vpcendpointservice', (context) => context.mine(context.world.services)],
    },
    unknownType: 'IllegalParamFormat.ResourceType',
    unknownResource: 'InvalidResourceId.NotFound',
    atOnce: 50,
  },
  slb: {
    types: {
      instance: ['instance', (context) => loadBalancersOf(context, 'slb')],
      vservergroup: ['vservergroup', (context) => serverGroupsOf(context, 'slb')],
      // A listener's id is `<load balancer>_<protocol>_<port>` (Slb TagResources, ResourceId).
      listener: [
        'listener',
        (context) =>
          loadBalancersOf(context, 'slb').flatMap((row) =>
            row.listeners.map((each) => ({ id: `${row.id}_${each.protocol}_${each.port}`, tags: each.tags })),
          ),
      ],
    },
    codes: loadBalancerTagCodes,
    unknownType: 'InvalidParam.ResourceType',
    unknownResource: 'ResourceNotExist',
    atOnce: 20,
  },
  nlb: {
    types: {
      loadbalancer: ['loadbalancer', (context) => loadBalancersOf(context, 'nlb')],
      servergroup: ['servergroup', (context) => serverGroupsOf(context, 'nlb')],
      listener: [
        'listener',
        (context) =>
          loadBalancersOf(context, 'nlb').flatMap((row) =>
            row.listeners.flatMap((each) => ('id' in each ? { id: each.id, tags: each.tags } : [])),
          ),
      ],
    },
    codes: loadBalancerTagCodes,
    unknownType: 'InvalidParam.ResourceType',
    unknownResource: 'ResourceNotExist',
    atOnce: 50,
  },
  vpc: {
    types: {
      vpc: ['VPC', (context) => context.mine(context.world.vpcs)],
      vswitch: ['VSWITCH', (context) => context.mine(context.world.vswitches)],
    },
    unknownType: 'InvalidParam.ResourceType',
    unknownResource: 'InvalidResourceId.NotFound',
    atOnce: 50,
  },
  ecs: {
    types: {
      securitygroup: ['securitygroup', (context) => context.mine(context.world.securityGroups)],
      instance: ['instance', (context) => context.mine(context.world.instances)],
    },
    unknownType: 'InvalidParam.ResourceType',
    unknownResource: 'InvalidResourceId.NotFound',
    atOnce: 50,
  },
} as const satisfies Partial<Record<ApiProduct, TagScheme>>
type TaggingProduct = keyof typeof schemes

type TagAction = Extract<ApiAction, `${string}agResources` | 'ecs.DescribeTags'>

interface TagInput {
  readonly ResourceType: string
  readonly ResourceId: readonly string[]
}

export const tagging: Pick<Handlers, TagAction> = {
  'privatelink.TagResources': (context, input) => tag(context, 'privatelink', input),
  'privatelink.UntagResources': (context, input) => untag(context, 'privatelink', input),
  'privatelink.ListTagResources': (context, input) => {
    if (input.ResourceId === undefined && input.Tag === undefined) throw apiError('MissingResourceIdOrTagParam')
    const { items, next } = listTags(context, 'privatelink', input)
    return { TagResources: items.map(({ row }) => row), NextToken: '', ...next }
  },
  'slb.TagResources': (context, input) => tag(context, 'slb', input),
  'slb.UntagResources': (context, input) => untag(context, 'slb', input),
  'slb.ListTagResources': (context, input) => {
    const { items, next } = listTags(context, 'slb', input)
    return { TagResources: { TagResource: items.map(({ row }) => row) }, NextToken: '', ...next }
  },
  'nlb.TagResources': (context, input) => tag(context, 'nlb', input),
  'nlb.UntagResources': (context, input) => untag(context, 'nlb', input),
  'nlb.ListTagResources': (context, input) => {
    const { items, next, size, total } = listTags(context, 'nlb', input)
    return {
      TagResources: items.map(({ row }) => ({
        ...row,
        AliUid: context.account.uid,
        Category: 'Custom',
        RegionNo: context.region,
        Scope: 'public',
      })),
      MaxResults: size,
      TotalCount: total,
      ...next,
    }
  },
  'vpc.TagResources': (context, input) => tag(context, 'vpc', input),
  'vpc.UnTagResources': (context, input) => untag(context, 'vpc', input),
  'vpc.ListTagResources': (context, input) => {
    const { items, next } = listTags(context, 'vpc', input)
    return { TagResources: { TagResource: items.map(({ row }) => row) }, NextToken: '', ...next }
  },
  'ecs.TagResources': (context, input) => tag(context, 'ecs', input),
  'ecs.UntagResources': (context, input) => untag(context, 'ecs', input),
  'ecs.ListTagResources': (context, input) => {
    const { items, next } = listTags(context, 'ecs', input)
    return { TagResources: { TagResource: items.map(({ row }) => row) }, NextToken: '', ...next }
  },
  'ecs.DescribeTags': (context, input) => {
    const asked = input.ResourceType === undefined ? Object.keys(schemes.ecs.types) : [input.ResourceType]
    const rows = asked
      .flatMap((type) => resourcesOf(context, 'ecs', type))
      .flatMap(({ type, resource }) =>
        resource.tags
          .filter(
            (each) =>
              (input.ResourceId === undefined || resource.id === input.ResourceId) &&
              (input.Category === undefined || input.Category === 'custom') &&
              (input.Tag === undefined || input.Tag.some((wanted) => hasTags([each], [wanted]))),
          )
          .map((each) => ({ type, each })),
      )
    const { items, numbers } = numberedPage(context.world, rows, input, { normal: 50, most: 100 })
    return {
      ...numbers,
      Tags: {
        Tag: items.map(({ type, each }) => ({
          TagKey: each.Key,
          TagValue: each.Value,
          ResourceTypeCount: Object.fromEntries([[type === 'instance' ? 'Instance' : 'Securitygroup', 1]]),
        })),
      },
    }
  },
}

/** Puts tags on, or changes their values. */
function tag(
  context: CallContext,
  product: TaggingProduct,
  input: TagInput & {
    readonly Tag: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[]
  },
): Record<never, never> {
  const rows = requireResources(context, product, input)
  const scheme: TagScheme = schemes[product]
  requireTags(input.Tag, scheme.codes)
  const merged = rows.map((row) => ({
    row,
    tags: new Map([...row.tags, ...input.Tag].map(({ Key = '', Value = '' }) => [Key, Value])),
  }))
  for (const { tags } of merged)
    requireTags(
      [...tags].map(([Key, Value]) => ({ Key, Value })),
      scheme.codes,
    )
  context.commit()
  for (const { row, tags } of merged)
    row.tags.splice(0, row.tags.length, ...[...tags].map(([Key, Value]) => ({ Key, Value })))
  notifyChange(context.world)
  return {}
}

/** Takes the named tags away; All only counts when none is named. */
function untag(
  context: CallContext,
  product: TaggingProduct,
  input: TagInput & { readonly TagKey?: readonly string[] | undefined; readonly All?: boolean | undefined },
): Record<never, never> {
  const rows = requireResources(context, product, input)
  const { TagKey: keys, All: all } = input
  context.commit()
  for (const row of rows) {
    const left = row.tags.filter((each) => (keys === undefined ? all !== true : !keys.includes(each.Key)))
    row.tags.splice(0, row.tags.length, ...left)
  }
  return {}
}

function listTags(
  context: CallContext,
  product: TaggingProduct,
  input: {
    readonly ResourceType: string
    readonly ResourceId?: readonly string[] | undefined
    readonly Tag?: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined
    readonly NextToken?: string | undefined
    readonly MaxResults?: number | undefined
  },
) {
  if (input.Tag?.some((each) => each.Key === undefined || each.Key === ''))
    throw product === 'privatelink'
      ? apiError('MissingTagKeyParam')
      : new ApiError('MissingParameter.TagKey', 400, 'A tag key is empty.')
  const rows = resourcesOf(context, product, input.ResourceType)
    .filter(({ resource }) => input.ResourceId === undefined || input.ResourceId.includes(resource.id))
    .filter(({ resource }) => hasTags(resource.tags, input.Tag))
    .flatMap(({ type, resource }) =>
      resource.tags.map((each) => ({
        row: { ResourceType: type, ResourceId: resource.id, TagKey: each.Key, TagValue: each.Value },
      })),
    )
  return { ...tokenPage(context.world, rows, input), total: rows.length }
}

function requireResources(context: CallContext, product: TaggingProduct, input: TagInput): readonly Tagged[] {
  const scheme: TagScheme = schemes[product]
  const known = resourcesOf(context, product, input.ResourceType)
  if (input.ResourceId.length > scheme.atOnce)
    throw new ApiError(
      'SizeLimitExceeded.ResourceId',
      400,
      `Only ${scheme.atOnce} resources can be tagged in one call.`,
    )
  return input.ResourceId.map((id) => {
    const found = known.find(({ resource }) => resource.id === id)
    if (found === undefined) throw apiError(scheme.unknownResource)
    return found.resource
  })
}

function resourcesOf(
  context: CallContext,
  product: TaggingProduct,
  asked: string,
): readonly { readonly type: string; readonly resource: Tagged }[] {
  const scheme: TagScheme = schemes[product]
  const known = Object.hasOwn(scheme.types, asked.toLowerCase()) ? scheme.types[asked.toLowerCase()] : undefined
  if (known === undefined) throw apiError(scheme.unknownType)
  const [type, rowsOf] = known
  return rowsOf(context).map((resource) => ({ type, resource }))
}

function loadBalancersOf(context: CallContext, type: 'slb' | 'nlb') {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === type)
}

function serverGroupsOf(context: CallContext, type: 'slb' | 'nlb') {
  return context.mine(context.world.serverGroups).filter((row) => row.type === type)
}
