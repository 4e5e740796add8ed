import { expect, test } from 'vitest'
import { listAll } from '../../src/alibaba/pages.ts'
import { openTestClient } from '../harness/cloud-client.ts'
import { ok, startCloudStub } from '../harness/cloud-stub.ts'

const region = { RegionId: 'cn-hangzhou' }
const zone = (letter: string) => ({ ZoneId: `cn-hangzhou-${letter}`, VSwitchId: 'vsw-1', ZoneStatus: 'Connected' })

test('a chained list is followed to its end, an empty NextToken being the end', async () => {
  const gateway = await startCloudStub(
    ok({ NextToken: 'n1', Zones: [zone('a'), zone('b')] }),
    ok({ NextToken: 'n2', Zones: null }),
    ok({ NextToken: '', Zones: [zone('c')] }),
  )
  const { cloud } = openTestClient(gateway.url)
  const input = { ...region, EndpointId: 'ep-1' }
  const zones = await listAll(cloud, 'privatelink.ListVpcEndpointZones', input, ({ Zones }) => Zones)
  expect(zones.map(({ ZoneId }) => ZoneId)).toEqual(['cn-hangzhou-a', 'cn-hangzhou-b', 'cn-hangzhou-c'])
  expect(gateway.received.map(({ query }) => query['NextToken'])).toEqual([undefined, 'n1', 'n2'])
})

test('a numbered list is read in the largest pages until one is not full', async () => {
  const page = (from: number, count: number) =>
    ok({
      Vpcs: {
        Vpc: Array.from({ length: count }, (_, i) => ({
          VpcId: `vpc-${from + i}`,
          Status: 'Available',
          CidrBlock: '10.0.0.0/8',
        })),
      },
    })
  const gateway = await startCloudStub(page(0, 50), page(50, 1))
  const { cloud } = openTestClient(gateway.url)
  const vpcs = await listAll(cloud, 'vpc.DescribeVpcs', region, ({ Vpcs }) => Vpcs?.Vpc)
  expect(vpcs).toHaveLength(51)
  expect(gateway.received.map(({ query }) => [query['PageNumber'], query['PageSize']])).toEqual([
    ['1', '50'],
    ['2', '50'],
  ])
})

test('a list that is missing or null is an empty one', async () => {
  const gateway = await startCloudStub(ok({ SecurityGroups: null }))
  const { cloud } = openTestClient(gateway.url)
  const input = { ...region, EndpointId: 'ep-1' }
  expect(
    await listAll(cloud, 'privatelink.ListVpcEndpointSecurityGroups', input, (page) => page.SecurityGroups),
  ).toEqual([])
})
