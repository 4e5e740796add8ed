import { expect, test } from 'vitest'
import { openEndpoints } from '../../src/alibaba/endpoints.ts'
import type { Action } from '../../src/alibaba/operations.ts'

test.each<[Action, string, string]>([
  ['privatelink.CreateVpcEndpoint', 'cn-hangzhou', 'privatelink.cn-hangzhou.aliyuncs.com'],
  ['privatelink.CreateVpcEndpoint', 'eu-central-1', 'privatelink.eu-central-1.aliyuncs.com'],
  ['privatelink.CheckProductOpen', 'eu-central-1', 'privatelink.cn-hangzhou.aliyuncs.com'],
  ['privatelink.OpenPrivateLinkService', 'eu-central-1', 'privatelink.cn-hangzhou.aliyuncs.com'],
  ['slb.DescribeLoadBalancers', 'cn-hangzhou', 'slb.aliyuncs.com'],
  ['slb.DescribeLoadBalancers', 'cn-chengdu', 'slb.cn-chengdu.aliyuncs.com'],
  ['nlb.ListListeners', 'cn-hangzhou', 'nlb.cn-hangzhou.aliyuncs.com'],
  ['vpc.DescribeVpcs', 'cn-hangzhou', 'vpc.aliyuncs.com'],
  ['vpc.DescribeVpcs', 'cn-shanghai', 'vpc.cn-shanghai.aliyuncs.com'],
  ['ecs.DescribeSecurityGroups', 'cn-hangzhou', 'ecs-cn-hangzhou.aliyuncs.com'],
  ['ecs.DescribeSecurityGroups', 'cn-beijing', 'ecs.cn-beijing.aliyuncs.com'],
  ['sts.GetCallerIdentity', 'cn-hangzhou', 'sts.cn-hangzhou.aliyuncs.com'],
  ['sts.GetCallerIdentity', 'ap-south-1', 'sts.aliyuncs.com'],
])('%s in %s is asked of %s', (action, region, host) => {
  expect(openEndpoints({}).urlOf(action, region).href).toBe(`https://${host}/`)
})

test('PLINK_ENDPOINT_URL stands for every product, PLINK_ENDPOINT_URL_SLB for one and wins', () => {
  const endpoints = openEndpoints({
    PLINK_ENDPOINT_URL: 'http://127.0.0.1:4010',
    PLINK_ENDPOINT_URL_SLB: 'https://slb.example.com',
    PLINK_ENDPOINT_URL_NLB: '',
  })
  expect(endpoints.urlOf('slb.DescribeLoadBalancers', 'cn-hangzhou').host).toBe('slb.example.com')
  expect(endpoints.urlOf('nlb.ListListeners', 'cn-hangzhou').host).toBe('127.0.0.1:4010')
  expect(endpoints.urlOf('privatelink.CheckProductOpen', 'cn-hangzhou').host).toBe('127.0.0.1:4010')
})

test.each([
  ['http://10.0.0.1:4010', 'http://10.0.0.1:4010'],
  ['http://127.0.0.1.example.com', 'http://127.0.0.1.example.com'],
  ['127.0.0.1:4010', '127.0.0.1:4010'],
  ['https://example.com/base', 'https://example.com/base'],
  ['https://example.com/?a=b', 'https://example.com/?a=b'],
  ['https://user:hunter2@example.com', 'https://***@example.com'],
  ['ftp://127.0.0.1', 'ftp://127.0.0.1'],
])('PLINK_ENDPOINT_URL=%s is refused', (url, shown) => {
  expect(() => openEndpoints({ PLINK_ENDPOINT_URL_STS: url })).toThrow(
    expect.objectContaining({
      code: 'ENDPOINT_URL_INVALID',
      facts: { variable: 'PLINK_ENDPOINT_URL_STS', url: shown },
    }),
  )
})

test.each(['http://127.0.0.1:4010', 'http://localhost:4010/', 'http://[::1]:4010', 'https://example.com'])(
  'PLINK_ENDPOINT_URL=%s is taken',
  (url) => {
    expect(openEndpoints({ PLINK_ENDPOINT_URL: url }).urlOf('vpc.DescribeVpcs', 'cn-hangzhou').href).toBe(
      new URL(url).href,
    )
  },
)

test.each(['evil.example.com/', 'cn-hangzhou.evil', 'CN-hangzhou', ''])('%s is no region to send keys to', (region) => {
  expect(() => openEndpoints({}).urlOf('vpc.DescribeVpcs', region)).toThrow(
    expect.objectContaining({ code: 'BAD_FLAG' }),
  )
})
