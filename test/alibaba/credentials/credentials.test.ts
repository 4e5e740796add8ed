import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCredentials } from '../../../src/alibaba/credentials/credentials.ts'
import { findRegion } from '../../../src/alibaba/credentials/profiles.ts'
import { openEndpoints } from '../../../src/alibaba/endpoints.ts'
import type { Environment } from '../../../src/model/environment.ts'
import type { PlinkEvent } from '../../../src/model/event.ts'
import { fakeClock } from '../../harness/clock.ts'
import { failureOf } from '../../harness/cloud-client.ts'
import { json, lost, ok, refusal, type StubReply, startCloudStub, startProxy } from '../../harness/cloud-stub.ts'

const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-env', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'env-secret' }
const ak = {
  name: 'default',
  mode: 'AK',
  access_key_id: 'LTAI-file',
  access_key_secret: 'file-secret',
  region_id: 'cn-shanghai',
}
const sts = { name: 'token', mode: 'StsToken', access_key_id: 'STS.1', access_key_secret: 's1', sts_token: 't1' }
const role = {
  name: 'ops',
  mode: 'ChainableRamRoleArn',
  source_profile: 'default',
  ram_role_arn: 'acs:ram::1:role/ops',
}

const config = (...profiles: object[]) => JSON.stringify({ current: 'default', profiles })

/** A home folder with some files; gone when the test ends. */
async function homeWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'plink-home-'))
  onTestFinished(() => rm(home, { recursive: true }))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, name)), { recursive: true })
    await writeFile(join(home, name), text)
  }
  return home
}

const homeWithConfig = (text: string) => homeWith({ '.aliyun/config.json': text })

function open(home: string, more: { profile?: string; env?: Environment; clock?: ReturnType<typeof fakeClock> } = {}) {
  const events: PlinkEvent[] = []
  const env = more.env ?? {}
  const credentials = openCredentials({
    side: 'peer',
    profile: more.profile ?? null,
    env,
    home,
    endpoints: openEndpoints(env),
    clock: more.clock ?? fakeClock(),
    emit: (event) => events.push(event),
  })
  return { credentials, events }
}

const assumed = (id: string, expires: number): StubReply =>
  ok({
    AssumedRoleUser: { Arn: 'acs:ram::1:role/ops/plink', AssumedRoleId: '3:plink' },
    Credentials: {
      AccessKeyId: id,
      AccessKeySecret: 'role-secret',
      SecurityToken: 'role-token',
      Expiration: new Date(expires).toISOString(),
    },
  })

describe('without a profile', () => {
  test.each<[string, Record<string, string>, Environment, object]>([
    [
      'the environment comes first',
      { '.aliyun/config.json': config(ak) },
      environment,
      { accessKeyId: 'LTAI-env', securityToken: null },
    ],
    ['a token makes it STS', {}, { ...environment, ALIBABA_CLOUD_SECURITY_TOKEN: 'tok' }, { securityToken: 'tok' }],
    ['then the current profile', { '.aliyun/config.json': config(ak) }, {}, { accessKeyId: 'LTAI-file' }],
    [
      'or the one the environment names',
      { '.aliyun/config.json': config(ak, sts) },
      { ALIBABA_CLOUD_PROFILE: 'token' },
      { accessKeyId: 'STS.1' },
    ],
    [
      'then the credentials file',
      {
        '.aliyun/config.json': config({ name: 'default', mode: 'AK', access_key_id: '', access_key_secret: '' }),
        '.alibabacloud/credentials':
          '# mine\n[other]\ntype=access_key\n[default]\ntype = access_key ; really\naccess_key_id = LTAI-ini\naccess_key_secret=a=b\n',
      },
      {},
      { accessKeyId: 'LTAI-ini', accessKeySecret: 'a=b' },
    ],
    [
      'the profile may be switched off',
      {
        '.aliyun/config.json': config(ak),
        '.alibabacloud/credentials': '[default]\ntype=access_key\naccess_key_id=I\naccess_key_secret=S',
      },
      { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true' },
      { accessKeyId: 'I' },
    ],
  ])('%s', async (_what, files, env, expected) => {
    const { credentials } = open(await homeWith(files), { env })
    expect(await credentials.get()).toMatchObject(expected)
  })

  test('and without anything else, the keys are said to be missing, at once and without asking the network', async () => {
    const { credentials } = open(await homeWith())
    const error = await failureOf(credentials.get())
    expect(error.data).toEqual({ code: 'CREDENTIALS_MISSING', facts: { side: 'peer', profile: null, nearMisses: [] } })
  })

  test('and once they are there, the next call finds them', async () => {
    const home = await homeWith()
    const { credentials } = open(home)
    expect((await failureOf(credentials.get())).data.code).toBe('CREDENTIALS_MISSING')
    await mkdir(join(home, '.aliyun'))
    await writeFile(join(home, '.aliyun', 'config.json'), config(ak))
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'LTAI-file' })
  })

  test('half a key in the environment is an error, not a reason to work in another account', async () => {
    const { credentials } = open(await homeWithConfig(config(ak)), { env: { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI-env' } })
    const error = await failureOf(credentials.get())
    expect(error.data).toEqual({
      code: 'CREDENTIALS_UNUSABLE',
      facts: {
        side: 'peer',
        profile: null,
        source: 'environment',
        problem: { kind: 'incomplete', field: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET' },
      },
    })
  })
})

describe('with a profile', () => {
  test('it alone counts, whatever the environment holds', async () => {
    const { credentials } = open(await homeWithConfig(config(ak, sts)), { profile: 'token', env: environment })
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'STS.1', securityToken: 't1' })
  })

  test('whose token the cloud calls ended, it is read again: it may have been renewed meanwhile', async () => {
    const home = await homeWithConfig(config(ak, sts))
    const { credentials } = open(home, { profile: 'token' })
    const old = await credentials.get()
    await writeFile(join(home, '.aliyun/config.json'), config(ak, { ...sts, sts_token: 't2' }))
    expect((await credentials.get()).securityToken).toBe('t1')
    credentials.forget(old)
    expect((await credentials.get()).securityToken).toBe('t2')
    // Late news of the old ones does not cost the new ones.
    const renewed = await credentials.get()
    credentials.forget(old)
    expect(await credentials.get()).toBe(renewed)
  })

  test('an unknown one is named with those that are known', async () => {
    const home = await homeWithConfig(config(ak, sts))
    const { credentials } = open(home, { profile: 'prod', env: environment })
    const error = await failureOf(credentials.get())
    const file = join(home, '.aliyun', 'config.json')
    expect(error.data).toEqual({
      code: 'PROFILE_UNKNOWN',
      facts: { side: 'peer', profile: 'prod', file, known: ['default', 'token'] },
    })
  })

  test.each([
    [
      'an unsupported mode',
      { name: 'p', mode: 'RsaKeyPair', private_key: 'file-secret' },
      { kind: 'unsupported', mode: 'rsakeypair' },
    ],
    [
      'a missing key',
      { name: 'p', mode: 'AK', access_key_id: 'file-secret' },
      { kind: 'incomplete', field: 'access_key_secret' },
    ],
    ['a missing token', { ...sts, name: 'p', sts_token: '' }, { kind: 'incomplete', field: 'sts_token' }],
    [
      'a role without a source',
      { ...role, name: 'p', source_profile: 'nobody' },
      { kind: 'incomplete', field: 'source_profile' },
    ],
    [
      'a role that is its own source',
      { ...role, name: 'p', source_profile: 'p' },
      { kind: 'incomplete', field: 'source_profile' },
    ],
    [
      'a command that gives no keys',
      { name: 'p', mode: 'External', process_command: 'echo file-secret' },
      { kind: 'command-failed' },
    ],
  ])('%s makes it unusable, and nothing of it is quoted', async (_what, profile, problem) => {
    const { credentials } = open(await homeWithConfig(config(profile)), { profile: 'p' })
    const error = await failureOf(credentials.get())
    expect(error.data).toEqual({
      code: 'CREDENTIALS_UNUSABLE',
      facts: { side: 'peer', profile: 'p', source: 'profile p', problem },
    })
    expect(inspect(error, { depth: 10 })).not.toContain('file-secret')
  })

  test.each([
    ['broken JSON', '{"profiles":[{"access_key_secret":"file-secret"'],
    ['another shape', '["file-secret"]'],
  ])('a file of %s is named and not quoted', async (_what, text) => {
    const home = await homeWithConfig(text)
    const { credentials } = open(home, { profile: 'p' })
    const error = await failureOf(credentials.get())
    expect(error.data).toMatchObject({
      code: 'CREDENTIALS_UNUSABLE',
      facts: { source: join(home, '.aliyun', 'config.json') },
    })
    expect(inspect(error, { depth: 10 })).not.toContain('file-secret')
  })

  test('a command gives keys, and the file is left as it was', async () => {
    const home = await homeWith({
      'keys.json': '{"mode":"StsToken","access_key_id":"X","access_key_secret":"Y","sts_token":"Z"}',
    })
    const text = config({ name: 'p', mode: 'External', process_command: `cat ${home}/keys.json` })
    await mkdir(join(home, '.aliyun'))
    await writeFile(join(home, '.aliyun', 'config.json'), text)
    await chmod(join(home, '.aliyun', 'config.json'), 0o400)
    const { credentials } = open(home, { profile: 'p' })
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'X', accessKeySecret: 'Y', securityToken: 'Z' })
  })

  test('a URI gives keys', async () => {
    const Expiration = '2099-01-01T00:00:00Z'
    const gateway = await startCloudStub(ok({ AccessKeyId: 'U', AccessKeySecret: 'V', SecurityToken: 'W', Expiration }))
    const home = await homeWithConfig(
      config({ name: 'p', mode: 'CredentialsURI', credentials_uri: `${gateway.url}/keys` }),
    )
    const { credentials } = open(home, { profile: 'p' })
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'U', securityToken: 'W' })
  })
})

describe('a source that was named and cannot be used stops the search', () => {
  const ini = '[default]\ntype=access_key\naccess_key_id=I\naccess_key_secret=S\n'
  const everything = { '.aliyun/config.json': config(ak), '.alibabacloud/credentials': ini }

  test('an ALIBABA_CLOUD_PROFILE that nobody knows', async () => {
    const home = await homeWith(everything)
    const { credentials } = open(home, { env: { ALIBABA_CLOUD_PROFILE: 'prdo' } })
    expect((await failureOf(credentials.get())).data).toEqual({
      code: 'PROFILE_UNKNOWN',
      facts: { side: 'peer', profile: 'prdo', file: join(home, '.aliyun', 'config.json'), known: ['default'] },
    })
  })

  test('unless it is a section of the credentials file', async () => {
    const home = await homeWith({ ...everything, '.alibabacloud/credentials': ini.replace('default', 'other') })
    const { credentials } = open(home, { env: { ALIBABA_CLOUD_PROFILE: 'other' } })
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'I' })
  })

  test('a current profile that is none', async () => {
    const text = JSON.stringify({ current: 'gone', profiles: [ak] })
    const { credentials } = open(await homeWith({ ...everything, '.aliyun/config.json': text }))
    expect((await failureOf(credentials.get())).data).toMatchObject({
      code: 'PROFILE_UNKNOWN',
      facts: { profile: 'gone', known: ['default'] },
    })
  })

  test.each<[string, Environment, string, object]>([
    [
      'a key with a line break',
      { ...environment, ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI\nx' },
      'environment',
      { kind: 'bad-characters', field: 'ALIBABA_CLOUD_ACCESS_KEY_ID' },
    ],
    [
      'a token in other letters',
      { ...environment, ALIBABA_CLOUD_SECURITY_TOKEN: '密' },
      'environment',
      { kind: 'bad-characters', field: 'ALIBABA_CLOUD_SECURITY_TOKEN' },
    ],
    [
      'half of OIDC',
      { ALIBABA_CLOUD_OIDC_TOKEN_FILE: '/t', ALIBABA_CLOUD_ROLE_ARN: 'r' },
      'ALIBABA_CLOUD_OIDC_TOKEN_FILE',
      { kind: 'incomplete', field: 'ALIBABA_CLOUD_OIDC_PROVIDER_ARN' },
    ],
    [
      'a file that is not there',
      { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: 'true', ALIBABA_CLOUD_CREDENTIALS_FILE: '/nowhere' },
      '/nowhere',
      { kind: 'not-found' },
    ],
    [
      'a URI that is none',
      { ALIBABA_CLOUD_CREDENTIALS_URI: 'http://user:hidden@host:port' },
      'ALIBABA_CLOUD_CREDENTIALS_URI',
      { kind: 'not-a-url' },
    ],
  ])('%s', async (what, env, source, problem) => {
    const { credentials } = open(await homeWith(what.includes('URI') ? {} : everything), { env })
    const error = await failureOf(credentials.get())
    expect(error.data).toEqual({
      code: 'CREDENTIALS_UNUSABLE',
      facts: { side: 'peer', profile: null, source, problem },
    })
    expect(inspect(error, { depth: 10 })).not.toContain('hidden')
  })

  test('with the names that look like credentials and are not read', async () => {
    const env = {
      ALICLOUD_ACCESS_KEY: 'a',
      ALIBABACLOUD_ACCESS_KEY_ID: 'b',
      ACCESS_KEY_SECRET: 'c',
      PROFILE: 'd',
      PATH: 'e',
    }
    const { credentials } = open(await homeWith(), { env })
    expect((await failureOf(credentials.get())).facts).toEqual({
      side: 'peer',
      profile: null,
      nearMisses: ['ACCESS_KEY_SECRET', 'ALIBABACLOUD_ACCESS_KEY_ID', 'ALICLOUD_ACCESS_KEY'],
    })
  })
})

describe('a URI', () => {
  const keys = { AccessKeyId: 'U', AccessKeySecret: 'V', SecurityToken: 'W', Expiration: '2099-01-01T00:00:00Z' }

  test.each<[string, StubReply, object]>([
    ['that is not there', json(404, {}), { kind: 'http-status', status: 404 }],
    ['that answers a page', (response) => response.end('<html>secret'), { kind: 'not-json' }],
    ['that gives half', ok({ ...keys, SecurityToken: '' }), { kind: 'incomplete', field: 'SecurityToken' }],
    ['whose keys have ended', ok({ ...keys, Expiration: '2001-01-01T00:00:00Z' }), { kind: 'expired' }],
    ['that hangs up', lost, { kind: 'unreachable', reason: 'ECONNRESET' }],
  ])('%s is said to be so', async (_what, reply, problem) => {
    const stub = await startCloudStub(reply)
    const { credentials } = open(await homeWith(), { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${stub.url}/keys?a=1` } })
    const error = await failureOf(credentials.get())
    expect(error.facts).toEqual({ side: 'peer', profile: null, source: 'ALIBABA_CLOUD_CREDENTIALS_URI', problem })
    expect(inspect(error, { depth: 10 })).not.toMatch(/secret|"V"/)
    expect(stub.received[0]?.path).toBe('/keys?a=1')
  })
})

describe('OIDC', () => {
  const env = {
    ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/ci',
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ci',
  }

  test('gives a role for a token from a file or a variable, where PLINK_ENDPOINT_URL_STS points', async () => {
    const stub = await startCloudStub(assumed('STS.oidc', Date.UTC(2099, 0, 1)))
    const home = await homeWith({ token: 'from-file\n' })
    for (const token of [
      { ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(home, 'token') },
      { ALIBABA_CLOUD_OIDC_TOKEN: 'from-variable' },
    ]) {
      const { credentials } = open(home, { env: { ...env, ...token, PLINK_ENDPOINT_URL_STS: stub.url } })
      expect(await credentials.get()).toMatchObject({ accessKeyId: 'STS.oidc', securityToken: 'role-token' })
    }
    expect(
      stub.received.map(({ query, body }) => [query['Action'], new URLSearchParams(body).get('OIDCToken')]),
    ).toEqual([
      ['AssumeRoleWithOIDC', 'from-file'],
      ['AssumeRoleWithOIDC', 'from-variable'],
    ])
    expect(stub.received[0]?.headers.authorization).toBeUndefined()
  })

  test('through the proxy', async () => {
    const proxy = await startProxy({ status: 407 })
    const { credentials } = open(await homeWith(), {
      env: { ...env, ALIBABA_CLOUD_OIDC_TOKEN: 't', HTTPS_PROXY: proxy.url },
    })
    const error = await failureOf(credentials.get())
    expect(error.facts).toMatchObject({ problem: { kind: 'unreachable', reason: 'PROXY_ANSWERED_407' } })
    expect(proxy.connects[0]?.authority).toBe('sts.cn-hangzhou.aliyuncs.com:443')
  })

  test('that is refused says so with the code of the cloud', async () => {
    const stub = await startCloudStub(refusal('AuthenticationFail.NoPermission', 403))
    const { credentials } = open(await homeWith(), {
      env: { ...env, ALIBABA_CLOUD_OIDC_TOKEN: 't', PLINK_ENDPOINT_URL: stub.url },
    })
    expect((await failureOf(credentials.get())).facts).toMatchObject({
      source: 'ALIBABA_CLOUD_OIDC_TOKEN',
      problem: { kind: 'role-refused', code: 'AuthenticationFail.NoPermission' },
    })
  })
})

describe('a role', () => {
  const hour = 3_600_000
  const start = Date.UTC(2026, 0, 1)

  test('is assumed where PLINK_ENDPOINT_URL points, with the keys of its source profile', async () => {
    const gateway = await startCloudStub(assumed('STS.role', start + hour))
    const home = await homeWithConfig(
      config(ak, { ...role, external_id: 'x-1', expired_seconds: 1800, sts_region: 'cn-beijing' }),
    )
    const env = { PLINK_ENDPOINT_URL_STS: gateway.url }
    const { credentials, events } = open(home, { profile: 'ops', env, clock: fakeClock({ start }) })
    expect(await credentials.get()).toEqual({
      accessKeyId: 'STS.role',
      accessKeySecret: 'role-secret',
      securityToken: 'role-token',
      expires: start + hour,
    })
    const [request] = gateway.received
    expect(request).toMatchObject({
      action: 'AssumeRole',
      query: { RoleArn: role.ram_role_arn, RoleSessionName: 'plink', DurationSeconds: '1800', ExternalId: 'x-1' },
    })
    expect(request?.headers.authorization).toContain('Credential=LTAI-file')
    expect(JSON.stringify(events)).not.toMatch(/secret|token/i)
  })

  test('is assumed once for any number of calls, and again only before its keys end', async () => {
    const gateway = await startCloudStub(assumed('STS.first', start + hour), assumed('STS.second', start + 2 * hour))
    const clock = fakeClock({ start })
    const env = { PLINK_ENDPOINT_URL: gateway.url }
    const { credentials } = open(await homeWithConfig(config(ak, role)), { profile: 'ops', env, clock })
    const first = await Promise.all(Array.from({ length: 20 }, () => credentials.get()))
    expect(new Set(first.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['STS.first']))
    await clock.sleep(hour - 6 * 60_000)
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'STS.first' })
    await clock.sleep(2 * 60_000)
    const second = await Promise.all(Array.from({ length: 20 }, () => credentials.get()))
    expect(new Set(second.map(({ accessKeyId }) => accessKeyId))).toEqual(new Set(['STS.second']))
    expect(gateway.received).toHaveLength(2)
  })

  test('whose renewal fails goes on with its keys for as long as they are good', async () => {
    const gateway = await startCloudStub(assumed('STS.first', start + hour), refusal('NoPermission', 403))
    const clock = fakeClock({ start })
    const env = { PLINK_ENDPOINT_URL: gateway.url }
    const { credentials } = open(await homeWithConfig(config(ak, role)), { profile: 'ops', env, clock })
    await credentials.get()
    await clock.sleep(hour - 60_000)
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'STS.first' })
    await clock.sleep(2 * 60_000)
    const error = await failureOf(credentials.get())
    expect(error).toMatchObject({
      code: 'CLOUD_DENIED',
      facts: { side: 'peer', permission: 'sts:AssumeRole', source: 'profile ops' },
    })
  })

  test('that was refused is asked for anew by the next call', async () => {
    const gateway = await startCloudStub(refusal('EntityNotExist.Role', 404), assumed('STS.role', start + hour))
    const env = { PLINK_ENDPOINT_URL: gateway.url }
    const home = await homeWithConfig(config(ak, role))
    const { credentials } = open(home, { profile: 'ops', env, clock: fakeClock({ start }) })
    expect((await failureOf(credentials.get())).apiCode).toBe('EntityNotExist.Role')
    expect(await credentials.get()).toMatchObject({ accessKeyId: 'STS.role' })
  })

  test('does not hold up whoever gives up waiting', async () => {
    let answer: (() => void) | undefined
    const gateway = await startCloudStub((response, request) => {
      answer = () => assumed('STS.role', start + hour)(response, request)
    })
    const env = { PLINK_ENDPOINT_URL: gateway.url }
    const { credentials } = open(await homeWithConfig(config(ak, role)), {
      profile: 'ops',
      env,
      clock: fakeClock({ start }),
    })
    const abort = new AbortController()
    const impatient = credentials.get(abort.signal)
    const patient = credentials.get()
    await expect.poll(() => answer).toBeDefined()
    abort.abort(new Error('enough'))
    await expect(impatient).rejects.toThrow('enough')
    answer?.()
    expect(await patient).toMatchObject({ accessKeyId: 'STS.role' })
  })
})

test.each<[string, string | null, Environment, string | undefined]>([
  ['the environment', null, { ALIBABA_CLOUD_REGION_ID: 'cn-beijing' }, 'cn-beijing'],
  ['the current profile', null, {}, 'cn-shanghai'],
  ['the profile the environment names', null, { ALIBABA_CLOUD_PROFILE: 'far' }, 'eu-west-1'],
  ['the named profile, before the environment', 'far', { ALIBABA_CLOUD_REGION_ID: 'cn-beijing' }, 'eu-west-1'],
  [
    'the environment, when the named profile has none',
    'token',
    { ALIBABA_CLOUD_REGION_ID: 'cn-beijing' },
    'cn-beijing',
  ],
  ['nobody', 'token', {}, undefined],
])('the region is that of %s', async (_whose, profile, env, region) => {
  const home = await homeWithConfig(config(ak, sts, { ...ak, name: 'far', region_id: 'eu-west-1' }))
  expect(findRegion({ profile, env, home })).toBe(region)
})
