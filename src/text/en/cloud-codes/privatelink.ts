import type { privatelinkCodes as codes } from '../../../model/cloud-codes/privatelink.ts'
import type { Explanation } from '../../glossary.ts'

export const privatelink: Readonly<Record<keyof typeof codes, Explanation>> = {
  'service-not-found': {
    cause: 'There is no such endpoint service in this region, or the account is not allowed to see it.',
    next: 'Compare the service id and the region with what its owner says, and ask whether your UID is in its whitelist.',
  },
  'service-deleted': {
    cause: 'The endpoint service that this endpoint leads to has been deleted.',
    next: 'Ask the owner for the id of the new service; remove the endpoint with `plink down` and --direction, name the new service in plink.yaml and run `plink up`.',
  },
  'not-whitelisted': {
    cause: 'The whitelist of the endpoint service does not have the UID of this account.',
    next: 'The owner of the service has to add the UID of the main account (16 digits) to the whitelist; then run `plink up` again.',
  },
  'made-already': {
    cause: 'The same thing was created before, by an earlier try or by somebody else.',
    next: 'Run `plink plan`: it finds what carries the tags of this link; else put its id into plink.yaml to adopt it.',
  },
  'endpoint-twice': {
    cause: 'The VPC already has an endpoint to this service.',
    next: 'Put the id of that endpoint into plink.yaml (`endpoint.id`) to adopt it, or remove it first.',
  },
  'service-name': {
    cause: 'The name of the endpoint service is taken.',
    next: 'Choose another name for the service.',
  },
  'endpoints-left': {
    cause: 'Endpoints are still connected to the service, so it cannot be deleted.',
    next: 'Their owner has to delete the endpoints first; `plink status` shows them. Then run `plink down` again.',
  },
  'connections-left': {
    cause: 'A connection still uses the service or the load balancer.',
    next: 'Run `plink down` again when the connection is disconnected; a connection that is not expected is cut only with --disconnect and its endpoint.',
  },
  'resources-left': {
    cause: 'Load balancers are still attached to the endpoint service.',
    next: 'Detach in the PrivateLink console those that plink did not attach, then run `plink down` again.',
  },
  'zones-left': {
    cause: 'The endpoint still has zones.',
    next: 'Remove the zones that plink did not add in the PrivateLink console, then run `plink down` again.',
  },
  'dns-name-used': {
    cause: 'The private DNS name is still in use.',
    next: 'Turn the private DNS name off at the endpoints that use it, then run the same command again.',
  },
  'dns-name-unsupported': {
    cause: 'Private DNS names are open to services that Alibaba Cloud runs itself, and only for its own domains.',
    next: 'Leave the private DNS name out; for a name of your own, point a PrivateZone record at the domain of the endpoint.',
  },
  'dns-name-locked': {
    cause: 'The private DNS name of the service is locked because a payment is overdue.',
    next: 'Pay the bills of the account that owns the name, then run the same command again.',
  },
  'connection-not-found': {
    cause: 'This service and this endpoint have no connection.',
    next: 'Check both ids with `plink status`; the endpoint may have been deleted, or may lead to another service.',
  },
  'connection-busy': {
    cause: 'A change of the endpoint connection is still running, or the connection already has the requested state.',
    next: 'Check with `plink status`. If the connection does not have the requested state yet, run the same command again in a minute.',
  },
  'endpoint-busy': {
    cause: 'A change of the endpoint is still running.',
    next: 'Wait until `plink status` shows the endpoint Active, then run the same command again.',
  },
  'service-busy': {
    cause: 'A change of the endpoint service is still running.',
    next: 'Wait until `plink status` shows the service Active, then run the same command again.',
  },
  'zone-busy': {
    cause: 'A change of this zone is still running, or the zone may not be changed now.',
    next: 'Wait until the zone of the endpoint rests, then run the same command again.',
  },
  concurrent: {
    cause: 'PrivateLink carries out changes of this kind one after the other, and another one is running.',
    next: 'Wait until the other change is done, from the console or another plink, and run the same command again.',
  },
  'nat-busy': {
    cause: 'The NAT gateway behind the endpoint service is busy.',
    next: 'Run the same command again in a few minutes; if it stays, ask the owner of the service about its NAT gateway.',
  },
  'endpoint-status': {
    cause: 'The endpoint or its zone is in a state in which this cannot be done.',
    next: 'Look with `plink status`: a change in progress ends by itself; an endpoint that failed has to be removed and made again.',
  },
  'service-status': {
    cause: 'The endpoint service is in a state in which this cannot be done.',
    next: 'The owner has to see that the service is Active; then run the same command again.',
  },
  'connection-status': {
    cause: 'The endpoint connection is not in the state that this needs, mostly not connected.',
    next: 'Approve the connection first (`plink connection approve`), then run the same command again.',
  },
  'endpoint-not-found': {
    cause: 'There is no such endpoint in this region and account; it may have been deleted.',
    next: 'Check the endpoint id in plink.yaml; if plink made the endpoint, `plink up` makes a new one.',
  },
  'endpoint-protected': {
    cause: 'The endpoint is protected: it is managed by another cloud product, which alone may change it.',
    next: 'Change or remove it where it was made, or turn its managed protection off there.',
  },
  'endpoint-without-group': {
    cause: 'An endpoint needs at least one security group.',
    next: 'Name one under `endpoint.securityGroups` in plink.yaml; the last one cannot be taken away.',
  },
  'endpoint-type': {
    cause: 'The type of the endpoint does not fit that of the service (interface, gateway load balancer).',
    next: 'Make an endpoint of the type that the service has; an existing one cannot be converted.',
  },
  'endpoint-policy': {
    cause: 'The endpoint service takes no endpoint policy.',
    next: 'Leave the endpoint policy out; restrict access by security group instead.',
  },
  'endpoint-zones-full': {
    cause: 'The endpoint has as many zones as it may have.',
    next: 'Name fewer zones in plink.yaml, or ask for a larger quota of zones per endpoint in the Quota Center.',
  },
  'endpoint-addresses-full': {
    cause: 'The endpoint has as many addresses as it may have.',
    next: 'Name fewer zones in plink.yaml, or ask for a larger quota of addresses per endpoint in the Quota Center.',
  },
  'endpoints-per-vpc': {
    cause: 'The VPC has as many endpoints as it may have (1000 unless raised).',
    next: 'Delete endpoints that nobody uses, use another VPC, or have the quota raised in the Quota Center.',
  },
  'idle-endpoints': {
    cause: 'The account has too many endpoints that are not connected (10 are allowed).',
    next: 'Delete unconnected endpoints in the PrivateLink console, or have them approved; then run the same command again.',
  },
  'service-downgrade': {
    cause: 'An endpoint service cannot go back to less than it offers now, such as from IPv4 and IPv6 to IPv4 alone.',
    next: 'Keep it as it is, or make a new endpoint service.',
  },
  ipv6: {
    cause: 'IPv6 was asked for, but the load balancers of the service speak IPv4 only.',
    next: 'Use IPv4, or let the owner of the service attach dual-stack load balancers.',
  },
  'zone-unserved': {
    cause: 'The endpoint service has no load balancer in this zone.',
    next: 'Name a vSwitch in a zone that the service has; `plink plan` shows which those are. Or ask its owner for a load balancer in your zone.',
  },
  'zone-without-resource': {
    cause: 'The endpoint service has no usable load balancer in one of the zones.',
    next: 'The owner of the service has to attach a load balancer in that zone; then run the same command again.',
  },
  'zone-twice': {
    cause: 'The endpoint has this zone already, or the call names it twice.',
    next: 'Name each zone once in plink.yaml; `plink plan` shows the zones that are there.',
  },
  'zone-not-found': {
    cause: 'The endpoint has no such zone.',
    next: 'Run `plink plan` to see the zones of the endpoint; if the zone was to be removed, that is done.',
  },
  'zone-mismatch': {
    cause: 'The load balancer is in another zone than the zone of the connection.',
    next: 'Choose a load balancer in the zone of the connection.',
  },
  'payer-forbidden': {
    cause:
      'The owner of this service may not pay for the endpoints of others: Alibaba Cloud has to admit the account first.',
    next: 'Open a ticket that asks to allow Payer=EndpointService for the account, or let the endpoint pay (`service.payer: Endpoint`) if the peer accepts that.',
  },
  'resource-used': {
    cause: 'The load balancer is in use, or the last one of the endpoint service.',
    next: 'Disconnect the endpoints that use it, or attach another load balancer first.',
  },
  'resource-attached': {
    cause: 'The load balancer is attached to the endpoint service already, in this zone.',
    next: 'Run `plink plan`: it takes the attachment as it is.',
  },
  'resource-not-attached': {
    cause: 'The load balancer is not attached to the endpoint service, or none is attached in that zone.',
    next: 'The owner of the service has to attach a load balancer there: `plink up` does it for those in plink.yaml.',
  },
  'resource-type': {
    cause: 'The load balancer is of another type than the endpoint service: one service holds either CLB or NLB.',
    next: 'Use load balancers of one type, or make a second endpoint service.',
  },
  'resource-type-unknown': {
    cause: 'PrivateLink does not take load balancers of this type, or not in this region.',
    next: 'Use an internal CLB or an NLB.',
  },
  'resource-allocated': {
    cause: 'The load balancer is given to new endpoints automatically, and its zone needs at least one such.',
    next: 'Attach another load balancer in the zone, or turn automatic allocation off in the PrivateLink console first.',
  },
  'nat-gateway': {
    cause: 'The NAT gateway that the call names does not exist.',
    next: 'Attach a load balancer instead; NAT gateways serve only services of Alibaba Cloud and its partners.',
  },
  uid: {
    cause: 'The whitelist entry has no UID, or two that differ.',
    next: "Set `peer.uid` in plink.yaml to the UID of the peer's main account, 16 digits.",
  },
  bandwidth: {
    cause: 'The bandwidth of an endpoint service of this type cannot be set.',
    next: 'Leave the bandwidth as it is.',
  },
}
