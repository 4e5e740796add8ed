import { isUnpaid } from '../../model/lock.ts'
import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { count, duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const
const peerOf = (emqx: boolean) => (emqx ? 'EMQX' : 'the peer')
const last = (since: string | null) => (since === null ? '' : ` (last seen connected ${since})`)

const whyLocked = (status: string) => (isUnpaid(status) ? 'a payment is overdue' : 'not because of a payment')
const unlock = (side: keyof typeof whose, status: string) =>
  isUnpaid(status)
    ? `${side === 'you' ? 'Pay the bill of your account' : 'The peer has to pay its bill'}; it is unlocked automatically.`
    : `${side === 'you' ? 'Look at the messages in the console of your account and ask Alibaba Cloud' : 'The peer has to ask Alibaba Cloud'}; nobody else can unlock it.`

/** What checks and tests find; those that are also found before anything is made are in preflight.ts. */
export const findingTexts = {
  LINEAGE_FOREIGN: ({ link, lineages, ids, own = [] }) => ({
    message: `the account has resources of a link "${link}" that this state file does not know: ${list(ids)} (lineage ${list(lineages.map((each) => each || 'none'))})`,
    hint:
      own.length > 0
        ? `Somebody else uses this link name with another state file. This state file has created ${list(own)}; \`plink down\` here deletes these and nothing else.`
        : `They were created with another state file. Pass that file with --state. If it is lost, \`plink state adopt\` rebuilds it from the tags. If they belong to another link, change \`name\` in plink.yaml.`,
  }),
  NOT_PERMITTED: ({ side, permission, requestId }) => ({
    message: `${whose[side]} credentials are not allowed to call ${permission}, so this part is unknown`,
    hint: `Ask an administrator to grant ${permission}; \`plink policy\` prints the required policy.${requestId === null ? '' : ` Request ${requestId}.`} Everything else was checked.`,
  }),
  NOT_READ: ({ side, action, reason }) => ({
    message: `${action} of ${whose[side]} account could not be read (${reason}), so this part is unknown`,
    hint: 'Run the command again. Everything else was checked.',
  }),
  IN_TRANSITION: ({ what, id, status }) => ({
    message: `${step(what)} ${id} is ${status}`,
    hint: 'Wait until Alibaba Cloud has finished; `plink status --watch` shows the progress. If the status does not change within ten minutes, open a ticket with Alibaba Cloud.',
  }),

  DNS_STALE: ({ name, resolved, expected }) => ({
    message: `${name} resolves to ${list(resolved)} here, but the endpoint's address is ${list(expected)}`,
    hint: 'Traffic goes to the wrong address. Check /etc/hosts and PrivateZone (`aliyun pvtz DescribeZones`) for the name, and flush the DNS cache (`resolvectl flush-caches`).',
  }),
  NAME_NOT_FOUND: ({ name, reason }) => ({
    message: `${name} does not resolve here (${reason})`,
    hint: "Endpoint domains are resolved by Alibaba Cloud's DNS servers (in a VPC 100.100.2.136 and 100.100.2.138). Check the resolver of this machine, or use the IP address of the endpoint.",
  }),
  RESOLVER_FAILED: ({ name, reason }) => ({
    message: `the DNS server did not answer for ${name} (${reason})`,
    hint: 'Check the resolver of this machine; in a VPC it is 100.100.2.136 and 100.100.2.138. The link itself may be healthy.',
  }),

  ENDPOINT_GONE: ({ side, id, region, since }) => ({
    message: `endpoint ${id} no longer exists in ${whose[side]} account in ${region}${since === null ? '' : ` (in use since ${since})`}`,
    hint: 'It was deleted outside plink. `plink up` creates a new one, which the provider must approve.',
  }),
  PEER_ENDPOINT_GONE: ({ id, service }) => ({
    message: `the peer's endpoint ${id} is no longer connected to ${service}`,
    hint: 'Its owner deleted it. The peer must create a new endpoint; `plink invite` prints the request.',
    ask: `Your endpoint ${id} of our endpoint service ${service} no longer exists. Please create a new one and send us its ID.`,
  }),
  ENDPOINT_LOCKED: ({ side, id, status }) => ({
    message: `endpoint ${id} is locked (${status}): ${whyLocked(status)}`,
    hint: unlock(side, status),
  }),

  ENDPOINT_WITHOUT_GROUP: ({ endpoint }) => ({
    message: `endpoint ${endpoint} has no security group, so nobody can reach it`,
    hint: 'Set endpoint.securityGroups in plink.yaml and run `plink up`.',
  }),
  GROUP_NOT_ATTACHED: ({ id, endpoint, attached }) => ({
    message: `security group ${id} is not attached to endpoint ${endpoint}${attached.length === 0 ? '' : `; attached: ${list(attached)}`}`,
    hint: `\`plink up\` or \`${shell`plink service attach --lb ${id}`}\` attaches it.`,
  }),
  SECURITY_GROUP_DROPS: ({ group, port, source, priority, drop, accept }) => ({
    message: `${group} drops TCP ${port} from ${source}: the Drop rule ${drop ?? ''} with priority ${priority} overrides the Accept rule ${accept ?? ''}`,
    hint: 'Remove the Drop rule, or give it a higher priority number than the Accept rule: the lower number wins, and Drop wins if both are equal.',
  }),
  SECURITY_GROUP_OTHER_SOURCE: ({ ids, port, sources, wanted }) => ({
    message: `${list(ids)} ${ids.length === 1 ? 'allows' : 'allow'} TCP ${port} only from ${list(sources)}, not from the endpoint's VPC (${list(wanted)})`,
    hint: `Packets from clients in the VPC are dropped silently. Add an inbound rule for their addresses, for example with \`${shell`plink up --allow ${`${wanted[0] ?? '10.0.0.0/8'}:${port}`}`}\`.`,
  }),
  SECURITY_GROUP_OTHER_PROTOCOL: ({ ids, port, protocol }) => ({
    message: `the rule of ${list(ids)} for port ${port} is for ${protocol}, not TCP`,
    hint: `TCP packets to port ${port} are dropped silently. Add an inbound rule for TCP ${port}/${port}.`,
  }),

  ENDPOINT_WITHOUT_ZONE: ({ endpoint }) => ({
    message: `endpoint ${endpoint} has no zone, so it has no IP address`,
    hint: 'The owner of the endpoint must add a zone with a vSwitch. If it is yours, set endpoint.zones in plink.yaml and run `plink up`.',
    ask: `Your endpoint ${endpoint} has no zone. Please add a zone of our endpoint service.`,
  }),
  ZONE_REMOVED: ({ zone, endpoint }) => ({
    message: `zone ${zone} was removed from endpoint ${endpoint}`,
    hint: '`plink up` adds it again. If you no longer need it, remove it from endpoint.zones in plink.yaml.',
  }),
  ZONE_DISCONNECTED: ({ zone, endpoint, side }) => ({
    message: `zone ${zone} of ${endpoint} is disconnected at the service; clients that use its address get no response`,
    hint:
      side === 'you'
        ? 'The connection was disabled on your side. `plink up` enables it again.'
        : 'The peer disabled the connection of this zone and must enable it again. There is nothing to do on your side.',
    ask: `Zone ${zone} of our endpoint ${endpoint} is disconnected at your endpoint service. Please enable it again (EnableVpcEndpointZoneConnection).`,
  }),
  ZONE_WITHOUT_RESOURCE: ({ zone, service }) => ({
    message: `endpoint service ${service} has no load balancer in ${zone}, the zone of the endpoint`,
    hint: 'The provider has to add a load balancer in this zone to the service, or the consumer has to remove the zone from the endpoint.',
    ask: `Our endpoint is in ${zone}, but your endpoint service ${service} has no load balancer there. Please add one.`,
  }),

  NOBODY_ASKED: ({ service, uid, zones, emqx }) => ({
    message: `no endpoint has requested a connection to ${service} yet`,
    hint: `Your side is ready. Check three things ${emqx ? 'in the EMQX console' : 'with the peer'}: its UID is ${uid}, its zone is ${zones.length === 0 ? 'one of the service' : list(zones)}, and ${service} was entered as the endpoint service ID.`,
    ask: `Our endpoint service ${service} is ready${zones.length === 0 ? '' : ` in ${list(zones)}`} and UID ${uid} is on its whitelist. Please create the endpoint. If this is not your UID, please send us yours.`,
  }),
  APPROVAL_NEEDED: ({ endpoint, ownerUid, service }) => ({
    message: `endpoint ${endpoint} of UID ${ownerUid} requests a connection to ${service} and is not approved yet`,
    hint: `Compare the ID with what the peer told you, then run \`${shell`plink up --approve ${endpoint}`}\`.`,
  }),
  NOT_APPROVED_BY_PEER: ({ endpoint, service, emqx }) => ({
    message: `${peerOf(emqx)} has not approved the connection of ${endpoint} to ${service} yet`,
    hint: 'Your side is ready. Wait for the approval; plink detects it automatically.',
    ask: `Please allow our endpoint ${endpoint} to connect to your endpoint service ${service}.`,
  }),
  CONNECTION_CUT_BY_PEER: ({ endpoint, service, since, emqx }) => ({
    message: `${peerOf(emqx)} disconnected your endpoint ${endpoint} from ${service}${last(since)}`,
    hint: 'There is nothing to do on your side: the provider must allow the connection again. The endpoint is still billed.',
    ask: `Please allow the connection of endpoint ${endpoint} to your endpoint service ${service} again; it was disconnected.`,
  }),
  CONNECTION_CUT_HERE: ({ endpoint, service }) => ({
    message: `the connection of ${endpoint} to ${service} was disconnected on the provider's side`,
    hint: 'It was disabled outside plink. `plink up` enables it again.',
  }),
  CONNECTION_REJECTED: ({ endpoint, service }) => ({
    message: `you rejected the connection of ${endpoint} to ${service}`,
    hint: `To approve it, run \`${shell`plink connection approve --endpoint ${endpoint}`}\`.`,
  }),
  SERVICE_DELETED_BY_PEER: ({ endpoint, service, emqx }) => ({
    message: `the peer deleted the endpoint service ${service} that your endpoint ${endpoint} is connected to`,
    hint: `${emqx ? 'Open a ticket with EMQX support' : 'Ask the peer'} for a new service. Set its ID as outbound.service.id, delete the old endpoint with \`plink down --direction outbound\`, and run \`plink up\`.`,
    ask: `Your endpoint service ${service}, which our endpoint ${endpoint} uses, no longer exists. Please create a new one, add our UID to its whitelist and send us its ID.`,
  }),
  STRANGER_CONNECTED: ({ endpoint, ownerUid, service }) => ({
    message: `UNKNOWN ACCOUNT CONNECTED: endpoint ${endpoint} of UID ${ownerUid} is connected to your ${service}`,
    hint: `This account is not part of this link and can reach the servers behind your service. Disconnect it with \`${shell`plink connection reject --endpoint ${endpoint}`}\`, or add it with \`${shell`plink whitelist add ${ownerUid}`}\` if it is expected.`,
  }),
  WRONG_ENDPOINT_CONNECTED: ({ endpoint, ownerUid, service, expected }) => ({
    message: `endpoint ${endpoint} of UID ${ownerUid} is connected to ${service}, but plink.yaml names ${expected}`,
    hint: `Several tenants may share one UID. Ask the peer which endpoint is its own, and disconnect the other one with \`${shell`plink connection reject --endpoint ${endpoint}`}\`.`,
  }),

  SERVICE_GONE: ({ side, id, region, since }) => ({
    message: `endpoint service ${id} no longer exists in ${whose[side]} account in ${region}${since === null ? '' : ` (in use since ${since})`}`,
    hint: 'It was deleted outside plink. `plink up` creates a new one with a new ID; send it to the peer with `plink invite`.',
  }),
  SERVICE_NOT_VISIBLE: ({ id, uid, region }) => ({
    message: `${id} is not visible to you (UID ${uid}) in ${region}`,
    hint: 'The provider has to add your UID to its whitelist. If that is done, check the ID and the region: a mistyped ID, a deleted service and a missing whitelist entry look the same from here.',
    ask: `We cannot see your endpoint service ${id} in ${region}. Please add our UID ${uid} to its whitelist, and check the ID and the region.`,
  }),
  SERVICE_LOCKED: ({ side, id, status }) => ({
    message: `endpoint service ${id} is locked (${status}): ${whyLocked(status)}`,
    hint: unlock(side, status),
  }),
  SERVICE_WITHOUT_RESOURCE: ({ id }) => ({
    message: `endpoint service ${id} has no load balancer`,
    hint: 'Set service.loadBalancers in plink.yaml and run `plink up`, or run `plink service attach --lb lb-…`.',
  }),
  RESOURCE_NOT_ATTACHED: ({ id, service }) => ({
    message: `load balancer ${id} is not attached to endpoint service ${service}`,
    hint: 'It was detached outside plink. `plink up` attaches it again.',
  }),
  NOT_WHITELISTED: ({ service, uid, live }) => ({
    message: `UID ${uid} is not on the whitelist of ${service}`,
    hint: live
      ? 'The existing connection continues, but a new endpoint of this account would be refused. `plink up` adds the entry again.'
      : '`plink up` adds it; until then this account cannot create an endpoint.',
  }),

  LB_LOCKED: ({ id, side, status }) => ({
    message: `load balancer ${id} is locked (${status}): a payment is overdue or the account is restricted`,
    hint: `${side === 'you' ? 'Pay the bill of your account' : 'The peer has to pay its bill'}; no traffic passes until it is unlocked.`,
  }),
  LISTENER_STOPPED: ({ id, port, protocol, status }) => ({
    message: `the ${protocol.toUpperCase()} listener on port ${port} of ${id} is ${status}`,
    hint: `No traffic reaches the servers behind it. Start it in the console, or run \`${shell`aliyun slb StartLoadBalancerListener --LoadBalancerId ${id} --ListenerPort ${port} --ListenerProtocol ${protocol}`}\`.`,
  }),
  LISTENER_TCPSSL: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} is TCPSSL, which cannot be reached through PrivateLink`,
    hint: 'Use a TCP listener on this port and terminate TLS on the server.',
  }),
  LISTENER_UDP: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} is UDP; TCP is required`,
    hint: `Add a TCP listener on port ${port}.`,
  }),
  LISTENER_ACL: ({ id, port, type, acls }) => ({
    message: `${id}: the listener on port ${port} has an access control list (${type === 'white' ? 'allow list' : 'block list'} ${list(acls)})`,
    hint: 'Traffic through PrivateLink comes from 100.64.0.0/10, not from the addresses of the clients. Turn off access control for this listener, or allow this range.',
  }),
  LISTENER_PROXY_PROTOCOL: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} sends a Proxy Protocol header before every connection`,
    hint: 'A server that does not expect the header returns an error or closes the connection. Turn off Proxy Protocol on the listener, or turn it on in the server.',
  }),

  LISTENER_WITHOUT_BACKEND: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} has no backend`,
    hint: 'Add your server to its default server group or vServer group.',
  }),
  BACKEND_UNHEALTHY: ({ id, port, servers, healthy, reason }) => ({
    message:
      healthy > 0
        ? `${id}: ${list(servers)} fails its health check on port ${port}; ${count(healthy, 'other backend is', 'other backends are')} healthy`
        : `${id}: no healthy backend on port ${port}${servers.length > 0 ? `; failing: ${list(servers)}` : ''}${reason === null ? '' : ` (${reason})`}`,
    hint: `Run \`${shell`ss -ltn ${`sport = :${port}`}`}\` on the server. No output: the service is not running. 127.0.0.1: the service is bound to loopback only (Redis: \`bind\`). 0.0.0.0 or the address of the server: its firewall drops 100.64.0.0/10, the source of health checks and of all traffic; security groups do not filter it. A server cannot test itself through its own load balancer.`,
  }),
  BACKEND_HEALTH_UNKNOWN: ({ id, port }) => ({
    message: `${id}: the health of the backends of port ${port} is not known yet`,
    hint: 'The health check has no result yet. Run the command again in a minute, or run `plink test`.',
  }),
  HEALTH_CHECK_OFF: ({ id, port }) => ({
    message: `${id}: the health check of port ${port} is off, so failed backends are not detected`,
    hint: 'Turn it on in the console, or check the server with `plink test`.',
  }),
  BACKEND_WEIGHT_ZERO: ({ id, port, servers }) => ({
    message: `${id}: all backends of port ${port} have weight 0 (${list(servers)}), so they receive no traffic`,
    hint: 'Set a weight from 1 to 100 for at least one of them.',
  }),
  BACKEND_PORT: ({ id, port, servers, backendPort, wanted }) => ({
    message: `${id}: port ${port} forwards to port ${backendPort} of ${list(servers)}, which fails its health check; expected port ${wanted}`,
    hint: `Change the backend port to ${wanted}. If ${backendPort} is right, start the service there.`,
  }),
  HEALTH_CHECK_PORT: ({ id, port, servers, checkPort, backendPort }) => ({
    message: `${id}: the health check of port ${port} uses port ${checkPort} of ${list(servers)}, but traffic goes to port ${backendPort}`,
    hint: `Set the health check port to ${backendPort}, or leave it empty to use the backend port.`,
  }),
  BACKEND_BLOCKS_LOAD_BALANCER: ({ server, address, port }) => ({
    message: `${server} answers on ${address}:${port}, but not to the load balancer: its own firewall drops 100.64.0.0/10`,
    hint: 'Allow this range on the server: health checks and all traffic of the link come from it. A security group rule is not needed and does not help.',
  }),
  BACKEND_NOT_LISTENING: ({ server, address, port }) => ({
    message: `nothing listens on ${address}:${port} of ${server}`,
    hint: `Start the service. If it is running, it listens on another port or on 127.0.0.1 only; \`ss -ltn\` on the server shows which.`,
  }),

  PEER_REFUSES: ({ target, address }) => ({
    message: `${address} refuses the connection and your side is healthy: nothing listens on this port behind the peer's service`,
    hint: 'The peer has to check the listener and the backends of its load balancer, which are hidden from this account. Also check that the port is right.',
    ask: `Connections to ${target} are refused although our endpoint is connected. Please check that the load balancer behind your endpoint service has a running listener on this port and a healthy backend.`,
  }),
  PEER_DROPS: ({ target, ms }) => ({
    message: `${target} timed out after ${duration(ms)}, and your side is healthy`,
    hint: 'Ask the peer to check the security group of its endpoint, or the load balancer of its service and the firewall of the server behind it; they are hidden from this account.',
    ask: `Connections to ${target} time out although our side is healthy. Please check your side: the security group of your endpoint, or the load balancer of your service and the firewall of the server behind it.`,
  }),
  PEER_CLOSES: ({ target }) => ({
    message: `the remote side closes connections to ${target} right after connect, and your side is healthy`,
    hint: 'Ask the peer to check its backends: a load balancer without a healthy backend closes connections. A server that expects another protocol does so too.',
    ask: `Connections to ${target} are closed right after connect. Please check that your load balancer has a healthy backend.`,
  }),
  ZONE_DEAD: ({ zone, address, verdict }) => ({
    message: `the endpoint's address in ${zone}, ${address}, does not work: ${verdict}`,
    hint: 'Clients that get this address from DNS fail, although another zone works. Check the connection of this zone, or remove the zone from the endpoint.',
  }),
  TRAFFIC_FAILS: ({ target, verdict }) => ({
    message: `${target}: ${verdict}, and no cause is visible to this account`,
    hint: 'Everything that this account can read is healthy. Test from another starting point with --from and compare the results.',
  }),
  SERVER_SILENT: ({ target, ms }) => ({
    message: `${target} accepts the connection and then sends nothing for ${duration(ms)}`,
    hint: 'Check whether the server hangs or expects another protocol.',
    ask: `${target} accepts connections but does not respond. Please check the server and its protocol.`,
  }),
  WRONG_PROTOCOL: ({ target, answer }) => ({
    message: `${target}: another protocol replies (${answer})`,
    hint: 'Correct the port or the scheme of the target, or the backend port of the listener.',
  }),
  WEBSOCKET_REFUSED: ({ target, answer }) => ({
    message: `${target}: the WebSocket upgrade was answered ${answer} instead of 101`,
    hint: 'Check the path (EMQX: /mqtt) and that the listener is the WebSocket one (EMQX: 8083, with TLS 8084).',
  }),
  UNEXPECTED_ANSWER: ({ target, answer, expected }) => ({
    message: `${target} replied ${answer}, expected ${expected}`,
    hint: 'The path works. Correct ?expect= or the service.',
  }),
  LOGIN_REFUSED: ({ target, answer }) => ({
    message: `${target} rejected the credentials (${answer}); the path works`,
    hint: 'Correct the user name or the password.',
  }),
  REDIS_PROTECTED_MODE: ({ target, answer }) => ({
    message: `${target}: Redis is in protected mode and accepts only 127.0.0.1 (${answer})`,
    hint: 'The path works. Set a password and turn off protected mode: `redis-cli CONFIG SET requirepass …`, `CONFIG SET protected-mode no`, `CONFIG REWRITE`. Then add the password to the target as a variable.',
  }),
  SERVER_LOADING: ({ target, answer }) => ({
    message: `${target} is still loading its data (${answer})`,
    hint: 'The path works. Wait until the server has started, then test again.',
  }),
  SERVER_FULL: ({ target, answer }) => ({
    message: `${target} has reached its limit of clients (${answer})`,
    hint: 'The path works. Raise maxclients, or close idle connections.',
  }),
  SERVER_BUSY: ({ target, answer }) => ({
    message: `${target} is busy and accepts no clients (${answer})`,
    hint: 'The path works. Check the load and the limits of the server.',
  }),
  CLUSTER_DOWN: ({ target, answer }) => ({
    message: `${target}: the Redis cluster is down (${answer})`,
    hint: 'The path works. Run `redis-cli CLUSTER INFO` on the server.',
  }),
  ADDRESS_OUTSIDE_LINK: ({ target, node }) => ({
    message: `${target} redirects clients to ${node}, which is not reachable through the link`,
    hint: 'A cluster returns the addresses of its nodes. Put a proxy or a single node behind the load balancer, or use one port per node.',
  }),
  TLS_TO_PLAIN_PORT: ({ target }) => ({
    message: `${target}: the port does not speak TLS`,
    hint: 'Use the scheme without TLS for this port (mqtt, ws, redis, http), or the TLS port (MQTT 8883, WebSocket 8084).',
  }),
  PLAIN_TO_TLS_PORT: ({ target }) => ({
    message: `${target}: the port expects TLS`,
    hint: 'Use the scheme with TLS for this port (mqtts, wss, rediss, https), or the port without TLS (MQTT 1883, WebSocket 8083).',
  }),
  CERTIFICATE_EXPIRED: ({ target, subject, from, until }) => ({
    message: `${target}: the certificate of ${subject} is valid from ${from} until ${until}`,
    hint: 'Renew the certificate on the server, or correct the clock of this machine.',
  }),
  CERTIFICATE_OTHER_NAME: ({ target, names, wanted }) => ({
    message: `${target}: the certificate is for ${list(names)}, not for ${wanted}`,
    hint: `Certificates do not contain endpoint domains. Add the expected name to the target: \`?sni=${names[0] ?? 'NAME'}\`. Clients need the same setting.`,
  }),
  CERTIFICATE_UNTRUSTED: ({ target, subject, issuer }) => ({
    message: `${target}: the certificate of ${subject} was issued by ${issuer}, which this machine does not trust`,
    hint: 'Set NODE_EXTRA_CA_CERTS to the CA certificate (PEM), or add `?insecure` to the target to accept any certificate in this test.',
  }),
  TLS_FAILED: ({ target, reason }) => ({
    message: `${target}: TLS failed (${reason})`,
    hint: 'Compare the TLS versions and ciphers of both sides, and check whether the server requires a client certificate. If the certificate is the cause, `?sni=NAME` sets the expected name and `?insecure` accepts any certificate in this test.',
  }),
  NOT_TESTED: ({ target, reason, about }) => ({
    message: `${target} was not tested: ${
      {
        'outside-vpc': `the test has to start in ${about ?? "the endpoint's VPC"}, and its starting point is elsewhere or unknown`,
        'peer-vpc': "the test has to start in the peer's VPC",
        unset: `the variable ${about} is not set`,
        unclear: `EMQX gave no clear result (${about})`,
      }[reason]
    }`,
    hint: {
      'outside-vpc':
        'Name an ECS instance in that VPC with --from ecs:ID, run the test there, or pass --in-vpc if this machine is in it.',
      'peer-vpc':
        'Set EMQXCLOUD_DEPLOYMENT_ENDPOINT, _API_KEY and _API_SECRET to test from the EMQX deployment, or run `plink doctor --from paste` and let the peer run the command it prints.',
      unset: 'Set the variable and test again.',
      unclear: 'Test from another starting point with --from.',
    }[reason],
  }),
  VANTAGE_BUSY: ({ status }) => ({
    message: `the EMQX API rejected the test (HTTP ${status})`,
    hint: 'The API has a rate limit. Wait a minute and test again, or run `plink doctor --from paste`.',
  }),
  VANTAGE_REFUSED: ({ status, answer }) => ({
    message: `the EMQX API rejected the key (HTTP ${status}: ${answer})`,
    hint: 'Check EMQXCLOUD_DEPLOYMENT_API_KEY and _API_SECRET, and that the key is allowed to manage connectors.',
  }),
  VANTAGE_UNAVAILABLE: ({ status, answer }) => ({
    message: `the EMQX API is not available${status === null ? '' : ` (HTTP ${status})`}: ${answer}`,
    hint: 'The result from inside EMQX is unknown. Check EMQXCLOUD_DEPLOYMENT_ENDPOINT and the network, then test again, or run `plink doctor --from paste`.',
  }),
  VANTAGE_CANNOT_RUN: ({ from, reason, about }) => ({
    message: `no test from ${from}: ${words.obstacles[reason]}${about === null ? '' : ` (${about})`}`,
    hint: {
      'no-openssl': 'Test from another server of that VPC, or install openssl there.',
      'no-getent': 'Test from another server of that VPC, one with glibc.',
      'not-found': 'Check the ID and the region, or name another instance with --from ecs:ID.',
      'not-running': 'Start the instance, or name another one with --from ecs:ID.',
      agent: 'Start the agent there; it needs outbound TCP 443 and 80, and UDP 53. Or run `plink doctor --from paste`.',
      'not-permitted': `Ask an administrator to grant ${about ?? 'ecs:RunCommand'}: \`${shell`plink policy --command test --from ${from}`}\` prints what it takes. Or run \`plink doctor --from paste\`, which takes no permission.`,
      cloud: 'Look at the command `plink-test` in the Cloud Assistant console, or run `plink doctor --from paste`.',
      late: 'Run it again, or run `plink doctor --from paste`.',
      'no-answer': 'Run the command again and paste all of its output.',
    }[reason],
  }),
  VANTAGE_FORBIDS_PRIVATE: ({ answer }) => ({
    message: `the EMQX deployment does not allow connectors to use private addresses (${answer})`,
    hint: 'Its SSRF policy must allow the addresses of the endpoint (rule_engine.ssrf.allow_cidrs). Open a ticket with EMQX support.',
    ask: 'Please allow the connectors of our deployment to use the private addresses of its PrivateLink endpoint (rule_engine.ssrf.allow_cidrs).',
  }),
} satisfies Partial<FaultText>
