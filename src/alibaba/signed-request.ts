import OpenApi from '@alicloud/openapi-client'
import OpenApiUtil from '@alicloud/openapi-util'
import { RuntimeOptions } from '@alicloud/tea-util'
import type { HttpRequest, HttpResponse } from '../net/http-client.ts'
import type { CloudKeys } from './credentials/keys.ts'
import type { Action } from './operations.ts'
import { operations } from './operations.ts'
import { nameOf, versionOf } from './products.ts'

// Loads the official client (24 ms): use import() only.

export interface Signing {
  readonly action: Action
  readonly input: object
  readonly base: URL
  readonly keys: CloudKeys
  /** Both are new for every attempt: a gateway refuses a nonce it has seen and a date more than 15 minutes off. */
  readonly nonce: string
  readonly date: Date
  readonly send: (request: HttpRequest) => Promise<HttpResponse>
}

/** Signs one attempt as the official client does, and sends it by `send`. */
export async function signAndSend({ action, input, base, keys, nonce, date, send }: Signing): Promise<HttpResponse> {
  const config = new OpenApi.Config({
    accessKeyId: keys.accessKeyId,
    accessKeySecret: keys.accessKeySecret,
    securityToken: keys.securityToken ?? undefined,
    endpoint: base.host,
    userAgent: 'plink',
  })
  const flat = OpenApiUtil.default.query(input)
  const params = new OpenApi.Params({
    action: nameOf(action),
    version: versionOf(action),
    protocol: base.protocol,
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  })
  const request = new OpenApi.OpenApiRequest(
    operations[action].place === 'form' ? { query: {}, body: flat } : { query: flat },
  )
  request.headers = { 'x-acs-date': `${date.toISOString().slice(0, 19)}Z`, 'x-acs-signature-nonce': nonce }
  const answer = await new Api(config, base, send).callApi(params, request, new RuntimeOptions({}))
  // Safe: callApi hands on what doRequest below returned.
  return answer as HttpResponse
}

const algorithm = 'ACS3-HMAC-SHA256'

/**
 * The official client without its transport, which reads no proxy, never retries, reports a read timeout as a connect
 * timeout and parses an HTML page as JSON. Model, credentials, flattening and signature stay its own.
 */
class Api extends OpenApi.default {
  readonly #base: URL
  readonly #send: Signing['send']

  constructor(config: OpenApi.Config, base: URL, send: Signing['send']) {
    super(config)
    this.#base = base
    this.#send = send
  }

  override async doRequest(
    params: OpenApi.Params,
    request: OpenApi.OpenApiRequest,
    _runtime: RuntimeOptions,
  ): Promise<{ [key: string]: unknown }> {
    const query = request.query ?? {}
    const body = request.body === undefined ? '' : OpenApiUtil.default.toForm(request.body)
    const payload = OpenApiUtil.default.hexEncode(OpenApiUtil.default.hash(Buffer.from(body), algorithm))
    const credential = await this._credential.getCredential()
    const { accessKeyId = '', accessKeySecret = '', securityToken, providerName } = credential
    const headers: Record<string, string> = {
      host: this._endpoint,
      'x-acs-version': params.version,
      'x-acs-action': params.action,
      'user-agent': this.getUserAgent(),
      accept: 'application/json',
      ...request.headers,
      'x-acs-content-sha256': payload,
      ...(body === '' ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(providerName ? { 'x-acs-credentials-provider': providerName } : {}),
      ...(securityToken ? { 'x-acs-accesskey-id': accessKeyId, 'x-acs-security-token': securityToken } : {}),
    }
    const signed = { pathname: params.pathname, method: params.method, query, headers }
    headers['authorization'] = OpenApiUtil.default.getAuthorization(
      // Safe: the signer reads these four fields and no other of the library's Request.
      signed as unknown as Parameters<typeof OpenApiUtil.default.getAuthorization>[0],
      algorithm,
      payload,
      accessKeyId,
      accessKeySecret,
    )
    const path = pathOf(params.pathname, query)
    return { ...(await this.#send({ method: 'POST', base: this.#base, path, headers, body })) }
  }
}

/** Encoded exactly as the signature encodes it, so that no space or plus sign can come between the two. */
function pathOf(pathname: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(query)
    .sort()
    .map((key) => `${OpenApiUtil.default.getEncodeParam(key)}=${OpenApiUtil.default.getEncodeParam(query[key] ?? '')}`)
  return pairs.length === 0 ? pathname : `${pathname}?${pairs.join('&')}`
}
