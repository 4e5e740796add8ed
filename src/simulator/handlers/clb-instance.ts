import type { ApiInput } from '../../api/actions.ts'
import { freeAddresses, isFree, isIn, takeAddress } from '../network/address.ts'
import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import type { VSwitchEntity } from '../world/entities.ts'
import { newId, objectOf } from '../world/id.ts'
import type { ClbEntity } from '../world/load-balancer.ts'
import { offeredZonePairs } from '../world/regions.ts'
import { loadBalancerTagCodes, requireTags, tagsOf } from '../world/tags.ts'
import { beginConfiguring, clbs, invalidParameter, requireClb, requireIdle } from './clb.ts'
import { isResource } from './lookup.ts'

/** Load balancers per account (CLB help, "Limits"; another page says 30). */
const quota = 60
/** CLB help, "CreateLoadBalancer", LoadBalancerName. */
const goodName = /^[\p{L}][\p{L}\p{N}._-]{0,79}$/u

type InstanceAction =
  | 'slb.CreateLoadBalancer'
  | 'slb.DeleteLoadBalancer'
  | 'slb.SetLoadBalancerDeleteProtection'
  | 'slb.SetLoadBalancerModificationProtection'
  | 'slb.SetLoadBalancerName'
  | 'slb.SetLoadBalancerStatus'
  | 'slb.ModifyLoadBalancerInternetSpec'

export const clbInstances: Pick<Handlers, InstanceAction> = {
  'slb.CreateLoadBalancer': (context, input) => {
    const { world, account } = context
    requireSold(input)
    requireTags(input.Tag, loadBalancerTagCodes)
    requireName(input.LoadBalancerName)
    const { DeleteProtection: protection = 'off', Bandwidth: bandwidth = 1 } = input
    requireOnOff(protection)
    const { AddressType: addressType = 'internet' } = input
    if (addressType !== 'internet' && addressType !== 'intranet')
      throw invalidParameter('The specified AddressType is neither internet nor intranet.')
    const protectionStatus = requireProtection(input.ModificationProtectionStatus)
    const chargeType = requireChargeType(input.InternetChargeType)
    if (bandwidth < 1 || bandwidth > 5120) throw invalidParameter('The specified Bandwidth is not from 1 to 5120.')
    if (clbs(context).length >= quota) throw apiError('OverQuota')
    const vswitch = requirePlace(context, input)
    const zones = requireZones(context, input, vswitch)
    context.commit()
    const id = newId(world, 'lb')
    const row: ClbEntity = {
      id,
      ...context.origin,
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
      // Bandwidth and charge type mean nothing for an internal one.
      bandwidth: vswitch === undefined ? bandwidth : 5120,
      internetChargeType: vswitch === undefined ? chargeType : 'paybytraffic',
      resourceGroup: input.ResourceGroupId ?? account.resourceGroup,
      tags: tagsOf(input.Tag),
      modificationProtection: {
        status: protectionStatus,
        reason: input.ModificationProtectionReason ?? '',
        since: context.now,
      },
      busy: false,
      deleteProtected: protection === 'on',
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
      AddressIPVersion: 'ipv4',
      ResourceGroupId: row.resourceGroup,
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
    if (row.deleteProtected || isResource(world, row.id)) throw apiError('OperationDenied.DeleteProtectionIsOn')
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
    const row = requireChangeable(context, input.LoadBalancerId)
    requireOnOff(input.DeleteProtection)
    context.commit()
    row.deleteProtected = input.DeleteProtection === 'on'
    return {}
  },

  // Keeps people from changing it in the console, not the API (Slb SetLoadBalancerModificationProtection).
  'slb.SetLoadBalancerModificationProtection': (context, input) => {
    const row = requireChangeable(context, input.LoadBalancerId)
    const status = requireProtection(input.ModificationProtectionStatus)
    const reason = status === 'NonProtection' ? '' : (input.ModificationProtectionReason ?? '')
    context.commit()
    row.modificationProtection = { status, reason, since: context.now }
    return {}
  },

  'slb.SetLoadBalancerName': (context, input) => {
    const row = requireChangeable(context, input.LoadBalancerId)
    requireName(input.LoadBalancerName)
    context.commit()
    row.name = input.LoadBalancerName
    return {}
  },

  // An inactive one forwards nothing (Slb SetLoadBalancerStatus).
  'slb.SetLoadBalancerStatus': (context, input) => {
    const row = requireChangeable(context, input.LoadBalancerId)
    const { LoadBalancerStatus: status } = input
    if (status !== 'active' && status !== 'inactive')
      throw invalidParameter('The specified LoadBalancerStatus is neither active nor inactive.')
    if (row.status === 'locked') throw apiError('ActionNotAllowed')
    context.commit()
    row.status = status
    return {}
  },

  'slb.ModifyLoadBalancerInternetSpec': (context, input) => {
    const row = requireChangeable(context, input.LoadBalancerId)
    if (row.addressType !== 'internet')
      throw invalidParameter('The specified load balancer has no public address to pay for.')
    const chargeType = requireChargeType(input.InternetChargeType ?? row.internetChargeType)
    const bandwidth = input.Bandwidth ?? row.bandwidth
    if (bandwidth < 1 || bandwidth > 5120) throw invalidParameter('The specified Bandwidth is not from 1 to 5120.')
    requireIdle(context, row)
    context.commit()
    row.internetChargeType = chargeType
    row.bandwidth = bandwidth
    beginConfiguring(context, row)
    return { OrderId: 0 }
  },
}

function requireChangeable(context: CallContext, id: string): ClbEntity {
  const row = requireClb(context, id)
  if (row.leaving) throw apiError('ServiceIsStopping')
  return row
}

function requireName(name: string | undefined): void {
  if (name !== undefined && !goodName.test(name)) throw invalidParameter('The specified LoadBalancerName is malformed.')
}

function requireOnOff(protection: string): void {
  if (protection !== 'on' && protection !== 'off')
    throw invalidParameter('The specified DeleteProtection is neither on nor off.')
}

function requireProtection(status = 'NonProtection'): string {
  if (status !== 'NonProtection' && status !== 'ConsoleProtection')
    throw invalidParameter('The specified ModificationProtectionStatus is not known.')
  return status
}

function requireChargeType(type = 'paybytraffic'): ClbEntity['internetChargeType'] {
  if (type !== 'paybytraffic' && type !== 'paybybandwidth')
    throw invalidParameter('The specified InternetChargeType is not known.')
  return type
}

/** What may still be bought: pay by use, without a specification (CLB help, "CreateLoadBalancer", since June 2025). */
function requireSold({ InstanceChargeType: charge, LoadBalancerSpec: spec }: ApiInput<'slb.CreateLoadBalancer'>): void {
  if (charge === 'PayByCLCU' && spec !== undefined) throw apiError('IllegalParam.SpecType')
  if (charge === 'PayBySpec' && spec === undefined) throw apiError('ShareSlbHaltSales')
  // Without either it is PayByCLCU. The code for a specification that is not sold is not documented.
  if (charge !== 'PayByCLCU' && (charge !== undefined || spec !== undefined))
    throw apiError('IllegalParam.InstanceChargeType')
}

/** The vSwitch it will be in, with room for it; undefined for a public one. */
function requirePlace(context: CallContext, input: ApiInput<'slb.CreateLoadBalancer'>): VSwitchEntity | undefined {
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
  input: ApiInput<'slb.CreateLoadBalancer'>,
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
