import { shell } from '../../model/shell.ts'
import type { FaultText } from '../text.ts'
import { count, list } from './grammar.ts'

const whose = { you: 'your', peer: "the peer's" } as const
const notFound = (what: string, side: keyof typeof whose, id: string, region: string) =>
  `${whose[side]} account has no ${what} ${id} in ${region}`

/** What is found before anything is created. */
export const preflightFaults = {
  UID_MISSING: ({ direction }) => ({
    message: `peer.uid is not known, and the ${direction} whitelist needs it`,
    hint: 'Ask the peer for the UID of its main account (16 digits) and write it as peer.uid into plink.yaml, or run `plink whitelist add UID`. EMQX shows it in the deployment\'s "+PrivateLink" dialog.',
  }),
  UID_NOT_CALLER: ({ side, is, wanted }) => ({
    message: `the credentials of ${side === 'you' ? 'your' : "the peer's"} side belong to UID ${is}, not ${wanted}`,
    hint: `Use credentials of ${wanted}${side === 'peer' ? ' with --peer-profile, or correct peer.uid in plink.yaml' : ' with --profile'}.`,
  }),
  LB_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('load balancer', side, id, region),
    hint: `Check the id and the region in plink.yaml, and that the credentials are those of the account that owns it.`,
  }),
  LB_ZONE_NOT_OFFERED: ({ zone, offered }) => ({
    message: `no internal CLB can be had with ${zone} as its master zone; on offer: ${list(offered)}`,
    hint: 'Name a vSwitch in one of these zones under create.vswitch, or two under create.zones, which makes an NLB.',
  }),
  BACKEND_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('backend server', side, id, region),
    hint: 'A backend is an ECS instance (i-…), a network interface (eni-…) or a container group (eci-…) of the same account. Correct its id under create.backends.',
  }),
  BACKEND_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `backend ${id} is in ${vpc === '' ? 'no VPC' : vpc}, the load balancer in ${wanted}`,
    hint: `A load balancer reaches servers of its own VPC only. Name a vSwitch of the backend's VPC, or a backend in ${wanted}.`,
  }),
  BACKEND_NOT_RUNNING: ({ id, status }) => ({
    message: `backend ${id} is ${status}; only a running server can be put behind a load balancer`,
    hint: `Start it: \`${shell`aliyun ecs StartInstance --InstanceId ${id}`}\`.`,
  }),
  BACKEND_OTHER_ADDRESS: ({ id, ip, has }) => ({
    message: `${id} does not have the address ${ip}; it has ${list(has)}`,
    hint: 'Correct the ip of this backend under create.backends.',
  }),
  LB_NOT_INTERNAL: ({ id, addressType }) => ({
    message: `${id} is of address type ${addressType}; PrivateLink takes a CLB only if it is internal (intranet)`,
    hint: 'Create an internal, pay-as-you-go CLB in the VPC, move listeners and backends to it, and name it in plink.yaml; or use an NLB.',
  }),
  LB_NOT_IN_VPC: ({ id, networkType }) => ({
    message: `${id} is in the ${networkType} network, not in a VPC`,
    hint: 'Create a CLB inside your VPC and name that one in plink.yaml: PrivateLink takes no other.',
  }),
  LB_PREPAID: ({ id, payType }) => ({
    message: `${id} is billed ${payType}; PrivateLink takes pay-as-you-go load balancers only`,
    hint: 'Use a pay-as-you-go CLB (PayByCLCU), or change the billing of this one in the SLB console.',
  }),
  LB_NOT_ACTIVE: ({ id, status }) => ({
    message: `${id} is ${status}, not active`,
    hint: 'Start it in the SLB console (or pay what is overdue), then run `plink up` again.',
  }),
  LB_WITHOUT_LISTENER: ({ id }) => ({
    message: `${id} has no listener, so nothing could pass`,
    hint: 'Add a TCP listener for the port that the consumer uses, with a backend behind it.',
  }),
  LB_LISTENER_STOPPED: ({ id, port, protocol, status }) => ({
    message: `${id}: the ${protocol} listener on port ${port} is ${status}`,
    hint: `Start it: \`${shell`aliyun slb StartLoadBalancerListener --LoadBalancerId ${id} --ListenerPort ${String(port)}`}\`, or in the console.`,
  }),
  LB_LISTENER_TCPSSL: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} is TCPSSL, which cannot be reached through PrivateLink`,
    hint: 'Use a TCP listener on this port and let the server behind it speak TLS.',
  }),
  LB_BACKEND_UNHEALTHY: ({ id, port, servers }) => ({
    message: `${id}: no healthy backend on port ${port}${servers.length > 0 ? `; unhealthy: ${list(servers)}` : ''}`,
    hint: "Start the service on the backend. If it runs: it must listen on the server's own address, not on 127.0.0.1 (Redis: `bind` and `protected-mode`), and the server's firewall must let 100.64.0.0/10 in, from where the checks come; security groups do not filter them. From the backend itself its own load balancer cannot be tried.",
  }),
  LB_BACKEND_UNKNOWN: ({ id, port }) => ({
    message: `${id}: whether the backends of port ${port} are healthy is not known (health check off, or not finished)`,
    hint: 'Turn the health check on to have plink watch it, or find out with `plink test`.',
  }),
  LB_WITHOUT_BACKEND: ({ id, port }) => ({
    message: `${id}: the listener on port ${port} has no backend`,
    hint: 'Add the server that answers on this port to its default server group or vServer group.',
  }),
  PORT_WITHOUT_LISTENER: ({ direction, port, ids, listening }) => ({
    message: `the ${direction} tests use port ${port}, but ${list(ids)} listens on ${list(listening.map(String))}`,
    hint: `Add a TCP listener for port ${port}, or correct the port under ${direction}.tests.`,
  }),
  SERVICE_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('endpoint service', side, id, region),
    hint: 'Correct service.id in plink.yaml, or --service; without an id of your own side plink creates one.',
  }),
  SERVICE_AUTO_ACCEPTS: ({ id }) => ({
    message: `${id} accepts every connection by itself`,
    hint: 'Whoever is on its whitelist gets in without your approval. Turn "automatically accept connections" off in the console unless you mean it.',
  }),
  ENDPOINT_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('endpoint', side, id, region),
    hint: 'Correct endpoint.id in plink.yaml, or remove it to have plink create one.',
  }),
  ENDPOINT_OF_OTHER_SERVICE: ({ id, service, wanted }) => ({
    message: `${id} belongs to ${service}, not to ${wanted}`,
    hint: 'An endpoint keeps its service for life. Correct endpoint.id, or remove it to have plink create another.',
  }),
  VPC_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('VPC', side, id, region),
    hint: 'Correct endpoint.vpc in plink.yaml, or --vpc: `aliyun vpc DescribeVpcs` lists them.',
  }),
  VSWITCH_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('vSwitch', side, id, region),
    hint: 'Correct its id in plink.yaml, or in the flag: `aliyun vpc DescribeVSwitches` lists them.',
  }),
  VSWITCH_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `vSwitch ${id} is in ${vpc}, the rest in ${wanted}`,
    hint: `Name a vSwitch of ${wanted} instead.`,
  }),
  VSWITCH_IN_OTHER_ZONE: ({ id, zone, wanted }) => ({
    message: `vSwitch ${id} is in ${zone}, and not in ${wanted} as given`,
    hint: `Write \`${zone}: ${id}\` (as a flag \`${zone}=${id}\`), or name a vSwitch that is in ${wanted}.`,
  }),
  VSWITCH_FULL: ({ id, free, needed }) => ({
    message: `vSwitch ${id} has ${count(free, 'free address', 'free addresses')}, and ${needed} are needed`,
    hint: 'Name another vSwitch of this zone, or create one. An endpoint and a CLB take one address each, an NLB wants eight free in every zone.',
  }),
  ZONE_MISMATCH: ({ service, endpoint }) => ({
    message: `no zone in common: service in ${list(service)}, endpoint in ${list(endpoint)}`,
    hint:
      service.length > 0
        ? `An endpoint can only be in zones of the service. Add a vSwitch in ${list(service)} under endpoint.zones, or have the provider add a load balancer in ${list(endpoint)}.`
        : 'The service has no resource in any zone yet. The provider has to add a load balancer to it.',
  }),
  SECURITY_GROUP_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('security group', side, id, region),
    hint: 'Correct endpoint.securityGroups in plink.yaml, or --security-group: `aliyun ecs DescribeSecurityGroups` lists them.',
  }),
  SECURITY_GROUP_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `security group ${id} is in ${vpc}, the endpoint in ${wanted}`,
    hint: `Name a security group of ${wanted} under endpoint.securityGroups.`,
  }),
  SECURITY_GROUPS_MIXED: ({ normal, enterprise }) => ({
    message: `security groups of two kinds: basic ${list(normal)}, advanced ${list(enterprise)}`,
    hint: 'An endpoint takes groups of one kind only. Leave one kind out of endpoint.securityGroups.',
  }),
  SECURITY_GROUP_CLOSED: ({ ids, port }) => ({
    message: `${list(ids)} ${ids.length === 1 ? 'admits' : 'admit'} nothing to TCP port ${port}`,
    hint: `The endpoint would drop every packet in silence. Add an inbound rule to ${ids.length === 1 ? 'the group' : 'one of the groups'}: TCP ${port}/${port} from the addresses of your clients; \`--allow 10.0.0.0/8:${port}\` adds it.`,
  }),
  ALLOWS_EVERYBODY: ({ direction, allowed }) => ({
    message: `${allowed} lets every address in on the ${direction} endpoint's port`,
    hint: 'Whoever can route to the endpoint gets in. Name the block of your clients instead, such as 10.0.0.0/8, unless you mean it.',
  }),
  PAYER_FORBIDDEN: ({ payer, side, requestId }) => ({
    message: `${side === 'you' ? 'your' : "the peer's"} account may not create an endpoint service with payer ${payer}`,
    hint:
      payer === 'EndpointService'
        ? `Alibaba Cloud opens "service provider pays" by ticket, and EMQX connects to no other. ${side === 'you' ? 'Open' : 'Ask the peer to open'} a ticket in the Alibaba Cloud console (product PrivateLink): "Please allow our account to create PrivateLink endpoint services whose payer is the service provider (Payer=EndpointService). CreateVpcEndpointService answers EndpointServicePayerForbidden${requestId === null ? '' : `, request id ${requestId}`}." Then run \`plink up\` again.`
        : 'Set service.payer in plink.yaml, or --payer, to the other value, or ask Alibaba Cloud by ticket.',
  }),
} satisfies Partial<FaultText>
