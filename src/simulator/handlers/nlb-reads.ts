import type { NlbLoadBalancer } from '../../alibaba/types.ts'
import { checksServers } from '../network/health-checks.ts'
import { type Backend, backendsOf } from '../network/reachability.ts'
import { refusal } from '../server/errors.ts'
import { page } from '../server/paging.ts'
import type { Context, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { NlbListenerRow, NlbRow } from '../world/load-balancer.ts'
import { hasTags, readTags } from '../world/tags.ts'

/** Nlb's lists, MaxResults. */
export const nlbPage = { normal: 20, most: 100 } as const

type Seen =
  | 'nlb.GetLoadBalancerAttribute'
  | 'nlb.ListLoadBalancers'
  | 'nlb.ListListeners'
  | 'nlb.GetListenerHealthStatus'

export const nlbReads: Pick<Handlers, Seen> = {
  'nlb.GetLoadBalancerAttribute': (context, { LoadBalancerId }) => {
    const row = requireNlb(context, LoadBalancerId)
    return { ...view(context, row), Tags: readTags(row.tags) }
  },

  'nlb.ListLoadBalancers': (context, input) => {
    const rows = nlbs(context).filter(
      (row) =>
        (input.LoadBalancerIds === undefined || input.LoadBalancerIds.includes(row.id)) &&
        (input.VpcIds === undefined || input.VpcIds.includes(row.vpc)) &&
        hasTags(row.tags, input.Tag),
    )
    const { items, size, next } = page(context.world, rows, input, nlbPage)
    return {
      LoadBalancers: items.map((row) => ({ ...view(context, row), Tags: [...row.tags] })),
      MaxResults: size,
      TotalCount: rows.length,
      ...next,
    }
  },

  'nlb.ListListeners': (context, input) => {
    const rows = nlbs(context)
      .filter((row) => input.LoadBalancerIds.includes(row.id))
      .flatMap((row) =>
        row.listeners.map((each) => {
          context.shows(objectOf.listener(row.id, each.port))
          return {
            ListenerId: each.id,
            LoadBalancerId: row.id,
            ListenerPort: each.port,
            ListenerProtocol: each.protocol,
            ListenerStatus: each.status,
            ServerGroupId: each.group,
            ListenerDescription: each.description,
            Tags: [...each.tags],
          }
        }),
      )
    const { items, size, next } = page(context.world, rows, input, nlbPage)
    return { Listeners: items, MaxResults: size, TotalCount: rows.length, ...next }
  },

  // Shows only the servers that are not well (Nlb GetListenerHealthStatus). `HeathCheckEnabled` is the API's own spelling.
  'nlb.GetListenerHealthStatus': async (context, { ListenerId }) => {
    const { row, listener } = requireNlbListener(context, ListenerId)
    const isChecked = checksServers(context.world, listener)
    const verdicts = await Promise.all(
      backendsOf(context.world, row, listener.port).map(async (backend) => ({
        ServerId: backend.server,
        ServerIp: backend.ip,
        Port: backend.port,
        verdict: isChecked ? await verdictOn(context, row, listener, backend) : { Status: 'Unavailable' },
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
              HeathCheckEnabled: isChecked,
              NonNormalServers: verdicts.flatMap(({ verdict, ...server }) =>
                verdict === undefined ? [] : { ...server, ...verdict },
              ),
            },
          ],
        },
      ],
      MaxResults: nlbPage.normal,
      TotalCount: 1,
    }
  },
}

/** Undefined: well. */
async function verdictOn(
  context: Context,
  row: NlbRow,
  listener: NlbListenerRow,
  backend: Backend,
): Promise<{ Status: string; Reason?: { ReasonCode: string } } | undefined> {
  context.shows(objectOf.health(row.id, listener.port))
  context.shows(objectOf.health(`${listener.group}:${backend.server}`, backend.port))
  if (listener.status !== 'Running' || !listener.checked || !backend.checked) return { Status: 'Initial' }
  if (await context.health.check(backend)) return undefined
  return { Status: 'Unhealthy', Reason: { ReasonCode: 'CONNECT_FAILED' } }
}

function nlbs(context: Context): NlbRow[] {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === 'nlb')
}

/** HTTP 404 (Nlb GetLoadBalancerAttribute, ResourceNotFound.loadBalancer). */
export function requireNlb(context: Context, id: string): NlbRow {
  const row = context.find(context.world.loadBalancers, id)
  if (row?.type !== 'nlb') throw refusal('ResourceNotFound.loadBalancer')
  return row
}

export function requireNlbListener(context: Context, id: string): { row: NlbRow; listener: NlbListenerRow } {
  const found = nlbs(context)
    .flatMap((row) => row.listeners.map((listener) => ({ row, listener })))
    .find((each) => each.listener.id === id)
  if (found === undefined) throw refusal('ResourceNotFound.listener')
  return found
}

/** One change of an NLB at a time, and only when it is Active. */
export function requireNlbIdle({ world }: Context, row: NlbRow): void {
  if (row.status !== 'Active') throw refusal('IncorrectStatus.loadbalancer')
  if (row.busy && world.rules.busyLoadBalancer !== 'never') throw refusal('Conflict.Lock')
}

function view(context: Context, row: NlbRow): NlbLoadBalancer {
  context.shows(objectOf.loadBalancer(row.id))
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
      Status: row.status === 'Provisioning' ? 'Allocating' : 'Active',
      LoadBalancerAddresses: [{ PrivateIPv4Address: each.address, EniId: each.eni }],
    })),
    LoadBalancerBillingConfig: { PayType: 'PostPay' },
  }
}
