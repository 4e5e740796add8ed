import { type Backend, backendsOf } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import { numberedPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf, timeText } from '../world/id.ts'
import { type ClbEntity, type ClbListenerEntity, groupServers } from '../world/load-balancer.ts'
import { offeredZonePairs } from '../world/regions.ts'
import { hasTags, readTags } from '../world/tags.ts'
import { clbs, invalidParameter, requireClb } from './clb.ts'
import { fits, fitsCommas } from './filters.ts'

/** What may be bought in every pair of zones. */
const kinds = ['vpc', 'classic_internet']

type ClbRead =
  | 'slb.DescribeLoadBalancers'
  | 'slb.DescribeLoadBalancerAttribute'
  | 'slb.DescribeHealthStatus'
  | 'slb.DescribeAvailableResource'

export const clbReads: Pick<Handlers, ClbRead> = {
  // Unknown ids give an empty list, no error (Slb DescribeLoadBalancers).
  'slb.DescribeLoadBalancers': (context, input) => {
    const tags = [...(input.Tag ?? []), ...oldTags(input.Tags)]
    const rows = clbs(context).filter(
      (row) =>
        fitsCommas(input.LoadBalancerId, row.id) &&
        fitsCommas(input.LoadBalancerName, row.name) &&
        fits(input.LoadBalancerStatus, row.status) &&
        fits(input.Address, row.address) &&
        fits(input.AddressType, row.addressType) &&
        fits(input.AddressIPVersion, 'ipv4') &&
        fits(input.NetworkType, row.networkType) &&
        fits(input.InternetChargeType, digitOf(row)) &&
        fits(input.MasterZoneId, row.masterZone) &&
        fits(input.SlaveZoneId, row.slaveZone) &&
        fits(input.PayType, row.payType) &&
        fits(input.ResourceGroupId, row.resourceGroup) &&
        fits(input.VpcId, row.vpc) &&
        fits(input.VSwitchId, row.vswitch) &&
        hasServer(context, row, (each) => fits(input.ServerId, each.server)) &&
        hasServer(context, row, (each) => fits(input.ServerIntranetAddress, each.ip)) &&
        hasTags(row.tags, tags),
    )
    const { items, numbers } = numberedPage(context.world, rows, input, { normal: 10, most: 100 })
    return {
      ...numbers,
      LoadBalancers: {
        // A digit here, a word in the attribute (Slb DescribeLoadBalancers, InternetChargeType).
        LoadBalancer: items.map((row) => ({
          ...view(context, row),
          InternetChargeType: digitOf(row),
          InternetChargeTypeAlias: row.internetChargeType,
        })),
      },
    }
  },

  'slb.DescribeLoadBalancerAttribute': (context, { LoadBalancerId }) => {
    const row = requireClb(context, LoadBalancerId)
    const ports = row.listeners.map((each) => ({ ListenerPort: each.port, ListenerProtocol: each.protocol }))
    return {
      ...view(context, row),
      InternetChargeType: row.internetChargeType,
      // What is paid by use has no end.
      EndTime: '2999-09-08T16:00:00Z',
      EndTimeStamp: Date.parse('2999-09-08T16:00:00Z'),
      ListenerPorts: { ListenerPort: ports.map((each) => each.ListenerPort) },
      // Both spellings are sent (Slb DescribeLoadBalancerAttribute, sample reply).
      ListenerPortsAndProtocal: {
        ListenerPortAndProtocal: ports.map((each) => ({
          ListenerPort: each.ListenerPort,
          ListenerProtocal: each.ListenerProtocol,
        })),
      },
      ListenerPortsAndProtocol: {
        ListenerPortAndProtocol: row.listeners.map((each) => ({
          ListenerPort: each.port,
          ListenerProtocol: each.protocol,
          Description: each.description,
        })),
      },
      // The default group only (Slb DescribeLoadBalancerAttribute).
      BackendServers: {
        BackendServer: row.servers.map((each) => ({
          ServerId: each.server,
          ServerIp: each.ip,
          Type: each.type,
          Weight: each.weight,
          Description: each.description,
        })),
      },
    }
  },

  'slb.DescribeHealthStatus': async (context, input) => {
    const row = requireClb(context, input.LoadBalancerId)
    const asked = row.listeners.filter(
      (each) => fits(input.ListenerPort, each.port) && fits(input.ListenerProtocol, each.protocol),
    )
    if (asked.length === 0 && input.ListenerPort !== undefined) throw apiError('ListenerNotFound')
    if (input.ListenerPort !== undefined && asked.every((each) => !each.checks))
      throw apiError('CheckedListenerNotFound')
    const rows = asked.flatMap((each) =>
      backendsOf(context.world, row, each.port).map((backend) => ({ each, backend })),
    )
    return {
      BackendServers: {
        BackendServer: await Promise.all(
          rows.map(async ({ each, backend }) => ({
            ListenerPort: each.port,
            Protocol: each.protocol,
            Port: backend.port,
            ServerId: backend.server,
            ServerIp: backend.ip,
            ServerHealthStatus: await verdictOn(context, row, each, backend),
          })),
        ),
      },
    }
  },

  'slb.DescribeAvailableResource': (context, input) => ({
    AvailableResources: {
      AvailableResource: offeredZonePairs(context.region).map(({ master, slave }) => ({
        MasterZoneId: master,
        SlaveZoneId: slave,
        SupportResources: {
          SupportResource: kinds
            .filter((kind) => fits(input.AddressType, kind) && fits(input.AddressIPVersion, 'ipv4'))
            .map((kind) => ({ AddressType: kind, AddressIPVersion: 'ipv4' })),
        },
      })),
    },
  }),
}

/** Not running, not checked, or not yet: no verdict (Slb DescribeHealthStatus). */
async function verdictOn(
  context: CallContext,
  row: ClbEntity,
  listener: ClbListenerEntity,
  backend: Backend,
): Promise<'normal' | 'abnormal' | 'unavailable'> {
  context.shows(objectOf.health(row.id, listener.port))
  if (listener.group !== null) context.shows(objectOf.health(`${listener.group}:${backend.server}`, backend.port))
  const isOpen = listener.status === 'running' && listener.checks && listener.checked && backend.checked
  if (!isOpen) return 'unavailable'
  return (await context.health.check(backend)) ? 'normal' : 'abnormal'
}

function view(context: CallContext, row: ClbEntity) {
  if (row.leaving) context.shows(objectOf.loadBalancer(row.id))
  return {
    LoadBalancerId: row.id,
    LoadBalancerName: row.name,
    LoadBalancerStatus: row.status,
    Address: row.address,
    AddressType: row.addressType,
    AddressIPVersion: 'ipv4',
    NetworkType: row.networkType,
    VpcId: row.vpc,
    VSwitchId: row.vswitch,
    MasterZoneId: row.masterZone,
    SlaveZoneId: row.slaveZone,
    Bandwidth: row.bandwidth,
    PayType: row.payType,
    RegionId: row.region,
    RegionIdAlias: row.region,
    CreateTime: timeText(row.created),
    CreateTimeStamp: Math.trunc(row.created),
    InstanceChargeType: 'PayByCLCU',
    LoadBalancerSpec: 'slb.lcu.elastic',
    DeleteProtection: row.deleteProtected ? 'on' : 'off',
    ModificationProtectionStatus: row.modificationProtection.status,
    ModificationProtectionReason: row.modificationProtection.reason,
    ResourceGroupId: row.resourceGroup,
    Tags: { Tag: readTags(row.tags) },
  }
}

/** "3" is by bandwidth, "4" is by traffic. */
function digitOf(row: ClbEntity): string {
  return row.internetChargeType === 'paybybandwidth' ? '3' : '4'
}

function hasServer(
  { world }: CallContext,
  row: ClbEntity,
  isMeant: (server: { readonly server: string; readonly ip: string }) => boolean,
): boolean {
  const nobody = { server: '', ip: '' }
  const grouped = row.listeners.flatMap((each) => groupServers(world.serverGroups, row, each))
  return [nobody, ...row.servers, ...grouped].some(isMeant)
}

/** The older filter: JSON text, whose keys were seen in two spellings (cloud-provider-alibaba-cloud, slb). */
function oldTags(json: string | undefined): { Key: string; Value: string }[] {
  if (json === undefined) return []
  try {
    const tags: unknown = JSON.parse(json)
    if (Array.isArray(tags)) {
      return tags.map((each) => {
        const fields = new Map<string, unknown>(
          Object.entries(each ?? {}).map(([key, value]) => [key.toLowerCase(), value]),
        )
        return { Key: String(fields.get('tagkey') ?? ''), Value: String(fields.get('tagvalue') ?? '') }
      })
    }
  } catch {
    // Falls through to the refusal.
  }
  throw invalidParameter('The specified Tags are not a list in JSON.')
}
