import type { ApiAction, ApiReply } from '../../api/actions.ts'
import { tokenPage } from '../server/paging.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { objectOf } from '../world/id.ts'
import type { ClbEntity, ClbListenerEntity } from '../world/load-balancer.ts'
import { hasTags, readTags } from '../world/tags.ts'
import { clbs, invalidParameter, requireClb } from './clb.ts'
import { settingsOf } from './clb-listener.ts'
import { fits } from './filters.ts'
import { showSettings } from './listener-settings.ts'

type ListenerRead =
  | 'slb.DescribeLoadBalancerListeners'
  | Extract<ApiAction, `slb.DescribeLoadBalancer${string}ListenerAttribute`>

/** Names of the settings that a listener shows beside its config, not in it. */
const outside = ['Scheduler']

export const clbListenerReads: Pick<Handlers, ListenerRead> = {
  'slb.DescribeLoadBalancerListeners': (context, input) => {
    const balancers =
      input.LoadBalancerId === undefined ? clbs(context) : input.LoadBalancerId.map((id) => requireClb(context, id))
    const rows = balancers.flatMap((row) =>
      row.listeners
        .filter(
          (each) =>
            fits(input.ListenerPort, each.port) &&
            fits(input.ListenerProtocol, each.protocol) &&
            fits(input.Description, each.description) &&
            hasTags(each.tags, input.Tag),
        )
        .map((each) => listed(context, row, each)),
    )
    const codes = { size: 'IllegalParam.MaxResults', token: 'IllegalParam.NextToken' } as const
    const { items, size, next } = tokenPage(context.world, rows, input, { normal: 20, most: 100, ...codes })
    return { Listeners: items, MaxResults: size, TotalCount: rows.length, NextToken: '', ...next }
  },

  'slb.DescribeLoadBalancerTCPListenerAttribute': (context, input) => attribute(context, input, 'tcp'),
  'slb.DescribeLoadBalancerUDPListenerAttribute': (context, input) => attribute(context, input, 'udp'),
  'slb.DescribeLoadBalancerHTTPListenerAttribute': (context, input) => attribute(context, input, 'http'),
}

function shared(context: CallContext, row: ClbEntity, listener: ClbListenerEntity) {
  context.shows(objectOf.listener(row.id, listener.port))
  return {
    LoadBalancerId: row.id,
    ListenerPort: listener.port,
    Status: listener.status,
    BackendServerPort: listener.backendPort,
    Bandwidth: listener.bandwidth,
    Description: listener.description,
    AclStatus: listener.acl === null ? 'off' : 'on',
    ...(listener.acl === null ? {} : { AclType: listener.acl, AclId: aclOf(row) }),
    ...(listener.group === null ? {} : { VServerGroupId: listener.group }),
  }
}

/** Access control lists are the operator's: one per load balancer, by a made-up id. */
function aclOf(row: ClbEntity): string {
  return `acl-${row.id.slice(3)}`
}

function shown(listener: ClbListenerEntity): Readonly<Record<string, unknown>> {
  // The port that is checked is the backend's, unless said otherwise.
  return {
    HealthCheckConnectPort: listener.backendPort,
    ...showSettings(settingsOf[listener.protocol], listener.settings),
    HealthCheck: listener.checks ? 'on' : 'off',
    ...(listener.protocol === 'http' ? {} : { ProxyProtocolV2Enabled: listener.proxyProtocol }),
  }
}

type Listed = NonNullable<NonNullable<ApiReply<'slb.DescribeLoadBalancerListeners'>['Listeners']>[number]>

/** Flat arrays and a nested config here; nested arrays and flat settings in the attribute (Slb DescribeLoadBalancerListeners). */
function listed(context: CallContext, row: ClbEntity, listener: ClbListenerEntity): Listed {
  const config: object = Object.fromEntries(Object.entries(shown(listener)).filter(([name]) => !outside.includes(name)))
  return {
    ...shared(context, row, listener),
    ListenerProtocol: listener.protocol,
    Scheduler: String(shown(listener)['Scheduler']),
    Tags: readTags(listener.tags),
    AclIds: listener.acl === null ? [] : [aclOf(row)],
    ...(listener.protocol === 'tcp' ? { TCPListenerConfig: config } : {}),
    ...(listener.protocol === 'udp' ? { UDPListenerConfig: config } : {}),
    ...(listener.protocol === 'http' ? { HTTPListenerConfig: config } : {}),
  }
}

/** Clients tell a missing listener by the message (Terraform alicloud provider). */
function attribute(
  context: CallContext,
  input: { readonly LoadBalancerId: string; readonly ListenerPort: number },
  protocol: ClbListenerEntity['protocol'],
) {
  const row = requireClb(context, input.LoadBalancerId)
  const listener = row.listeners.find((each) => each.port === input.ListenerPort && each.protocol === protocol)
  if (listener === undefined) throw invalidParameter('The specified resource does not exist.')
  const settings: object = shown(listener)
  return {
    ...shared(context, row, listener),
    ...(protocol === 'tcp' ? { SynProxy: 'disable' } : {}),
    Tags: { Tag: readTags(listener.tags) },
    AclIds: { AclId: listener.acl === null ? [] : [aclOf(row)] },
    ...settings,
  }
}
