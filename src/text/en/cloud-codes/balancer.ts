import type { balancerCodes as codes } from '../../../model/cloud-codes/balancer.ts'
import type { Explanation } from '../../glossary.ts'

export const balancer: Readonly<Record<keyof typeof codes, Explanation>> = {
  'balancer-not-found': {
    cause: 'The load balancer does not exist in this region and account; it may have been deleted.',
    next: 'Correct the ID under `service.loadBalancers` or the region in plink.yaml.',
  },
  'balancer-unfit': {
    cause: 'PrivateLink does not support this load balancer: a CLB must be internal, in a VPC and pay-as-you-go.',
    next: 'Use another load balancer; `plink lb check` shows which ones fit and why others do not.',
  },
  'sold-out': {
    cause: 'Load balancers are sold out or not offered in this zone or region.',
    next: 'Use a vSwitch in another zone that the peer can use as well, or try again later.',
  },
  'zone-closed': {
    cause: 'The account cannot use this zone.',
    next: 'Use another zone, or ask Alibaba Cloud support to enable this one.',
  },
  'balancers-full': {
    cause: 'The load balancer quota of the account is used up.',
    next: 'Use an existing one (`service.loadBalancers` in plink.yaml), delete unused ones, or request a higher quota in the Quota Center.',
  },
  'balancer-charge': {
    cause: 'Load balancers with this billing method or specification are no longer offered.',
    next: 'Create a load balancer with the billing method pay-by-CLCU (PayByCLCU) and without a specification.',
  },
  'balancer-name': {
    cause: 'The name of the load balancer is not allowed.',
    next: 'Use a link name in plink.yaml that starts with a letter and contains only letters, digits, periods, underscores and hyphens.',
  },
  'balancer-address': {
    cause: 'No IP address is available in the vSwitch, or the requested address is in use.',
    next: 'Do not set an address, or use another vSwitch in the zone.',
  },
  'balancer-zones': {
    cause: 'The zones are invalid: an NLB needs at least two different zones, each with its own vSwitch.',
    next: 'Set two different zones, each with a vSwitch in that zone.',
  },
  'balancer-busy': {
    cause: 'Another change of the load balancer is in progress.',
    next: 'Wait a minute and run the same command again.',
  },
  'balancer-configuring': {
    cause: 'The NLB or one of its parts is still being created or changed.',
    next: 'Wait until it is Active in the NLB console, then run the same command again.',
  },
  'balancer-status': {
    cause: 'The status of the NLB or of its server group does not allow this operation.',
    next: 'Wait until it is Active, then run the same command again. If it is CreateFailed, delete it.',
  },
  'balancer-locked': {
    cause: 'The load balancer is locked, usually because a payment is overdue.',
    next: 'Pay the bills or unlock it in the SLB console, then run the same command again.',
  },
  'balancer-ordering': {
    cause: 'An order for the load balancer is still pending.',
    next: 'Complete or cancel the order in the billing console, then run the same command again.',
  },
  'balancer-protected': {
    cause: 'Deletion protection is on for the load balancer; PrivateLink may have turned it on.',
    next: 'Detach it from the endpoint service, turn off deletion protection in the console, then run `plink down` again.',
  },
  'balancer-prepaid': {
    cause: 'The load balancer is a subscription instance; this operation requires pay-as-you-go.',
    next: 'Change it to pay-as-you-go in the SLB console, or use another load balancer.',
  },
  'job-unknown': {
    cause: 'The asynchronous job of this change no longer exists.',
    next: 'Run the same command again; plink checks the load balancer directly.',
  },
  'backend-elsewhere': {
    cause: 'The backend and the load balancer are in different VPCs.',
    next: 'Use a backend in the VPC of the load balancer; managed databases and servers of other VPCs cannot be backends.',
  },
  'backend-not-found': {
    cause: 'The server, network interface or container group does not exist in this region and account.',
    next: 'Correct the ID of the backend in plink.yaml (i-…, eni-…, eci-…).',
  },
  'backend-stopped': {
    cause: 'The backend is not running, so its address cannot be read.',
    next: 'Start the server, then run the same command again.',
  },
  'backend-twice': {
    cause: 'Two backends have the same address and port.',
    next: 'List each backend only once, as a server or as a network interface.',
  },
  'backend-type': {
    cause: 'The type of the backend does not match the type of the server group.',
    next: 'Add servers, network interfaces and container groups to a group of type Instance, and IP addresses to one of type Ip.',
  },
  'backend-zone': {
    cause: 'The load balancer does not support the zone of the backend.',
    next: 'Use a backend in a zone of the load balancer.',
  },
  'backends-malformed': {
    cause: 'The list of backends in the request is malformed.',
    next: 'Check IDs, ports (1 to 65535) and weights in plink.yaml. If they are right, report the error with its request ID.',
  },
  'backend-weight': {
    cause: 'The weight of a backend is out of range.',
    next: 'Use a weight from 0 (no traffic) to 100.',
  },
  'backends-full': {
    cause: 'Too many backends in one request; the limit is 20.',
    next: 'Add the backends in several steps.',
  },
  'backends-fixed': {
    cause: 'The backends of this load balancer cannot be changed this way.',
    next: 'Check in the SLB console what manages the backends, such as a Kubernetes cluster or a scaling group, and change them there.',
  },
  'backends-busy': {
    cause: 'Another change of the backends is in progress.',
    next: 'Wait until it has finished, then run the same command again.',
  },
  'master-slave': {
    cause: 'A listener uses either a server group or a primary/secondary server group, not both.',
    next: 'Use a vServer group for the listener.',
  },
  'servers-not-found': {
    cause: 'The server group does not exist.',
    next: 'Run `plink plan` to see what plink will create.',
  },
  'servers-unnamed': {
    cause: 'The listener has no server group, or its server group does not exist.',
    next: 'Set a server group in the same VPC for the listener.',
  },
  'servers-empty': {
    cause: 'The server group has no servers.',
    next: 'Add a backend to the server group first.',
  },
  'servers-protocol': {
    cause: 'The protocols of the server group and the listener do not match.',
    next: 'Use a server group for TCP with a TCP listener.',
  },
  'servers-used': {
    cause: 'A listener still uses the server group; this also happens for a short time after the listener was deleted.',
    next: 'Run the same command again in a minute. If the error remains, delete the listener that uses the group.',
  },
  'servers-ruled': {
    cause: 'A forwarding rule still uses the server group.',
    next: 'Delete the forwarding rule in the SLB console, then run the same command again.',
  },
  'listener-twice': {
    cause: 'The load balancer already has a listener on this port.',
    next: 'Keep the existing listener and remove it from `listeners`, or use another port.',
  },
  'listener-port': {
    cause: 'The port of the listener is not allowed.',
    next: 'Use a port from 1 to 65535.',
  },
  'listener-spec': {
    cause: 'The specification of this load balancer does not support a setting of the listener.',
    next: 'Use the scheduling algorithm wrr or rr, or a pay-by-CLCU load balancer.',
  },
  'listener-acl': {
    cause: 'The access control list of the listener does not exist.',
    next: 'Correct its ID, or turn off access control for the listener.',
  },
  'listeners-full': {
    cause: 'The listener quota of the load balancer is used up (default: 50).',
    next: 'Delete unused listeners, or use another load balancer.',
  },
  'listener-not-found': {
    cause: 'The load balancer has no listener on this port.',
    next: 'Run `plink lb get` to see its listeners.',
  },
  'listener-forward': {
    cause: 'Another listener redirects to this one.',
    next: 'Remove the redirection in the SLB console first.',
  },
  'listener-busy': {
    cause: 'A change of the listener is in progress.',
    next: 'Wait until the listener is running or stopped, then run the same command again.',
  },
  'health-check-bad': {
    cause: 'The health check of the listener is malformed.',
    next: 'Use thresholds from 2 to 10, a timeout from 1 to 300 s and an interval from 1 to 50 s.',
  },
  'health-check-off': {
    cause: 'The health check of the listener is off, so the health of its backends is unknown.',
    next: 'Turn on the health check of the listener.',
  },
}
