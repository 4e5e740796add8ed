import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { openCloud } from '../../../src/alibaba/client.ts'
import { openCredentials } from '../../../src/alibaba/credentials/credentials.ts'
import { openEndpoints } from '../../../src/alibaba/endpoints.ts'
import { type AccountInventory, openAccountInventory, readCaller } from '../../../src/cli/wizard/account.ts'
import { findingsOn, type Offer, onlyAnswer } from '../../../src/cli/wizard/questions/question.ts'
import { questionsFor } from '../../../src/cli/wizard/questions/questions.ts'
import { systemClock } from '../../../src/model/clock.ts'
import type { AnswerName, Answers, AnswerValue } from '../../../src/model/wizard.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../../harness/simulated-cloud.ts'

// What is offered, and why the rest cannot be: read of a simulated account over HTTP.

const questions = questionsFor({ region: 'cn-hangzhou', name: 'link' })

async function accountIn({ document }: SimulatedCloud): Promise<AccountInventory> {
  const { signal } = new AbortController()
  const you = document.accounts.find(({ name }) => name === 'you')
  const env = {
    PLINK_ENDPOINT_URL: document.endpoint,
    ALIBABA_CLOUD_ACCESS_KEY_ID: you?.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: you?.accessKeySecret,
  }
  const endpoints = openEndpoints(env)
  const emit = () => undefined
  const credentials = openCredentials({
    side: 'you',
    profile: null,
    env,
    home: '/nowhere',
    endpoints,
    clock: systemClock,
    emit,
  })
  const { region } = document
  const cloud = openCloud({ side: 'you', region, endpoints, env, clock: systemClock, emit, credentials })
  return openAccountInventory(cloud, region, await readCaller(cloud, signal), signal)
}

async function offerOf(
  cloud: SimulatedCloud,
  name: AnswerName,
  known: Readonly<Partial<Record<AnswerName, AnswerValue>>>,
): Promise<Offer> {
  const answers: Answers = Object.fromEntries(
    Object.entries(known).map(([key, value]) => [key, { value, source: 'you' as const }]),
  )
  const question = questions.find((each) => each.name === name)
  if (question === undefined) throw new Error(name)
  return question.offer(await accountIn(cloud), answers)
}

/** Each choice with the codes of what is against it. */
const reasons = ({ choices }: Offer) =>
  Object.fromEntries(choices.map(({ value, whyNot }) => [value, whyNot.map(({ code }) => code)]))

/** A server behind the load balancer, so that its backend is healthy. */
async function serve(cloud: SimulatedCloud): Promise<() => void> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(6379, cloud.given['you.host'], resolve))
  return () => server.close()
}

const inbound = { region: 'cn-hangzhou', directions: ['inbound'], 'inbound.service.id': 'new' }

test.each([
  ['as it is', null, []],
  ['on the internet', { act: 'loadBalancer', set: { addressType: 'internet' } }, ['LB_NOT_INTERNAL']],
  ['paid in advance', { act: 'loadBalancer', set: { payType: 'PrePay' } }, ['LB_PREPAID']],
  ['with a stopped listener', { act: 'listener', port: 6379, status: 'stopped' }, ['LISTENER_STOPPED']],
])('a load balancer %s', async (_what, act, expected) => {
  await using cloud = await openSimulatedCloud()
  const stop = await serve(cloud)
  const id = cloud.given['you.loadBalancer'] ?? ''
  if (act !== null) await cloud.control('POST', 'world', { ...act, id, loadBalancer: id })
  await cloud.pass(60_000)
  const offer = await offerOf(cloud, 'inbound.service.loadBalancers', inbound)
  stop()
  expect(reasons(offer)).toEqual({ [id]: expected })
})

test('a load balancer outside the zone that EMQX shows does not do, and one in it answers the question', async () => {
  await using cloud = await openSimulatedCloud()
  const stop = await serve(cloud)
  await cloud.pass(60_000)
  const id = cloud.given['you.loadBalancer'] ?? ''
  const question = questions.find(({ name }) => name === 'inbound.service.loadBalancers')
  const elsewhere = await offerOf(cloud, 'inbound.service.loadBalancers', { ...inbound, 'peer.zone': 'cn-hangzhou-k' })
  const here = await offerOf(cloud, 'inbound.service.loadBalancers', { ...inbound, 'peer.zone': 'cn-hangzhou-h' })
  stop()
  expect(reasons(elsewhere)).toEqual({ [id]: ['ZONE_MISMATCH'] })
  expect(question && [onlyAnswer(question, elsewhere), onlyAnswer(question, here)]).toEqual([null, [id]])
})

test('an existing service whose consumers pay is nothing for EMQX, and something for others', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', { Payer: 'Endpoint' })
  await cloud.pass(60_000)
  const forEmqx = await offerOf(cloud, 'inbound.service.id', { 'peer.kind': 'emqx' })
  const forOthers = await offerOf(cloud, 'inbound.service.id', { 'peer.kind': 'generic' })
  expect(reasons(forEmqx)).toEqual({ new: [], [ServiceId]: ['BLOCKED'] })
  expect(reasons(forOthers)).toEqual({ new: [], [ServiceId]: [] })
})

test('vSwitches are offered in the zones of the service that the other party offers', async () => {
  await using cloud = await openSimulatedCloud()
  const { ServiceId } = await cloud.call('peer', 'privatelink.CreateVpcEndpointService', {
    'Resource.1.ResourceId': cloud.given['peer.loadBalancer'] ?? '',
    'Resource.1.ResourceType': 'slb',
    'Resource.1.ZoneId': 'cn-hangzhou-h',
  })
  await cloud.pass(60_000)
  await cloud.call('peer', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('you') })
  const offered = await offerOf(cloud, 'outbound.service.id', {})
  expect(offered.choices.map(({ value }) => value)).toEqual([ServiceId])
  const known = { 'outbound.service.id': ServiceId, 'outbound.endpoint.vpc': cloud.given['you.vpc'] ?? '' }
  expect(reasons(await offerOf(cloud, 'outbound.endpoint.zones', known))).toEqual({
    [`cn-hangzhou-h=${cloud.given['you.vswitch.h']}`]: [],
    [`cn-hangzhou-i=${cloud.given['you.vswitch.i']}`]: ['ZONE_MISMATCH'],
  })
})

test('security groups are offered by the ports they allow, and a missing rule is offered after them', async () => {
  await using cloud = await openSimulatedCloud()
  const known = {
    'outbound.endpoint.id': 'new',
    'outbound.endpoint.vpc': cloud.given['you.vpc'] ?? '',
    'outbound.tests': ['mqtt://{outbound}:1883', 'mqtts://{outbound}:8883'],
  }
  const offer = await offerOf(cloud, 'outbound.endpoint.securityGroups', known)
  const [open = '', closed = ''] = [cloud.given['you.securityGroup'], cloud.given['you.securityGroup.closed']]
  expect(reasons(offer)).toEqual({ [open]: [], [closed]: [] })
  expect(findingsOn(offer, [closed])).toEqual([])

  const allowOf = (groups: readonly string[], tests: readonly string[]) =>
    offerOf(cloud, 'outbound.endpoint.allow', {
      ...known,
      'outbound.tests': tests,
      'outbound.endpoint.securityGroups': groups,
    })
  // The open one allows 1883 only.
  const rule = await allowOf([open], known['outbound.tests'])
  expect([rule.arises, rule.choices.map(({ thing }) => thing), rule.unless]).toEqual([
    true,
    [{ is: 'block', cidr: expect.stringMatching(/^127\./), vpc: known['outbound.endpoint.vpc'], ports: [8883] }],
    [{ code: 'SECURITY_GROUP_CLOSED', facts: { ids: [open], port: 8883, open: ['1883/1883', '8083/8083'] } }],
  ])
  expect((await allowOf([open], ['mqtt://{outbound}:1883'])).arises).toBe(false)
})

test('a group whose Drop rule is stronger than any rule that could be added cannot be selected', async () => {
  await using cloud = await openSimulatedCloud()
  const id = cloud.given['you.securityGroup'] ?? ''
  const rule = { SecurityGroupId: id, IpProtocol: 'tcp', PortRange: '1883/1883', SourceCidrIp: '0.0.0.0/0' }
  await cloud.call('you', 'ecs.AuthorizeSecurityGroup', { ...rule, Policy: 'drop', Priority: '1' })
  await cloud.pass(60_000)
  const offer = await offerOf(cloud, 'outbound.endpoint.securityGroups', {
    'outbound.endpoint.vpc': cloud.given['you.vpc'] ?? '',
    'outbound.tests': ['mqtt://{outbound}:1883'],
  })
  expect(reasons(offer)).toMatchObject({ [id]: ['SECURITY_GROUP_DROPS'] })
})

test('a load balancer can be created instead: in the zone of EMQX, for instances of the same VPC', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.pass(60_000)
  const loadBalancers = await offerOf(cloud, 'inbound.service.loadBalancers', inbound)
  expect([loadBalancers.mayCreate, findingsOn(loadBalancers, 'new')]).toEqual([true, []])
  const create = { ...inbound, 'inbound.service.loadBalancers': 'new' }
  const vswitch = cloud.given['you.vswitch.h'] ?? ''
  const place = await offerOf(cloud, 'inbound.service.loadBalancers.create.vswitch', {
    ...create,
    'peer.zone': 'cn-hangzhou-h',
  })
  expect(reasons(place)).toEqual({ [vswitch]: [], [cloud.given['you.vswitch.i'] ?? '']: ['ZONE_MISMATCH'] })
  const servers = await offerOf(cloud, 'inbound.service.loadBalancers.create.backends', {
    ...create,
    'inbound.service.loadBalancers.create.vswitch': vswitch,
  })
  expect(servers.choices).toMatchObject([
    { value: expect.stringMatching(/^i-/), thing: { ip: cloud.given['you.host'] } },
  ])
  const tests = await offerOf(cloud, 'inbound.tests', {
    ...create,
    'inbound.service.loadBalancers.create.listeners': ['6379:6380'],
  })
  expect(tests.preset).toEqual(['redis://{inbound}:6379'])
})

test('who may not pay is told so with the ticket, and EMQX leaves no other choice', async () => {
  await using cloud = await openSimulatedCloud({ scenario: 'payer-locked' })
  const answers = { 'peer.kind': 'emqx', 'inbound.service.id': 'new' }
  const offer = await offerOf(cloud, 'inbound.service.payer', answers)
  expect([reasons(offer), offer.warnings.map(({ code }) => code)]).toEqual([
    { EndpointService: [] },
    ['PAYER_FORBIDDEN'],
  ])
  const generic = await offerOf(cloud, 'inbound.service.payer', { ...answers, 'peer.kind': 'generic' })
  expect(reasons(generic)).toEqual({ Endpoint: [], EndpointService: ['PAYER_FORBIDDEN'] })
})

test('for EMQX both directions are selected, and a zone that the region does not have is refused', async () => {
  await using cloud = await openSimulatedCloud()
  const emqx = { region: 'cn-hangzhou', 'peer.kind': 'emqx', directions: ['inbound'] }
  expect((await offerOf(cloud, 'directions', emqx)).preset).toEqual(['inbound', 'outbound'])
  const zones = await offerOf(cloud, 'peer.zone', emqx)
  expect(findingsOn(zones, 'cn-hangzhou-h')).toEqual([])
  expect(findingsOn(zones, 'cn-hangzhou-q')).toMatchObject([{ code: 'LB_ZONE_NOT_OFFERED' }])
})
