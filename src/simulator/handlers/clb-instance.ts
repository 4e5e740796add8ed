import type { Input } from '../../alibaba/operations.ts'
import { freeAddresses, isFree, isIn, takeAddress } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { VSwitchEntity } from '../world/entities.ts'
import { newId, objectOf } from '../world/id.ts'
import type { ClbEntity } from '../world/load-balancer.ts'
import { loadBalancerTagCodes, requireTags } from '../world/tags.ts'
import { offeredZonePairs } from '../world/zones.ts'
import { beginConfiguring, clbs, invalidParameter, requireClb } from './clb.ts'
import { isResource } from './lookup.ts'

/** Load balancers per account (CLB help, "Limits"; another page says 30). */
const quota = 60
/** CLB help, "CreateLoadBalancer", LoadBalancerName. */
const goodName = /^[\p{L}][\p{L}\p{N}._-]{0,79}$/u

type Living = 'slb.CreateLoadBalancer' | 'slb.DeleteLoadBalancer' | 'slb.SetLoadBalancerDeleteProtection'

export const clbInstances: Pick<Handlers, Living> = {
  'slb.CreateLoadBalancer': (context, input) => {
    const { world, account } = context
    requireSold(input)
    requireTags(input.Tag ?? [], loadBalancerTagCodes)
    if (input.LoadBalancerName !== undefined && !goodName.test(input.LoadBalancerName))
      throw invalidParameter('The specified LoadBalancerName is malformed.')
    if (clbs(context).length >= quota) throw apiError('OverQuota')
    const vswitch = requirePlace(context, input)
    const zones = requireZones(context, input, vswitch)
    context.commit()
    const id = newId(world, 'lb')
    const row: ClbEntity = {
      id,
      owner: account.uid,
      region: context.region,
      created: context.now,
      type: 'slb',
      name: input.LoadBalancerName ?? `auto_named_${id}`,
      status: 'active',
      // Safe by requirePlace: the address is free. A public one is of the block kept for examples (RFC 5737).
      address:
        vswitch === undefined ? `203.0.113.${world.random(254) + 1}` : (takeAddress(vswitch, input.Address) ?? ''),
      // A vSwitch makes it internal, whatever AddressType says (Slb CreateLoadBalancer, VSwitchId).
      addressType: vswitch === undefined ? 'internet' : 'intranet',
      networkType: vswitch === undefined ? 'classic' : 'vpc',
      payType: 'PayOnDemand',
      vpc: vswitch?.vpc ?? '',
      vswitch: vswitch?.id ?? '',
      masterZone: zones.master,
      slaveZone: zones.slave,
      tags: (input.Tag ?? []).map((tag) => ({ ...tag })),
      busy: false,
      shielded: input.DeleteProtection === 'on',
      leaving: false,
      servers: [],
      listeners: [],
    }
    world.loadBalancers.set(row.id, row)
    beginConfiguring(context, row)
    return {
      LoadBalancerId: row.id,
      LoadBalancerName: row.name,
      Address: row.address,
      NetworkType: row.networkType,
      VpcId: row.vpc,
      VSwitchId: row.vswitch,
    }
  },

  // Takes listeners and server groups along (Slb DeleteLoadBalancer; of groups it says nothing).
  'slb.DeleteLoadBalancer': (context, { LoadBalancerId }) => {
    const { world } = context
    const row = requireClb(context, LoadBalancerId)
    // What a second call gets is not documented.
    if (row.leaving) throw apiError('ServiceIsStopping')
    if (row.payType === 'PrePay') throw apiError('InvalidChargeType')
    // The code while PrivateLink holds it is not documented; this one is likely.
    if (row.shielded || isResource(world, row.id)) throw apiError('OperationDenied.DeleteProtectionIsOn')
    if (row.busy && world.rules.busyLoadBalancer !== 'never') throw apiError(world.rules.busyLoadBalancer)
    context.commit()
    row.leaving = true
    context.begin({
      object: objectOf.loadBalancer(row.id),
      needs: row.listeners.map((each) => objectOf.listener(row.id, each.port)),
      service: null,
      from: 'active',
      via: 'leaving',
      to: '',
      ms: world.durations.clbDelete,
      finish: () => {
        world.loadBalancers.delete(row.id)
        world.vswitches.get(row.vswitch)?.taken.delete(row.address)
        for (const group of world.serverGroups.values())
          if (group.type === 'slb' && group.loadBalancer === row.id) world.serverGroups.delete(group.id)
      },
    })
    return {}
  },

  'slb.SetLoadBalancerDeleteProtection': (context, input) => {
    const row = requireClb(context, input.LoadBalancerId)
    if (input.DeleteProtection !== 'on' && input.DeleteProtection !== 'off')
      throw invalidParameter('The specified DeleteProtection is neither on nor off.')
    if (row.leaving) throw apiError('ServiceIsStopping')
    context.commit()
    row.shielded = input.DeleteProtection === 'on'
    return {}
  },
}

/** What may still be bought: pay by use, without a specification (CLB help, "CreateLoadBalancer", since June 2025). */
function requireSold({ InstanceChargeType: charge, LoadBalancerSpec: spec }: Input<'slb.CreateLoadBalancer'>): void {
  if (charge === 'PayByCLCU' && spec !== undefined) throw apiError('IllegalParam.SpecType')
  if (charge === 'PayBySpec' && spec === undefined) throw apiError('ShareSlbHaltSales')
  // Without either it is PayByCLCU. The code for a specification that is not sold is not documented.
  if (charge !== 'PayByCLCU' && (charge !== undefined || spec !== undefined))
    throw apiError('IllegalParam.InstanceChargeType')
}

/** The vSwitch it will be in, with room for it; undefined for a public one. */
function requirePlace(context: CallContext, input: Input<'slb.CreateLoadBalancer'>): VSwitchEntity | undefined {
  const { world } = context
  if (input.VSwitchId === undefined) {
    if (input.AddressType === 'intranet' || input.VpcId !== undefined) throw apiError('MissingParam.VSwitchId')
    return undefined
  }
  const vswitch = context.find(world.vswitches, input.VSwitchId)
  if (vswitch === undefined) throw apiError('InvalidVSwitchId.NotFound')
  if (input.VpcId !== undefined && input.VpcId !== vswitch.vpc) throw apiError('InvalidVpcId.NotExist')
  if (input.Address !== undefined && !isFree(vswitch, input.Address)) {
    throw invalidParameter(
      isIn(vswitch.cidr, input.Address) ? 'The vpc Ip is exist.' : 'The address is not in the vSwitch.',
    )
  }
  if (freeAddresses(vswitch) < 1) throw apiError('VSwitchAvailableIpNotExist')
  return vswitch
}

/** Only pairs on offer (Slb DescribeAvailableResource), and the vSwitch is in the master zone (PrivateLink help, "Share your services"). */
function requireZones(
  { region }: CallContext,
  input: Input<'slb.CreateLoadBalancer'>,
  vswitch: VSwitchEntity | undefined,
): { master: string; slave: string } {
  const pairs = offeredZonePairs(region)
  const master = input.MasterZoneId ?? vswitch?.zone ?? pairs[0]?.master ?? ''
  // The code for it is not documented.
  if (vswitch !== undefined && master !== vswitch.zone) throw invalidParameter('The vSwitch is not in the master zone.')
  const pair = pairs.find(
    (each) => each.master === master && (input.SlaveZoneId === undefined || each.slave === input.SlaveZoneId),
  )
  if (pair === undefined) throw invalidParameter('The site is not exist.')
  return pair
}
