import type { ApiInput } from '../../api/actions.ts'
import { freeAddresses, isFree, takeAddress } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { VSwitchEntity } from '../world/entities.ts'
import { newId, objectOf } from '../world/id.ts'
import type { NlbEntity } from '../world/load-balancer.ts'
import { loadBalancerTagCodes, requireTags, tagsOf } from '../world/tags.ts'
import { beginJob } from './job.ts'
import { isResource } from './lookup.ts'
import { requireNlb } from './nlb-reads.ts'

/** NLB help, "Limits". */
const quota = 60
const zonesAtMost = 10
/** Free addresses that a vSwitch must have: three are taken, and some are kept for growing (NLB help, "Create an NLB instance"). */
const roomNeeded = 8
const localsPerZone = 2

type InstanceAction = 'nlb.CreateLoadBalancer' | 'nlb.DeleteLoadBalancer' | 'nlb.UpdateLoadBalancerProtection'

export const nlbInstances: Pick<Handlers, InstanceAction> = {
  'nlb.CreateLoadBalancer': (context, input) => {
    const { world, account } = context
    const name = input.LoadBalancerName
    if (name !== undefined && !/^[\p{L}][\p{L}\p{N}._-]{1,127}$/u.test(name))
      throw apiError('IllegalParam.loadBalancerName')
    if (input.AddressType !== 'Intranet' && input.AddressType !== 'Internet') throw apiError('IllegalParam.AddressType')
    const { DeletionProtectionConfig: deletion, ModificationProtectionConfig: modification } = input
    const modificationStatus = requireProtection(modification?.Status)
    requireTags(input.Tag, loadBalancerTagCodes)
    if (context.find(world.vpcs, input.VpcId) === undefined) throw apiError('ResourceNotFound.Vpc')
    const places = requirePlaces(context, input)
    const own = context.mine(world.loadBalancers).filter((row) => row.type === 'nlb')
    if (own.length >= quota) throw apiError('QuotaExceeded.QuotaInsufficient')
    context.commit()
    const id = newId(world, 'nlb')
    const row: NlbEntity = {
      id,
      ...context.origin,
      type: 'nlb',
      name: name ?? id,
      status: 'Provisioning',
      addressType: input.AddressType,
      lock: null,
      vpc: input.VpcId,
      deletionProtection: {
        enabled: deletion?.Enabled ?? false,
        reason: deletion?.Reason ?? '',
        since: context.now,
      },
      modificationProtection: {
        status: modificationStatus,
        reason: modification?.Reason ?? '',
        since: context.now,
      },
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
      busy: false,
      // Safe by requirePlaces: there are addresses enough.
      zones: places.map(({ vswitch, ip }) => ({
        zone: vswitch.zone,
        vswitch: vswitch.id,
        address: takeAddress(vswitch, ip) ?? '',
        locals: Array.from({ length: localsPerZone }, () => takeAddress(vswitch) ?? ''),
        eni: newId(world, 'eni'),
      })),
      listeners: [],
    }
    world.loadBalancers.set(id, row)
    context.begin({
      object: objectOf.loadBalancer(id),
      needs: [],
      service: null,
      from: '',
      via: 'Provisioning',
      to: 'Active',
      ms: world.durations.nlbCreate,
      finish: () => {
        row.status = 'Active'
      },
    })
    // A small b, in this reply only (Nlb CreateLoadBalancer).
    return { LoadbalancerId: id }
  },

  // Takes its listeners along; its server groups are their own.
  'nlb.DeleteLoadBalancer': (context, { LoadBalancerId }) => {
    const { world } = context
    const row = requireNlb(context, LoadBalancerId)
    if (row.status === 'Provisioning') throw apiError('ResourceInCreating.loadbalancer')
    if (row.status === 'Deleting') throw apiError('IncorrectStatus.loadbalancer')
    // The code while PrivateLink holds it is not documented.
    if (row.deletionProtection.enabled || isResource(world, row.id))
      throw apiError('OperationDenied.DeletionProtectionEnabled')
    if (row.busy && world.rules.busyLoadBalancer !== 'never') throw apiError('Conflict.Lock')
    context.commit()
    row.status = 'Deleting'
    return beginJob(context, {
      object: objectOf.loadBalancer(row.id),
      needs: row.listeners.map((each) => objectOf.listener(row.id, each.port)),
      service: null,
      from: 'Active',
      via: 'Deleting',
      to: '',
      ms: world.durations.nlbDelete,
      finish: () => {
        world.loadBalancers.delete(row.id)
        for (const { vswitch, address, locals } of row.zones)
          for (const ip of [address, ...locals]) world.vswitches.get(vswitch)?.taken.delete(ip)
      },
    })
  },

  // Also called by PrivateLink's service role (policy AliyunServiceRolePolicyForPrivatelink).
  'nlb.UpdateLoadBalancerProtection': (context, input) => {
    const row = requireNlb(context, input.LoadBalancerId)
    if (row.status === 'Deleting') throw apiError('IncorrectStatus.loadbalancer')
    const { DeletionProtectionEnabled: enabled, ModificationProtectionStatus: status } = input
    if (status !== undefined) requireProtection(status)
    context.commit()
    const since = context.now
    if (enabled !== undefined)
      row.deletionProtection = { enabled, reason: enabled ? (input.DeletionProtectionReason ?? '') : '', since }
    if (status !== undefined)
      row.modificationProtection = { status, reason: input.ModificationProtectionReason ?? '', since }
    return {}
  },
}

function requireProtection(status = 'NonProtection'): string {
  if (status !== 'NonProtection' && status !== 'ConsoleProtection')
    throw apiError('IllegalParam.ModificationProtection')
  return status
}

/** A vSwitch per zone, two zones at least, with room (Nlb CreateLoadBalancer). */
function requirePlaces(
  context: CallContext,
  { VpcId, ZoneMappings }: ApiInput<'nlb.CreateLoadBalancer'>,
): { vswitch: VSwitchEntity; ip: string | undefined }[] {
  if (ZoneMappings.length < 2 || ZoneMappings.length > zonesAtMost) throw apiError('InvalidZones')
  if (new Set(ZoneMappings.map((each) => each.ZoneId)).size < ZoneMappings.length)
    throw apiError('OperationFailed.DuplicateZones.')
  return ZoneMappings.map(({ ZoneId, VSwitchId, PrivateIPv4Address: ip }) => {
    const vswitch = context.find(context.world.vswitches, VSwitchId)
    if (vswitch === undefined) throw apiError('ResourceNotFound.VSwitch')
    if (vswitch.vpc !== VpcId) throw apiError('Mismatch.VpcId')
    if (vswitch.zone !== ZoneId) throw apiError('Mismatch.ZoneIdAndVswitchId')
    if (ip !== undefined && !isFree(vswitch, ip)) throw apiError('ResourceInUse.IP')
    if (freeAddresses(vswitch) < roomNeeded) throw apiError('ResourceNotEnough.VSwitchIp')
    return { vswitch, ip }
  })
}
