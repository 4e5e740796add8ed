import OpenApiCore, { $OpenApiUtil } from '@alicloud/openapi-core'
import PopCore from '@alicloud/pop-core'
import * as $dara from '@darabonba/typescript'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportOf } from '../../src/output/simulator-exports.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

type Parameters = Readonly<Record<string, string | number | boolean>>
type Call = (version: string, action: string, parameters: Parameters) => Promise<Record<string, unknown>>

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 100 })
})
afterAll(() => sandbox.close())

/** HMAC-SHA1 in the parameters, as most older tools sign. */
function popCore(): Call {
  const { id, secret } = sandbox.keys('you')
  const client = (apiVersion: string) =>
    new PopCore({ accessKeyId: id, accessKeySecret: secret, endpoint: sandbox.document.endpoint, apiVersion })
  return (version, action, parameters) => client(version).request(action, parameters, { method: 'POST' })
}

/** ACS3-HMAC-SHA256 in the headers, as the generated SDKs sign. */
function openApiCore(): Call {
  // What `plink simulator --export typescript` says to paste, but for its import.
  const [, ...pasted] = exportOf(sandbox.document, 'typescript').lines
  const config = new Function('$OpenApiUtil', `${pasted.join('\n')}\nreturn config`)($OpenApiUtil)
  return async (version, action, parameters) => {
    const params = new $OpenApiUtil.Params({
      action,
      version,
      protocol: 'HTTPS',
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    })
    const query = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]))
    const request = new $OpenApiUtil.OpenApiRequest({ query })
    const { body } = await new OpenApiCore.default(config).callApi(params, request, new $dara.RuntimeOptions({}))
    return body
  }
}

const privatelink = '2020-04-15'

test.each([
  ['@alicloud/pop-core', popCore],
  ['@alicloud/openapi-core', openApiCore],
] as const)('%s tags, filters, updates and reads back, and takes away', async (_name, open) => {
  const call = open()
  const { region: RegionId } = sandbox.document
  expect(await call('2015-04-01', 'GetCallerIdentity', {})).toMatchObject({ AccountId: sandbox.uid('you') })
  const { ServiceId } = await call(privatelink, 'CreateVpcEndpointService', {
    RegionId,
    ServiceDescription: "d'été (中)*!~",
    'Tag.1.Key': 'made by',
    'Tag.1.Value': _name,
  })
  const of = { RegionId, ServiceId: String(ServiceId) }
  await until(async () => {
    const service = await call(privatelink, 'GetVpcEndpointServiceAttribute', of)
    return service['ServiceStatus'] === 'Active'
  })
  await call(privatelink, 'UpdateVpcEndpointServiceAttribute', { ...of, AutoAcceptEnabled: true })
  const listed = await call(privatelink, 'ListVpcEndpointServices', {
    RegionId,
    AutoAcceptEnabled: true,
    'Tag.1.Key': 'made by',
    'Tag.1.Value': _name,
  })
  expect(listed['Services']).toMatchObject([
    { ServiceId, AutoAcceptEnabled: true, ServiceDescription: "d'été (中)*!~" },
  ])
  const tagged = { RegionId, ResourceType: 'vpcendpointservice', 'ResourceId.1': String(ServiceId) }
  await call(privatelink, 'UntagResources', { ...tagged, 'TagKey.1': 'made by' })
  expect(await call(privatelink, 'ListTagResources', tagged)).toMatchObject({ TagResources: [] })
  await call(privatelink, 'DeleteVpcEndpointService', of)
  await until(async () => {
    const { Services } = await call(privatelink, 'ListVpcEndpointServices', of)
    return Array.isArray(Services) && Services.length === 0
  })
  await expect(call(privatelink, 'GetVpcEndpointServiceAttribute', of)).rejects.toMatchObject({
    code: 'EndpointServiceNotFound',
  })
  const { actions } = await sandbox.control('GET', 'counts')
  expect(Object.keys(actions)).toEqual(
    expect.arrayContaining(['privatelink.UntagResources', 'privatelink.ListTagResources', 'sts.GetCallerIdentity']),
  )
  await sandbox.control('POST', 'reset-log')
})

async function until(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await sandbox.control('GET', 'held?ms=50')
}
