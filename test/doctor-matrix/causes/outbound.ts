import * as fs from 'node:fs'
import { join } from 'node:path'
import { certificateFor, expiredCertificateFor } from '../../harness/servers.ts'
import type { Cause } from '../cause.ts'
import {
  connack,
  hangingUp,
  http,
  httpWith,
  mqttWithUsers,
  oldTls,
  saying,
  silent,
  tls,
  tlsWith,
} from '../fake-servers.ts'
import {
  addRule,
  balancer,
  change,
  changeListener,
  changeServers,
  leaveOneZone,
  machine,
  moveZoneToEmptyBalancer,
  nameOtherService,
  setConnection,
  setName,
  setRules,
} from '../parts.ts'
import type { Stage } from '../stage.ts'

type Plain = Omit<Cause, 'direction'>

const groupOf: Pick<Plain, 'hop' | 'side' | 'seenBy' | 'breaks' | 'codes'> = {
  hop: 'security-group',
  side: 'you',
  seenBy: 'account',
  breaks: true,
  codes: ['SECURITY_GROUP_CLOSED'],
}

/** What stops you from reaching the peer's server. */
export const outboundCauses: readonly Cause[] = (
  [
    { id: 'group-admits-nothing', ...groupOf, inject: (stage) => setRules(stage, 'outbound') },
    { id: 'group-admits-another-port', ...groupOf, inject: (stage) => setRules(stage, 'outbound', { port: 1884 }) },
    {
      id: 'group-admits-another-cidr',
      ...groupOf,
      codes: ['SECURITY_GROUP_OTHER_SOURCE'],
      inject: (stage) => setRules(stage, 'outbound', { port: 1883, cidr: '203.0.113.0/24' }),
    },
    {
      id: 'group-admits-udp',
      ...groupOf,
      codes: ['SECURITY_GROUP_OTHER_PROTOCOL'],
      inject: (stage) => setRules(stage, 'outbound', { port: 1883, protocol: 'udp' }),
    },
    {
      id: 'drop-at-the-same-priority',
      ...groupOf,
      codes: ['SECURITY_GROUP_DROPS'],
      inject: (stage) => addRule(stage, 'outbound', { port: 1883, policy: 'drop' }),
    },
    {
      id: 'drop-at-a-smaller-number',
      ...groupOf,
      codes: ['SECURITY_GROUP_DROPS'],
      inject: async (stage) => {
        await setRules(stage, 'outbound', { port: 1883, priority: 10 })
        await addRule(stage, 'outbound', { port: 1883, policy: 'drop', priority: 5 })
      },
    },
    {
      id: 'drop-of-all-traffic',
      ...groupOf,
      codes: ['SECURITY_GROUP_DROPS'],
      inject: (stage) => addRule(stage, 'outbound', { port: 'all', protocol: 'all', policy: 'drop' }),
    },
    {
      id: 'drop-from-everywhere',
      ...groupOf,
      codes: ['SECURITY_GROUP_DROPS'],
      inject: (stage) => addRule(stage, 'outbound', { port: 1883, cidr: '0.0.0.0/0', policy: 'drop' }),
    },
    {
      id: 'drop-in-a-second-group',
      ...groupOf,
      codes: ['SECURITY_GROUP_DROPS'],
      inject: async (stage) => {
        const { cloud, ids } = stage
        const closed = cloud.given['you.securityGroup.closed'] ?? ''
        await cloud.call('you', 'ecs.AuthorizeSecurityGroup', {
          SecurityGroupId: closed,
          'Permissions.1.IpProtocol': 'TCP',
          'Permissions.1.PortRange': '1883/1883',
          'Permissions.1.SourceCidrIp': '0.0.0.0/0',
          'Permissions.1.Policy': 'drop',
        })
        const groups = [cloud.given['you.securityGroup'], closed].map((id) => ({ id, status: 'Attached' }))
        await change(stage, ids.outbound.endpoint, { groups })
      },
    },
    {
      id: 'group-replaced-by-a-closed-one',
      ...groupOf,
      codes: ['GROUP_NOT_ATTACHED', 'SECURITY_GROUP_CLOSED'],
      inject: (stage) =>
        change(stage, stage.ids.outbound.endpoint, {
          groups: [{ id: stage.cloud.given['you.securityGroup.closed'], status: 'Attached' }],
        }),
    },
    {
      id: 'no-group-left',
      ...groupOf,
      codes: ['GROUP_NOT_ATTACHED', 'ENDPOINT_WITHOUT_GROUP'],
      inject: (stage) => change(stage, stage.ids.outbound.endpoint, { groups: [] }),
    },
    {
      id: 'group-deleted',
      ...groupOf,
      codes: ['SECURITY_GROUP_NOT_FOUND'],
      inject: (stage) => stage.act('remove', { id: stage.cloud.given['you.securityGroup'] }),
    },
    {
      id: 'zone-removed',
      hop: 'zone',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['ZONE_REMOVED', 'ENDPOINT_WITHOUT_ZONE'],
      takes: ['dns'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.outbound.endpoint, zone: 'cn-hangzhou-h', remove: true }),
    },
    {
      id: 'one-zone-removed',
      nlb: true,
      hop: 'zone',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['ZONE_REMOVED'],
      takes: ['dns'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.outbound.endpoint, zone: 'cn-hangzhou-i', remove: true }),
    },
    {
      id: 'zone-disconnected-by-peer',
      nlb: true,
      hop: 'zone',
      side: 'peer',
      seenBy: 'account',
      breaks: false,
      codes: ['ZONE_DISCONNECTED'],
      takes: ['connection'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.outbound.endpoint, zone: 'cn-hangzhou-i', status: 'Disconnected' }),
    },
    {
      id: 'only-zone-disconnected-by-peer',
      hop: 'zone',
      side: 'peer',
      seenBy: 'account',
      breaks: true,
      codes: ['ZONE_DISCONNECTED'],
      takes: ['connection'],
      inject: (stage) =>
        stage.act('zone', { endpoint: stage.ids.outbound.endpoint, zone: 'cn-hangzhou-h', status: 'Disconnected' }),
    },
    ...bothBalancers('connection-cut-by-peer', {
      hop: 'connection',
      side: 'peer',
      seenBy: 'account',
      breaks: true,
      codes: ['CONNECTION_CUT_BY_PEER', 'CONNECTION_CUT_HERE'],
      takes: ['zone'],
      inject: (stage) => setConnection(stage, 'outbound', 'Disconnected'),
    }),
    {
      id: 'connection-cut-by-a-call-of-the-peer',
      hop: 'connection',
      side: 'peer',
      seenBy: 'account',
      breaks: true,
      codes: ['CONNECTION_CUT_BY_PEER', 'CONNECTION_CUT_HERE'],
      takes: ['zone'],
      inject: async (stage) => {
        const { service: ServiceId, endpoint: EndpointId } = stage.ids.outbound
        await stage.cloud.call('emqx', 'privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId })
        await stage.cloud.pass(10_000)
      },
    },
    // An endpoint that is there already and is named by its id.
    {
      id: 'adopted-endpoint-deleted',
      hop: 'endpoint',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['ENDPOINT_NOT_FOUND'],
      takes: ['connection', 'zone', 'dns', 'security-group'],
      inject: (stage) => stage.act('remove', { id: stage.ids.outbound.endpoint }),
      manifest: naming,
    },
    {
      id: 'endpoint-deleted',
      hop: 'endpoint',
      side: 'you',
      seenBy: 'account',
      breaks: true,
      codes: ['ENDPOINT_GONE'],
      takes: ['connection', 'zone', 'dns', 'security-group'],
      inject: (stage) => stage.act('remove', { id: stage.ids.outbound.endpoint }),
    },
    ...(['FinancialLocked', 'SecurityLocked'] as const).map(
      (business): Plain => ({
        id: `endpoint-${business}`,
        hop: 'endpoint',
        side: 'you',
        seenBy: 'account',
        breaks: true,
        codes: ['ENDPOINT_LOCKED'],
        inject: (stage) => change(stage, stage.ids.outbound.endpoint, { business }),
      }),
    ),
    {
      id: 'endpoint-hangs-in-pending',
      hop: 'endpoint',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['IN_TRANSITION', 'WAIT_TIMEOUT'],
      inject: (stage) => change(stage, stage.ids.outbound.endpoint, { status: 'Pending' }),
    },
    {
      id: 'endpoint-at-another-service',
      hop: 'endpoint',
      side: 'you',
      seenBy: 'account',
      breaks: false,
      codes: ['ENDPOINT_OF_OTHER_SERVICE', 'BLOCKED'],
      inject: nameOtherService,
    },
    {
      id: 'zone-without-resource',
      nlb: true,
      hop: 'zone',
      side: 'peer',
      seenBy: 'account',
      breaks: false,
      codes: ['ZONE_WITHOUT_RESOURCE'],
      inject: (stage) => leaveOneZone(stage),
    },
    {
      id: 'one-zone-leads-nowhere',
      nlb: true,
      hop: 'zone',
      side: 'peer',
      seenBy: 'probe',
      breaks: false,
      codes: ['ZONE_DEAD', 'LB_WITHOUT_LISTENER', 'PORT_WITHOUT_LISTENER'],
      takes: ['listener'],
      inject: (stage) => moveZoneToEmptyBalancer(stage, 'i'),
    },
    {
      id: 'service-deleted-by-peer',
      hop: 'service',
      side: 'peer',
      seenBy: 'account',
      breaks: true,
      codes: ['SERVICE_DELETED_BY_PEER', 'SERVICE_NOT_FOUND'],
      takes: ['connection', 'zone'],
      inject: (stage) => stage.act('vanish', { service: stage.ids.outbound.service }),
    },
    // Behind the peer's service: nothing of it stands in a reply to your keys; with the peer's as well it has a code of its own.
    ...(
      [
        [
          'peer-service-locked',
          ['SERVICE_LOCKED'],
          (stage) => change(stage, stage.ids.outbound.service, { business: 'FinancialLocked' }),
        ],
        [
          'peer-listener-stopped',
          ['LISTENER_STOPPED'],
          (stage) => changeListener(stage, 'outbound', { status: 'stopped' }),
        ],
        [
          'peer-listener-gone',
          ['LB_WITHOUT_LISTENER', 'PORT_WITHOUT_LISTENER'],
          (stage) => changeListener(stage, 'outbound', { remove: true }),
        ],
        [
          'peer-listener-on-another-port',
          ['PORT_WITHOUT_LISTENER'],
          (stage) => changeListener(stage, 'outbound', { set: { port: 1884 } }),
        ],
        [
          'peer-listener-acl',
          ['LISTENER_ACL'],
          (stage) => changeListener(stage, 'outbound', { set: { acl: 'white' } }),
        ],
        [
          'peer-load-balancer-inactive',
          ['LB_NOT_ACTIVE'],
          (stage) => change(stage, balancer(stage, 'outbound'), { status: 'inactive' }),
        ],
        [
          'peer-load-balancer-gone',
          ['LB_NOT_FOUND'],
          (stage) => stage.act('remove', { id: balancer(stage, 'outbound') }),
        ],
        [
          'peer-without-backend',
          ['LISTENER_WITHOUT_BACKEND'],
          (stage) => changeServers(stage, 'outbound', { remove: true }),
        ],
        [
          'peer-weight-zero',
          ['BACKEND_WEIGHT_ZERO'],
          (stage) => changeServers(stage, 'outbound', { set: { weight: 0 } }),
        ],
        ['peer-server-down', ['BACKEND_UNHEALTHY', 'BACKEND_NOT_LISTENING'], (stage) => stage.servers.peer.replace()],
        [
          'peer-firewall',
          ['BACKEND_UNHEALTHY', 'BACKEND_BLOCKS_LOAD_BALANCER'],
          (stage) => change(stage, machine(stage, 'outbound'), { firewall: true }),
        ],
      ] satisfies readonly (readonly [string, Cause['codes'], Cause['inject']])[]
    ).map(
      ([id, known, inject]): Plain => ({
        id,
        hop: /listener|balancer/.test(id) ? 'listener' : /service/.test(id) ? 'service' : 'backend',
        side: 'peer',
        seenBy: 'probe',
        breaks: true,
        codes: ['PEER_REFUSES', 'PEER_DROPS', 'PEER_CLOSES', ...known],
        takes: ['service', 'listener', 'backend', 'protocol'],
        inject,
      }),
    ),
    ...(
      [
        ['name-is-stale', { addresses: ['127.9.9.9'] }, ['DNS_STALE']],
        ['name-is-public', { addresses: ['203.0.113.7'] }, ['DNS_STALE']],
        ['name-does-not-exist', { answer: 'nxdomain' }, ['NAME_NOT_FOUND']],
        ['name-server-fails', { answer: 'servfail' }, ['RESOLVER_FAILED']],
        ['name-server-is-silent', { answer: 'silent' }, ['RESOLVER_FAILED']],
        ['name-without-address', { addresses: [] }, ['NAME_NOT_FOUND', 'RESOLVER_FAILED']],
      ] as const
    ).map(
      ([id, answer, codes]): Plain => ({
        id,
        hop: 'dns',
        side: 'you',
        seenBy: 'probe',
        breaks: true,
        codes,
        takes: ['protocol'],
        inject: (stage) => setName(stage, 'outbound', answer),
      }),
    ),
    probed('broker-hangs', ['SERVER_SILENT'], (stage) => stage.servers.peer.replace(silent)),
    probed('broker-hangs-up', ['PEER_CLOSES', 'TRAFFIC_FAILS'], (stage) => stage.servers.peer.replace(hangingUp)),
    probed('http-instead-of-mqtt', ['WRONG_PROTOCOL'], (stage) => stage.servers.peer.replace(http)),
    probed('tls-instead-of-mqtt', ['PLAIN_TO_TLS_PORT'], (stage) => stage.servers.peer.replace(tls)),
    {
      ...probed('certificate-of-nobody-known', ['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_OTHER_NAME'], (stage) =>
        stage.servers.peer.replace(tls),
      ),
      manifest: (yaml) => yaml.replace('mqtt://', 'mqtts://'),
    },
    {
      ...probed('certificate-of-nobody-known-over-wss', ['CERTIFICATE_UNTRUSTED', 'CERTIFICATE_OTHER_NAME'], (stage) =>
        stage.servers.peer.replace(tls),
      ),
      manifest: (yaml) => yaml.replace('mqtt://{outbound}:1883', 'wss://{outbound}:1883/mqtt'),
    },
    probed('redis-instead-of-mqtt', ['WRONG_PROTOCOL'], (stage) =>
      stage.servers.peer.replace(saying("-ERR unknown command 'MQTT'\r\n")),
    ),
    probed('broker-busy', ['SERVER_BUSY'], (stage) => stage.servers.peer.replace(saying(connack(3)))),
    {
      ...probed('broker-refuses-login', ['LOGIN_REFUSED'], (stage) => stage.servers.peer.replace(mqttWithUsers)),
      manifest: (yaml) => yaml.replace('mqtt://', `mqtt://nobody:\${REDIS_PASSWORD}@`),
    },
    {
      ...probed('plain-instead-of-mqtts', ['TLS_TO_PLAIN_PORT'], async () => undefined),
      breaks: false,
      manifest: (yaml) => yaml.replace('mqtt://', 'mqtts://'),
    },
    {
      ...probed('mqtt-to-the-websocket-port', ['WRONG_PROTOCOL'], async () => undefined),
      breaks: false,
      manifest: (yaml) => yaml.replace('{outbound}:1883', '{outbound}:8083'),
    },
    {
      ...probed('wss-to-the-plain-port', ['TLS_TO_PLAIN_PORT'], async () => undefined),
      breaks: false,
      manifest: (yaml) => yaml.replace('mqtt://{outbound}:1883', 'wss://{outbound}:8083/mqtt'),
    },
    trusted('certificate-expired', ['CERTIFICATE_EXPIRED'], () => expiredCertificateFor(brokerName)),
    trusted('certificate-for-another-name', ['CERTIFICATE_OTHER_NAME'], () => certificateFor('elsewhere.example')),
    {
      ...probed('tls-too-old', ['TLS_FAILED'], (stage) => stage.servers.peer.replace(oldTls)),
      manifest: (yaml) => yaml.replace('mqtt://', 'mqtts://'),
    },
    {
      ...probed('web-server-with-an-error', ['UNEXPECTED_ANSWER'], (stage) =>
        stage.servers.peer.replace(httpWith(503)),
      ),
      manifest: (yaml) => yaml.replace('mqtt://{outbound}:1883', 'http://{outbound}:1883/?expect=200'),
    },
    {
      ...probed('web-server-instead-of-websocket', ['WEBSOCKET_REFUSED'], (stage) => stage.servers.peer.replace(http)),
      manifest: (yaml) => yaml.replace('mqtt://{outbound}:1883', 'ws://{outbound}:1883/mqtt'),
    },
  ] satisfies readonly Plain[]
).map((cause) => ({ ...cause, direction: 'outbound' as const }))

function naming(yaml: string, { ids }: Stage): string {
  return yaml.replace(
    /endpoint:\n {4}vpc: .*\n {4}securityGroups: .*\n {4}zones: .*\n/,
    `endpoint: { id: ${ids.outbound.endpoint} }\n`,
  )
}

/** The name that a test expects in the certificate of a broker. */
const brokerName = 'broker.example'

/** A broker over TLS, with a certificate that this machine would trust. */
function trusted(id: string, codes: Cause['codes'], make: () => ReturnType<typeof certificateFor>): Plain {
  const authorityOf = ({ home }: Stage) => join(home.home, 'authority.pem')
  return {
    ...probed(id, codes, async (stage) => {
      const certificate = make()
      fs.writeFileSync(authorityOf(stage), certificate.cert)
      await stage.servers.peer.replace(tlsWith(certificate))
    }),
    manifest: (yaml) => yaml.replace('mqtt://{outbound}:1883', `mqtts://{outbound}:1883?sni=${brokerName}`),
    env: (stage) => ({ NODE_EXTRA_CA_CERTS: authorityOf(stage) }),
  }
}

function bothBalancers(id: string, cause: Omit<Plain, 'id' | 'nlb'>): readonly Plain[] {
  return [
    { id, ...cause },
    { id: `${id}-nlb`, nlb: true, ...cause },
  ]
}

function probed(id: string, codes: Cause['codes'], inject: Cause['inject']): Plain {
  return { id, hop: 'protocol', side: 'peer', seenBy: 'probe', breaks: true, codes, takes: ['backend'], inject }
}
