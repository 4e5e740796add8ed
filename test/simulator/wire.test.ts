import { expect, test } from 'vitest'
import { createEndpoint, createService } from '../harness/link-calls.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'

test('both signatures in use are accepted, in query and in form', async () => {
  await using cloud = await openSimulatedCloud()
  for (const how of [{}, { method: 'GET' }, { place: 'form' }, { signature: 'rpc' }] as const) {
    const reply = await cloud.ask('you', 'vpc.DescribeVpcs', { VpcId: cloud.given['you.vpc'] ?? '' }, how)
    expect(reply.text).toContain(cloud.given['you.vpc'])
    expect(reply.headers.get('content-type')).toBe('application/json;charset=utf-8')
  }
})

test('parameters with every awkward character survive the signature', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceDescription = "a b!'()*~/+=&%中"
  for (const signature of ['acs3', 'rpc'] as const) {
    const made = await cloud.ask('you', 'privatelink.CreateVpcEndpointService', { ServiceDescription }, { signature })
    expect(made.body).toMatchObject({ ServiceDescription })
  }
})

test('a request that is not signed right is refused with the reason', async () => {
  await using cloud = await openSimulatedCloud()
  const { id, secret } = cloud.keys('you')
  const codeOf = async (keys: Parameters<typeof cloud.ask>[0], how: Parameters<typeof cloud.ask>[3] = {}) => {
    const { status, body } = await cloud.ask(keys, 'vpc.DescribeVpcs', {}, how)
    return [status, body.Code]
  }
  expect(await codeOf({ id: 'LTAInobody', secret })).toEqual([404, 'InvalidAccessKeyId.NotFound'])
  for (const signature of ['acs3', 'rpc'] as const) {
    expect(await codeOf({ id, secret: 'wrong' }, { signature })).toEqual([400, 'SignatureDoesNotMatch'])
    expect(await codeOf('you', { signature, tamper: true })).toEqual([400, 'SignatureDoesNotMatch'])
    expect(await codeOf('you', { signature, date: '2020-01-01T00:00:00Z' })).toEqual([400, 'InvalidTimeStamp.Expired'])
    expect(await codeOf('you', { signature, date: 'yesterday' })).toEqual([400, 'InvalidTimeStamp.Format'])
    await cloud.ask('you', 'vpc.DescribeVpcs', {}, { signature, nonce: `once-${signature}` })
    expect(await codeOf('you', { signature, nonce: `once-${signature}` })).toEqual([400, 'SignatureNonceUsed'])
  }
  await cloud.control('POST', 'world', { act: 'key', id, active: false })
  expect(await codeOf('you')).toEqual([400, 'InvalidAccessKeyId.Inactive'])
})

test('a request without any signature is refused', async () => {
  await using cloud = await openSimulatedCloud()
  const response = await fetch(`${cloud.document.endpoint}/?Action=DescribeVpcs&Version=2016-04-28`, { method: 'POST' })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ Code: 'IncompleteSignature' })
})

test('an assumed role acts for its account with its token only', async () => {
  await using cloud = await openSimulatedCloud()
  const RoleArn = cloud.given['you.role'] ?? ''
  const { Credentials } = await cloud.call('you', 'sts.AssumeRole', { RoleArn, RoleSessionName: 'tester' })
  const keys = { id: Credentials.AccessKeyId, secret: Credentials.AccessKeySecret }
  const token = Credentials.SecurityToken
  for (const signature of ['acs3', 'rpc'] as const) {
    const reply = await cloud.ask({ ...keys, token }, 'sts.GetCallerIdentity', {}, { signature })
    expect(reply.body).toMatchObject({ IdentityType: 'AssumedRoleUser', AccountId: cloud.uid('you') })
    expect(reply.body.UserId).toBeUndefined()
  }
  expect(await cloud.refused(keys, 'sts.GetCallerIdentity')).toBe('InvalidSecurityToken.MismatchWithAccessKey')
  expect(await cloud.refused('peer', 'sts.AssumeRole', { RoleArn, RoleSessionName: 'tester' })).toBe('NoPermission')
})

test('an error has the body of the real thing', async () => {
  await using cloud = await openSimulatedCloud()
  const { status, body, headers } = await cloud.ask('you', 'privatelink.GetVpcEndpointServiceAttribute', {
    ServiceId: 'epsrv-none',
  })
  expect(status).toBe(400)
  expect(body).toEqual({
    RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    HostId: 'privatelink.cn-hangzhou.aliyuncs.com',
    Code: 'EndpointServiceNotFound',
    Message: expect.any(String),
    Recommend: expect.stringContaining('EndpointServiceNotFound'),
  })
  expect(headers.get('x-acs-request-id')).toBe(body.RequestId)
})

test('unknown actions and versions, missing and ill-typed parameters are refused', async () => {
  await using cloud = await openSimulatedCloud()
  const refusedWith = async (action: string, params = {}, more = {}) => {
    const { status, body } = await cloud.ask('you', action, params, more)
    return [status, body.Code]
  }
  expect(await refusedWith('privatelink.MakeCoffee')).toEqual([404, 'Simulator.ActionNotSimulated'])
  expect(await refusedWith('vpc.DescribeVpcs', {}, { version: '1999-01-01' })).toEqual([404, 'InvalidProduct.NotFound'])
  expect(await refusedWith('privatelink.GetVpcEndpointAttribute')).toEqual([400, 'MissingEndpointId'])
  expect(await refusedWith('privatelink.ListVpcEndpoints', { MaxResults: 'many' })).toEqual([400, 'InvalidMaxResults'])
  expect(await refusedWith('privatelink.CreateVpcEndpointService', { AutoAcceptEnabled: 'perhaps' })).toEqual([
    400,
    'InvalidAutoAcceptEnabled',
  ])
  expect(
    await refusedWith('privatelink.AddUserToVpcEndpointService', { ServiceId: 'epsrv-none', UserId: 'me' }),
  ).toEqual([400, 'InvalidUserId'])
})

test('what lives in another region is not there', async () => {
  await using cloud = await openSimulatedCloud()
  const elsewhere = { RegionId: 'cn-beijing' }
  expect((await cloud.call('you', 'vpc.DescribeVpcs', elsewhere)).TotalCount).toBe(0)
  const LoadBalancerId = cloud.given['you.loadBalancer'] ?? ''
  const { status, body } = await cloud.ask('you', 'slb.DescribeLoadBalancerAttribute', { ...elsewhere, LoadBalancerId })
  expect([status, body.Code]).toEqual([404, 'InvalidLoadBalancerId.NotFound'])
})

test('account ids are exact numbers on the wire, also beyond 2^53', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud, 'stranger')
  await createEndpoint(cloud, ServiceId, 'stranger')
  const users = await cloud.ask('you', 'privatelink.ListVpcEndpointServiceUsers', { ServiceId })
  expect(users.text).toContain('{"UserId":9107199254740993}')
  const connections = await cloud.ask('you', 'privatelink.ListVpcEndpointConnections', {
    ServiceId,
    EndpointOwnerId: '9107199254740993',
  })
  expect(connections.text).toContain('"EndpointOwnerId":9107199254740993,')
  const vpcs = await cloud.ask('stranger', 'vpc.DescribeVpcs')
  expect(vpcs.text).toContain('"OwnerId":9107199254740993,')
  expect((await cloud.ask('stranger', 'sts.GetCallerIdentity')).text).toContain('"AccountId":"9107199254740993"')
})

test('TotalCount is text in some lists, a number in others, and absent in the rest', async () => {
  await using cloud = await openSimulatedCloud()
  const ServiceId = await createService(cloud)
  const countOf = async (action: string) => (await cloud.call('you', `privatelink.${action}`, { ServiceId })).TotalCount
  expect(await countOf('ListVpcEndpointServices')).toBe(1)
  expect(await countOf('ListVpcEndpointServiceUsers')).toBe('2')
  expect(await countOf('ListVpcEndpointConnections')).toBe('0')
  expect(await countOf('ListVpcEndpointServicesByEndUser')).toBe('1')
  expect(await countOf('ListVpcEndpointServiceResources')).toBeUndefined()
})

test('lists come in pages, as small as the rule says', async () => {
  await using cloud = await openSimulatedCloud()
  const made = new Set<string>()
  for (let count = 0; count < 3; count++)
    made.add((await cloud.call('you', 'privatelink.CreateVpcEndpointService')).ServiceId)
  await cloud.control('POST', 'world', { act: 'rules', set: { pageLimit: 1 } })
  const seen: string[] = []
  let NextToken = ''
  do {
    const page = await cloud.call('you', 'privatelink.ListVpcEndpointServices', {
      MaxResults: 50,
      ...(NextToken ? { NextToken } : {}),
    })
    expect(page).toMatchObject({ MaxResults: 1, TotalCount: 3 })
    seen.push(...page.Services.map((each: { ServiceId: string }) => each.ServiceId))
    NextToken = page.NextToken
  } while (NextToken)
  expect(new Set(seen)).toEqual(made)
  expect(seen).toHaveLength(3)
  expect(await cloud.refused('you', 'privatelink.ListVpcEndpointServices', { NextToken: 'made-up' })).toBe(
    'IllegalParamFormat.NextToken',
  )
})

test('empty lists are left out where the rule says so', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.control('POST', 'world', { act: 'rules', set: { absentLists: true } })
  expect(await cloud.call('you', 'privatelink.ListVpcEndpoints')).not.toHaveProperty('Endpoints')
})

test('tags filter, and several are ANDed', async () => {
  await using cloud = await openSimulatedCloud()
  const tags = { 'Tag.1.Key': 'plink:link', 'Tag.1.Value': 'a', 'Tag.2.Key': 'plink:step', 'Tag.2.Value': 'service' }
  const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', tags)
  const found = async (filter: Record<string, string>) =>
    (await cloud.call('you', 'privatelink.ListVpcEndpointServices', filter)).Services.map(
      (each: { ServiceId: string }) => each.ServiceId,
    )
  expect(await found(tags)).toEqual([ServiceId])
  expect(await found({ ...tags, 'Tag.2.Value': 'other' })).toEqual([])
  expect(
    await cloud.refused('you', 'privatelink.CreateVpcEndpointService', { 'Tag.1.Key': 'acs:x', 'Tag.1.Value': '' }),
  ).toBe('IllegalTagKeyParam')
  expect(
    await cloud.refused('you', 'privatelink.CreateVpcEndpointService', { ...tags, 'Tag.2.Key': 'plink:link' }),
  ).toBe('DuplicatedTagKey')
})

test('security group rules are written in any case and read back in one', async () => {
  await using cloud = await openSimulatedCloud()
  const SecurityGroupId = cloud.given['you.securityGroup'] ?? ''
  const rule = {
    'Permissions.1.IpProtocol': 'tcp',
    'Permissions.1.PortRange': '80/80',
    'Permissions.1.SourceCidrIp': '10.0.0.0/8',
  }
  const rules = async () =>
    (await cloud.call('you', 'ecs.DescribeSecurityGroupAttribute', { SecurityGroupId, Direction: 'ingress' }))
      .Permissions.Permission
  const before = await rules()
  await cloud.call('you', 'ecs.AuthorizeSecurityGroup', { SecurityGroupId, ...rule })
  await cloud.call('you', 'ecs.AuthorizeSecurityGroup', { SecurityGroupId, ...rule })
  const after = await rules()
  expect(after).toHaveLength(before.length + 1)
  expect(after.at(-1)).toMatchObject({ IpProtocol: 'TCP', Policy: 'Accept', Priority: '1' })
  await cloud.call('you', 'ecs.RevokeSecurityGroup', { SecurityGroupId, ...rule })
  expect(await rules()).toEqual(before)
})

test('only GET and POST, and only signatures that are known, are taken', async () => {
  await using cloud = await openSimulatedCloud()
  const query = new URLSearchParams({ Action: 'DescribeVpcs', Version: '2016-04-28' })
  const put = await fetch(`${cloud.document.endpoint}/?${query}`, { method: 'PUT' })
  expect([put.status, await put.json()]).toMatchObject([405, { Code: 'UnsupportedHTTPMethod' }])
  const { id } = cloud.keys('you')
  const old = {
    AccessKeyId: id,
    SignatureMethod: 'HMAC-MD5',
    SignatureVersion: '1.0',
    SignatureNonce: '1',
    Signature: 'x',
  }
  const Timestamp = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  const signed = new URLSearchParams({ ...Object.fromEntries(query), ...old, Timestamp })
  const reply = await fetch(`${cloud.document.endpoint}/?${signed}`, { method: 'POST' })
  expect([reply.status, await reply.json()]).toMatchObject([400, { Code: 'InvalidSignatureMethod' }])
})
