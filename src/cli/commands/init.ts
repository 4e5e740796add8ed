import { command, loadBalancerReads } from '../command.ts'

export const initCommand = command({
  name: 'init',
  flags: ['answers', 'set'],
  exits: [3, 4, 5, 7, 8],
  access: {
    reads: [
      'sts.GetCallerIdentity',
      'privatelink.ListVpcEndpointServices',
      'privatelink.ListVpcEndpointServicesByEndUser',
      'privatelink.ListVpcEndpoints',
      // DryRun only: nothing else tells whether the account may pay for the endpoints of others.
      'privatelink.CreateVpcEndpointService',
      'slb.DescribeLoadBalancers',
      'slb.DescribeAvailableResource',
      'nlb.ListLoadBalancers',
      ...loadBalancerReads,
      'vpc.DescribeVpcs',
      'vpc.DescribeVSwitches',
      'ecs.DescribeInstances',
      'ecs.DescribeSecurityGroups',
      'ecs.DescribeSecurityGroupAttribute',
    ],
  },
  examples: [
    'plink init',
    'plink init --answers answers.yaml',
    'plink init --set peer.kind=emqx --set directions=inbound --set peer.uid=later',
    'plink init --plain',
  ],
  async run(context, options) {
    const { runInit } = await import('../wizard/init.ts')
    return runInit(context, options)
  },
})
