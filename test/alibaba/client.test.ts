import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { CloudError } from '../../src/alibaba/cloud-error.ts'
import { systemClock } from '../../src/model/clock.ts'
import { isFault } from '../../src/model/fault.ts'
import { failureOf, keys, openTestClient } from '../harness/cloud-client.ts'
import {
  endpointMade,
  identified,
  json,
  lost,
  ok,
  refusal,
  silent,
  startCloudStub,
  startSilence,
} from '../harness/cloud-stub.ts'
import { closedPort } from '../harness/servers.ts'
import { authorizationOf } from './signer.ts'

const region = { RegionId: 'cn-hangzhou' }
const create = { ...region, VpcId: 'vpc-1', ServiceId: 'epsrv-1', ClientToken: 'tok-1' }
const start = { ...region, LoadBalancerId: 'lb-1', ListenerPort: 6379, ListenerProtocol: 'tcp' }

describe('a request', () => {
  test('is flattened, encoded and signed as ACS3-HMAC-SHA256 says, byte for byte', async () => {
    const gateway = await startCloudStub(endpointMade)
    const { cloud } = openTestClient(gateway.url)
    await cloud.call('privatelink.CreateVpcEndpoint', {
      ...create,
      EndpointName: "a b!'()*~中/+=&%",
      DryRun: false,
      SecurityGroupId: ['sg-1', 'sg-2'],
      Zone: [
        { ZoneId: 'z-a', VSwitchId: 'vsw-a' },
        { ZoneId: 'z-b', VSwitchId: 'vsw-b', ip: '10.0.0.9' },
      ],
      Tag: [],
      // A caller without exactOptionalPropertyTypes may well hand this over.
      ...({ EndpointDescription: undefined } as object),
    })
    const [request] = gateway.received
    if (request === undefined) throw new Error('nothing arrived')
    expect(request.query).toEqual({
      RegionId: 'cn-hangzhou',
      VpcId: 'vpc-1',
      ServiceId: 'epsrv-1',
      ClientToken: 'tok-1',
      EndpointName: "a b!'()*~中/+=&%",
      DryRun: 'false',
      'SecurityGroupId.1': 'sg-1',
      'SecurityGroupId.2': 'sg-2',
      'Zone.1.ZoneId': 'z-a',
      'Zone.1.VSwitchId': 'vsw-a',
      'Zone.2.ZoneId': 'z-b',
      'Zone.2.VSwitchId': 'vsw-b',
      'Zone.2.ip': '10.0.0.9',
    })
    expect(request.path).toContain('EndpointName=a%20b%21%27%28%29%2A~%E4%B8%AD%2F%2B%3D%26%25')
    expect(request.headers).toMatchObject({
      host: new URL(gateway.url).host,
      'x-acs-action': 'CreateVpcEndpoint',
      'x-acs-version': '2020-04-15',
      'x-acs-date': '2026-11-24T06:07:08Z',
      authorization: authorizationOf(request, keys.accessKeyId, keys.accessKeySecret),
    })
    expect(request.headers['user-agent']).toMatch(/plink$/)
  })

  test('carries an STS token, signed with the rest', async () => {
    const gateway = await startCloudStub(identified)
    const { cloud } = openTestClient(gateway.url, { keys: { ...keys, securityToken: 'CAIS-token' } })
    await cloud.call('sts.GetCallerIdentity', {})
    const [request] = gateway.received
    if (request === undefined) throw new Error('nothing arrived')
    expect(request.headers).toMatchObject({
      'x-acs-accesskey-id': keys.accessKeyId,
      'x-acs-security-token': 'CAIS-token',
      authorization: authorizationOf(request, keys.accessKeyId, keys.accessKeySecret),
    })
    expect(request.headers.authorization).toContain('x-acs-security-token')
  })

  test('goes over kept connections, never more than eight', async () => {
    const gateway = await startCloudStub(identified)
    const { cloud } = openTestClient(gateway.url)
    for (let i = 0; i < 10; i++) await cloud.call('sts.GetCallerIdentity', {})
    expect(gateway.sockets()).toBe(1)
    await Promise.all(Array.from({ length: 40 }, () => cloud.call('sts.GetCallerIdentity', {})))
    expect(gateway.sockets()).toBeLessThanOrEqual(8)
  })
})

describe('an answer', () => {
  test('keeps account ids above 2^53', async () => {
    const gateway = await startCloudStub((response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(
        '{"RequestId":"R","Vpcs":{"Vpc":[{"VpcId":"vpc-1","Status":"Available","CidrBlock":"10.0.0.0/8","OwnerId":9007199254740993}]}}',
      )
    })
    const { cloud } = openTestClient(gateway.url)
    const reply = await cloud.call('vpc.DescribeVpcs', region)
    expect(reply.Vpcs?.Vpc[0]).toMatchObject({ OwnerId: '9007199254740993' })
  })

  test.each([
    ['an HTML page of some proxy', 502, 'text/html', '<html>Bad gateway</html>'],
    ['a login page with a good status', 200, 'text/html; charset=utf-8', '<html>Please log in</html>'],
    ['half of a JSON document', 200, 'application/json', '{"RequestId":"R","Endp'],
    ['a JSON document that is no object', 200, 'application/json', '["R"]'],
    ['nothing at all', 503, 'application/json', ''],
  ])('that is %s is said to be garbled', async (_what, status, contentType, body) => {
    const gateway = await startCloudStub((response) => {
      response.writeHead(status, { 'content-type': contentType })
      response.end(body)
    })
    const { cloud } = openTestClient(gateway.url)
    const error = await failureOf(cloud.call('slb.StartLoadBalancerListener', start))
    expect(error).toBeInstanceOf(CloudError)
    expect(error.data).toEqual({
      code: 'CLOUD_GARBLED',
      facts: {
        side: 'you',
        action: 'slb.StartLoadBalancerListener',
        host: new URL(gateway.url).host,
        status,
        contentType,
        field: null,
        requestId: null,
      },
    })
    expect(error.outcome).toBe('unknown')
  })

  test('of a token that ended gives the keys up, which may have been renewed where they came from', async () => {
    const gateway = await startCloudStub(refusal('InvalidSecurityToken.Expired'))
    const { cloud, forgotten } = openTestClient(gateway.url)
    await failureOf(cloud.call('privatelink.CreateVpcEndpoint', create))
    expect(forgotten).toEqual([keys])
  })

  test('of a refusal keeps code, message and request id', async () => {
    const gateway = await startCloudStub(refusal('EndpointServiceNotFound'))
    const { cloud } = openTestClient(gateway.url)
    const error = await failureOf(cloud.call('privatelink.CreateVpcEndpoint', create))
    expect(error).toMatchObject({
      code: 'CLOUD_REFUSED',
      apiCode: 'EndpointServiceNotFound',
      errorClass: 'final',
      outcome: 'refused',
      facts: { apiMessage: 'Because of EndpointServiceNotFound.', requestId: 'REQ-EndpointServiceNotFound' },
    })
    expect(gateway.received).toHaveLength(1)
  })

  test.each([
    ['Forbidden.RAM', {}, 'privatelink:DeleteVpcEndpoint'],
    ['NoPermission', { AccessDeniedDetail: { AuthAction: 'privatelink:Delete*' } }, 'privatelink:Delete*'],
  ])('of %s names the permission that is missing', async (Code, more, permission) => {
    const gateway = await startCloudStub(json(403, { RequestId: 'R', Code, Message: 'No.', ...more }))
    const { cloud } = openTestClient(gateway.url)
    const error = await failureOf(cloud.call('privatelink.DeleteVpcEndpoint', { ...region, EndpointId: 'ep-1' }))
    expect(error).toMatchObject({ code: 'CLOUD_DENIED', facts: { permission, apiCode: Code, requestId: 'R' } })
  })

  test('never brings a secret into an error or an event', async () => {
    const secret = { ...keys, securityToken: 'CAIS-token' }
    const gateway = await startCloudStub((response, request) => {
      const echo = `server string to sign is: ${JSON.stringify(request.headers)} ${secret.accessKeySecret}`
      json(400, { RequestId: 'R', Code: 'SignatureDoesNotMatch', Message: echo })(response, request)
    })
    const { cloud, events } = openTestClient(gateway.url, { keys: secret })
    const error = await failureOf(cloud.call('sts.GetCallerIdentity', {}))
    const shown = `${inspect(error, { depth: 10 })}${JSON.stringify(error.data)}${JSON.stringify(events)}`
    expect(shown).toContain('SignatureDoesNotMatch')
    expect(shown).not.toContain(secret.accessKeySecret)
    expect(shown).not.toContain(secret.securityToken)
  })
})

describe('a call is repeated', () => {
  test('when it reads and the cloud stumbles, with a new nonce each time', async () => {
    const gateway = await startCloudStub(refusal('ServiceUnavailable', 503), lost, identified)
    const { cloud, events } = openTestClient(gateway.url)
    await cloud.call('sts.GetCallerIdentity', {})
    expect(new Set(gateway.received.map(({ headers }) => headers['x-acs-signature-nonce'])).size).toBe(3)
    expect(events).toMatchObject([
      { event: 'call', outcome: 'ServiceUnavailable', requestId: 'REQ-ServiceUnavailable' },
      { event: 'retry', reason: 'ServiceUnavailable', attempt: 1, waitMs: 200 },
      { event: 'call', outcome: 'ECONNRESET', requestId: null },
      { event: 'retry', reason: 'ECONNRESET', attempt: 2, waitMs: 400 },
      { event: 'call', outcome: 'ok', requestId: 'REQ-OK' },
    ])
  })

  test('when it writes with a ClientToken and the answer is lost: same token, new nonce, new date', async () => {
    const gateway = await startCloudStub(lost, endpointMade)
    const { cloud } = openTestClient(gateway.url)
    await cloud.call('privatelink.CreateVpcEndpoint', create)
    const [first, second] = gateway.received
    expect(second?.query).toEqual(first?.query)
    expect(second?.headers['x-acs-signature-nonce']).not.toBe(first?.headers['x-acs-signature-nonce'])
    expect(second && authorizationOf(second, keys.accessKeyId, keys.accessKeySecret)).toBe(
      second?.headers.authorization,
    )
  })

  test('after the time the cloud asks for when there were too many', async () => {
    const gateway = await startCloudStub(
      refusal('Throttling.User', 429, { 'x-acs-retry-after': '3' }),
      refusal('Throttling.Api', 400, { 'x-acs-retry-after': '1500' }),
      refusal('Throttling', 400, { 'x-acs-retry-after': '86400000' }),
      ok(),
    )
    const { cloud, events } = openTestClient(gateway.url)
    await cloud.call('slb.StartLoadBalancerListener', start)
    expect(events.filter(({ event }) => event === 'retry')).toMatchObject([
      { waitMs: 3000 },
      { waitMs: 1500 },
      { waitMs: 60_000 },
    ])
  })

  test('for as long as the budget lasts when another change is running', async () => {
    const gateway = await startCloudStub(refusal('ConcurrentCallNotSupported'))
    const { cloud, slept } = openTestClient(gateway.url, { budgetMs: 60_000 })
    const error = await failureOf(cloud.call('privatelink.CreateVpcEndpoint', create))
    expect(error).toMatchObject({ apiCode: 'ConcurrentCallNotSupported', errorClass: 'busy' })
    expect(slept.slice(0, 6)).toEqual([200, 400, 800, 1600, 3200, 5000])
    const total = slept.reduce((sum, ms) => sum + ms, 0)
    expect(total).toBeGreaterThan(55_000)
    expect(total).toBeLessThanOrEqual(60_000)
  })

  test('three times, no more, when nobody answers there', async () => {
    const { cloud, slept } = openTestClient(`http://127.0.0.1:${await closedPort()}`)
    const error = await failureOf(cloud.call('slb.StartLoadBalancerListener', start))
    expect(error).toMatchObject({ code: 'CLOUD_UNREACHABLE', outcome: 'refused', facts: { reason: 'ECONNREFUSED' } })
    expect(slept).toHaveLength(3)
  })
})

describe('a call is not repeated', () => {
  test.each([
    ['the answer is lost', lost, 'CLOUD_UNREACHABLE'],
    ['the cloud breaks inside', refusal('InternalError', 500), 'CLOUD_REFUSED'],
  ])('when it writes without a token and %s: the outcome is unknown', async (_when, answer, code) => {
    const gateway = await startCloudStub(answer, ok())
    const { cloud } = openTestClient(gateway.url)
    const error = await failureOf(cloud.call('slb.StartLoadBalancerListener', start))
    expect(error).toMatchObject({ code, errorClass: 'transient', outcome: 'unknown' })
    expect(gateway.received).toHaveLength(1)
  })

  test('when the action takes a token and the caller gave none', async () => {
    const gateway = await startCloudStub(lost, ok())
    const { cloud } = openTestClient(gateway.url)
    const error = await failureOf(cloud.call('privatelink.DeleteVpcEndpoint', { ...region, EndpointId: 'ep-1' }))
    expect(error.outcome).toBe('unknown')
    expect(gateway.received).toHaveLength(1)
  })

  test.each(['OperationDenied.EndpointProtected', 'EndpointServiceConnectionDependence', 'DryRunOperation'])(
    'when it is refused for good: %s',
    async (code) => {
      const gateway = await startCloudStub(refusal(code), ok())
      const { cloud } = openTestClient(gateway.url)
      const error = await failureOf(cloud.call('privatelink.CreateVpcEndpoint', create))
      expect(error).toMatchObject({ apiCode: code, errorClass: 'final', outcome: 'refused' })
      expect(gateway.received).toHaveLength(1)
    },
  )
})

describe('a wait ends', () => {
  test('at the response timer, which is told apart from the connect timer', async () => {
    const gateway = await startCloudStub(silent)
    const { cloud } = openTestClient(gateway.url, { timeouts: { connectMs: 2000, responseMs: 60 } })
    const error = await failureOf(cloud.call('slb.StartLoadBalancerListener', start))
    expect(error).toMatchObject({ outcome: 'unknown', facts: { reason: 'RESPONSE_TIMEOUT' } })
  })

  test('of a read at the budget, whatever the timers are, and it is not repeated after that', async () => {
    const gateway = await startCloudStub(silent)
    const { cloud } = openTestClient(gateway.url, { budgetMs: 60, clock: systemClock })
    const error = await failureOf(cloud.call('sts.GetCallerIdentity', {}))
    expect(error).toMatchObject({ facts: { reason: 'RESPONSE_TIMEOUT' } })
    expect(gateway.received).toHaveLength(1)
  })

  test('of a read at the budget, also if others take all the slots until then', async () => {
    const gateway = await startCloudStub(silent)
    const { cloud } = openTestClient(gateway.url, { budgetMs: 200, clock: systemClock })
    const calls = Array.from({ length: 12 }, () => failureOf(cloud.call('sts.GetCallerIdentity', {})))
    expect((await Promise.all(calls)).map(({ facts }) => facts)).toEqual(
      Array(12).fill(expect.objectContaining({ reason: 'RESPONSE_TIMEOUT' })),
    )
    expect(gateway.received).toHaveLength(8)
  })

  test('at the connect timer, and then nothing was sent', async () => {
    const url = `https://127.0.0.1:${await startSilence()}`
    const { cloud } = openTestClient(url, { timeouts: { connectMs: 30, responseMs: 20_000 } })
    const error = await failureOf(cloud.call('slb.StartLoadBalancerListener', start))
    expect(error).toMatchObject({ outcome: 'refused', facts: { reason: 'CONNECT_TIMEOUT' } })
  })

  test('as soon as its signal aborts, whether it waits for an answer or for the next attempt', async () => {
    const gateway = await startCloudStub(silent, refusal('EndpointLocked'))
    const clock = { ...systemClock }
    for (const waiting of ['answer', 'attempt']) {
      const abort = new AbortController()
      const { cloud, events } = openTestClient(gateway.url, { clock })
      const call = failureOf(cloud.call('privatelink.CreateVpcEndpoint', create, { signal: abort.signal }))
      await expect.poll(() => (waiting === 'answer' ? gateway.received.length : events.length)).toBeGreaterThan(0)
      abort.abort(new Error('enough'))
      expect((await call).message).toBe('enough')
    }
  })

  test('at once when it was aborted before it began', async () => {
    const gateway = await startCloudStub(identified)
    const { cloud } = openTestClient(gateway.url)
    const call = cloud.call('sts.GetCallerIdentity', {}, { signal: AbortSignal.abort(new Error('never mind')) })
    await expect(call).rejects.toThrow('never mind')
    expect(gateway.received).toHaveLength(0)
  })
})

test('a refusal is a fault like any other', async () => {
  const gateway = await startCloudStub(refusal('QuotaExceeded.totalEpPerVpc'))
  const { cloud } = openTestClient(gateway.url)
  const error = await failureOf(cloud.call('privatelink.CreateVpcEndpoint', create))
  expect(isFault(error, 'CLOUD_REFUSED')).toBe(true)
})
