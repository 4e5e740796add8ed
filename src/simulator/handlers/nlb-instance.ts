import type { Input } from '../../alibaba/operations.ts'
import { freeAddresses, isFree, takeAddress } from '../network/address.ts'
import { refusal } from '../server/errors.ts'
import type { Context, Handlers } from '../world/context.ts'
import { newId, objectOf } from '../world/id.ts'
import type { NlbRow } from '../world/load-balancer.ts'
import { ofBalancers, requireTags } from '../world/tags.ts'
import type { VSwitchRow } from '../world/world.ts'
import { beginJob } from './job.ts'
import { requireNlb } from './nlb-reads.ts'
import { isResource } from './visible.ts'

/** NLB help, "Limits". */
const quota = 60
const zonesAtMost = 10
/** Free addresses that a vSwitch must have: three are taken, and some are kept for growing (NLB help, "Create an NLB instance"). */
const roomNeeded = 8
const localsPerZone = 2

type Living = 'nlb.CreateLoadBalancer' | 'nlb.DeleteLoadBalancer'

export const nlbLife: Pick<Handlers, Living> = {
  'nlb.CreateLoadBalancer': (context, input) => {
    const { world, account } = context
    const name = input.LoadBalancerName
    if (name !== undefined && !/^[\p{L}][\p{L}\p{N}._-]{1,127}$/u.test(name))
      throw refusal('IllegalParam.loadBalancerName')
    requireTags(input.Tag ?? [], ofBalancers)
    if (context.find(world.vpcs, input.VpcId) === undefined) throw refusal('ResourceNotFound.Vpc')
    const places = requirePlaces(context, input)
    const own = context.mine(world.loadBalancers).filter((row) => row.type === 'nlb')
    if (own.length >= quota) throw refusal('QuotaExceeded.QuotaInsufficient')
    context.commit()
    const id = newId(world, 'nlb')
    const row: NlbRow = {
      id,
      owner: account.uid,
      region: context.region,
      created: context.now,
      type: 'nlb',
      name: name ?? id,
      status: 'Provisioning',
      addressType: input.AddressType,
      vpc: input.VpcId,
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
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
    if (row.status === 'Provisioning') throw refusal('ResourceInCreating.loadbalancer')
    if (row.status === 'Deleting') throw refusal('IncorrectStatus.loadbalancer')
    // The code while PrivateLink holds it is not documented.
    if (isResource(world, row.id)) throw refusal('OperationDenied.DeletionProtectionEnabled')
    if (row.busy && world.rules.busyLoadBalancer !== 'never') throw refusal('Conflict.Lock')
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
}

/** A vSwitch per zone, two zones at least, with room (Nlb CreateLoadBalancer). */
function requirePlaces(
  context: Context,
  { VpcId, ZoneMappings }: Input<'nlb.CreateLoadBalancer'>,
): { vswitch: VSwitchRow; ip: string | undefined }[] {
  if (ZoneMappings.length < 2 || ZoneMappings.length > zonesAtMost) throw refusal('InvalidZones')
  if (new Set(ZoneMappings.map((each) => each.ZoneId)).size < ZoneMappings.length)
    throw refusal('OperationFailed.DuplicateZones.')
  return ZoneMappings.map(({ ZoneId, VSwitchId, PrivateIPv4Address: ip }) => {
    const vswitch = context.find(context.world.vswitches, VSwitchId)
    if (vswitch === undefined) throw refusal('ResourceNotFound.VSwitch')
    if (vswitch.vpc !== VpcId) throw refusal('Mismatch.VpcId')
    if (vswitch.zone !== ZoneId) throw refusal('Mismatch.ZoneIdAndVswitchId')
    if (ip !== undefined && !isFree(vswitch, ip)) throw refusal('ResourceInUse.IP')
    if (freeAddresses(vswitch) < roomNeeded) throw refusal('ResourceNotEnough.VSwitchIp')
    return { vswitch, ip }
  })
}
