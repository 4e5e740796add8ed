import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExact } from '../../src/alibaba/exact-json.ts'
import { type Action, operations } from '../../src/alibaba/operations.ts'
import { listOf, matching, number, object, optional, ShapeMismatch, string } from '../../src/alibaba/shape.ts'
import { failureOf, openTestClient } from '../harness/cloud-client.ts'
import { ok, startCloudStub } from '../harness/cloud-stub.ts'

const region = { RegionId: 'cn-hangzhou' }
// Safe: the compiler holds this table to exactly the actions.
const actions = Object.keys(operations) as Action[]

describe('a shape', () => {
  const shape = object({
    Id: matching((found) => /^x-\d$/.test(found)),
    Sizes: optional(listOf(number)),
    Deep: optional(object({ Name: string })),
  })

  test.each([
    [{ Id: 'x-1' }, { Id: 'x-1' }],
    [{ Id: 'x-1', Sizes: null, Other: 1 }, { Id: 'x-1' }],
    [
      { Id: 'x-1', Sizes: [1, '2'], Deep: { Name: 7 } },
      { Id: 'x-1', Sizes: [1, 2], Deep: { Name: '7' } },
    ],
  ])('reads %j as %j', (value, read) => {
    expect(shape.read(value, '')).toEqual(read)
  })

  test.each([
    [null, ''],
    [[], ''],
    [{}, 'Id'],
    [{ Id: 'y' }, 'Id'],
    [{ Id: 'x-1', Sizes: {} }, 'Sizes'],
    [{ Id: 'x-1', Sizes: [1, 'many'] }, 'Sizes[1]'],
    [{ Id: 'x-1', Deep: [] }, 'Deep'],
    [{ Id: 'x-1', Deep: { Name: null } }, 'Deep.Name'],
    [Object.create({ Id: 'x-1' }), 'Id'],
  ])('does not read %j: %s is wrong', (value, path) => {
    expect(() => shape.read(value, '')).toThrow(expect.objectContaining({ name: 'ShapeMismatch', path }))
  })
})

test('whatever a reply is, it is read or called a mismatch', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom(...fieldNames()), fc.jsonValue()))
  fc.assert(
    fc.property(fc.constantFrom(...actions), anything, (action, value) => {
      try {
        operations[action].reply.read(value, '')
      } catch (error) {
        expect(error).toBeInstanceOf(ShapeMismatch)
      }
    }),
    { numRuns: 1000 },
  )
})

test.each<[Action, object, string]>([
  ['vpc.DescribeVpcs', { Vpcs: {} }, 'Vpcs.Vpc'],
  ['vpc.DescribeVpcs', { Vpcs: { Vpc: [null] } }, 'Vpcs.Vpc[0]'],
  ['sts.GetCallerIdentity', { IdentityType: 'Account', Arn: 'a', AccountId: 'x/../../../evil' }, 'AccountId'],
  ['sts.GetCallerIdentity', { IdentityType: 'Account', Arn: 'a', AccountId: '\u009b31m\u202e' }, 'AccountId'],
  [
    'slb.DescribeAvailableResource',
    { AvailableResources: { AvailableResource: [{ MasterZoneId: 'a b' }] } },
    'AvailableResources.AvailableResource[0].MasterZoneId',
  ],
])('%s answering %j is garbled, and the field and the request are named', async (action, fields, field) => {
  const stub = await startCloudStub(ok(fields))
  const { cloud, slept } = openTestClient(stub.url)
  const error = await failureOf(cloud.call(action, region as never))
  expect(error).toMatchObject({
    code: 'CLOUD_GARBLED',
    outcome: 'refused',
    facts: { action, field, requestId: 'REQ-OK', status: 200 },
  })
  // It would be the same again.
  expect(slept).toEqual([])
})

test('a write whose reply is garbled may have been carried out', async () => {
  const stub = await startCloudStub(ok({ EndpointId: '$(reboot)' }))
  const { cloud } = openTestClient(stub.url)
  const input = { ...region, VpcId: 'vpc-1', ServiceId: 'epsrv-1', ClientToken: 'tok-1' }
  const error = await failureOf(cloud.call('privatelink.CreateVpcEndpoint', input))
  expect(error).toMatchObject({ outcome: 'unknown', facts: { field: 'EndpointId' } })
})

test('a request id that is none is not shown', async () => {
  const stub = await startCloudStub(ok({ RequestId: '\u001b[2J', Vpcs: {} }))
  const { cloud } = openTestClient(stub.url)
  const error = await failureOf(cloud.call('vpc.DescribeVpcs', region))
  expect(error.facts).toMatchObject({ requestId: null })
})

test.each([
  ['a text that does not end', `{"a":"${'\\"'.repeat(100_000)}`],
  ['many quotation marks', '"'.repeat(200_001)],
  ['many digits', `[${'1'.repeat(200_000)}`],
  ['many brackets', '['.repeat(200_000)],
])('%s is found to be no JSON in linear time', (_what, string) => {
  const began = performance.now()
  expect(() => parseExact(string)).toThrow(SyntaxError)
  // Generous: quadratic time was a minute.
  expect(performance.now() - began).toBeLessThan(5_000)
})

function fieldNames(): string[] {
  const names = new Set<string>()
  for (const action of actions)
    for (const name of Object.keys(operations[action].reply.outline)) names.add(name.replace('*', ''))
  return [...names]
}
