import type { Cause } from '../cause.ts'
import { greeting, hangingUp, http, redisWith, saying, silent, tls } from '../fake-servers.ts'
import {
  addServer,
  askWithSecondEndpoint,
  balancer,
  change,
  changeListener,
  changeServers,
  failsItsCheck,
  groupOf,
  machine,
  setConnection,
  setRules,
  stopServer,
} from '../parts.ts'
import type { Stage } from '../stage.ts'

type Plain = Omit<Cause, 'direction'>

/** What stops the peer from reaching your server. */
export const inboundCauses: readonly Cause[] = (
  [
    ...bothBalancers('listener-stopped', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LISTENER_STOPPED'],
      takes: ['backend'],
      inject: (stage) =>
        changeListener(stage, 'inbound', {
          status: balancer(stage, 'inbound').startsWith('nlb') ? 'Stopped' : 'stopped',
        }),
    }),
    ...bothBalancers('listener-gone', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LB_WITHOUT_LISTENER', 'PORT_WITHOUT_LISTENER'],
      takes: ['backend'],
      inject: (stage) => changeListener(stage, 'inbound', { remove: true }),
    }),
    ...bothBalancers('listener-on-another-port', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['PORT_WITHOUT_LISTENER'],
      takes: ['backend'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { port: 6380 } }),
    }),
    ...bothBalancers('listener-for-udp', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LISTENER_UDP'],
      takes: ['backend'],
      inject: (stage) =>
        changeListener(stage, 'inbound', {
          set: { protocol: balancer(stage, 'inbound').startsWith('nlb') ? 'UDP' : 'udp' },
        }),
    }),
    {
      id: 'listener-tcpssl',
      nlb: true,
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LISTENER_TCPSSL'],
      takes: ['backend'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { protocol: 'TCPSSL' } }),
    },
    {
      id: 'listener-acl-white',
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LISTENER_ACL'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { acl: 'white' } }),
    },
    {
      // That there is one can be read, and not who is on it: most links with one work.
      id: 'listener-acl-black',
      hop: 'listener',
      side: 'you',
      seenBy: 'probe',
      breaks: true,
      codes: ['LISTENER_ACL'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { acl: 'black' } }),
    },
    ...bothBalancers('proxy-protocol', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LISTENER_PROXY_PROTOCOL'],
      takes: ['backend', 'protocol'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { proxyProtocol: true } }),
    }),
    ...bothBalancers('load-balancer-inactive', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LB_NOT_ACTIVE'],
      takes: ['backend', 'service'],
      inject: (stage) =>
        change(stage, balancer(stage, 'inbound'), {
          status: balancer(stage, 'inbound').startsWith('nlb') ? 'Inactive' : 'inactive',
        }),
    }),
    {
      id: 'load-balancer-locked',
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LB_LOCKED'],
      takes: ['backend', 'service'],
      inject: (stage) => change(stage, balancer(stage, 'inbound'), { status: 'locked' }),
    },
    {
      id: 'load-balancer-locked-nlb',
      nlb: true,
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LB_LOCKED'],
      takes: ['backend', 'service'],
      inject: (stage) => change(stage, balancer(stage, 'inbound'), { lock: 'FinancialLocked' }),
    },
    ...bothBalancers('load-balancer-deleted', {
      hop: 'listener',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LB_NOT_FOUND'],
      takes: ['backend', 'service'],
      inject: (stage) => stage.act('remove', { id: balancer(stage, 'inbound') }),
    }),
    ...bothBalancers('no-backend', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['LISTENER_WITHOUT_BACKEND'],
      inject: (stage) => changeServers(stage, 'inbound', { remove: true }),
    }),
    ...bothBalancers('weight-zero', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_WEIGHT_ZERO'],
      inject: (stage) => changeServers(stage, 'inbound', { set: { weight: 0 } }),
    }),
    {
      id: 'backend-port-wrong',
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_PORT', 'BACKEND_UNHEALTHY', 'BACKEND_NOT_LISTENING'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { backendPort: 6390 } }),
    },
    {
      id: 'backend-port-wrong-nlb',
      nlb: true,
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_PORT', 'BACKEND_UNHEALTHY', 'BACKEND_NOT_LISTENING'],
      inject: (stage) => changeServers(stage, 'inbound', { set: { port: 6390 } }),
    },
    {
      id: 'health-check-port-wrong',
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['HEALTH_CHECK_PORT'],
      inject: async (stage) => {
        await changeListener(stage, 'inbound', { set: { settings: { HealthCheckConnectPort: 6390 } } })
        await failsItsCheck(stage)
      },
    },
    {
      id: 'health-check-port-wrong-nlb',
      nlb: true,
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['HEALTH_CHECK_PORT'],
      inject: async (stage) => {
        await change(stage, await groupOf(stage), { settings: { HealthCheck: { HealthCheckConnectPort: 6390 } } })
        await failsItsCheck(stage)
      },
    },
    ...bothBalancers('server-down', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_UNHEALTHY', 'BACKEND_NOT_LISTENING'],
      inject: stopServer,
    }),
    ...bothBalancers('host-firewall', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_BLOCKS_LOAD_BALANCER', 'BACKEND_UNHEALTHY'],
      inject: (stage) => change(stage, machine(stage, 'inbound'), { firewall: true }),
    }),
    ...bothBalancers('machine-stopped', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_NOT_RUNNING'],
      inject: async (stage) => {
        await change(stage, machine(stage, 'inbound'), { status: 'Stopped' })
        await stopServer(stage)
      },
    }),
    // An account in arrears has its servers stopped and locked: to start them is refused.
    ...(['financial', 'security'] as const).flatMap((lock) =>
      bothBalancers(`machine-locked-${lock}`, {
        hop: 'backend',
        side: 'you',
        seenBy: 'account',
        breaks: true,
        codes: ['BACKEND_LOCKED'],
        inject: async (stage) => {
          await change(stage, machine(stage, 'inbound'), { status: 'Stopped', lock })
          await stopServer(stage)
        },
      }),
    ),
    ...bothBalancers('machine-released', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['BACKEND_NOT_FOUND'],
      inject: async (stage) => {
        await stage.act('remove', { id: machine(stage, 'inbound') })
        await stopServer(stage)
      },
    }),
    {
      id: 'checks-off-server-down',
      hop: 'backend',
      side: 'you',
      seenBy: 'probe',
      breaks: true,
      codes: ['HEALTH_CHECK_OFF', 'BACKEND_NOT_LISTENING'],
      takes: ['protocol'],
      inject: async (stage) => {
        await changeListener(stage, 'inbound', { set: { checks: false } })
        await stage.servers.you.replace()
      },
    },
    // The load balancer has not made up its mind, for whatever reason: nothing is known, which is not "well".
    ...bothBalancers('health-not-known', {
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['BACKEND_HEALTH_UNKNOWN'],
      inject: (stage) => changeListener(stage, 'inbound', { set: { checked: false } }),
    }),
    {
      id: 'one-of-two-servers-down',
      hop: 'backend',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['BACKEND_NOT_FOUND', 'BACKEND_UNHEALTHY'],
      inject: (stage) => addServer(stage, 'inbound', { ip: '127.0.0.2', server: 'i-bp1spare000000000000' }),
    },
    // A service that is there already and is named by its id.
    {
      id: 'adopted-service-deleted',
      hop: 'service',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['SERVICE_NOT_FOUND'],
      takes: ['connection', 'zone', 'endpoint'],
      inject: (stage) => stage.act('vanish', { service: stage.ids.inbound.service }),
      manifest: naming,
    },
    {
      id: 'service-deleted',
      hop: 'service',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['SERVICE_GONE'],
      takes: ['connection', 'zone', 'endpoint'],
      inject: (stage) => stage.act('vanish', { service: stage.ids.inbound.service }),
    },
    {
      id: 'load-balancer-detached',
      hop: 'service',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['RESOURCE_NOT_ATTACHED', 'SERVICE_WITHOUT_RESOURCE'],
      takes: ['listener', 'backend', 'zone'],
      inject: (stage) => change(stage, stage.ids.inbound.service, { resources: [] }),
    },
    ...(['FinancialLocked', 'SecurityLocked'] as const).map(
      (business): Plain => ({
        id: `service-${business}`,
        hop: 'service',
        side: 'you',
        seenBy: 'account',
        breaks: true,
        codes: ['SERVICE_LOCKED'],
        inject: (stage) => change(stage, stage.ids.inbound.service, { business }),
      }),
    ),
    {
      id: 'service-hangs-in-pending',
      hop: 'service',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['IN_TRANSITION', 'WAIT_TIMEOUT'],
      inject: (stage) => change(stage, stage.ids.inbound.service, { status: 'Pending' }),
    },
    {
      id: 'disconnected-by-you',
      hop: 'connection',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['CONNECTION_CUT_HERE'],
      takes: ['zone'],
      inject: (stage) => setConnection(stage, 'inbound', 'Disconnected'),
    },
    {
      id: 'disconnected-by-you-by-a-call',
      hop: 'connection',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['CONNECTION_CUT_HERE'],
      takes: ['zone'],
      inject: async (stage) => {
        const { service: ServiceId, endpoint: EndpointId } = stage.ids.inbound
        await stage.cloud.call('you', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId })
        await stage.cloud.pass(10_000)
      },
    },
    {
      id: 'one-zone-disconnected',
      nlb: true,
      hop: 'zone',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['ZONE_DISCONNECTED'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.inbound.endpoint, zone: 'cn-hangzhou-i', status: 'Disconnected' }),
    },
    {
      id: 'only-zone-disconnected',
      hop: 'zone',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['ZONE_DISCONNECTED'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.inbound.endpoint, zone: 'cn-hangzhou-h', status: 'Disconnected' }),
    },
    {
      id: 'zone-migrating',
      hop: 'zone',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['ZONE_DISCONNECTED', 'IN_TRANSITION', 'WAIT_TIMEOUT'],
      takes: ['connection'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.inbound.endpoint, zone: 'cn-hangzhou-h', status: 'Migrating' }),
    },
    {
      id: 'no-zone-left',
      hop: 'zone',
      side: 'peer',
      seenBy: 'account',
      breaks: true,
      codes: ['ENDPOINT_WITHOUT_ZONE', 'ZONE_REMOVED'],
      takes: ['dns'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.inbound.endpoint, zone: 'cn-hangzhou-h', remove: true }),
    },
    {
      id: 'endpoint-deleted-by-peer',
      hop: 'endpoint',
      side: 'peer',
      seenBy: 'account',
      breaks: true,
      codes: ['PEER_ENDPOINT_GONE', 'ENDPOINT_NOT_FOUND'],
      takes: ['connection', 'zone', 'dns'],
      inject: (stage) => stage.act('remove', { id: stage.ids.inbound.endpoint }),
    },
    {
      id: 'endpoint-locked-at-peer',
      hop: 'endpoint',
      side: 'peer',
      seenBy: 'probe',
      breaks: true,
      codes: ['PEER_DROPS', 'TRAFFIC_FAILS', 'ENDPOINT_LOCKED'],
      takes: ['security-group', 'protocol', 'connection'],
      inject: (stage) => change(stage, stage.ids.inbound.endpoint, { business: 'FinancialLocked' }),
    },
    {
      id: 'stranger-connected',
      hop: 'connection',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['STRANGER_CONNECTED'],
      inject: async (stage) => {
        const { endpoint } = (await stage.act('stranger', { service: stage.ids.inbound.service })) as {
          endpoint: string
        }
        await stage.cloud.pass(10_000)
        await stage.act('connection', { endpoint, status: 'Connected' })
      },
    },
    {
      id: 'second-endpoint-of-the-peer-connected',
      hop: 'connection',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['WRONG_ENDPOINT_CONNECTED'],
      inject: async (stage) =>
        stage.act('connection', { endpoint: await askWithSecondEndpoint(stage), status: 'Connected' }),
    },
    {
      id: 'peer-group-closed',
      hop: 'security-group',
      side: 'peer',
      seenBy: 'probe',
      breaks: true,
      codes: ['PEER_DROPS', 'TRAFFIC_FAILS', 'SECURITY_GROUP_CLOSED'],
      takes: ['endpoint', 'protocol'],
      inject: (stage) => setRules(stage, 'inbound'),
    },
    // What only a test that speaks the protocol shows.
    probed('redis-protected-mode', ['REDIS_PROTECTED_MODE'], (stage) =>
      stage.servers.you.replace(
        greeting('-DENIED Redis is running in protected mode because protected mode is enabled.\r\n'),
      ),
    ),
    probed('redis-loading', ['SERVER_LOADING'], (stage) =>
      stage.servers.you.replace(saying('-LOADING Redis is loading the dataset in memory\r\n')),
    ),
    probed('redis-max-clients', ['SERVER_FULL'], (stage) =>
      stage.servers.you.replace(greeting('-ERR max number of clients reached\r\n')),
    ),
    probed('redis-cluster-down', ['CLUSTER_DOWN'], (stage) =>
      stage.servers.you.replace(saying('-CLUSTERDOWN The cluster is down\r\n')),
    ),
    probed('redis-other-password', ['LOGIN_REFUSED'], (stage) => stage.servers.you.replace(redisWith('another'))),
    probed('server-hangs', ['SERVER_SILENT'], (stage) => stage.servers.you.replace(silent)),
    probed('server-hangs-up', ['TRAFFIC_FAILS', 'PEER_CLOSES'], (stage) => stage.servers.you.replace(hangingUp)),
    probed('http-instead-of-redis', ['WRONG_PROTOCOL'], (stage) => stage.servers.you.replace(http)),
    probed('tls-instead-of-plain', ['PLAIN_TO_TLS_PORT'], (stage) => stage.servers.you.replace(tls)),
    {
      ...probed('plain-instead-of-tls', ['TLS_TO_PLAIN_PORT'], async () => undefined),
      breaks: false,
      manifest: (yaml) => yaml.replace('redis://', 'rediss://'),
    },
    {
      ...probed('redis-wants-another-password', ['LOGIN_REFUSED'], async () => undefined),
      breaks: false,
      env: () => ({ REDIS_PASSWORD: 'wrong' }),
    },
  ] satisfies readonly Plain[]
).map((cause) => ({ ...cause, direction: 'inbound' as const }))

function naming(yaml: string, { ids }: Stage): string {
  return yaml.replace(/loadBalancers: \[[^\]]*\]/, `id: ${ids.inbound.service}`)
}

function bothBalancers(id: string, cause: Omit<Plain, 'id' | 'nlb'>): readonly Plain[] {
  return [
    { id, ...cause },
    { id: `${id}-nlb`, nlb: true, ...cause },
  ]
}

function probed(id: string, codes: Cause['codes'], inject: Cause['inject']): Plain {
  return { id, hop: 'protocol', side: 'you', seenBy: 'probe', breaks: true, codes, takes: ['backend'], inject }
}
