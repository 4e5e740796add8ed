import type { privatelinkCodes as codes } from '../../../model/cloud-codes/privatelink.ts'
import type { Explanation } from '../../glossary.ts'

export const privatelink: Readonly<Record<keyof typeof codes, Explanation>> = {
  'service-not-found': {
    cause: 'The endpoint service does not exist in this region, or it is not visible to the account.',
    next: 'Check the service ID and the region with its owner, and ask whether your UID is on its whitelist.',
  },
  'service-deleted': {
    cause: 'The endpoint service of this endpoint has been deleted.',
    next: 'Ask the owner for the ID of the new service. Delete the endpoint with `plink down` and --direction, set the new service ID in plink.yaml, and run `plink up`.',
  },
  'not-whitelisted': {
    cause: 'The UID of this account is not on the whitelist of the endpoint service.',
    next: 'Ask the owner of the service to add the UID of the main account (16 digits) to the whitelist, then run `plink up` again.',
  },
  'made-already': {
    cause: 'The resource already exists, from an earlier run or created by somebody else.',
    next: 'Run `plink plan`, which finds resources with the tags of this link. To adopt any other resource, set its ID in plink.yaml.',
  },
  'endpoint-twice': {
    cause: 'The VPC already has an endpoint to this service.',
    next: 'Set the ID of that endpoint as `endpoint.id` in plink.yaml to adopt it, or delete it first.',
  },
  'service-name': {
    cause: 'The name of the endpoint service is already in use.',
    next: 'Choose another name for the service.',
  },
  'endpoints-left': {
    cause: 'Endpoints are still connected to the service, so it cannot be deleted.',
    next: 'Ask their owner to delete the endpoints, which `plink status` shows. Then run `plink down` again.',
  },
  'connections-left': {
    cause: 'A connection still uses the service or the load balancer.',
    next: 'Run `plink down` again after the connection is disconnected. To disconnect an unexpected endpoint, pass its ID with --disconnect.',
  },
  'resources-left': {
    cause: 'Load balancers are still attached to the endpoint service.',
    next: 'In the PrivateLink console, detach those that plink did not attach, then run `plink down` again.',
  },
  'zones-left': {
    cause: 'The endpoint still has zones.',
    next: 'In the PrivateLink console, remove the zones that plink did not add, then run `plink down` again.',
  },
  'dns-name-used': {
    cause: 'The private DNS name is still in use.',
    next: 'Turn off the private DNS name for the endpoints that use it, then run the same command again.',
  },
  'dns-name-unsupported': {
    cause: 'Private DNS names are available only for services of Alibaba Cloud, in its own domains.',
    next: 'Do not set a private DNS name. For your own name, create a PrivateZone record that points to the domain of the endpoint.',
  },
  'dns-name-locked': {
    cause: 'The private DNS name of the service is locked because a payment is overdue.',
    next: 'Pay the bills of the account that owns the name, then run the same command again.',
  },
  'connection-not-found': {
    cause: 'There is no connection between this service and this endpoint.',
    next: 'Check both IDs with `plink status`. The endpoint may have been deleted, or it may belong to another service.',
  },
  'connection-busy': {
    cause: 'A change of the endpoint connection is in progress, or the connection already has the requested state.',
    next: 'Check with `plink status`. If the connection does not have the requested state yet, run the same command again in a minute.',
  },
  'endpoint-busy': {
    cause: 'A change of the endpoint is in progress.',
    next: 'Wait until `plink status` shows the endpoint Active, then run the same command again.',
  },
  'service-busy': {
    cause: 'A change of the endpoint service is in progress.',
    next: 'Wait until `plink status` shows the service Active, then run the same command again.',
  },
  'zone-busy': {
    cause: 'A change of this zone is in progress, or the zone cannot be changed now.',
    next: 'Wait until `plink status` shows the zone Connected, then run the same command again.',
  },
  concurrent: {
    cause: 'PrivateLink processes such changes one at a time, and another one is in progress.',
    next: 'Wait until the other change (in the console or by another plink) has finished, then run the same command again.',
  },
  'nat-busy': {
    cause: 'The NAT gateway behind the endpoint service is busy.',
    next: 'Run the same command again in a few minutes. If the error remains, ask the owner of the service to check its NAT gateway.',
  },
  'endpoint-status': {
    cause: 'The status of the endpoint or its zone does not allow this operation.',
    next: 'Check `plink status`. Wait if a change is in progress; delete and recreate an endpoint that has failed.',
  },
  'service-status': {
    cause: 'The status of the endpoint service does not allow this operation.',
    next: 'Ask its owner to check that the service is Active, then run the same command again.',
  },
  'connection-status': {
    cause: 'The status of the endpoint connection does not allow this operation; usually it is not connected.',
    next: 'Approve the connection first (`plink connection approve`), then run the same command again.',
  },
  'endpoint-not-found': {
    cause: 'The endpoint does not exist in this region and account; it may have been deleted.',
    next: 'Check the endpoint ID in plink.yaml. If plink created the endpoint, `plink up` creates a new one.',
  },
  'endpoint-protected': {
    cause: 'The endpoint is managed by another cloud product and can be changed only there.',
    next: 'Change or delete it in that product, or turn off managed protection there.',
  },
  'endpoint-without-group': {
    cause: 'An endpoint requires at least one security group.',
    next: 'Set `endpoint.securityGroups` in plink.yaml. The last security group cannot be removed.',
  },
  'endpoint-type': {
    cause: 'The types of the endpoint and the service (interface, gateway load balancer) do not match.',
    next: 'Create an endpoint of the type of the service; the type of an existing endpoint cannot be changed.',
  },
  'endpoint-policy': {
    cause: 'The endpoint service does not support endpoint policies.',
    next: 'Remove the endpoint policy, and restrict access with a security group instead.',
  },
  'endpoint-zones-full': {
    cause: 'The zone quota of the endpoint is used up.',
    next: 'Use fewer zones in plink.yaml, or request a higher quota of zones per endpoint in the Quota Center.',
  },
  'endpoint-addresses-full': {
    cause: 'The address quota of the endpoint is used up.',
    next: 'Use fewer zones in plink.yaml, or request a higher quota of addresses per endpoint in the Quota Center.',
  },
  'endpoints-per-vpc': {
    cause: 'The endpoint quota of the VPC is used up (default: 1000).',
    next: 'Delete unused endpoints, use another VPC, or request a higher quota in the Quota Center.',
  },
  'idle-endpoints': {
    cause: 'The account has too many unconnected endpoints (limit: 10).',
    next: 'Delete unconnected endpoints in the PrivateLink console, or ask for their approval. Then run the same command again.',
  },
  'service-downgrade': {
    cause: 'An endpoint service cannot be downgraded, for example from dual-stack to IPv4.',
    next: 'Keep it unchanged, or create a new endpoint service.',
  },
  ipv6: {
    cause: 'IPv6 was requested, but the load balancers of the service support only IPv4.',
    next: 'Use IPv4, or ask the owner of the service to attach dual-stack load balancers.',
  },
  'zone-unserved': {
    cause: 'The endpoint service has no load balancer in this zone.',
    next: 'Use a vSwitch in a zone of the service; `plink service zones epsrv-…` lists them. Or ask its owner to add a load balancer in your zone.',
  },
  'zone-without-resource': {
    cause: 'The endpoint service has no usable load balancer in one of the zones.',
    next: 'Ask the owner of the service to attach a load balancer in that zone, then run the same command again.',
  },
  'zone-twice': {
    cause: 'The endpoint already has this zone, or the zone was listed twice.',
    next: 'List each zone only once in plink.yaml; `plink endpoint get` shows the existing zones.',
  },
  'zone-not-found': {
    cause: 'The endpoint does not have this zone.',
    next: 'Run `plink endpoint get` to see the zones of the endpoint. If you wanted to remove the zone, nothing is left to do.',
  },
  'zone-mismatch': {
    cause: 'The load balancer is not in the zone of the connection.',
    next: 'Use a load balancer in the zone of the connection.',
  },
  'payer-forbidden': {
    cause:
      'The owner of this service is not allowed to pay for endpoints of others; Alibaba Cloud enables this on request.',
    next: 'Open a ticket with Alibaba Cloud to request Payer=EndpointService for the account. If the peer pays, set `service.payer: Endpoint`.',
  },
  'resource-used': {
    cause: 'The load balancer is in use, or it is the last one of the endpoint service.',
    next: 'Disconnect the endpoints that use it, or attach another load balancer first.',
  },
  'resource-attached': {
    cause: 'The load balancer is already attached to the endpoint service in this zone.',
    next: 'Run the same command again; plink detects the attachment.',
  },
  'resource-not-attached': {
    cause: 'The load balancer is not attached to the endpoint service, or none is attached in that zone.',
    next: 'Ask the owner of the service to attach a load balancer there. `plink up` attaches those in plink.yaml.',
  },
  'resource-type': {
    cause: 'The types of the load balancer and the endpoint service differ: a service has either CLBs or NLBs.',
    next: 'Use load balancers of one type, or create a second endpoint service.',
  },
  'resource-type-unknown': {
    cause: 'PrivateLink does not support load balancers of this type in this region.',
    next: 'Use an internal CLB or an NLB.',
  },
  'resource-allocated': {
    cause: 'The load balancer is allocated to new endpoints automatically, and its zone needs at least one of these.',
    next: 'Attach another load balancer in the zone, or turn off automatic allocation in the PrivateLink console first.',
  },
  'nat-gateway': {
    cause: 'The NAT gateway in the request does not exist.',
    next: 'Attach a load balancer instead; NAT gateways are only for services of Alibaba Cloud and its partners.',
  },
  uid: {
    cause: 'The whitelist entry has no UID or two different ones.',
    next: "Set `peer.uid` in plink.yaml to the UID of the peer's main account, 16 digits.",
  },
  bandwidth: {
    cause: 'The bandwidth of this type of endpoint service cannot be changed.',
    next: 'Keep the bandwidth unchanged.',
  },
}
