import type { LoadBalancer, LoadBalancerListener } from '../../cloud/wire.ts'
import type { Context, Handlers } from '../context.ts'
import { backendsOf } from '../health.ts'
import { objectOf } from '../id.ts'
import { numberedPage, page } from '../page.ts'
import { refusal } from '../refusal.ts'
import type { ClbListenerRow, ClbRow } from '../world.ts'

type Slb = Extract<keyof Handlers, `slb.${string}`>

export const slb: Pick<Handlers, Slb> = {
  // Unknown ids give an empty list, no error (Slb DescribeLoadBalancers).
  'slb.DescribeLoadBalancers': (context, input) => {
    const ids = input.LoadBalancerId?.split(',')
    const rows = clbs(context).filter(
      (row) => (ids === undefined || ids.includes(row.id)) && (input.VpcId === undefined || row.vpc === input.VpcId),
    )
    const { items, numbers } = numberedPage(context.world, rows, input, { normal: 10, most: 100 })
    return { ...numbers, LoadBalancers: { LoadBalancer: items.map(view) } }
  },

  'slb.DescribeLoadBalancerAttribute': (context, { LoadBalancerId }) => {
    const row = requireClb(context, LoadBalancerId)
    const ports = row.listeners.map((each) => ({ ListenerPort: each.port, ListenerProtocol: each.protocol }))
    return {
      ...view(row),
      ListenerPorts: { ListenerPort: ports.map((each) => each.ListenerPort) },
      ListenerPortsAndProtocol: { ListenerPortAndProtocol: ports },
      // The default group only (Slb DescribeLoadBalancerAttribute).
      BackendServers: {
        BackendServer: row.servers.map((each) => ({
          ServerId: each.server,
          ServerIp: each.ip,
          Type: 'ecs',
          Weight: each.weight,
        })),
      },
    }
  },

  'slb.DescribeLoadBalancerListeners': (context, input) => {
    const rows = input.LoadBalancerId.flatMap((id) => requireClb(context, id)).flatMap((row) =>
      row.listeners.map((each) => listenerView(context, row, each)),
    )
    const { items, size, next } = page(context.world, rows, input, { normal: 20, most: 100 })
    return { Listeners: items, MaxResults: size, TotalCount: rows.length, NextToken: '', ...next }
  },

  'slb.DescribeHealthStatus': async (context, input) => {
    const row = requireClb(context, input.LoadBalancerId)
    const asked = row.listeners.filter(
      (each) =>
        (input.ListenerPort === undefined || each.port === input.ListenerPort) &&
        (input.ListenerProtocol === undefined || each.protocol === input.ListenerProtocol),
    )
    if (asked.length === 0 && input.ListenerPort !== undefined) throw refusal('ListenerNotFound')
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
            // Not running: no verdict (Slb DescribeHealthStatus).
            ServerHealthStatus:
              each.status !== 'running' ? 'unavailable' : (await context.health.check(backend)) ? 'normal' : 'abnormal',
          })),
        ),
      },
    }
  },

  'slb.StartLoadBalancerListener': (context, input) => {
    const { row, listener } = requireListener(context, input)
    if (row.status === 'locked') throw refusal('Operation.NotAllowed')
    move(context, row, listener, ['stopped', 'starting', 'running'], context.world.durations.listenerStart)
    return {}
  },

  'slb.StopLoadBalancerListener': (context, input) => {
    const { row, listener } = requireListener(context, input)
    move(context, row, listener, ['running', 'stopping', 'stopped'], context.world.durations.listenerStop)
    return {}
  },
}

type ListenerStatus = LoadBalancerListener['Status']

/** Start works only from `stopped`, stop only from `running` (Slb StartLoadBalancerListener, StopLoadBalancerListener). */
function move(
  context: Context,
  row: ClbRow,
  listener: ClbListenerRow,
  way: [ListenerStatus, ListenerStatus, ListenerStatus],
  ms: number,
): void {
  const [from, via, to] = way
  if (listener.status !== from) throw refusal(listener.status === to ? 'Operation.NotAllowed' : 'Operation.Deny')
  context.commit()
  listener.status = via
  const finish = () => {
    listener.status = to
  }
  context.begin({
    object: objectOf.listener(row.id, listener.port),
    needs: [],
    service: null,
    from,
    via,
    to,
    ms,
    finish,
  })
}

function clbs(context: Context): ClbRow[] {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === 'slb')
}

/** HTTP 404 also for a wrong region or another account's (Slb, common errors). */
function requireClb(context: Context, id: string): ClbRow {
  const row = context.find(context.world.loadBalancers, id)
  if (row?.type !== 'slb') throw refusal('InvalidLoadBalancerId.NotFound')
  return row
}

function requireListener(
  context: Context,
  input: { LoadBalancerId: string; ListenerPort: number; ListenerProtocol: string },
): { row: ClbRow; listener: ClbListenerRow } {
  const row = requireClb(context, input.LoadBalancerId)
  const listener = row.listeners.find(
    (each) => each.port === input.ListenerPort && each.protocol === input.ListenerProtocol.toLowerCase(),
  )
  if (listener === undefined) throw refusal('ResourceNotFound.Listener')
  return { row, listener }
}

function view(row: ClbRow): LoadBalancer {
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
    DeleteProtection: 'off',
  }
}

function listenerView(context: Context, row: ClbRow, listener: ClbListenerRow): LoadBalancerListener {
  context.shows(objectOf.listener(row.id, listener.port))
  return {
    LoadBalancerId: row.id,
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    Status: listener.status,
    BackendServerPort: listener.backendPort,
    Bandwidth: -1,
    Description: '',
    ...(listener.group === null ? {} : { VServerGroupId: listener.group }),
  }
}
