import { expect, test } from 'vitest'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

/** What a RAM user with one statement may do: `ok`, or the code of the refusal. */
async function answerTo(cloud: SimulatedCloud, Condition: object, action: string, params: Record<string, string>) {
  const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*', Condition }]
  const made = await cloud.control('POST', 'world', { act: 'user', account: 'you', name: 'one', policy: { Statement } })
  const { status, body } = await cloud.ask({ id: made.accessKeyId, secret: made.accessKeySecret }, action, params)
  return status === 200 ? 'ok' : body.Code
}

const read = 'slb.DescribeLoadBalancerAttribute'
const make = 'slb.CreateLoadBalancer'

test.each([
  ['the kind of address of what is there', { StringEquals: { 'slb:AddressType': 'intranet' } }, read, {}, 'ok'],
  ['another kind of address', { StringEquals: { 'slb:AddressType': ['internet'] } }, read, {}, 'Forbidden.RAM'],
  ['one of several values', { StringEquals: { 'slb:AddressType': ['internet', 'intranet'] } }, read, {}, 'ok'],
  ['a tag of what is there', { StringLike: { 'slb:tag/team': 'inf*' } }, read, {}, 'ok'],
  ['a tag that it has not', { StringEquals: { 'slb:tag/cost': 'x' } }, read, {}, 'Forbidden.RAM'],
  ['no such tag', { StringNotEquals: { 'slb:tag/cost': 'x' } }, read, {}, 'ok'],
  [
    'two keys, of which one fails',
    { StringEquals: { 'slb:tag/team': 'infra', 'slb:tag/cost': 'x' } },
    read,
    {},
    'Forbidden.RAM',
  ],
  [
    'a tag that is being given',
    { StringEquals: { 'slb:tag/team': 'infra' } },
    make,
    { 'Tag.1.Key': 'team', 'Tag.1.Value': 'infra' },
    'ok',
  ],
  ['a tag that is not being given', { StringEquals: { 'slb:tag/team': 'infra' } }, make, {}, 'Forbidden.RAM'],
  [
    'what only CLB has, of an action of VPC',
    { StringEquals: { 'slb:AddressType': 'intranet' } },
    'vpc.DescribeVpcs',
    {},
    'Forbidden',
  ],
] as const)('a policy on condition of %s', async (_what, condition, action, more, answer) => {
  await using cloud = await openSimulatedCloud()
  const LoadBalancerId = cloud.given['you.loadBalancer'] ?? ''
  const tag = { ResourceType: 'instance', 'ResourceId.1': LoadBalancerId, 'Tag.1.Key': 'team', 'Tag.1.Value': 'infra' }
  await cloud.call('you', 'slb.TagResources', tag)
  const place = { VSwitchId: cloud.given['you.vswitch.h'] ?? '', AddressType: 'intranet' }
  const params = action === make ? { ...place, ...more } : action === read ? { LoadBalancerId } : {}
  expect(await answerTo(cloud, condition, action, params)).toBe(answer)
})

test.each([{ IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } }, { StringEquals: { 'acs:Unknown': 'x' } }])(
  'a condition that is not evaluated is refused with its policy, not passed over: %o',
  async (condition) => {
    await using cloud = await openSimulatedCloud()
    await expect(answerTo(cloud, condition, read, {})).rejects.toThrow('no conditions but those that are evaluated')
  },
)
