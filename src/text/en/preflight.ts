import { isUnpaid } from '../../model/lock.ts'
import { shell } from '../../model/shell.ts'
import type { FaultText } from '../text.ts'
import { count, list } from './grammar.ts'

const whose = { you: 'your', peer: "the peer's" } as const
const notFound = (what: string, side: keyof typeof whose, id: string, region: string) =>
  `no ${what} ${id} in ${whose[side]} account in ${region}`

/** Problems that are found before anything is created. */
export const preflightFaults = {
  UID_MISSING: ({ direction }) => ({
    message: `peer.uid is not set, and the ${direction} whitelist needs it`,
    hint: 'Ask the peer for the UID of its Alibaba Cloud main account (16 digits). Set it as peer.uid in plink.yaml, or run `plink whitelist add UID`. EMQX shows it in the +PrivateLink dialog of the deployment.',
  }),
  UID_NOT_CALLER: ({ side, is, wanted }) => ({
    message: `${whose[side]} credentials belong to UID ${is}, not ${wanted}`,
    hint: `Use credentials of UID ${wanted}${side === 'peer' ? ' with --peer-profile, or correct peer.uid in plink.yaml' : ' with --profile'}.`,
  }),
  LB_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('load balancer', side, id, region),
    hint: `Check the ID and the region in plink.yaml, and that the credentials belong to the account that owns it.${side === 'you' ? ` Without a plink.yaml, \`${shell`plink service detach --lb ${id}`}\` takes it out of the link.` : ''}`,
  }),
  LB_ZONE_NOT_OFFERED: ({ zone, offered }) => ({
    message: `${zone} is not available as the primary zone of an internal CLB; available: ${list(offered)}`,
    hint: 'Set create.vswitch to a vSwitch in one of these zones, or set two zones under create.zones to create an NLB.',
  }),
  BACKEND_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('backend server', side, id, region),
    hint: 'A backend is an ECS instance (i-…), a network interface (eni-…) or a container group (eci-…) of the same account. Remove a released one from the server group and add the new one. Correct the id under create.backends if it is still to be added.',
  }),
  BACKEND_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `backend ${id} is ${vpc === '' ? 'not in a VPC' : `in ${vpc}`}, but the load balancer is in ${wanted}`,
    hint: `A load balancer reaches only servers in its own VPC. Use a vSwitch in the backend's VPC, or a backend in ${wanted}.`,
  }),
  BACKEND_NOT_RUNNING: ({ id, status }) => ({
    message: `backend server ${id} is ${status}`,
    hint: `Start it: \`${shell`aliyun ecs StartInstance --InstanceId ${id}`}\`.`,
  }),
  BACKEND_LOCKED: ({ id, side, status, reason }) => ({
    message: `backend server ${id} is ${status} and locked (${reason})${isUnpaid(reason) ? ': a payment is overdue' : ''}`,
    hint: isUnpaid(reason)
      ? `${side === 'you' ? 'Pay the bill of your account' : 'The peer has to pay its bill'}; until then the server cannot be started.`
      : `${side === 'you' ? 'Look in the ECS console of your account' : 'The peer has to look in its ECS console'} why; until it is unlocked the server cannot be started.`,
  }),
  BACKEND_OTHER_ADDRESS: ({ id, ip, has }) => ({
    message: `${id} does not have the address ${ip}; it has ${list(has)}`,
    hint: 'Correct the ip of this backend under create.backends.',
  }),
  LB_NOT_INTERNAL: ({ id, addressType }) => ({
    message: `${id} has the address type ${addressType}; PrivateLink supports only internal (intranet) CLBs`,
    hint: 'Create an internal pay-as-you-go CLB in the VPC, move the listeners and backends to it, and set its ID in plink.yaml. An NLB works as well.',
  }),
  LB_NOT_IN_VPC: ({ id, networkType }) => ({
    message: `${id} is in the ${networkType} network, not in a VPC`,
    hint: 'Create a CLB in your VPC and set its ID in plink.yaml. PrivateLink supports only load balancers in a VPC.',
  }),
  LB_PREPAID: ({ id, payType }) => ({
    message: `${id} has the billing method ${payType}; PrivateLink supports only pay-as-you-go load balancers`,
    hint: 'Use a pay-as-you-go CLB (PayByCLCU), or change the billing method of this one in the SLB console.',
  }),
  LB_NOT_ACTIVE: ({ id, status }) => ({
    message: `${id} is ${status}, not active`,
    hint: 'Start it in the SLB console (pay the bill first if it is overdue), then run `plink up` again.',
  }),
  LB_WITHOUT_LISTENER: ({ id }) => ({
    message: `${id} has no listener`,
    hint: 'Add a TCP listener with a backend server for the port that the consumer uses.',
  }),
  PORT_WITHOUT_LISTENER: ({ direction, port, ids, listening }) => ({
    message: `the ${direction} tests use port ${port}, but ${list(ids)} ${ids.length === 1 ? 'listens' : 'listen'} on ${list(listening.map(String))}`,
    hint: `Add a TCP listener for port ${port}, or correct the port under ${direction}.tests.`,
  }),
  SERVICE_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('endpoint service', side, id, region),
    hint: 'Correct service.id in plink.yaml or --service. On your own side, remove it to have plink create a service.',
  }),
  SERVICE_AUTO_ACCEPTS: ({ id }) => ({
    message: `${id} accepts endpoint connections automatically`,
    hint: 'Every account on its whitelist can connect without your approval. Turn off "automatically accept endpoint connections" in the console if this is not intended.',
  }),
  ENDPOINT_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('endpoint', side, id, region),
    hint: 'Correct endpoint.id in plink.yaml, or remove it to have plink create an endpoint.',
  }),
  ENDPOINT_OF_OTHER_SERVICE: ({ id, service, wanted }) => ({
    message: `${id} belongs to ${service}, not to ${wanted}`,
    hint: 'The service of an endpoint cannot be changed. Correct endpoint.id, or remove it to have plink create an endpoint.',
  }),
  VPC_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('VPC', side, id, region),
    hint: 'Correct endpoint.vpc in plink.yaml or --vpc. `aliyun vpc DescribeVpcs` lists the VPCs.',
  }),
  VSWITCH_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('vSwitch', side, id, region),
    hint: 'Correct its ID in plink.yaml or in the flag. `aliyun vpc DescribeVSwitches` lists the vSwitches.',
  }),
  VSWITCH_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `vSwitch ${id} is in ${vpc}, not in ${wanted}`,
    hint: `Use a vSwitch in ${wanted}.`,
  }),
  VSWITCH_IN_OTHER_ZONE: ({ id, zone, wanted }) => ({
    message: `vSwitch ${id} is in ${zone}, not in ${wanted}`,
    hint: `Write \`${zone}: ${id}\` (as a flag: \`${shell`${`${zone}=${id}`}`}\`), or use a vSwitch in ${wanted}.`,
  }),
  VSWITCH_FULL: ({ id, free, needed }) => ({
    message: `vSwitch ${id} has ${count(free, 'free IP address', 'free IP addresses')}; ${needed} ${needed === 1 ? 'is' : 'are'} needed`,
    hint: 'Use another vSwitch in this zone, or create one. An endpoint or a CLB needs one address, an NLB needs eight in every zone.',
  }),
  ZONE_MISMATCH: ({ service, endpoint }) => ({
    message: `no common zone: the service is in ${list(service)}, the endpoint in ${list(endpoint)}`,
    hint:
      service.length > 0
        ? `An endpoint can only use zones of the service. Add a vSwitch in ${list(service)} under endpoint.zones, or ask the provider to add a load balancer in ${list(endpoint)}.`
        : 'The service has no service resource in any zone yet. The provider has to add a load balancer.',
  }),
  SECURITY_GROUP_NOT_FOUND: ({ side, id, region }) => ({
    message: notFound('security group', side, id, region),
    hint: 'Correct endpoint.securityGroups in plink.yaml or --security-group. `aliyun ecs DescribeSecurityGroups` lists the security groups.',
  }),
  SECURITY_GROUP_OF_OTHER_VPC: ({ id, vpc, wanted }) => ({
    message: `security group ${id} is in ${vpc}, but the endpoint is in ${wanted}`,
    hint: `Use a security group in ${wanted} under endpoint.securityGroups.`,
  }),
  SECURITY_GROUPS_MIXED: ({ normal, enterprise }) => ({
    message: `security groups of two types: basic ${list(normal)}, advanced ${list(enterprise)}`,
    hint: 'Use security groups of one type only in endpoint.securityGroups.',
  }),
  SECURITY_GROUP_CLOSED: ({ ids, port, open }) => ({
    message: `${list(ids)} ${ids.length === 1 ? 'has' : 'have'} no inbound rule for TCP ${port}${open.length === 0 ? '' : `, only for ${list(open)}`}`,
    hint: `The endpoint silently drops every packet. Add an inbound rule to ${ids.length === 1 ? 'the group' : 'one of the groups'}: TCP ${port}/${port} from the addresses of your clients; \`${shell`--allow ${`10.0.0.0/8:${port}`}`}\` adds it.`,
  }),
  ALLOWS_EVERYBODY: ({ direction, allowed }) => ({
    message: `${allowed} allows every address to connect to the ${direction} endpoint`,
    hint: 'Everything that can route to the endpoint can connect. Pass the CIDR block of your clients instead, for example 10.0.0.0/8.',
  }),
  PAYER_FORBIDDEN: ({ payer, side, requestId }) => ({
    message: `${whose[side]} account cannot create an endpoint service with payer ${payer}`,
    hint:
      payer === 'EndpointService'
        ? `Alibaba Cloud enables "service provider pays" on request, and EMQX requires it. ${side === 'you' ? 'Open' : 'Ask the peer to open'} a ticket in the Alibaba Cloud console (product: PrivateLink): "Please allow our account to create PrivateLink endpoint services that are paid by the service provider (Payer=EndpointService). CreateVpcEndpointService returns EndpointServicePayerForbidden${requestId === null ? '' : `, RequestId ${requestId}`}." Then run \`plink up\` again.`
        : 'Set service.payer in plink.yaml or --payer to the other value, or open a ticket with Alibaba Cloud.',
  }),
} satisfies Partial<FaultText>
