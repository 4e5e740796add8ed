import { type Backend, backendsOf, checksServers } from '../network/health.ts'
import { apiError } from '../server/errors.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf, timeText } from '../world/id.ts'
import type { NlbEntity, NlbListenerEntity } from '../world/load-balancer.ts'
import { hasTags, readTags } from '../world/tags.ts'
import { fits, fitsOne } from './filters.ts'
import { nlbListenerSettings, showSettings } from './listener-settings.ts'

/** Nlb's lists, MaxResults. */
export const nlbPage = {
  normal: 20,
  most: 100,
  size: 'IllegalParam.MaxResults',
  token: 'IllegalParam.NextToken',
} as const

type NlbRead =
  | 'nlb.GetLoadBalancerAttribute'
  | 'nlb.ListLoadBalancers'
  | 'nlb.GetListenerAttribute'
  | 'nlb.ListListeners'
  | 'nlb.GetListenerHealthStatus'

export const nlbReads: Pick<Handlers, NlbRead> = {
  'nlb.GetLoadBalancerAttribute': (context, { LoadBalancerId }) => {
    const row = requireNlb(context, LoadBalancerId)
    const { ZoneMappings: zones, ...rest } = view(context, row)
    return {
      ...rest,
      // The addresses it checks and forwards from are in the single read only.
      ZoneMappings: zones.map((zone, index) => ({
        ...zone,
        LoadBalancerAddresses: zone.LoadBalancerAddresses.map((address) => ({
          ...address,
          Ipv4LocalAddresses: row.zones[index]?.locals ?? [],
        })),
      })),
      Tags: readTags(row.tags),
    }
  },

  'nlb.ListLoadBalancers': (context, input) => {
    const rows = nlbs(context).filter(
      (row) =>
        fitsOne(input.LoadBalancerIds, row.id) &&
        fitsOne(input.LoadBalancerNames, row.name) &&
        fitsOne(input.VpcIds, row.vpc) &&
        fits(input.AddressType, row.addressType) &&
        fits(input.AddressIpVersion?.toLowerCase(), 'ipv4') &&
        fits(input.LoadBalancerStatus, row.status) &&
        fits(input.LoadBalancerBusinessStatus, businessOf(row)) &&
        fits(input.LoadBalancerType?.toLowerCase(), 'network') &&
        fits(input.DNSName, dnsName(row)) &&
        fits(input.ResourceGroupId, row.resourceGroup) &&
        (input.ZoneId === undefined || row.zones.some((each) => each.zone === input.ZoneId)) &&
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

  'nlb.GetListenerAttribute': (context, { ListenerId }) => {
    const { row, listener } = requireNlbListener(context, ListenerId)
    return { ...listenerView(context, row, listener), Tags: readTags(listener.tags) }
  },

  'nlb.ListListeners': (context, input) => {
    const rows = nlbs(context)
      .filter((row) => fitsOne(input.LoadBalancerIds, row.id))
      .flatMap((row) =>
        row.listeners
          .filter(
            (each) =>
              fitsOne(input.ListenerIds, each.id) &&
              fits(input.ListenerProtocol, each.protocol) &&
              fits(input.SecSensorEnabled, String(each.settings['SecSensorEnabled'] ?? false)) &&
              hasTags(each.tags, input.Tag),
          )
          .map((each) => ({ ...listenerView(context, row, each), Tags: [...each.tags] })),
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

function dnsName(row: NlbEntity): string {
  return `${row.id}.${row.region}.nlb.aliyuncs.com`
}

function businessOf({ lock }: NlbEntity): 'Normal' | 'Abnormal' {
  return lock === null ? 'Normal' : 'Abnormal'
}

function view(context: CallContext, row: NlbEntity) {
  context.shows(objectOf.loadBalancer(row.id))
  const { deletionProtection: deletion, modificationProtection: modification } = row
  return {
    LoadBalancerId: row.id,
    LoadBalancerName: row.name,
    LoadBalancerType: 'Network',
    AddressType: row.addressType,
    AddressIpVersion: 'ipv4',
    LoadBalancerStatus: row.status,
    LoadBalancerBusinessStatus: businessOf(row),
    OperationLocks: row.lock === null ? [] : [{ LockType: row.lock, LockReason: row.lock }],
    CrossZoneEnabled: true,
    VpcId: row.vpc,
    RegionId: row.region,
    ResourceGroupId: row.resourceGroup,
    CreateTime: timeText(row.created),
    DNSName: dnsName(row),
    ZoneMappings: row.zones.map((each) => ({
      ZoneId: each.zone,
      VSwitchId: each.vswitch,
      Status: row.status === 'Provisioning' ? 'Allocating' : 'Active',
      LoadBalancerAddresses: [{ PrivateIPv4Address: each.address, EniId: each.eni, PrivateIPv4HcStatus: 'Healthy' }],
    })),
    LoadBalancerBillingConfig: { PayType: 'PostPay' },
    DeletionProtectionConfig: {
      Enabled: deletion.enabled,
      ...(deletion.enabled ? { Reason: deletion.reason, EnabledTime: timeText(deletion.since) } : {}),
    },
    ModificationProtectionConfig: {
      Status: modification.status,
      ...(modification.status === 'NonProtection'
        ? {}
        : { Reason: modification.reason, EnabledTime: timeText(modification.since) }),
    },
  }
}

function listenerView(context: CallContext, row: NlbEntity, listener: NlbListenerEntity) {
  context.shows(objectOf.listener(row.id, listener.port))
  return {
    ListenerId: listener.id,
    LoadBalancerId: row.id,
    ListenerPort: listener.port,
    ListenerProtocol: listener.protocol,
    ListenerStatus: listener.status,
    ServerGroupId: listener.group,
    ListenerDescription: listener.description,
    ProxyProtocolEnabled: listener.proxyProtocol,
    RegionId: row.region,
    ...showSettings(nlbListenerSettings, listener.settings),
  }
}
