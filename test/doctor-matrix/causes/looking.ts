import type { HopName } from '../../../src/model/hop.ts'
import type { DirectionName } from '../../../src/model/link.ts'
import type { Cause } from '../cause.ts'
import { startDeploymentApi } from '../fake-servers.ts'
import { failCalls, machine } from '../parts.ts'

const denied = { fault: 'denied' }

/** Reads that are refused, or answered badly: nothing is wrong with the link, and no hop may be blamed for it. */
export const lookingCauses: readonly Cause[] = [
  ...(
    [
      ['slb.DescribeHealthStatus', 'inbound', 'backend'],
      ['slb.DescribeLoadBalancerListeners', 'inbound', 'listener'],
      ['slb.DescribeLoadBalancerAttribute', 'inbound', 'listener'],
      ['privatelink.ListVpcEndpointConnections', 'inbound', 'connection'],
      ['privatelink.GetVpcEndpointServiceAttribute', 'inbound', 'service'],
      ['privatelink.ListVpcEndpointServiceResources', 'inbound', 'service'],
      ['privatelink.ListVpcEndpointServiceUsers', 'inbound', 'service'],
      ['privatelink.GetVpcEndpointAttribute', 'outbound', 'endpoint'],
      ['privatelink.ListVpcEndpointZones', 'outbound', 'zone'],
      ['privatelink.ListVpcEndpointSecurityGroups', 'outbound', 'security-group'],
      ['ecs.DescribeSecurityGroupAttribute', 'outbound', 'security-group'],
    ] as const
  ).map(([action, direction, hop]) => looking(`denied-${action}`, direction, hop, action, denied)),
  looking('html-instead-of-health', 'inbound', 'backend', 'slb.DescribeHealthStatus', { fault: 'html' }),
  looking('500-instead-of-zones', 'outbound', 'zone', 'privatelink.ListVpcEndpointZones', {
    fault: 'status',
    status: 500,
  }),
  looking('code-instead-of-rules', 'outbound', 'security-group', 'ecs.DescribeSecurityGroupAttribute', {
    fault: 'code',
    code: 'ServiceUnavailable',
    status: 400,
  }),
  vantage('emqx-key-wrong', ['VANTAGE_REFUSED'], { EMQXCLOUD_DEPLOYMENT_API_SECRET: 'wrong' }),
  vantage('emqx-api-down', ['VANTAGE_UNAVAILABLE'], { EMQXCLOUD_DEPLOYMENT_ENDPOINT: 'http://127.0.0.1:9/api/v5' }),
  answering('emqx-api-busy', ['VANTAGE_BUSY'], 429, { code: 'TOO_MANY_REQUESTS', message: 'too many requests' }),
  {
    ...answering('emqx-forbids-private-addresses', ['VANTAGE_FORBIDS_PRIVATE'], 400, {
      code: 'TEST_FAILED',
      message: '{"kind":"validation_error","reason":"ssrf_denied"}',
    }),
    side: 'peer',
  },
  {
    // Nobody has installed Cloud Assistant's agent there.
    ...vantage('instance-without-agent', ['VANTAGE_CANNOT_RUN'], {}),
    direction: 'outbound',
    words: (stage) => ['--from', `ecs:${machine(stage, 'inbound')}`, '--direction', 'outbound'],
  },
  {
    ...vantage('outside-the-vpc', ['NOT_TESTED'], { PLINK_IN_VPC: 'vpc-bp1elsewhere000000000' }),
    direction: 'outbound',
  },
]

function looking(id: string, direction: DirectionName, hop: HopName, action: string, fault: object): Cause {
  return {
    id,
    direction,
    hop,
    side: 'you',
    seenBy: 'vantage',
    breaks: false,
    codes: fault === denied ? ['NOT_PERMITTED'] : ['NOT_READ'],
    inject: (stage) => failCalls(stage, action, fault),
  }
}

function vantage(id: string, codes: Cause['codes'], env: Readonly<Record<string, string>>): Cause {
  return {
    id,
    direction: 'inbound',
    hop: 'protocol',
    side: 'you',
    seenBy: 'vantage',
    breaks: false,
    codes,
    inject: async () => undefined,
    env: () => env,
  }
}

/** The deployment's API answers every test with this. */
function answering(id: string, codes: Cause['codes'], status: number, body: object): Cause {
  let EMQXCLOUD_DEPLOYMENT_ENDPOINT = ''
  return {
    ...vantage(id, codes, {}),
    inject: async () => {
      EMQXCLOUD_DEPLOYMENT_ENDPOINT = await startDeploymentApi(status, body)
    },
    env: () => ({ EMQXCLOUD_DEPLOYMENT_ENDPOINT }),
  }
}
