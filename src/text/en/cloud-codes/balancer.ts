import type { balancerCodes as codes } from '../../../model/cloud-codes/balancer.ts'
import type { Explanation } from '../../glossary.ts'

export const balancer: Readonly<Record<keyof typeof codes, Explanation>> = {
  'balancer-not-found': {
    cause: 'There is no such load balancer in this region and account; it may have been deleted.',
    next: 'Correct the id under `service.loadBalancers` or the region in plink.yaml.',
  },
  'balancer-unfit': {
    cause: 'PrivateLink does not take this load balancer: a CLB must be internal, in a VPC and pay-as-you-go.',
    next: 'Use a load balancer that is all of this; `plink plan` says what does not fit.',
  },
  'sold-out': {
    cause: 'Alibaba Cloud has no load balancers left, or sells none, in this zone or region.',
    next: 'Use a vSwitch in another zone, best one where the peer can be too, or try again later.',
  },
  'zone-closed': {
    cause: 'The account is not admitted to this zone.',
    next: 'Use another zone, or ask Alibaba Cloud support to open this one.',
  },
  'balancers-full': {
    cause: 'The account has as many load balancers as it may have.',
    next: 'Adopt one that is there (`service.loadBalancers` in plink.yaml), delete unused ones, or ask for more in the Quota Center.',
  },
  'balancer-charge': {
    cause: 'A load balancer with this way of charging or this specification is no longer sold.',
    next: 'Create it with pay-by-LCU (PayByCLCU) and without a specification.',
  },
  'balancer-name': {
    cause: 'The name of the load balancer is not allowed.',
    next: 'Use a link name in plink.yaml that begins with a letter and has only letters, digits, . _ and -.',
  },
  'balancer-address': {
    cause: 'The load balancer could not get an address in the vSwitch, or the address is taken.',
    next: 'Let the cloud choose the address, or use another vSwitch of the zone.',
  },
  'balancer-zones': {
    cause:
      'The zones do not fit: an NLB needs two different ones where the region has two, each with a vSwitch of its own.',
    next: 'Name two zones, each once, and in each a vSwitch that lies in it.',
  },
  'balancer-busy': {
    cause: 'The load balancer is busy with another change.',
    next: 'Wait a minute and run the same command again: plink repeats such calls by itself for a while.',
  },
  'balancer-configuring': {
    cause: 'The network load balancer, or a part of it, is still being made or changed.',
    next: 'Wait until it is Active in the NLB console, then run the same command again.',
  },
  'balancer-status': {
    cause: 'The network load balancer or its server group is not in the state that this needs.',
    next: 'Run the same command again when it is Active; one that shows CreateFailed can only be deleted.',
  },
  'balancer-locked': {
    cause: 'The load balancer is locked, mostly because a payment is overdue.',
    next: 'Pay the bills or have the lock lifted in the SLB console, then run the same command again.',
  },
  'balancer-ordering': {
    cause: 'An order for the load balancer is still open.',
    next: 'Complete or cancel the order in the billing console, then run the same command again.',
  },
  'balancer-protected': {
    cause: 'The load balancer is protected against deletion; PrivateLink may have turned that on itself.',
    next: 'Detach it from the endpoint service first, turn the protection off in its console, then run `plink down` again.',
  },
  'balancer-prepaid': {
    cause: 'The load balancer is prepaid, and this works with pay-as-you-go only.',
    next: 'Switch it to pay-as-you-go in the SLB console, or use another one.',
  },
  'job-unknown': {
    cause: 'The job that carries out the change is not known any more.',
    next: 'Run the same command again: plink looks at the load balancer itself.',
  },
  'backend-elsewhere': {
    cause: 'The backend is in another VPC than the load balancer.',
    next: 'Use a backend in the VPC of the load balancer; managed databases and servers of other VPCs cannot be backends.',
  },
  'backend-not-found': {
    cause: 'There is no such server, interface or container group in this region and account.',
    next: 'Correct the id of the backend in plink.yaml (i-…, eni-…, eci-…).',
  },
  'backend-stopped': {
    cause: 'The backend is not running, so its address cannot be read.',
    next: 'Start the server, then run the same command again.',
  },
  'backend-twice': {
    cause: 'Two backends have the same address and port.',
    next: 'Name each backend once, by its server or by its interface.',
  },
  'backend-type': {
    cause: 'The type of the backend does not fit that of the server group.',
    next: 'Put servers, interfaces and container groups into a group of type Instance, plain addresses into one of type Ip.',
  },
  'backend-zone': {
    cause: 'The backend is in a zone that does not fit.',
    next: 'Use a backend in a zone of the load balancer.',
  },
  'backends-malformed': {
    cause: 'The list of backends in the call cannot be read.',
    next: 'Check ids, ports (1 to 65535) and weights in plink.yaml; if they are right, report it with the request id.',
  },
  'backend-weight': {
    cause: 'The weight of a backend is out of range.',
    next: 'Use a weight from 0 (gets nothing) to 100.',
  },
  'backends-full': {
    cause: 'Too many backends were added in one call; 20 are allowed.',
    next: 'Add the backends in several steps.',
  },
  'backends-fixed': {
    cause: 'The backends of this load balancer cannot be changed this way.',
    next: 'Look in the SLB console who manages its backends, such as a Kubernetes cluster or a scaling group, and change them there.',
  },
  'backends-busy': {
    cause: 'Another change of the backends is running.',
    next: 'Wait until the backends are settled, then run the same command again.',
  },
  'master-slave': {
    cause: 'A listener takes either a server group or a pair of primary and secondary server, not both.',
    next: 'Use an ordinary server group for the listener.',
  },
  'servers-not-found': {
    cause: 'There is no such server group.',
    next: 'Run `plink plan`: it looks which groups the load balancer has.',
  },
  'servers-unnamed': {
    cause: 'The listener has no server group, or one that does not exist.',
    next: 'Name a server group of the same VPC for the listener.',
  },
  'servers-empty': {
    cause: 'The server group has no servers.',
    next: 'Add a backend to the server group first.',
  },
  'servers-protocol': {
    cause: 'The protocol of the server group does not fit that of the listener.',
    next: 'Use a server group for TCP with a TCP listener.',
  },
  'servers-used': {
    cause: 'A listener still uses the server group; just after the listener was deleted this is so for a while.',
    next: 'Run the same command again in a minute; if it stays, delete the listener that uses the group.',
  },
  'servers-ruled': {
    cause: 'A forwarding rule still uses the server group.',
    next: 'Delete the forwarding rule in the SLB console, then run the same command again.',
  },
  'listener-twice': {
    cause: 'The load balancer already has a listener on this port.',
    next: 'Use the listener that is there (leave it out of `listeners`), or choose another port.',
  },
  'listener-port': {
    cause: 'The port of the listener is not allowed.',
    next: 'Use a port from 1 to 65535.',
  },
  'listener-spec': {
    cause: 'The specification of this load balancer does not offer what the listener asks for.',
    next: 'Use the scheduler wrr or rr, or a load balancer with pay-by-LCU.',
  },
  'listener-acl': {
    cause: 'The access control list of the listener does not exist.',
    next: 'Correct its id, or turn access control off for the listener.',
  },
  'listeners-full': {
    cause: 'The load balancer has as many listeners as it may have (50 unless raised).',
    next: 'Delete listeners that nobody uses, or use another load balancer.',
  },
  'listener-not-found': {
    cause: 'The load balancer has no listener on this port.',
    next: 'Run `plink plan`: it shows the ports on which the load balancer listens.',
  },
  'listener-forward': {
    cause: 'Another listener forwards to this one.',
    next: 'Remove the forwarding in the SLB console first.',
  },
  'listener-busy': {
    cause: 'A change of the listener is still running.',
    next: 'Wait until the listener is running or stopped, then run the same command again.',
  },
  'health-check-bad': {
    cause: 'The health check of the listener is malformed.',
    next: 'Use thresholds from 2 to 10, a timeout from 1 to 300 s and an interval from 1 to 50 s.',
  },
  'health-check-off': {
    cause: 'The listener has no health check, so its backends have no health to tell.',
    next: 'Turn the health check of the listener on.',
  },
}
