import { portsOf } from '../manifest/test-ports.ts'
import type { FaultData } from '../model/fault.ts'
import { closedPortFaults, securityGroupFaults, vswitchFaults, zoneFaults } from '../steps/compatibility.ts'
import { allowedBy, rulesWanted } from '../steps/ingress-rule.ts'
import { faultsOfPlanned } from '../steps/load-balancer/desired-checks.ts'
import type { LoadBalancerView } from '../steps/load-balancer/health.ts'
import { type ConsumerFacts, type DirectionFacts, offeredZones, type ProviderFacts } from './snapshot.ts'

/**
 * What must be so before anything is made. A check is data and one pure function of what was read; it answers with faults,
 * none when all is well. `stops`: nothing new is made while it fails; else it is only worth knowing.
 */
export interface Check {
  readonly id: string
  readonly severity: 'stops' | 'warns'
  /** `lb check` runs those about load balancers by themselves. */
  readonly about: 'load-balancer' | 'service' | 'endpoint'
  run(facts: DirectionFacts, region: string): readonly FaultData[]
}

export const checks: readonly Check[] = [
  ofProvider('load-balancer-exists', 'stops', ({ side, loadBalancers }, _facts, region) =>
    loadBalancers.filter(({ view }) => !view).map(({ id }) => ({ code: 'LB_NOT_FOUND', facts: { side, id, region } })),
  ),
  // CLB only: current PrivateLink pages take public NLBs too.
  ofLoadBalancer('load-balancer-is-internal', 'stops', ({ id, kind, addressType }) =>
    kind === 'clb' && addressType !== 'intranet' ? [{ code: 'LB_NOT_INTERNAL', facts: { id, addressType } }] : [],
  ),
  ofLoadBalancer('load-balancer-is-in-a-vpc', 'stops', ({ id, networkType }) =>
    networkType === 'vpc' ? [] : [{ code: 'LB_NOT_IN_VPC', facts: { id, networkType } }],
  ),
  ofLoadBalancer('load-balancer-is-pay-as-you-go', 'stops', ({ id, payType }) =>
    payType === 'PrePay' ? [{ code: 'LB_PREPAID', facts: { id, payType } }] : [],
  ),
  ofLoadBalancer('load-balancer-is-active', 'stops', ({ id, active, status }) =>
    active ? [] : [{ code: 'LB_NOT_ACTIVE', facts: { id, status } }],
  ),
  ofLoadBalancer('load-balancer-listens', 'stops', ({ id, listeners }) =>
    listeners.length > 0 ? [] : [{ code: 'LB_WITHOUT_LISTENER', facts: { id } }],
  ),
  ofLoadBalancer('listeners-run', 'stops', ({ id, listeners }) =>
    listeners
      .filter((listener) => !listener.running)
      .map(({ port, protocol, status }) => ({ code: 'LB_LISTENER_STOPPED', facts: { id, port, protocol, status } })),
  ),
  // "TCPSSL listeners cannot be reached through PrivateLink": PrivateLink, note on ServiceResourceType.
  ofLoadBalancer('listeners-pass-privatelink', 'stops', ({ id, listeners }) =>
    listeners
      .filter((listener) => listener.protocol === 'tcpssl')
      .map(({ port }) => ({ code: 'LB_LISTENER_TCPSSL', facts: { id, port } })),
  ),
  ofLoadBalancer('listeners-have-backends', 'stops', ({ id, listeners }) =>
    listeners
      .filter((listener) => listener.running && listener.servers.length === 0)
      .map(({ port }) => ({ code: 'LB_WITHOUT_BACKEND', facts: { id, port } })),
  ),
  ofLoadBalancer('backends-are-healthy', 'stops', ({ id, listeners }) =>
    listeners
      .filter(({ running, servers }) => running && servers.some(({ health }) => health === 'abnormal'))
      .map(({ port, servers }) => {
        const sick = servers.filter(({ health }) => health === 'abnormal').map((server) => server.id)
        return { code: 'LB_BACKEND_UNHEALTHY', facts: { id, port, servers: sick } }
      }),
  ),
  ofLoadBalancer('backend-health-is-known', 'warns', ({ id, listeners }) =>
    listeners
      .filter(
        ({ running, servers }) =>
          running && servers.length > 0 && servers.every(({ health }) => health === 'unavailable'),
      )
      .map(({ port }) => ({ code: 'LB_BACKEND_UNKNOWN', facts: { id, port } })),
  ),
  ofProvider('load-balancers-can-be-made', 'stops', ({ side, planned }, _facts, region) =>
    planned.flatMap((each) => faultsOfPlanned(each, side, region)),
  ),
  ofProvider('tested-ports-have-listeners', 'stops', ({ loadBalancers }, { direction, half }) => {
    const create = half.service.create ?? []
    const listening = [
      ...loadBalancers.flatMap(({ view }) => view?.listeners ?? []),
      ...create.flatMap((each) => each.listeners),
    ].map((listener) => listener.port)
    if (loadBalancers.some(({ view }) => !view) || listening.length === 0) return []
    const ids = [...loadBalancers.map(({ id }) => id), ...create.map(({ name }) => name)]
    return portsOf(half.tests)
      .filter((port) => !listening.includes(port))
      .map((port) => ({
        code: 'PORT_WITHOUT_LISTENER',
        facts: { direction, port, ids, listening: [...new Set(listening)] },
      }))
  }),
  ofProvider('service-asks-before-it-accepts', 'warns', ({ service }) =>
    service?.AutoAcceptEnabled ? [{ code: 'SERVICE_AUTO_ACCEPTS', facts: { id: service.ServiceId } }] : [],
  ),
  ofConsumer('vpc-exists', 'stops', ({ side, vpc }, _facts, region) =>
    vpc && !vpc.view ? [{ code: 'VPC_NOT_FOUND', facts: { side, id: vpc.id, region } }] : [],
  ),
  ofConsumer('vswitches-fit', 'stops', ({ side, vswitches, vpc, endpoint }, _facts, region) =>
    vswitches.flatMap(({ id, zone, view }) =>
      vswitchFaults(view, { id, side, region, vpc: vpc?.id, zone, needed: endpoint ? 0 : 1 }),
    ),
  ),
  {
    id: 'zones-in-common',
    severity: 'stops',
    about: 'endpoint',
    run: (facts) => {
      return facts.consumer ? zoneFaults(offeredZones(facts), Object.keys(facts.half.endpoint.zones)) : []
    },
  },
  ofConsumer('security-groups-fit', 'stops', ({ side, groups, vpc }, _facts, region) => {
    const missing = groups
      .filter(({ view }) => !view)
      .map(({ id }): FaultData => ({ code: 'SECURITY_GROUP_NOT_FOUND', facts: { side, id, region } }))
    const views = groups.flatMap(({ view }) => (view ? [view] : []))
    return [...missing, ...securityGroupFaults(views, vpc?.id)]
  }),
  ofConsumer('security-groups-admit-the-port', 'stops', ({ groups }, { half }) => {
    const views = groups.flatMap(({ view }) => (view ? [view] : []))
    if (views.length === 0) return []
    const { rules } = rulesWanted(half)
    const ports = portsOf(half.tests).filter((port) => !rules.some((rule) => rule.port === port))
    return closedPortFaults(views, ports)
  }),
  ofConsumer('not-everybody-is-let-in', 'warns', (_consumer, { direction, half }) =>
    allowedBy(half)
      .filter((allowed) => allowed.startsWith('0.0.0.0/0'))
      .map((allowed) => ({ code: 'ALLOWS_EVERYBODY', facts: { direction, allowed } })),
  ),
]

type Severity = Check['severity']

function ofProvider(
  id: string,
  severity: Severity,
  run: (provider: ProviderFacts, facts: DirectionFacts, region: string) => readonly FaultData[],
): Check {
  const about = id === 'service-asks-before-it-accepts' ? 'service' : 'load-balancer'
  return { id, severity, about, run: (facts, region) => (facts.provider ? run(facts.provider, facts, region) : []) }
}

function ofLoadBalancer(id: string, severity: Severity, run: (view: LoadBalancerView) => readonly FaultData[]): Check {
  return ofProvider(id, severity, ({ loadBalancers }) => loadBalancers.flatMap(({ view }) => (view ? run(view) : [])))
}

function ofConsumer(
  id: string,
  severity: Severity,
  run: (consumer: ConsumerFacts, facts: DirectionFacts, region: string) => readonly FaultData[],
): Check {
  return {
    id,
    severity,
    about: 'endpoint',
    run: (facts, region) => (facts.consumer ? run(facts.consumer, facts, region) : []),
  }
}
