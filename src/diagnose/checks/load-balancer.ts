import { portsOf, protocolsOn } from '../../manifest/test-ports.ts'
import type { FindingCode } from '../../model/finding.ts'
import { faultsOfPlanned } from '../../steps/load-balancer/desired-checks.ts'
import type { LoadBalancerView } from '../../steps/load-balancer/view.ts'
import type { DirectionObservation } from '../observe/observation.ts'
import {
  type BalancerListener,
  isAnswered,
  isDisproven,
  isFailing,
  isProven,
  listeningOf,
  servesPort,
  severityOf,
} from './asked.ts'
import { aliyun, type Check, callFix, commandFix, type Found, listenerFix, upFix, withEvidence } from './check.ts'

const about = { hop: 'listener', half: 'provider', severity: 'error' } as const

/** Load balancers and their listeners, as PrivateLink and its traffic need them. */
export const loadBalancerChecks: readonly Check[] = [
  {
    ...about,
    id: 'load-balancer-exists',
    finds: ['LB_NOT_FOUND'],
    needs: [],
    stops: 'cloud',
    run: ({ provider, region }) =>
      (provider?.loadBalancers ?? [])
        .filter(({ view }) => !view)
        .map(({ id }) => {
          const action = id.startsWith('nlb-') ? 'GetLoadBalancerAttribute' : 'DescribeLoadBalancerAttribute'
          return {
            code: 'LB_NOT_FOUND',
            facts: { side: provider?.side ?? 'you', id, region },
            evidence: { [`${action}.LoadBalancerId`]: `${id}: not found` },
          } as const
        }),
  },
  // CLB only: current PrivateLink pages take public NLBs too.
  ofLoadBalancer('load-balancer-is-internal', 'LB_NOT_INTERNAL', 'cloud', ({ id, kind, addressType }) =>
    kind === 'clb' && addressType !== 'intranet'
      ? { code: 'LB_NOT_INTERNAL', facts: { id, addressType }, evidence: headOf(kind, 'AddressType', addressType) }
      : null,
  ),
  ofLoadBalancer('load-balancer-is-in-a-vpc', 'LB_NOT_IN_VPC', 'cloud', ({ id, kind, networkType }) =>
    networkType === 'vpc'
      ? null
      : { code: 'LB_NOT_IN_VPC', facts: { id, networkType }, evidence: headOf(kind, 'NetworkType', networkType) },
  ),
  ofLoadBalancer('load-balancer-is-pay-as-you-go', 'LB_PREPAID', 'cloud', ({ id, kind, payType }) =>
    payType === 'PrePay'
      ? { code: 'LB_PREPAID', facts: { id, payType }, evidence: headOf(kind, 'PayType', payType) }
      : null,
  ),
  {
    ...about,
    id: 'load-balancer-is-active',
    finds: ['LB_LOCKED', 'LB_NOT_ACTIVE'],
    needs: [],
    stops: 'traffic',
    run: (observation) =>
      viewsOf(observation).flatMap((view): Found[] => {
        const { id, kind, status, active, state } = view
        const evidence = headOf(kind, 'LoadBalancerStatus', status)
        if (state === 'locked')
          return [{ code: 'LB_LOCKED', facts: { id, side: observation.provider?.side ?? 'you', status }, evidence }]
        // One without listeners turns inactive by itself (CLB help, "Instance status"): that is the cause, and said below.
        if (active || (kind === 'clb' && view.listeners.length === 0 && !isUnread(observation, 'listeners'))) return []
        if (status === 'Provisioning' || status === 'Configuring')
          return [
            {
              code: 'IN_TRANSITION',
              facts: { what: 'load-balancer', id, status },
              evidence,
              severity: 'info',
            },
          ]
        const fix =
          kind === 'clb'
            ? callFix(observation.provider?.side ?? 'you', 'slb.SetLoadBalancerStatus', {
                RegionId: observation.region,
                LoadBalancerId: id,
                LoadBalancerStatus: 'active',
              })
            : null
        return [{ code: 'LB_NOT_ACTIVE', facts: { id, status }, evidence, fix: fix && commandFix(fix.command) }]
      }),
  },
  {
    ...about,
    id: 'load-balancer-listens',
    finds: ['LB_WITHOUT_LISTENER'],
    needs: ['listeners'],
    stops: 'traffic',
    run: (observation) =>
      viewsOf(observation)
        .filter(({ listeners }) => listeners.length === 0)
        .map(({ id, kind }) => ({
          code: 'LB_WITHOUT_LISTENER',
          facts: { id },
          evidence: { [`${listAction(kind)}.Listeners`]: 0 },
          // Of one that plink makes, the listener is what an interrupted run has not made yet.
          ...(observation.memory.loadBalancers.some((each) => each.id === id) && { fix: upFix }),
        })),
  },
  ofListener('listeners-run', ['LISTENER_STOPPED', 'IN_TRANSITION'], (observation, { balancer, listener }) => {
    const { port, protocol, status } = listener
    if (listener.running) return null
    const evidence = {
      [`${listAction(balancer.kind)}.ListenerPort`]: port,
      [`${listAction(balancer.kind)}.${balancer.kind === 'clb' ? 'Status' : 'ListenerStatus'}`]: status,
    }
    // On its way up, it is only waited for; on its way down, it is as good as stopped.
    if (listener.moving && !/^(?:stopping|deleting)$/i.test(status))
      return {
        code: 'IN_TRANSITION',
        facts: { what: 'listener', id: `${balancer.id}:${port}`, status },
        evidence,
        severity: 'info',
      }
    const { region, provider } = observation
    const side = provider?.side ?? 'you'
    const at = { RegionId: region, LoadBalancerId: balancer.id, ListenerPort: port, ListenerProtocol: protocol }
    const fix =
      balancer.kind === 'clb'
        ? callFix(side, 'slb.StartLoadBalancerListener', at)
        : listener.id === null
          ? null
          : callFix(side, 'nlb.StartListener', { RegionId: region, ListenerId: listener.id })
    return { code: 'LISTENER_STOPPED', facts: { id: balancer.id, port, protocol, status }, evidence, fix }
  }),
  // "TCPSSL listeners cannot be reached through PrivateLink": PrivateLink, note on ServiceResourceType.
  ofListener('listeners-pass-privatelink', ['LISTENER_TCPSSL'], (_observation, { balancer, listener }) =>
    listener.protocol === 'tcpssl'
      ? {
          code: 'LISTENER_TCPSSL',
          facts: { id: balancer.id, port: listener.port },
          evidence: { 'ListListeners.ListenerPort': listener.port, 'ListListeners.ListenerProtocol': 'TCPSSL' },
        }
      : null,
  ),
  {
    ...about,
    id: 'tested-ports-have-listeners',
    finds: ['PORT_WITHOUT_LISTENER', 'LISTENER_UDP'],
    needs: ['listeners', 'balancer'],
    stops: 'traffic',
    run: portsWithoutListener,
  },
  ofListener('listeners-have-no-acl', ['LISTENER_ACL'], (observation, { balancer, listener }) => {
    const { port, acl } = listener
    if (acl === null) return null
    const white = acl.type === 'white'
    return {
      code: 'LISTENER_ACL',
      facts: { id: balancer.id, port, type: acl.type, acls: acl.ids },
      evidence: {
        'DescribeLoadBalancerListeners.AclStatus': 'on',
        'DescribeLoadBalancerListeners.AclType': acl.type,
        'DescribeLoadBalancerListeners.AclIds': acl.ids.join(', '),
      },
      // Whom a list lets in is not read here: a test that comes through says that it is in order.
      severity:
        (white && !isProven(observation, listener)) || isDisproven(observation, listener)
          ? severityOf(observation, listener)
          : 'warning',
      certainty: isProven(observation, listener) ? 'undetermined' : 'probable',
      fix: listenerFix(observation.region, balancer, listener, { AclStatus: 'off' }),
    }
  }),
  ofListener('listeners-add-no-proxy-header', ['LISTENER_PROXY_PROTOCOL'], (observation, { balancer, listener }) => {
    const { port, proxyProtocol } = listener
    // A server that answers a test as it should understands the header.
    if (!proxyProtocol || isAnswered(observation, listener)) return null
    const action = listAction(balancer.kind)
    // Brokers and web servers can be told to expect it. Redis cannot: it reads the header as commands.
    const spoken = protocolsOn(observation.half.tests, (tested) => servesPort(listener, tested))
    const isRedis = spoken.some((protocol) => protocol === 'redis' || protocol === 'rediss')
    const hasFailed = isFailing(observation, listener)
    return {
      code: 'LISTENER_PROXY_PROTOCOL',
      facts: { id: balancer.id, port },
      evidence: { [`${action}.ListenerPort`]: port, [`${action}.${proxyField[balancer.kind]}`]: true },
      severity: isRedis || hasFailed ? severityOf(observation, listener) : 'warning',
      certainty: isRedis && hasFailed ? 'confirmed' : 'probable',
      fix: listenerFix(observation.region, balancer, listener, {
        [balancer.kind === 'clb' ? 'ProxyProtocolV2Enabled' : 'ProxyProtocolEnabled']: 'false',
      }),
    }
  }),
  {
    ...about,
    id: 'load-balancers-can-be-made',
    finds: [
      'VSWITCH_NOT_FOUND',
      'VSWITCH_OF_OTHER_VPC',
      'VSWITCH_IN_OTHER_ZONE',
      'VSWITCH_FULL',
      'LB_ZONE_NOT_OFFERED',
      'BACKEND_NOT_FOUND',
      'BACKEND_OF_OTHER_VPC',
      'BACKEND_NOT_RUNNING',
      'BACKEND_LOCKED',
      'BACKEND_OTHER_ADDRESS',
    ],
    needs: ['planned'],
    stops: 'cloud',
    run: ({ provider, region }) =>
      (provider?.planned ?? []).flatMap((each) =>
        faultsOfPlanned(each, provider?.side ?? 'you', region).map((fault) => withEvidence(fault, {})),
      ),
  },
]

const proxyField = { clb: 'TCPListenerConfig.ProxyProtocolV2Enabled', nlb: 'ProxyProtocolEnabled' } as const

function listAction(kind: LoadBalancerView['kind']): string {
  return kind === 'clb' ? 'DescribeLoadBalancerListeners' : 'ListListeners'
}

function headOf(kind: LoadBalancerView['kind'], field: string, value: string) {
  const action = kind === 'clb' ? 'DescribeLoadBalancerAttribute' : 'GetLoadBalancerAttribute'
  return { [`${action}.${field}`]: value }
}

function viewsOf({ provider }: DirectionObservation): LoadBalancerView[] {
  return (provider?.loadBalancers ?? []).flatMap(({ view }) => view ?? [])
}

function isUnread({ unread }: DirectionObservation, wanted: string): boolean {
  return unread.some(({ part }) => part === wanted)
}

function ofLoadBalancer(
  id: string,
  code: FindingCode,
  stops: Check['stops'],
  find: (view: LoadBalancerView) => Found | null,
): Check {
  return {
    ...about,
    id,
    finds: [code],
    needs: [],
    stops,
    run: (observation) => viewsOf(observation).flatMap((view) => find(view) ?? []),
  }
}

/** Each listener by itself; what is wrong with one that nobody asks for is a warning. */
function ofListener(
  id: string,
  finds: readonly FindingCode[],
  find: (observation: DirectionObservation, listening: BalancerListener) => Found | null,
): Check {
  return {
    ...about,
    id,
    finds,
    needs: ['listeners'],
    stops: 'traffic',
    run: (observation) =>
      listeningOf(observation).flatMap((listening) => {
        const found = find(observation, listening)
        return found ? [{ ...found, severity: found.severity ?? severityOf(observation, listening.listener) }] : []
      }),
  }
}

function portsWithoutListener(observation: DirectionObservation): Found[] {
  const { direction, half, provider, region } = observation
  if (!provider || provider.loadBalancers.some(({ view }) => !view)) return []
  const create = half.service.create ?? []
  const all = listeningOf(observation)
  const tcp = all.filter(({ listener }) => listener.protocol !== 'udp')
  const made = create.flatMap((each) => each.listeners).map(({ port }) => port)
  const listening = [...new Set([...tcp.map(({ listener }) => listener.port), ...made])]
  // Without any listener that is the finding.
  if (all.length === 0 && made.length === 0) return []
  const ids = [...provider.loadBalancers.map(({ id }) => id), ...create.map(({ name }) => name)]
  const silent = portsOf(half.tests).filter(
    (port) => !made.includes(port) && !tcp.some(({ listener }) => servesPort(listener, port)),
  )
  return silent.map((port): Found => {
    const udp = all.find(({ listener }) => listener.protocol === 'udp' && servesPort(listener, port))
    if (udp) {
      const action = listAction(udp.balancer.kind)
      return {
        code: 'LISTENER_UDP',
        facts: { id: udp.balancer.id, port },
        evidence: { [`${action}.ListenerPort`]: port, [`${action}.ListenerProtocol`]: 'udp' },
      }
    }
    const [only, ...others] = ids
    const isOneClb = only?.startsWith('lb-') === true && others.length === 0
    const asked = {
      RegionId: region,
      LoadBalancerId: only ?? '',
      ListenerPort: port,
      BackendServerPort: port,
      Bandwidth: -1,
    }
    return {
      code: 'PORT_WITHOUT_LISTENER',
      facts: { direction, port, ids, listening },
      evidence: { 'tests.port': port, 'listeners.port': listening.join(', ') },
      fix: isOneClb ? commandFix(aliyun('slb.CreateLoadBalancerTCPListener', asked)) : null,
    }
  })
}
