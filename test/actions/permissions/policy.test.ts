import { expect, test } from 'vitest'
import { permissions } from '../../../src/actions/permissions/permissions.ts'
import { policiesOf } from '../../../src/actions/permissions/policy.ts'
import { operations } from '../../../src/alibaba/operations.ts'
import type { Intent } from '../../../src/manifest/schema.ts'

const intent: Intent = {
  name: 'l',
  region: 'cn-hangzhou',
  peer: { kind: 'emqx', uid: '1968000000000002' },
  directions: {
    inbound: {
      service: { payer: 'EndpointService', loadBalancers: ['lb-bp1a'] },
      endpoint: { securityGroups: [], zones: {} },
      tests: [],
    },
    outbound: {
      service: { payer: 'Endpoint', loadBalancers: [], id: 'epsrv-bp1theirs' },
      endpoint: { vpc: 'vpc-bp1a', securityGroups: ['sg-bp1a'], zones: { 'cn-hangzhou-h': 'vsw-bp1a' } },
      tests: [],
    },
  },
}

function statement(side: 'you' | 'peer', purpose: 'read' | 'write', action: string) {
  const policy = policiesOf(intent, null).find((each) => each.side === side && each.purpose === purpose)
  return policy?.document.Statement.find(({ Action }) => Action.includes(action))
}

test('every permission is an action that plink knows, once per role, reads and writes told apart rightly', () => {
  for (const { action, purpose } of permissions) expect([action, operations[action].kind]).toEqual([action, purpose])
  const keys = permissions.map(({ action, role }) => `${action} ${role}`)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a provider may change its service and its load balancer, and no endpoint of its own', () => {
  expect(statement('you', 'write', 'privatelink:CreateVpcEndpointService')?.Resource).toEqual([
    'acs:privatelink:cn-hangzhou:*:vpcendpointservice/*',
    'acs:slb:cn-hangzhou:*:loadbalancer/lb-bp1a',
  ])
  const inbound = policiesOf(intent, null, ['inbound']).filter(({ side }) => side === 'you')
  expect(JSON.stringify(inbound)).not.toContain('CreateVpcEndpoint"')
})

test('a consumer is told the VPC, vSwitch and group that plink.yaml names, and may make the service-linked role', () => {
  expect(statement('you', 'write', 'privatelink:CreateVpcEndpoint')?.Resource).toEqual(
    expect.arrayContaining([
      'acs:vpc:cn-hangzhou:*:vpc/vpc-bp1a',
      'acs:vpc:cn-hangzhou:*:vswitch/vsw-bp1a',
      'acs:ecs:cn-hangzhou:*:securitygroup/sg-bp1a',
      'acs:privatelink:cn-hangzhou:*:vpcendpointservice/epsrv-bp1theirs',
    ]),
  )
  expect(statement('you', 'write', 'ram:CreateServiceLinkedRole')?.Condition).toEqual({
    StringEquals: { 'ram:ServiceName': ['privatelink.aliyuncs.com'] },
  })
})

test('reading is a policy of its own, without a single change in it', () => {
  const actions = policiesOf(intent, null)
    .filter(({ purpose }) => purpose === 'read')
    .flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action))
  expect(actions.filter((action) => !/:(?:Get|List|Describe|Check)/.test(action))).toEqual([])
})

test('the kind of load balancer that is not used needs no rights; while none is named, both kinds do', () => {
  expect(statement('you', 'read', 'nlb:ListListeners')).toBeUndefined()
  expect(statement('peer', 'read', 'nlb:ListListeners')).toBeDefined()
})

test('rules of a security group may be changed only where some are asked for', () => {
  expect(statement('you', 'write', 'ecs:AuthorizeSecurityGroup')).toBeUndefined()
  const { outbound } = intent.directions
  if (!outbound) throw new Error('the sample has no outbound')
  const opened = { ...outbound, endpoint: { ...outbound.endpoint, allow: ['10.0.0.0/8'] } }
  const actions = policiesOf({ ...intent, directions: { outbound: opened } }, null)
    .filter(({ side, purpose }) => side === 'you' && purpose === 'write')
    .flatMap(({ document }) => document.Statement.flatMap(({ Action }) => Action))
  expect(actions).toEqual(expect.arrayContaining(['ecs:AuthorizeSecurityGroup', 'ecs:RevokeSecurityGroup']))
})
