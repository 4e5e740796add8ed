import { describe, expect, test } from 'vitest'
import type { SimulatorDocument } from '../../src/model/result.ts'
import { startRecorder } from '../../src/simulator/transcript/record.ts'
import { Sanitizer } from '../../src/simulator/transcript/sanitize.ts'
import { readTranscript, type Transcript } from '../../src/simulator/transcript/transcript.ts'
import { verifyTranscript } from '../../src/simulator/transcript/verify.ts'
import { openSimulatorClient } from '../harness/simulator-client.ts'

describe('what is written down', () => {
  const sanitizer = new Sanitizer()

  test('holds no ID, UID, key, address, name or secret, and the same stand-in for the same thing', () => {
    const params = new Map([
      ['RegionId', 'cn-hangzhou'],
      ['EndpointName', 'acme production'],
      ['Zone.1.VSwitchId', 'vsw-bp1secretsecretsecre'],
      ['Tag.1.Key', 'plink:link'],
      ['Tag.1.Value', 'acme'],
      ['UserId', '1417000000000001'],
    ])
    const body = sanitizer.body(
      JSON.stringify({
        RequestId: '3C87BF47-3724-5443-ADC1-5AEAD9A03EB1',
        EndpointOwnerId: 0,
        VSwitchId: 'vsw-bp1secretsecretsecre',
        EndpointName: 'acme production',
        Arn: 'acs:ram::1417000000000001:user/alice',
        Ip: '192.168.1.20',
        Cidr: '192.168.0.0/16',
        Open: '0.0.0.0/0',
        Credentials: { AccessKeyId: 'STS.NTabcdefghijk', AccessKeySecret: 'hush', SecurityToken: 'CAIShush' },
        ServiceStatus: 'Active',
        RegionId: 'cn-hangzhou',
      }).replace('"EndpointOwnerId":0', '"EndpointOwnerId":9107199254740993'),
    )
    const written = JSON.stringify([sanitizer.params(params), body])
    expect(written).not.toMatch(/secret[a-z]*secre|acme|alice|1417|9107199|192\.168|hush|NTabc|3C87BF47/)
    expect(sanitizer.params(params)).toMatchObject({ RegionId: 'cn-hangzhou', 'Tag.1.Key': 'plink:link' })
    expect(body).toMatchObject({
      VSwitchId: sanitizer.params(params)['Zone.1.VSwitchId'],
      EndpointName: sanitizer.params(params)['EndpointName'],
      Open: '0.0.0.0/0',
      ServiceStatus: 'Active',
      RegionId: 'cn-hangzhou',
    })
  })

  test('keeps addresses within their blocks', () => {
    const [block, inside] = [sanitizer.text('172.16.0.0/12'), sanitizer.text('172.31.4.5')]
    const number = (text: string) => text.split('.').reduce((sum, octet) => sum * 256 + Number.parseInt(octet, 10), 0)
    expect(Math.floor(number(inside) / 2 ** 20)).toBe(Math.floor(number(block) / 2 ** 20))
    expect(block.endsWith('.0.0/12')).toBe(true)
    expect(sanitizer.text('172.31.4.5')).toBe(inside)
  })
})

const service = 'epsrv-bp100000000000000001'
const head = { schema: 'plink-transcript/1', region: 'cn-shanghai', accounts: { you: '1000000000000001' } } as const
const create = {
  at: 0,
  ms: 50,
  account: 'you',
  action: 'privatelink.CreateVpcEndpointService',
  params: { RegionId: 'cn-shanghai', ServiceDescription: 'text-000001' },
  status: 200,
  body: {
    RequestId: '00000000-0000-4000-8000-000000000001',
    ServiceId: service,
    ServiceName: `com.aliyuncs.privatelink.cn-shanghai.${service}`,
    ServiceDomain: `${service}.cn-shanghai.privatelink.aliyuncs.com`,
    ServiceStatus: 'Creating',
    ServiceBusinessStatus: 'Normal',
    ServiceDescription: 'text-000001',
    ServiceSupportIPv6: false,
    ZoneAffinityEnabled: false,
    AutoAcceptEnabled: false,
    CreateTime: '2026-01-02T03:04:05Z',
  },
} as const
/** A recording: the head, and these calls. */
async function played(...exchanges: readonly object[]) {
  return verifyTranscript({ head, exchanges } as unknown as Transcript)
}

test.each([
  [
    'another code',
    { ...create, status: 400, body: { Code: 'NeedOpenProduct' } },
    [['code', '', 'NeedOpenProduct', 'ok']],
  ],
  [
    'a thing that the recording does not say the making of',
    { ...create, action: 'privatelink.DeleteVpcEndpointService', params: { ServiceId: service } },
    [['unplayable', '', service, '']],
  ],
])('%s is told', async (_what, exchange, wanted) => {
  const found = await played(exchange)
  expect(found.map(({ kind, path, there, here }) => [kind, path, there, here])).toEqual(wanted)
})

test('a text that is no recording is not read', () => {
  for (const text of ['', '{}', '{"schema":"plink/1"}\n', `${JSON.stringify(head)}\n{"at":"soon"}\n`, 'not JSON'])
    expect(readTranscript(text)).toBeUndefined()
  expect(readTranscript(`${JSON.stringify(head)}\n${JSON.stringify(create)}\n`)?.exchanges).toHaveLength(1)
})

test('a call that plink could not make is not sent on, nor one that is not signed with the keys of the recorder', async () => {
  const lines: string[] = []
  const { document, close } = await startRecorder({
    port: 0,
    region: 'cn-hangzhou',
    accounts: { you: '1417000000000001' },
    isForwarded: (action) => action !== 'vpc.DescribeVpcs',
    forward: (account) => Promise.resolve({ status: 200, body: JSON.stringify({ of: account }) }),
    onLine: (line) => lines.push(line),
  })
  const client = openSimulatorClient({ ...document, given: {} } as unknown as SimulatorDocument)
  expect((await client.ask('you', 'vpc.DescribeVpcs')).body.Code).toBe('Simulator.ActionNotRecorded')
  expect((await client.ask({ id: 'LTAI-other', secret: 'x' }, 'vpc.DescribeVSwitches')).body.Code).toBe(
    'InvalidAccessKeyId.NotFound',
  )
  expect((await client.ask('you', 'vpc.DescribeVSwitches')).body).toEqual({ of: 'you' })
  await close()
  expect(readTranscript(lines.join(''))?.exchanges).toMatchObject([{ account: 'you', action: 'vpc.DescribeVSwitches' }])
  expect(lines.join('')).not.toContain('1417000000000001')
})
