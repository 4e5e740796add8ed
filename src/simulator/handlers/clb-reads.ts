import type { LoadBalancer } from '../../alibaba/types.ts'
import { type Backend, backendsOf } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import { numberedPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbEntity, ClbListenerEntity } from '../world/load-balancer.ts'
import { hasTags, readTags } from '../world/tags.ts'
import { offeredZonePairs } from '../world/zones.ts'
import { clbs, requireClb } from './clb.ts'

/** What may be bought in every pair of zones. */
const kinds = ['vpc', 'classic_internet']

type Seen =
  | 'slb.DescribeLoadBalancers'
  | 'slb.DescribeLoadBalancerAttribute'
  | 'slb.DescribeHealthStatus'
  | 'slb.DescribeAvailableResource'

export const clbReads: Pick<Handlers, Seen> = {
  // Unknown ids give an empty list, no error (Slb DescribeLoadBalancers).
  'slb.DescribeLoadBalancers': (context, input) => {
    const ids = input.LoadBalancerId?.split(',')
    const rows = clbs(context).filter(
      (row) =>
        (ids === undefined || ids.includes(row.id)) &&
        (input.VpcId === undefined || row.vpc === input.VpcId) &&
        hasTags(row.tags, input.Tag),
    )
    const { items, numbers } = numberedPage(context.world, rows, input, { normal: 10, most: 100 })
    return { ...numbers, LoadBalancers: { LoadBalancer: items.map((row) => view(context, row)) } }
  },

  'slb.DescribeLoadBalancerAttribute': (context, { LoadBalancerId }) => {
    const row = requireClb(context, LoadBalancerId)
    const ports = row.listeners.map((each) => ({ ListenerPort: each.port, ListenerProtocol: each.protocol }))
    return {
      ...view(context, row),
      ListenerPorts: { ListenerPort: ports.map((each) => each.ListenerPort) },
      ListenerPortsAndProtocol: { ListenerPortAndProtocol: ports },
      // The default group only (Slb DescribeLoadBalancerAttribute).
      BackendServers: {
        BackendServer: row.servers.map((each) => ({
          ServerId: each.server,
          ServerIp: each.ip,
          Type: each.type,
          Weight: each.weight,
        })),
      },
    }
  },

  'slb.DescribeHealthStatus': async (context, input) => {
    const row = requireClb(context, input.LoadBalancerId)
    const asked = row.listeners.filter(
      (each) =>
        (input.ListenerPort === undefined || each.port === input.ListenerPort) &&
        (input.ListenerProtocol === undefined || each.protocol === input.ListenerProtocol),
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
            .filter((kind) => input.AddressType === undefined || kind === input.AddressType)
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

function view(context: CallContext, row: ClbEntity): LoadBalancer {
  if (row.leaving) context.shows(objectOf.loadBalancer(row.id))
  return {
    LoadBalancerId: row.id,
    LoadBalancerName: row.name,
    LoadBalancerStatus: row.status,
    Address: row.address,
    AddressType: row.addressType,
    NetworkType: row.networkType,
    VpcId: row.vpc,
    VSwitchId: row.vswitch,
    MasterZoneId: row.masterZone,
    SlaveZoneId: row.slaveZone,
    PayType: row.payType,
    RegionId: row.region,
    InstanceChargeType: 'PayByCLCU',
    DeleteProtection: row.shielded ? 'on' : 'off',
    Tags: { Tag: readTags(row.tags) },
  }
}
