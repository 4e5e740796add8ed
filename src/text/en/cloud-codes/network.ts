import type { networkCodes as codes } from '../../../model/cloud-codes/network.ts'
import type { Explanation } from '../../glossary.ts'

export const network: Readonly<Record<keyof typeof codes, Explanation>> = {
  'vpc-not-found': {
    cause: 'The VPC does not exist in this region and account.',
    next: 'Correct the VPC ID (`endpoint.vpc`) or the region in plink.yaml.',
  },
  'vpc-not-ready': {
    cause: 'The VPC is not ready: it is being created or deleted, or it has a problem.',
    next: 'Check the VPC in the console. Run the same command again when it is Available.',
  },
  'vswitch-not-found': {
    cause: 'The vSwitch does not exist in this region and account.',
    next: 'Correct the vSwitch ID (`endpoint.zones`) in plink.yaml. It must be in the VPC and the zone of the endpoint.',
  },
  'vswitch-missing': {
    cause: 'An internal load balancer requires a vSwitch.',
    next: 'Set a vSwitch in plink.yaml, in the zone of the load balancer.',
  },
  'vswitch-full': {
    cause: 'The vSwitch has no free IP address. An endpoint zone needs one, an NLB several in each zone.',
    next: 'Use another vSwitch in the same zone, or release addresses in this one.',
  },
  'vswitch-busy': {
    cause: 'The vSwitch is being created or changed.',
    next: 'Wait until the vSwitch is Available, then run the same command again.',
  },
  'address-unusable': {
    cause: 'The IP address is outside the CIDR block of the vSwitch or already in use.',
    next: 'Use a free address of the vSwitch, or do not set an address.',
  },
  'group-not-found': {
    cause: 'The security group does not exist in this region and account.',
    next: 'Correct the ID under `endpoint.securityGroups` in plink.yaml. The group must be in the VPC of the endpoint.',
  },
  'group-malformed': {
    cause: 'This is not a security group ID.',
    next: 'Use an ID that starts with `sg-`, as shown in the ECS console.',
  },
  'group-attached': {
    cause: 'The security group is already attached to the endpoint.',
    next: 'Run the same command again; the group is kept.',
  },
  'group-unusable': {
    cause: 'This security group, for example one managed by another product, cannot be used for endpoints.',
    next: 'Use a basic or advanced security group of your own.',
  },
  'groups-mixed': {
    cause: 'An endpoint cannot have both basic and advanced security groups.',
    next: 'Use security groups of one type only in plink.yaml.',
  },
  'group-labels': {
    cause: 'The name, description or type of the security group is invalid.',
    next: 'Use a name of 2 to 128 characters, a description of 2 to 256 characters, neither starting with http://, and the type normal or enterprise.',
  },
  'groups-full': {
    cause: 'The security group quota of the account is used up.',
    next: 'Use an existing security group in plink.yaml, delete unused ones, or request a higher quota in the Quota Center.',
  },
  'group-used': {
    cause:
      'The security group is still used by an instance, a network interface, an endpoint, or a rule of another group.',
    next: 'Remove it from them first, then run the same command again. After an endpoint was deleted this can take some minutes.',
  },
  'group-managed': {
    cause: 'The security group is managed by another cloud product and can be changed only there.',
    next: 'Use a security group of your own.',
  },
  'rules-full': {
    cause: 'The rule quota of the security group is used up.',
    next: 'Remove rules, merge several addresses into one CIDR block, or use another group.',
  },
  'rule-source': {
    cause: 'The source of the rule is missing or is not a CIDR block.',
    next: 'Set the source to a CIDR block such as 10.0.0.0/8.',
  },
  'rule-source-group': {
    cause: 'The source security group of the rule does not exist or is in another VPC.',
    next: 'Use a source group in the same VPC, or a CIDR block.',
  },
  'rule-between-groups': {
    cause: 'Advanced security groups do not support rules with another group as the source.',
    next: 'Use a CIDR block instead of a group.',
  },
  'rule-port': {
    cause: 'The port range of the rule is malformed.',
    next: 'Use two ports from 1 to 65535, for example 1883/1883.',
  },
  'rule-protocol': {
    cause: 'The protocol of the rule is unknown or does not match its ports.',
    next: 'Use TCP with the port of the service; -1/-1 is only for ICMP, GRE and ALL.',
  },
  'rule-priority': {
    cause: 'The priority of the rule is out of range.',
    next: 'Use a priority from 1 (highest) to 100.',
  },
  'rules-given-twice': {
    cause: 'The request contains the same rule twice, or mixes two formats of rules.',
    next: 'Update plink. If the error remains, report the rule with the request ID.',
  },
  'rule-gone': {
    cause: 'The rule to remove does not exist.',
    next: 'Run the same command again to continue without the rule.',
  },
}
