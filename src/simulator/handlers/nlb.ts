import type { Context, Handlers } from '../context.ts'
import { backendsOf } from '../health.ts'
import { page } from '../page.ts'
import { refusal } from '../refusal.ts'
import type { NlbRow } from '../world.ts'

type Nlb = Extract<keyof Handlers, `nlb.${string}`>

export const nlb: Pick<Handlers, Nlb> = {
  'nlb.GetLoadBalancerAttribute': (context, { LoadBalancerId }) => {
    const row = nlbs(context).find((each) => each.id === LoadBalancerId)
    if (row === undefined) throw refusal('ResourceNotFound.loadBalancer')
    return {
      LoadBalancerId: row.id,
      LoadBalancerName: row.name,
      AddressType: row.addressType,
      LoadBalancerStatus: row.status,
      LoadBalancerBusinessStatus: 'Normal',
      VpcId: row.vpc,
      DNSName: `${row.id}.${row.region}.nlb.aliyuncs.com`,
      ZoneMappings: row.zones.map((each) => ({
        ZoneId: each.zone,
        VSwitchId: each.vswitch,
        Status: 'Active',
        LoadBalancerAddresses: [{ PrivateIPv4Address: each.address, EniId: each.eni }],
      })),
      LoadBalancerBillingConfig: { PayType: 'PostPay' },
    }
  },

  'nlb.ListListeners': (context, input) => {
    const rows = nlbs(context)
      .filter((row) => input.LoadBalancerIds.includes(row.id))
      .flatMap((row) =>
        row.listeners.map((each) => ({
          ListenerId: each.id,
          LoadBalancerId: row.id,
          ListenerPort: each.port,
          ListenerProtocol: each.protocol,
          ListenerStatus: each.status,
          ServerGroupId: each.group,
        })),
      )
    const { items, size, next } = page(context.world, rows, input, { normal: 20, most: 100 })
    return { Listeners: items, MaxResults: size, TotalCount: rows.length, ...next }
  },

  // Shows only the servers that are not well (Nlb GetListenerHealthStatus). `HeathCheckEnabled` is the API's own spelling.
  'nlb.GetListenerHealthStatus': async (context, { ListenerId }) => {
    const found = nlbs(context)
      .flatMap((row) => row.listeners.map((listener) => ({ row, listener })))
      .find((each) => each.listener.id === ListenerId)
    if (found === undefined) throw refusal('ResourceNotFound.listener')
    const { row, listener } = found
    const verdicts = await Promise.all(
      backendsOf(context.world, row, listener.port).map(async (backend) => ({
        backend,
        well: await context.health.check(backend),
      })),
    )
    return {
      ListenerHealthStatus: [
        {
          ListenerId: listener.id,
          ListenerPort: listener.port,
          ListenerProtocol: listener.protocol,
          ServerGroupInfos: [
            {
              ServerGroupId: listener.group,
              HeathCheckEnabled: true,
              NonNormalServers: verdicts
                .filter(({ well }) => !well)
                .map(({ backend }) => ({
                  ServerId: backend.server,
                  ServerIp: backend.ip,
                  Port: backend.port,
                  Status: 'Unhealthy',
                  Reason: { ReasonCode: 'CONNECT_FAILED' },
                })),
            },
          ],
        },
      ],
      MaxResults: 20,
      TotalCount: 1,
    }
  },

  'nlb.ListServerGroupServers': (context, input) => {
    const group = context.find(context.world.serverGroups, input.ServerGroupId)
    if (group === undefined) throw refusal('ResourceNotFound.serverGroup')
    const { items, size, next } = page(context.world, group.servers, input, { normal: 20, most: 100 })
    return {
      Servers: items.map((each) => ({
        ServerGroupId: group.id,
        ServerId: each.server,
        ServerType: each.server.startsWith('i-') ? 'Ecs' : 'Ip',
        ServerIp: each.ip,
        Status: 'Available' as const,
        Weight: each.weight,
        ...(each.port === null ? {} : { Port: each.port }),
      })),
      MaxResults: size,
      TotalCount: group.servers.length,
      ...next,
    }
  },
}

function nlbs(context: Context): NlbRow[] {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === 'nlb')
}
