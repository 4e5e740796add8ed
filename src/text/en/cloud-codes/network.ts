import type { networkCodes as codes } from '../../../model/cloud-codes/network.ts'
import type { Explanation } from '../../glossary.ts'

export const network: Readonly<Record<keyof typeof codes, Explanation>> = {
  'vpc-not-found': {
    cause: 'There is no such VPC in this region and account.',
    next: 'Correct the VPC id (`endpoint.vpc`) or the region in plink.yaml.',
  },
  'vpc-not-ready': {
    cause: 'The VPC is not ready: it is being created or deleted, or something about it is wrong.',
    next: 'Look at the VPC in its console, and run the same command again when it is Available.',
  },
  'vswitch-not-found': {
    cause: 'There is no such vSwitch in this region and account.',
    next: 'Correct the vSwitch id (`endpoint.zones`) in plink.yaml; it must be in the VPC and the zone beside it.',
  },
  'vswitch-missing': {
    cause: 'An internal load balancer needs a vSwitch, and none was given.',
    next: 'Set a vSwitch in plink.yaml, in the zone of the load balancer.',
  },
  'vswitch-full': {
    cause: 'The vSwitch has no free address left. An endpoint zone takes one, an NLB three per zone.',
    next: 'Use another vSwitch of the same zone, or free addresses in this one.',
  },
  'vswitch-busy': {
    cause: 'The vSwitch is being created or changed.',
    next: 'Wait until the vSwitch is Available, then run the same command again.',
  },
  'address-unusable': {
    cause: 'The address is outside the range of the vSwitch, or taken.',
    next: 'Choose a free address of the vSwitch, or leave it out and let the cloud choose.',
  },
  'group-not-found': {
    cause: 'There is no such security group in this region and account.',
    next: 'Correct the id under `endpoint.securityGroups` in plink.yaml; the group must be in the VPC of the endpoint.',
  },
  'group-malformed': {
    cause: 'This is not the id of a security group.',
    next: 'Use an id that begins with `sg-`, as the ECS console shows it.',
  },
  'group-attached': {
    cause: 'The security group is attached to the endpoint already.',
    next: 'Run the same command again: the group stays as it is.',
  },
  'group-unusable': {
    cause: 'A security group of this kind, such as one managed by another product, cannot be used for endpoints.',
    next: 'Use a basic or advanced security group of your own.',
  },
  'groups-mixed': {
    cause: 'Basic and advanced security groups cannot be mixed at one endpoint.',
    next: 'Name security groups of one type only in plink.yaml.',
  },
  'group-labels': {
    cause: 'Name, description or type of the security group is not allowed.',
    next: 'Use a name of 2 to 128 characters and a description of 2 to 256, neither beginning with http://, and the type normal or enterprise.',
  },
  'groups-full': {
    cause: 'The account has as many security groups as it may have.',
    next: 'Name an existing security group in plink.yaml, delete unused ones, or ask for more in the Quota Center.',
  },
  'group-used': {
    cause: 'The security group is still in use: by an instance, an interface, an endpoint, or a rule of another group.',
    next: 'Take it away from them first; after an endpoint was deleted this can take some minutes. Then run the same command again.',
  },
  'group-managed': {
    cause: 'The security group is managed by another cloud product, which alone may change it.',
    next: 'Use a security group of your own.',
  },
  'rules-full': {
    cause: 'The security group has as many rules as it may have.',
    next: 'Remove or merge rules, such as several addresses into one range, or use another group.',
  },
  'rule-source': {
    cause: 'The source of the rule is missing or is no address range.',
    next: 'Give the source as a CIDR such as 10.0.0.0/8.',
  },
  'rule-source-group': {
    cause: 'The security group that is the source of the rule does not exist, or is in another VPC.',
    next: 'Name a source group of the same VPC, or an address range.',
  },
  'rule-between-groups': {
    cause: 'Advanced security groups take no rules that name another group.',
    next: 'Write the rule with an address range instead of a group.',
  },
  'rule-port': {
    cause: 'The port range of the rule is malformed.',
    next: 'Give it as two ports from 1 to 65535, such as 1883/1883.',
  },
  'rule-protocol': {
    cause: 'The protocol of the rule is unknown, or does not fit its ports.',
    next: 'Use TCP with the port of the service; -1/-1 goes with ICMP, GRE and ALL only.',
  },
  'rule-priority': {
    cause: 'The priority of the rule is out of range.',
    next: 'Use a priority from 1 (first) to 100.',
  },
  'rules-given-twice': {
    cause: 'The call gives the same rule twice, or mixes the old way of writing rules with the new one.',
    next: 'Update plink; if it stays, report the rule with the request id.',
  },
  'rule-gone': {
    cause: 'The rule to remove is not there, or no longer.',
    next: 'Run the same command again: it goes on without the rule.',
  },
}
