import { shell } from '../../model/shell.ts'
import { stepNamer } from '../steps.ts'
import type { FaultText } from '../text.ts'
import { count, duration, list } from './grammar.ts'
import { words } from './words.ts'

const step = stepNamer(words.steps)
const whose = { you: 'your', peer: "the peer's" } as const
const who = { you: 'You', peer: 'The peer' } as const
const peerOf = (emqx: boolean) => (emqx ? 'EMQX' : 'the peer')
const last = (since: string | null) => (since === null ? '' : ` (last seen connected ${since})`)

/** What checks and tests find; those that are also found before anything is made are in preflight.ts. */
export const findingTexts = {
  LINEAGE_FOREIGN: ({ link, lineages, ids, own = [] }) => ({
    message: `the account has resources of a link "${link}" that this state file does not know: ${list(ids)} (lineage ${list(lineages.map((each) => each || 'none'))})`,
    hint:
      own.length > 0
        ? `Somebody sets up a link of this name with another state file, and this one has created ${list(own)}. \`plink down\` here removes these, and nothing of the other.`
        : `Somebody set up a link of this name with another state file. Use that file with --state. If it is lost, \`plink state adopt\` rebuilds it from these tags. If they are another link's, give this one another \`name\` in plink.yaml.`,
  }),
  NOT_PERMITTED: ({ side, permission, requestId }) => ({
    message: `${whose[side]} credentials may not call ${permission}, so this part is unknown`,
    hint: `Ask an administrator to grant ${permission}: \`plink policy\` prints the policy that is needed.${requestId === null ? '' : ` Request ${requestId}.`} Everything else was checked.`,
  }),
  NOT_READ: ({ side, action, reason }) => ({
    message: `${action} of ${whose[side]} account could not be read (${reason}), so this part is unknown`,
    hint: 'Run the command again. Everything else was checked.',
  }),
  IN_TRANSITION: ({ what, id, status }) => ({
    message: `${step(what)} ${id} is ${status}`,
    hint: 'Alibaba Cloud is working on it. `plink status --watch` shows when it is done; if it stays so for more than ten minutes, open a ticket with Alibaba Cloud.',
  }),

  DNS_STALE: ({ name, resolved, expected }) => ({
    message: `${name} resolves to ${list(resolved)} here, but the endpoint's address is ${list(expected)}`,
    hint: 'Traffic goes to the wrong place. Look for the name in /etc/hosts and in PrivateZone (`aliyun pvtz DescribeZones`), and flush the DNS cache (`resolvectl flush-caches`).',
  }),
  NAME_NOT_FOUND: ({ name, reason }) => ({
    message: `${name} does not resolve here (${reason})`,
    hint: "The name of an endpoint is known to Alibaba Cloud's DNS. Check the resolver of this machine (in a VPC 100.100.2.136 and 100.100.2.138), or use the address of the endpoint.",
  }),
  RESOLVER_FAILED: ({ name, reason }) => ({
    message: `the DNS server did not answer for ${name} (${reason})`,
    hint: 'Check the resolver of this machine: in a VPC it is 100.100.2.136 and 100.100.2.138. The link itself may be in order.',
  }),

  ENDPOINT_GONE: ({ side, id, region, since }) => ({
    message: `endpoint ${id} is gone: ${whose[side]} account in ${region} no longer has it${since === null ? '' : ` (in use since ${since})`}`,
    hint: 'Somebody deleted it, for example in the console. `plink up` creates a new one; the provider then has to approve that one.',
  }),
  PEER_ENDPOINT_GONE: ({ id, service }) => ({
    message: `the peer's endpoint ${id} is gone: it is no longer among the connections of ${service}`,
    hint: 'Its owner deleted it. The peer has to create an endpoint again and ask to connect; `plink invite` tells it how.',
    ask: `Your endpoint ${id} at our endpoint service ${service} no longer exists. Please create one again and tell us its ID.`,
  }),
  ENDPOINT_LOCKED: ({ side, id, status }) => ({
    message: `endpoint ${id} is locked (${status}): a payment is overdue`,
    hint: `${who[side]} ${side === 'you' ? 'have' : 'has'} to pay the bill of that account; it is unlocked automatically.`,
  }),

  ENDPOINT_WITHOUT_GROUP: ({ endpoint }) => ({
    message: `endpoint ${endpoint} has no security group, so nobody can reach it`,
    hint: 'Name one under endpoint.securityGroups in plink.yaml and run `plink up`.',
  }),
  GROUP_NOT_ATTACHED: ({ id, endpoint, attached }) => ({
    message: `security group ${id} is not attached to endpoint ${endpoint}${attached.length === 0 ? '' : `; attached: ${list(attached)}`}`,
    hint: 'It was removed from the endpoint. `plink up` attaches it again.',
  }),
  SECURITY_GROUP_DROPS: ({ group, port, source, priority, drop, accept }) => ({
    message: `${group} drops TCP ${port} from ${source}: the Drop rule ${drop ?? ''} with priority ${priority} overrides the Accept rule ${accept ?? ''}`,
    hint: 'The lower priority number wins, and at the same number Drop wins. Remove the Drop rule, or give it a higher number than the Accept rule has.',
  }),
  SECURITY_GROUP_OTHER_SOURCE: ({ ids, port, sources, wanted }) => ({
    message: `${list(ids)} ${ids.length === 1 ? 'allows' : 'allow'} TCP ${port} only from ${list(sources)}, not from the endpoint's VPC (${list(wanted)})`,
    hint: `Clients in the VPC are dropped silently. Add an inbound rule for their addresses: \`--allow ${wanted[0] ?? '10.0.0.0/8'}:${port}\` does that.`,
  }),
  SECURITY_GROUP_OTHER_PROTOCOL: ({ ids, port, protocol }) => ({
    message: `the rule of ${list(ids)} for port ${port} is for ${protocol}, not TCP`,
    hint: `TCP packets to port ${port} are dropped silently. Add an inbound rule for TCP ${port}/${port}.`,
  }),

  ENDPOINT_WITHOUT_ZONE: ({ endpoint }) => ({
    message: `endpoint ${endpoint} is in no zone, so it has no address`,
    hint: 'Its owner has to add a zone with a vSwitch; yours are under endpoint.zones in plink.yaml, then `plink up`.',
    ask: `Your endpoint ${endpoint} is in no zone any more. Please add one in a zone of our endpoint service.`,
  }),
  ZONE_REMOVED: ({ zone, endpoint }) => ({
    message: `zone ${zone} was removed from endpoint ${endpoint}`,
    hint: '`plink up` adds it again; take it out of endpoint.zones if it is no longer wanted.',
  }),
  ZONE_DISCONNECTED: ({ zone, endpoint, side }) => ({
    message: `zone ${zone} of ${endpoint} is disconnected at the service: clients that use its address get nothing`,
    hint:
      side === 'you'
        ? 'Its connection was disabled on your side. `plink up` enables it again.'
        : 'The peer disabled the connection of this zone and has to enable it again. There is nothing to do on your side.',
    ask: `Zone ${zone} of our endpoint ${endpoint} is disconnected at your endpoint service. Please enable it again (EnableVpcEndpointZoneConnection).`,
  }),
  ZONE_WITHOUT_RESOURCE: ({ zone, service }) => ({
    message: `endpoint service ${service} has no load balancer in ${zone}, where the endpoint is`,
    hint: 'The provider has to add a load balancer in that zone to the service, or the consumer has to leave the zone.',
    ask: `Our endpoint is in ${zone}, but your endpoint service ${service} has no load balancer there. Please add one.`,
  }),

  NOBODY_ASKED: ({ service, uid, zones, emqx }) => ({
    message: `nobody has asked to connect to ${service} yet`,
    hint: `Your half is ready. Compare what only ${peerOf(emqx)} can see: its UID must be ${uid}, its zone must be ${zones.length === 0 ? 'one of the service' : list(zones)}, and the endpoint service ID ${service} must have been entered there.`,
    ask: `Our endpoint service ${service} is ready${zones.length === 0 ? '' : ` in ${list(zones)}`} and UID ${uid} is on its whitelist. Please create the endpoint; if that is another UID than yours, tell us yours.`,
  }),
  APPROVAL_NEEDED: ({ endpoint, ownerUid, service }) => ({
    message: `endpoint ${endpoint} of UID ${ownerUid} asks to connect to ${service} and is not approved`,
    hint: `Compare the ID with what the peer says, then \`${shell`plink up --approve ${endpoint}`}\`.`,
  }),
  NOT_APPROVED_BY_PEER: ({ endpoint, service, emqx }) => ({
    message: `${peerOf(emqx)} has not approved the connection of ${endpoint} to ${service} yet`,
    hint: 'Your half is ready. Wait: plink detects the approval automatically.',
    ask: `Please allow our endpoint ${endpoint} to connect to your endpoint service ${service}.`,
  }),
  CONNECTION_CUT_BY_PEER: ({ endpoint, service, since, emqx }) => ({
    message: `${peerOf(emqx)} disconnected your endpoint ${endpoint} from ${service}${last(since)}`,
    hint: 'There is nothing to do on your side: the provider has to allow the connection again. The endpoint goes on costing money.',
    ask: `Please allow endpoint ${endpoint} again on your endpoint service ${service}: it was disconnected.`,
  }),
  CONNECTION_CUT_HERE: ({ endpoint, service }) => ({
    message: `the connection of ${endpoint} to ${service} was disconnected on the provider's side`,
    hint: 'Somebody disabled it, for example in the console. `plink up` enables it again.',
  }),
  CONNECTION_REJECTED: ({ endpoint, service }) => ({
    message: `you rejected the connection of ${endpoint} to ${service}`,
    hint: `\`${shell`plink connection approve --endpoint ${endpoint}`}\` approves it after all.`,
  }),
  SERVICE_DELETED_BY_PEER: ({ endpoint, service, emqx }) => ({
    message: `the peer deleted the endpoint service ${service} that your endpoint ${endpoint} is connected to`,
    hint: `${emqx ? 'Open a ticket with EMQX support' : 'Ask the peer'} for a new service, put its ID under outbound.service.id, remove the old endpoint with \`plink down --direction outbound\`, and run \`plink up\`.`,
    ask: `Your endpoint service ${service}, which our endpoint ${endpoint} used, no longer exists. Please create one again, put our UID on its whitelist and tell us its ID.`,
  }),
  STRANGER_CONNECTED: ({ endpoint, ownerUid, service }) => ({
    message: `UNKNOWN ACCOUNT CONNECTED: endpoint ${endpoint} of UID ${ownerUid} is connected to your ${service}`,
    hint: `This link does not know that account, and it can reach what is behind your service now. Disconnect it with \`${shell`plink connection reject --endpoint ${endpoint} --disconnect ${endpoint}`}\`, or add its UID under service.whitelist if it belongs there.`,
  }),
  WRONG_ENDPOINT_CONNECTED: ({ endpoint, ownerUid, service, expected }) => ({
    message: `endpoint ${endpoint} of UID ${ownerUid} is connected to ${service}, but plink.yaml names ${expected}`,
    hint: `A UID can be shared by many tenants. Ask the peer which endpoint is its own; disconnect the other one with \`${shell`plink connection reject --endpoint ${endpoint} --disconnect ${endpoint}`}\`.`,
  }),

  SERVICE_GONE: ({ side, id, region, since }) => ({
    message: `endpoint service ${id} is gone: ${whose[side]} account in ${region} no longer has it${since === null ? '' : ` (in use since ${since})`}`,
    hint: 'Somebody deleted it, for example in the console. `plink up` creates a new one with a new ID, which the peer has to be told: `plink invite`.',
  }),
  SERVICE_NOT_VISIBLE: ({ id, uid, region }) => ({
    message: `${id} is not visible to you (UID ${uid}) in ${region}`,
    hint: 'The provider has to put your UID on its whitelist. If it says it has, compare the ID and the region letter by letter: a mistyped ID and a deleted service look the same from here.',
    ask: `We cannot see your endpoint service ${id} in ${region}. Please put our UID ${uid} on its whitelist, and check the ID and the region.`,
  }),
  SERVICE_LOCKED: ({ side, id, status }) => ({
    message: `endpoint service ${id} is locked (${status}): a payment is overdue`,
    hint: `${who[side]} ${side === 'you' ? 'have' : 'has'} to pay the bill of that account; it is unlocked automatically.`,
  }),
  SERVICE_WITHOUT_RESOURCE: ({ id }) => ({
    message: `endpoint service ${id} has no load balancer behind it`,
    hint: 'Name one under service.loadBalancers in plink.yaml and run `plink up`, or `plink service attach --lb lb-…`.',
  }),
  RESOURCE_NOT_ATTACHED: ({ id, service }) => ({
    message: `load balancer ${id} is not attached to endpoint service ${service}`,
    hint: 'It was taken off the service. `plink up` adds it again.',
  }),
  NOT_WHITELISTED: ({ service, uid, live }) => ({
    message: `UID ${uid} is not on the whitelist of ${service}`,
    hint: live
      ? 'The connection goes on, but a new endpoint of that account would be refused. `plink up` adds the entry again.'
      : '`plink up` adds it; until then that account cannot create an endpoint.',
  }),

  LB_LOCKED: ({ id, side, status }) => ({
    message: `load balancer ${id} is locked (${status}): a payment is overdue or the account is restricted`,
    hint: `${who[side]} ${side === 'you' ? 'have' : 'has'} to pay the bill of that account; nothing passes until it is unlocked.`,
  }),
  LISTENER_STOPPED: ({ id, port, protocol, status }) => ({
    message: `the ${protocol.toUpperCase()} listener on port ${port} of ${id} is ${status}`,
    hint: `Nothing reaches what is behind it. Start it: \`${shell`aliyun slb StartLoadBalancerListener --LoadBalancerId ${id} --ListenerPort ${port} --ListenerProtocol ${protocol}`}\`, or in the console.`,
  }),
  LISTENER_TCPSSL: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} is TCPSSL, which cannot be reached through PrivateLink`,
    hint: 'Use a TCP listener on this port and let the server behind it speak TLS.',
  }),
  LISTENER_UDP: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} is UDP, and TCP is needed`,
    hint: `Add a TCP listener on port ${port}.`,
  }),
  LISTENER_ACL: ({ id, port, type, acls }) => ({
    message: `${id}: the listener on port ${port} has an access control list (${type === 'white' ? 'allow list' : 'block list'} ${list(acls)})`,
    hint: 'Traffic through PrivateLink comes from 100.64.0.0/10 and not from the addresses of the clients. Turn access control of this listener off, or allow that range.',
  }),
  LISTENER_PROXY_PROTOCOL: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} sends a Proxy Protocol header before every connection`,
    hint: 'A server that does not expect it answers with an error or hangs up. Turn Proxy Protocol off on the listener, or on in the server.',
  }),

  LISTENER_WITHOUT_BACKEND: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} has no backend`,
    hint: 'Add the server that answers on this port to its default server group or vServer group.',
  }),
  BACKEND_UNHEALTHY: ({ id, port, servers, healthy, reason }) => ({
    message:
      healthy > 0
        ? `${id}: ${list(servers)} fails its health check on port ${port}; ${count(healthy, 'other backend is', 'other backends are')} healthy`
        : `${id}: no healthy backend on port ${port}${servers.length > 0 ? `; failing: ${list(servers)}` : ''}${reason === null ? '' : ` (${reason})`}`,
    hint: `Three causes are usual; on the server \`ss -ltn 'sport = :${port}'\` tells them apart. Nothing is shown: the service is not started. 127.0.0.1: it is bound to loopback only (Redis: \`bind\`). 0.0.0.0 or the server's own address: its firewall drops 100.64.0.0/10, from where health checks and all traffic come; security groups do not filter them. A server cannot test itself through its own load balancer.`,
  }),
  BACKEND_HEALTH_UNKNOWN: ({ id, port }) => ({
    message: `${id}: whether the backends of port ${port} are healthy is not known yet`,
    hint: 'The health check has no result yet. Look again in a minute, or find out with `plink test`.',
  }),
  HEALTH_CHECK_OFF: ({ id, port }) => ({
    message: `${id}: the health check of port ${port} is off, so a dead backend is not noticed`,
    hint: 'Turn it on to have plink watch it, or find out with `plink test`.',
  }),
  BACKEND_WEIGHT_ZERO: ({ id, port, servers }) => ({
    message: `${id}: all backends of port ${port} have weight 0 (${list(servers)}), so none is given any traffic`,
    hint: 'Give at least one of them a weight from 1 to 100.',
  }),
  BACKEND_PORT: ({ id, port, servers, backendPort, wanted }) => ({
    message: `${id}: port ${port} forwards to port ${backendPort} of ${list(servers)}, where nothing healthy answers; expected port ${wanted}`,
    hint: `Change the backend port to ${wanted}. If ${backendPort} is right, start the service there.`,
  }),
  HEALTH_CHECK_PORT: ({ id, port, servers, checkPort, backendPort }) => ({
    message: `${id}: the health check of port ${port} asks port ${checkPort} of ${list(servers)}, but traffic goes to port ${backendPort}`,
    hint: `Set the health check port to ${backendPort}, or clear it so that the backend port is used.`,
  }),
  BACKEND_BLOCKS_LOAD_BALANCER: ({ server, address, port }) => ({
    message: `${server} answers on ${address}:${port}, but not to the load balancer: its own firewall drops 100.64.0.0/10`,
    hint: 'Allow that range on the server: health checks and all traffic of the link come from there. A security group rule is not needed and does not help.',
  }),
  BACKEND_NOT_LISTENING: ({ server, address, port }) => ({
    message: `nothing listens on ${address}:${port} of ${server}`,
    hint: `Start the service. If it runs, it listens on another port or on 127.0.0.1 only: \`ss -ltn 'sport = :${port}'\` shows which.`,
  }),

  PEER_REFUSES: ({ target, address }) => ({
    message: `${address} refuses the connection, and your half is in order: behind the peer's service nothing listens on this port`,
    hint: 'The peer has to look at the listener and the backends of its load balancer; what is there is hidden from this account. The port may also be another one.',
    ask: `Connections to ${target} are refused although our endpoint is connected. Is the listener of this port on the load balancer behind your endpoint service running, and is its backend healthy?`,
  }),
  PEER_DROPS: ({ target, ms }) => ({
    message: `${target} did not answer within ${duration(ms)}, and your half is in order`,
    hint: "Ask the peer; what drops it is hidden from this account: the security group of the peer's endpoint, or the load balancer of the peer's service and the firewall of the server behind it.",
    ask: `Connections to ${target} time out although our half is in order. Please check your half: the security group of your endpoint, or the load balancer of your service and the firewall of the server behind it.`,
  }),
  PEER_CLOSES: ({ target }) => ({
    message: `${target} is closed by the other end right after it opens, and your half is in order`,
    hint: 'Ask the peer whether a backend is healthy: without one a load balancer does this. Servers do it when they expect another protocol.',
    ask: `Connections to ${target} open and are closed at once. Is a backend behind your load balancer healthy?`,
  }),
  ZONE_DEAD: ({ zone, address, verdict }) => ({
    message: `the endpoint's address in ${zone}, ${address}, does not work: ${verdict}`,
    hint: 'Another zone works, but clients that get this address from DNS fail. Have the connection of this zone checked, or remove it from the endpoint.',
  }),
  TRAFFIC_FAILS: ({ target, verdict }) => ({
    message: `${target}: ${verdict}, and no cause is visible to this account`,
    hint: 'Everything that can be read is in order. Test again from another place with --from, and compare.',
  }),
  SERVER_SILENT: ({ target, ms }) => ({
    message: `${target} opens the connection and then says nothing for ${duration(ms)}`,
    hint: 'The server accepts and does not answer. Check whether it hangs, or waits for another protocol.',
    ask: `${target} accepts connections and never answers. Is the server behind it alive, and is it the protocol we expect?`,
  }),
  WRONG_PROTOCOL: ({ target, answer }) => ({
    message: `${target}: something else answers (${answer})`,
    hint: 'The port leads to another service. Correct the port or the scheme of the target, or what the listener forwards to.',
  }),
  WEBSOCKET_REFUSED: ({ target, answer }) => ({
    message: `${target}: the WebSocket upgrade was answered ${answer} instead of 101`,
    hint: 'Check the path (EMQX: /mqtt) and that the listener is the WebSocket one (EMQX: 8083, with TLS 8084).',
  }),
  UNEXPECTED_ANSWER: ({ target, answer, expected }) => ({
    message: `${target} answered ${answer}, and ${expected} was expected`,
    hint: 'The path works. Correct ?expect= or the service.',
  }),
  LOGIN_REFUSED: ({ target, answer }) => ({
    message: `${target} refuses the login (${answer}); the path works`,
    hint: 'Correct the user name or the password.',
  }),
  REDIS_PROTECTED_MODE: ({ target, answer }) => ({
    message: `${target}: Redis is in protected mode and refuses everybody but 127.0.0.1 (${answer})`,
    hint: 'The whole path works. Set a password and turn protected mode off: `redis-cli CONFIG SET requirepass …`, `CONFIG SET protected-mode no`, `CONFIG REWRITE`; then put the password into the target as a variable.',
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
    message: `${target} answers that it serves nobody right now (${answer})`,
    hint: 'The path works. Look at the load and the limits of the server.',
  }),
  CLUSTER_DOWN: ({ target, answer }) => ({
    message: `${target}: the Redis cluster is down (${answer})`,
    hint: 'The path works. Look at `redis-cli CLUSTER INFO` on the server.',
  }),
  ADDRESS_OUTSIDE_LINK: ({ target, node }) => ({
    message: `${target} sends clients on to ${node}, which the link does not lead to`,
    hint: 'A cluster hands out the addresses of its nodes. Put a proxy or a single node behind the load balancer, or give every node a port of its own.',
  }),
  TLS_TO_PLAIN_PORT: ({ target }) => ({
    message: `${target}: the port does not speak TLS`,
    hint: 'Use the scheme without TLS for this port (mqtt, ws, redis, http), or the port with TLS (MQTT 8883, WebSocket 8084).',
  }),
  PLAIN_TO_TLS_PORT: ({ target }) => ({
    message: `${target}: the port expects TLS`,
    hint: 'Use the scheme with TLS for this port (mqtts, wss, rediss, https), or the port without (MQTT 1883, WebSocket 8083).',
  }),
  CERTIFICATE_EXPIRED: ({ target, subject, from, until }) => ({
    message: `${target}: the certificate of ${subject} is valid from ${from} until ${until}`,
    hint: 'Renew the certificate on the server, or correct the clock of this machine.',
  }),
  CERTIFICATE_OTHER_NAME: ({ target, names, wanted }) => ({
    message: `${target}: the certificate is for ${list(names)}, not for ${wanted}`,
    hint: `The name of an endpoint is in no certificate. Say which name to expect: \`?sni=${names[0] ?? 'NAME'}\`; clients need the same.`,
  }),
  CERTIFICATE_UNTRUSTED: ({ target, subject, issuer }) => ({
    message: `${target}: the certificate of ${subject} was issued by ${issuer}, which this machine does not trust`,
    hint: 'Name the CA with NODE_EXTRA_CA_CERTS=file.pem, or accept any certificate in this test with `?insecure`.',
  }),
  TLS_FAILED: ({ target, reason }) => ({
    message: `${target}: TLS failed (${reason})`,
    hint: 'Compare the TLS versions and ciphers of both ends, and whether a client certificate is asked for. Where the certificate is the reason, `?sni=NAME` names the one to expect, and `?insecure` accepts any in this test.',
  }),
  NOT_TESTED: ({ target, reason, about }) => ({
    message: `${target} was not tested: ${
      {
        'outside-vpc': `the test has to start in ${about ?? "the endpoint's VPC"}, and this machine is not known to be in it`,
        'peer-vpc': "the test has to start in the peer's VPC",
        unset: `the variable ${about} is not set`,
        unclear: `EMQX gave no clear result (${about})`,
      }[reason]
    }`,
    hint: {
      'outside-vpc': 'Run it on an ECS instance of that VPC, or pass --in-vpc if this machine is in it.',
      'peer-vpc':
        'Give plink the REST API of the EMQX deployment (EMQXCLOUD_DEPLOYMENT_ENDPOINT, _API_KEY, _API_SECRET), or have the peer test it.',
      unset: 'Set the variable and test again.',
      unclear: 'Test again from another place, with --from.',
    }[reason],
  }),
  VANTAGE_BUSY: ({ status }) => ({
    message: `EMQX's API turned the test away (HTTP ${status})`,
    hint: 'It limits how often it may be asked. Test again in a minute.',
  }),
  VANTAGE_REFUSED: ({ status, answer }) => ({
    message: `EMQX's API refused the key (HTTP ${status}: ${answer})`,
    hint: 'Check EMQXCLOUD_DEPLOYMENT_API_KEY and _API_SECRET, and that the key may manage connectors.',
  }),
  VANTAGE_UNAVAILABLE: ({ status, answer }) => ({
    message: `EMQX's API could not be asked${status === null ? '' : ` (HTTP ${status})`}: ${answer}`,
    hint: 'Nothing is known of the link from there. Check EMQXCLOUD_DEPLOYMENT_ENDPOINT and the network to it, and test again.',
  }),
  VANTAGE_FORBIDS_PRIVATE: ({ answer }) => ({
    message: `the EMQX deployment forbids its connectors private addresses (${answer})`,
    hint: 'Its SSRF policy has to allow the addresses of the endpoint (rule_engine.ssrf.allow_cidrs). Ask EMQX support by ticket.',
    ask: 'Please allow connectors of our deployment to reach the private addresses of its PrivateLink endpoint (rule_engine.ssrf.allow_cidrs).',
  }),
} satisfies Partial<FaultText>
