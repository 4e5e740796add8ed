import type { NlbLoadBalancer } from '../../alibaba/types.ts'
import { type Backend, backendsOf, checksServers } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { NlbEntity, NlbListenerEntity } from '../world/load-balancer.ts'
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
    const { items, size, next } = tokenPage(context.world, rows, input, nlbPage)
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
            ProxyProtocolEnabled: each.proxyProtocol,
            Tags: [...each.tags],
          }
        }),
      )
    const { items, size, next } = tokenPage(context.world, rows, input, nlbPage)
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
  context: CallContext,
  row: NlbEntity,
  listener: NlbListenerEntity,
  backend: Backend,
): Promise<{ Status: string; Reason?: { ReasonCode: string } } | undefined> {
  context.shows(objectOf.health(row.id, listener.port))
  context.shows(objectOf.health(`${listener.group}:${backend.server}`, backend.port))
  if (listener.status !== 'Running' || !listener.checked || !backend.checked) return { Status: 'Initial' }
  if (await context.health.check(backend)) return undefined
  return { Status: 'Unhealthy', Reason: { ReasonCode: 'CONNECT_FAILED' } }
}

function nlbs(context: CallContext): NlbEntity[] {
  return context.mine(context.world.loadBalancers).filter((row) => row.type === 'nlb')
}

/** HTTP 404 (Nlb GetLoadBalancerAttribute, ResourceNotFound.loadBalancer). */
export function requireNlb(context: CallContext, id: string): NlbEntity {
  const row = context.find(context.world.loadBalancers, id)
  if (row?.type !== 'nlb') throw apiError('ResourceNotFound.loadBalancer')
  return row
}

export function requireNlbListener(context: CallContext, id: string): { row: NlbEntity; listener: NlbListenerEntity } {
  const found = nlbs(context)
    .flatMap((row) => row.listeners.map((listener) => ({ row, listener })))
    .find((each) => each.listener.id === id)
  if (found === undefined) throw apiError('ResourceNotFound.listener')
  return found
}

/** One change of an NLB at a time, and only when it is Active. */
export function requireNlbIdle({ world }: CallContext, row: NlbEntity): void {
  if (row.status !== 'Active') throw apiError('IncorrectStatus.loadbalancer')
  if (row.busy && world.rules.busyLoadBalancer !== 'never') throw apiError('Conflict.Lock')
}

function view(context: CallContext, row: NlbEntity): NlbLoadBalancer {
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
