import { shell } from '../../model/shell.ts'
import type { ListenerView, ServerView } from '../../steps/load-balancer/view.ts'
import type { AskedServer, DirectionObservation } from '../observe/observation.ts'
import { type BalancerListener, isUnserved, listeningOf, serving, severityOf } from './asked.ts'
import { aliyun, type Check, commandFix, type Found, listenerFix } from './check.ts'

/** What is behind a running listener: who is in its group, who is given traffic, and who is well. */
export const backendChecks: readonly Check[] = [
  {
    id: 'listeners-have-backends',
    hop: 'backend',
    half: 'provider',
    finds: ['LISTENER_WITHOUT_BACKEND', 'BACKEND_WEIGHT_ZERO'],
    needs: ['listeners', 'servers', 'health'],
    severity: 'error',
    stops: 'traffic',
    run: (observation) =>
      ofRunning(observation, ({ balancer, listener }) => {
        const { port, servers } = listener
        const facts = { id: balancer.id, port }
        const action = balancer.kind === 'clb' ? 'DescribeVServerGroupAttribute' : 'ListServerGroupServers'
        if (servers.length === 0)
          return [{ code: 'LISTENER_WITHOUT_BACKEND', facts, evidence: { [`${action}.BackendServers`]: 0 } }]
        if (serving(listener).length > 0) return []
        const ids = servers.map(({ id }) => id)
        return [
          {
            code: 'BACKEND_WEIGHT_ZERO',
            facts: { ...facts, servers: ids },
            evidence: { [`${action}.Weight`]: 0, [`${action}.ServerId`]: ids.join(', ') },
            fix:
              balancer.kind === 'clb' && listener.backendPort !== null
                ? commandFix(weighing(observation.region, balancer.id, ids))
                : null,
            // plink.yaml may ask for just that.
            ...(isMeant(observation, ids) && { severity: 'warning' as const }),
          },
        ]
      }),
  },
  {
    id: 'backends-are-healthy',
    hop: 'backend',
    half: 'provider',
    finds: [
      'BACKEND_NOT_FOUND',
      'BACKEND_NOT_RUNNING',
      'BACKEND_LOCKED',
      'BACKEND_BLOCKS_LOAD_BALANCER',
      'BACKEND_NOT_LISTENING',
      'HEALTH_CHECK_PORT',
      'BACKEND_PORT',
      'BACKEND_UNHEALTHY',
    ],
    needs: ['listeners', 'health'],
    severity: 'error',
    stops: 'traffic',
    run: (observation) => distinct(ofRunning(observation, (listening) => unwell(observation, listening))),
  },
  {
    id: 'backend-health-is-known',
    hop: 'backend',
    half: 'provider',
    finds: ['HEALTH_CHECK_OFF', 'BACKEND_HEALTH_UNKNOWN'],
    needs: ['listeners', 'health'],
    severity: 'warning',
    stops: null,
    run: (observation) =>
      ofRunning(observation, ({ balancer, listener }): Found[] => {
        const given = serving(listener)
        if (given.length === 0 || !given.every(({ health }) => health === 'unavailable')) return []
        if (given.some(({ id }) => isDown(observation, id))) return []
        const facts = { id: balancer.id, port: listener.port }
        const evidence = { 'DescribeHealthStatus.ServerHealthStatus': 'unavailable' }
        if (listener.checks !== false) return [{ code: 'BACKEND_HEALTH_UNKNOWN', facts, evidence, severity: 'warning' }]
        const off = { code: 'HEALTH_CHECK_OFF', facts, evidence: { ...evidence, HealthCheck: 'off' } } as const
        // Where a test finds nobody, that nothing watches the servers is the likely reason, unless they were asked.
        const isLikely = isUnserved(observation, listener) && !given.some((server) => answerOf(observation, server))
        return [isLikely ? { ...off, certainty: 'probable' } : { ...off, severity: 'info' }]
      }),
  },
]

/** Gives the servers of a CLB's default group traffic. */
function weighing(region: string, id: string, servers: readonly string[]): string {
  const BackendServers = JSON.stringify(servers.map((ServerId) => ({ ServerId, Weight: '100' })))
  return aliyun('slb.SetBackendServers', { RegionId: region, LoadBalancerId: id, BackendServers })
}

/** Only what a running listener has behind it; of a stopped one that is the finding. */
function ofRunning(
  observation: DirectionObservation,
  find: (listening: BalancerListener) => readonly Found[],
): Found[] {
  return listeningOf(observation)
    .filter(({ listener }) => listener.running && listener.protocol !== 'udp')
    .flatMap((listening) => {
      const found = find(listening)
      return found.map((each) => ({ ...each, severity: each.severity ?? severityOf(observation, listening.listener) }))
    })
}

/** Why servers of one listener are not well, the nearest cause first found for each. */
function unwell(observation: DirectionObservation, { balancer, listener }: BalancerListener): Found[] {
  const { region, provider } = observation
  const given = serving(listener)
  // Without checks the load balancer does not know that a server is off; with them it notices after a while.
  const sick = given.filter(
    (server) =>
      server.health === 'abnormal' ||
      (server.health === 'unavailable' && isDown(observation, server.id)) ||
      (answerOf(observation, server)?.answer === 'refused' && isUnserved(observation, listener)),
  )
  if (sick.length === 0) return []
  const healthy = given.length - sick.length
  const weight = healthy > 0 ? ({ severity: 'warning' } as const) : {}
  const evidence = (server: ServerView) => ({
    [balancer.kind === 'clb' ? 'DescribeHealthStatus.ListenerPort' : 'GetListenerHealthStatus.ListenerPort']:
      listener.port,
    [balancer.kind === 'clb' ? 'DescribeHealthStatus.ServerHealthStatus' : 'GetListenerHealthStatus.Status']:
      server.health,
    ...(server.reason !== null && { 'GetListenerHealthStatus.ReasonCode': server.reason }),
  })
  const found: Found[] = []
  const left: ServerView[] = []
  for (const server of sick) {
    const { id } = server
    const instance = provider?.instances[id]
    const answer = answerOf(observation, server)
    if (instance === null)
      found.push({
        code: 'BACKEND_NOT_FOUND',
        facts: { side: provider?.side ?? 'you', id, region },
        evidence: { ...evidence(server), 'DescribeInstances.InstanceId': 'not found' },
        ...weight,
      })
    else if (instance?.lock)
      found.push({
        code: 'BACKEND_LOCKED',
        facts: { id, side: provider?.side ?? 'you', status: instance.Status, reason: instance.lock },
        evidence: {
          ...evidence(server),
          'DescribeInstances.Status': instance.Status,
          'DescribeInstances.OperationLocks.LockReason': instance.lock,
        },
        ...weight,
      })
    else if (instance !== undefined && instance.Status !== 'Running')
      found.push({
        code: 'BACKEND_NOT_RUNNING',
        facts: { id, status: instance.Status },
        evidence: { ...evidence(server), 'DescribeInstances.Status': instance.Status },
        fix: commandFix(aliyun('ecs.StartInstance', { RegionId: region, InstanceId: id })),
        ...weight,
      })
    else if (answer && answer.answer !== 'silent' && !isCheckedElsewhere(listener, server))
      found.push(byAnswer(server, answer, evidence(server), weight))
    else left.push(server)
  }
  const [first] = left
  if (first === undefined) return found
  const ids = left.map(({ id }) => id)
  const facts = { id: balancer.id, port: listener.port, servers: ids }
  const port = first.port ?? listener.backendPort ?? listener.port
  const wanted = wantedPort(observation, balancer.id, listener.port)
  const { checkPort } = listener
  if (checkPort !== null && isCheckedElsewhere(listener, first))
    return [
      ...found,
      {
        code: 'HEALTH_CHECK_PORT',
        facts: { ...facts, checkPort, backendPort: port },
        evidence: { ...evidence(first), HealthCheckConnectPort: checkPort, BackendServerPort: port },
        fix: balancer.kind === 'clb' ? listenerFix(region, balancer, listener, { HealthCheckConnectPort: port }) : null,
        ...weight,
      },
    ]
  if (port !== wanted && listener.lastPort === listener.port)
    return [
      ...found,
      {
        code: 'BACKEND_PORT',
        facts: { ...facts, backendPort: port, wanted },
        evidence: { ...evidence(first), 'BackendServer.Port': port },
        // Unless plink.yaml says which it should be, another port may be meant.
        ...(isSpecified(observation, balancer.id) ? {} : { certainty: 'probable' }),
        ...weight,
      },
    ]
  return [
    ...found,
    {
      code: 'BACKEND_UNHEALTHY',
      facts: { ...facts, healthy, reason: first.reason },
      evidence: evidence(first),
      ...weight,
    },
  ]
}

/** What a server said to somebody who asked it directly, without the load balancer. */
function answerOf({ asked }: DirectionObservation, { id, port }: ServerView): AskedServer | undefined {
  return asked.find((each) => each.server === id && each.port === port)
}

/** What it said tells whether it or the way from the load balancer is at fault. */
function byAnswer(
  { id }: ServerView,
  { address, port, answer }: AskedServer,
  seen: Found['evidence'],
  weight: { readonly severity?: 'warning' },
): Found {
  const facts = { server: id, address, port }
  const evidence = { ...seen, [`tcp://${address}:${port}`]: answer }
  return answer === 'opens'
    ? {
        code: 'BACKEND_BLOCKS_LOAD_BALANCER',
        facts,
        evidence,
        ...weight,
        fix: commandFix(shell`iptables -I INPUT -s 100.64.0.0/10 -p tcp --dport ${port} -j ACCEPT`),
      }
    : { code: 'BACKEND_NOT_LISTENING', facts, evidence, ...weight }
}

/** Whether the load balancer looks for it on another port than traffic goes to. */
function isCheckedElsewhere({ checkPort, backendPort, port }: ListenerView, server: ServerView): boolean {
  return checkPort !== null && checkPort !== (server.port ?? backendPort ?? port)
}

/** What plink.yaml says of a load balancer that plink made. */
function specOf({ half, memory }: DirectionObservation, balancer: string) {
  const name = memory.loadBalancers.find(({ id }) => id === balancer)?.name
  return half.service.create?.find((each) => each.name === name)
}

function isSpecified(observation: DirectionObservation, balancer: string): boolean {
  return specOf(observation, balancer) !== undefined
}

/** The port that traffic should go to: as plink.yaml says, or the listener's own. */
function wantedPort(observation: DirectionObservation, balancer: string, port: number): number {
  return specOf(observation, balancer)?.listeners.find((each) => each.port === port)?.backendPort ?? port
}

/** Whether plink.yaml itself gives these servers nothing. */
function isMeant({ half }: DirectionObservation, ids: readonly string[]): boolean {
  const asked = (half.service.create ?? []).flatMap(({ backends }) => backends)
  return ids.every((id) => asked.some((backend) => backend.id === id && backend.weight === 0))
}

function isDown({ provider }: DirectionObservation, id: string): boolean {
  const instance = provider?.instances[id]
  return instance === null || (instance !== undefined && (instance.Status !== 'Running' || Boolean(instance.lock)))
}

/** One server behind many listeners is stopped once; it matters as much as it does to the listener it matters most to. */
function distinct(found: readonly Found[]): Found[] {
  const kept = new Map<string, Found>()
  for (const each of found) {
    const key = JSON.stringify([each.code, each.facts])
    if (!kept.has(key) || each.severity === 'error') kept.set(key, each)
  }
  return [...kept.values()]
}
