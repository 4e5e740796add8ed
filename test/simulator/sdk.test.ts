import OpenApi, { Config, OpenApiRequest, Params } from '@alicloud/openapi-client'
import { RuntimeOptions } from '@alicloud/tea-util'
import { expect, test } from 'vitest'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'

test.each([undefined, 'v2'])(
  'the official client of Alibaba Cloud is understood (signatureAlgorithm %s)',
  async (signatureAlgorithm) => {
    await using cloud = await openSimulatedCloud()
    const { id, secret } = cloud.keys('you')
    const client = new OpenApi.default(
      new Config({
        accessKeyId: id,
        accessKeySecret: secret,
        endpoint: new URL(cloud.document.endpoint).host,
        protocol: 'http',
        ...(signatureAlgorithm === undefined ? {} : { signatureAlgorithm }),
      }),
    )
    const action = (name: string, reqBodyType: 'json' | 'formData') =>
      new Params({
        action: name,
        version: '2020-04-15',
        protocol: 'HTTPS',
        pathname: '/',
        method: 'POST',
        authType: 'AK',
        style: 'RPC',
        reqBodyType,
        bodyType: 'json',
      })
    const input = {
      RegionId: 'cn-hangzhou',
      ServiceDescription: "d'été (中)*!",
      'Tag.1.Key': 'a b',
      'Tag.1.Value': '~',
    }
    for (const request of [new OpenApiRequest({ query: input }), new OpenApiRequest({ body: input })]) {
      const made = await client.callApi(action('CreateVpcEndpointService', 'formData'), request, new RuntimeOptions({}))
      expect(made).toMatchObject({
        statusCode: 200,
        body: { ServiceStatus: 'Creating', ServiceDescription: input.ServiceDescription },
      })
    }
    const wrong = client.callApi(
      action('GetVpcEndpointAttribute', 'json'),
      new OpenApiRequest({ query: { RegionId: 'cn-hangzhou', EndpointId: 'ep-none' } }),
      new RuntimeOptions({}),
    )
    await expect(wrong).rejects.toMatchObject({ code: 'EndpointNotFound', data: { statusCode: 400 } })
  },
)
