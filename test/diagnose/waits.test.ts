import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { documentOf } from '../harness/processes.ts'
import { serversOf } from '../harness/sandbox.ts'
import { runSession } from '../harness/session.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { openUserHome, type UserHome } from '../harness/user-home.ts'

// Who has to act next, or has acted, on a link of which both halves are there; and what is missing from a half that plink.yaml
// only names.

let cloud: SimulatedCloud
let home: UserHome
let close: () => Promise<void>
beforeEach(async () => {
  cloud = await openSimulatedCloud({ scenario: 'nlb', speed: 400 })
  home = openUserHome(cloud.document)
  const servers = await Promise.all(serversOf(cloud.document))
  close = async () => {
    home.remove()
    for (const server of servers) await server.stop()
    await cloud[Symbol.asyncDispose]()
  }
})
afterEach(() => close())

const given = (name: string): string => cloud.given[name] ?? ''
const zone = (letter: string): string => `${cloud.document.region}-${letter}`

/** A command, its exit code, and what it says of the only direction: its state, whose turn it is, and the findings. */
async function told(folder: string, line: string) {
  const env = { ...home.env, CI: 'true' }
  const ran = await runSession([...line.split(' '), '-o', 'json'], { env, cwd: folder, home: home.home })
  const { directions = {}, findings = [], error } = documentOf(ran)
  const [only] = Object.values<Told>(directions)
  const codes = (only?.findings ?? findings).map(({ code }: { code: string }) => code)
  return { code: ran.code, error: error?.code, state: only?.state, actor: only?.actor, codes, only }
}
interface Told {
  readonly state: string
  readonly actor: string
  readonly findings: readonly { readonly code: string; readonly side: string; readonly fix: string }[]
  readonly service: { readonly id: string }
  readonly endpoints: readonly { readonly id: string }[]
}

const head = () => `version: 1
name: waits
region: ${cloud.document.region}
peer: { kind: generic, uid: "${cloud.uid('emqx')}" }
`

/** Our service, which nobody has come to. */
async function openInbound() {
  const folder = home.folder(`${head()}inbound: { service: { loadBalancers: [${given('you.loadBalancer')}] } }\n`)
  const up = await told(folder, 'up -y')
  expect([up.code, up.codes]).toEqual([8, ['NOBODY_ASKED']])
  const service = up.only?.service.id ?? ''
  /** The peer comes, with an endpoint in these zones. */
  const ask = async (...letters: readonly string[]): Promise<string> => {
    const { EndpointId } = await cloud.call('emqx', 'privatelink.CreateVpcEndpoint', {
      ServiceId: service,
      VpcId: given('emqx.vpc'),
      'SecurityGroupId.1': given('emqx.securityGroup'),
      ...Object.fromEntries(
        letters.flatMap((letter, index) => [
          [`Zone.${index + 1}.ZoneId`, zone(letter)],
          [`Zone.${index + 1}.VSwitchId`, given(`emqx.vswitch.${letter}`)],
        ]),
      ),
    })
    await cloud.pass(10_000)
    return EndpointId
  }
  return { folder, service, ask }
}

/** Our endpoint at the peer's service, in both zones unless said otherwise; the peer has not approved it. */
async function openOutbound(letters: readonly string[] = ['h', 'i']) {
  const ServiceResourceType = 'nlb'
  const { ServiceId } = await cloud.call('emqx', 'privatelink.CreateVpcEndpointService', { ServiceResourceType })
  await cloud.pass(5_000)
  for (const letter of ['h', 'i']) {
    const resource = { ResourceId: given('emqx.loadBalancer'), ResourceType: 'nlb', ZoneId: zone(letter) }
    await cloud.call('emqx', 'privatelink.AttachResourceToVpcEndpointService', { ServiceId, ...resource })
    await cloud.pass(5_000)
  }
  await cloud.call('emqx', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('you') })
  const zones = letters.map((letter) => `${zone(letter)}: ${given(`you.vswitch.${letter}`)}`)
  const folder = home.folder(`${head()}outbound:
  service: { id: ${ServiceId} }
  endpoint:
    vpc: ${given('you.vpc')}
    securityGroups: [${given('you.securityGroup')}]
    zones: { ${zones.join(', ')} }
`)
  const up = await told(folder, 'up -y')
  const EndpointId = up.only?.endpoints[0]?.id ?? ''
  const approve = async () => {
    await cloud.call('emqx', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
    await cloud.pass(10_000)
  }
  return { folder, up, service: ServiceId as string, approve }
}

/** A service that has a load balancer in the first zone only, whatever it had before. */
async function leaveOneZone(service: string, balancer: string): Promise<void> {
  const row = { id: given(balancer), type: 'nlb', zone: zone('h'), status: 'attached', autoAllocated: true, created: 0 }
  await cloud.control('POST', 'world', { act: 'set', id: service, set: { resources: [row] } })
}

const connected = { code: 0, state: 'connected', codes: [] }

describe('who comes to our service', () => {
  test("from the peer's account is APPROVAL_NEEDED: status and plan say so and are no error, and up approves none that nobody named", async () => {
    const { folder, ask } = await openInbound()
    const endpoint = await ask('h')
    const waits = { state: 'waiting-for-you', actor: 'you', codes: ['APPROVAL_NEEDED'] }
    expect(await told(folder, 'status')).toMatchObject({ code: 0, ...waits })
    expect(await told(folder, 'status --exit-code')).toMatchObject({ code: 9, ...waits })
    expect(await told(folder, 'plan')).toMatchObject({ code: 0, codes: [] })
    expect(await told(folder, 'up -y')).toMatchObject({ code: 2, error: 'INPUT_NEEDED' })
    expect(await told(folder, `up -y --approve ${endpoint}`)).toMatchObject(connected)
  })

  test('and is named in plink.yaml needs nobody to be asked', async () => {
    const { folder, ask } = await openInbound()
    const endpoint = await ask('h')
    const file = join(folder, 'plink.yaml')
    const named = readFileSync(file, 'utf8').replace(/ \}\n$/, `, endpoint: { id: ${endpoint} } }\n`)
    writeFileSync(file, named)
    expect(await told(folder, 'up -y')).toMatchObject(connected)
  })

  test('from an account that nobody knows is not the peer, who has not come', async () => {
    const { folder, service } = await openInbound()
    await cloud.control('POST', 'world', { act: 'stranger', service })
    await cloud.pass(10_000)
    expect(await told(folder, 'status')).toMatchObject({ state: 'waiting-for-peer', codes: ['NOBODY_ASKED'] })
  })

  test('cannot come from an account that is NOT_WHITELISTED any more, until up lists it again', async () => {
    const { folder, service } = await openInbound()
    await cloud.control('POST', 'world', { act: 'set', id: service, set: { users: [] } })
    const { codes } = await told(folder, 'status --exit-code')
    expect(codes[0]).toBe('NOT_WHITELISTED')
    expect(await told(folder, 'up -y')).toMatchObject({ code: 8, codes: ['NOBODY_ASKED'] })
  })

  test('is let in unasked by a service that is SERVICE_AUTO_ACCEPTS, which is worth a warning', async () => {
    const { folder, service } = await openInbound()
    await cloud.control('POST', 'world', { act: 'set', id: service, set: { autoAccept: true } })
    expect(await told(folder, 'status')).toMatchObject({ code: 0, codes: ['SERVICE_AUTO_ACCEPTS', 'NOBODY_ASKED'] })
  })

  test('and was refused by us is CONNECTION_REJECTED, until it is approved after all', async () => {
    const { folder, ask } = await openInbound()
    const endpoint = await ask('h')
    await told(folder, `connection reject --endpoint ${endpoint} -y`)
    const refused = { state: 'rejected', actor: 'nobody', codes: ['CONNECTION_REJECTED'] }
    expect(await told(folder, 'status')).toMatchObject({ code: 0, ...refused })
    expect(await told(folder, 'up -y')).toMatchObject({ code: 8, ...refused })
    expect(await told(folder, `connection approve --endpoint ${endpoint} -y`)).toMatchObject(connected)
    expect(await told(folder, 'status --exit-code')).toMatchObject(connected)
  })
})

test('our endpoint that the peer has not approved is NOT_APPROVED_BY_PEER, and is up as soon as it has', async () => {
  const { folder, up, approve } = await openOutbound()
  const waits = { state: 'waiting-for-peer', actor: 'peer', codes: ['NOT_APPROVED_BY_PEER'] }
  expect(up).toMatchObject({ code: 8, ...waits })
  expect(await told(folder, 'status')).toMatchObject({ code: 0, ...waits })
  expect(await told(folder, 'status --exit-code')).toMatchObject({ code: 9, ...waits })
  await approve()
  expect(await told(folder, 'status --exit-code')).toMatchObject(connected)
  expect(await told(folder, 'up -y')).toMatchObject(connected)
})

describe('a zone of the endpoint that the service has nothing in any more', () => {
  const lost = { state: 'degraded', codes: ['ZONE_WITHOUT_RESOURCE'] }

  test('is ZONE_WITHOUT_RESOURCE on the side of the peer whose service it is, and no fault of our zones', async () => {
    const { folder, service, approve } = await openOutbound()
    await approve()
    await leaveOneZone(service, 'emqx.loadBalancer')
    for (const [line, code] of [
      ['status', 0],
      ['status --exit-code', 6],
      ['up -y', 6],
    ] as const)
      expect(await told(folder, line)).toMatchObject({ code, actor: 'peer', ...lost })
    expect(await told(folder, 'plan --exit-code')).toMatchObject({ code: 6, codes: lost.codes })
  })

  test('is put right by up where the service is ours', async () => {
    const { folder, service, ask } = await openInbound()
    await told(folder, `connection approve --endpoint ${await ask('h', 'i')} -y`)
    await leaveOneZone(service, 'you.loadBalancer')
    const { only, ...status } = await told(folder, 'status --exit-code')
    expect(status).toMatchObject({ code: 6, actor: 'you', ...lost })
    expect(only?.findings[0]?.fix).toBe('plink up')
    expect(await told(folder, 'up -y')).toMatchObject(connected)
  })

  test('is nothing to an endpoint that is not in it', async () => {
    const { folder, service, approve } = await openOutbound(['h'])
    await approve()
    await leaveOneZone(service, 'emqx.loadBalancer')
    expect(await told(folder, 'status --exit-code')).toMatchObject(connected)
  })

  test('is ZONE_MISMATCH while it is only asked for', async () => {
    const { folder, service, approve } = await openOutbound(['h'])
    await approve()
    await leaveOneZone(service, 'emqx.loadBalancer')
    const file = join(folder, 'plink.yaml')
    const more = readFileSync(file, 'utf8').replace('zones: { ', `zones: { ${zone('i')}: ${given('you.vswitch.i')}, `)
    writeFileSync(file, more)
    expect(await told(folder, 'plan')).toMatchObject({ code: 3, codes: ['ZONE_MISMATCH'] })
    expect(await told(folder, 'up -y')).toMatchObject({ code: 3, error: 'ZONE_MISMATCH' })
  })
})

describe('a half that somebody made by hand, and that plink.yaml only names', () => {
  test('is a service that is SERVICE_WITHOUT_RESOURCE once its load balancer is detached', async () => {
    const ServiceResourceType = 'nlb'
    const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService', { ServiceResourceType })
    await cloud.pass(5_000)
    const resource = { ResourceId: given('you.loadBalancer'), ResourceType: 'nlb', ZoneId: zone('h') }
    await cloud.call('you', 'privatelink.AttachResourceToVpcEndpointService', { ServiceId, ...resource })
    await cloud.pass(5_000)
    const folder = home.folder(`${head()}inbound: { service: { id: ${ServiceId} } }\n`)
    expect(await told(folder, 'up -y')).toMatchObject({ code: 8, codes: ['NOBODY_ASKED'] })
    await cloud.call('you', 'privatelink.DetachResourceFromVpcEndpointService', { ServiceId, ...resource })
    await cloud.pass(5_000)
    const { code, codes } = await told(folder, 'status --exit-code')
    expect([code, codes[0]]).toEqual([6, 'SERVICE_WITHOUT_RESOURCE'])
    expect((await told(folder, 'up -y')).code).toBe(6)
  })

  test('is an endpoint that is ENDPOINT_WITHOUT_GROUP once none is left on it', async () => {
    const { folder, service, up, approve } = await openOutbound()
    await approve()
    const id = up.only?.endpoints[0]?.id ?? ''
    rmSync(join(folder, 'plink.state.json'))
    writeFileSync(
      join(folder, 'plink.yaml'),
      `${head()}outbound: { service: { id: ${service} }, endpoint: { id: ${id} } }\n`,
    )
    expect((await told(folder, 'status')).codes).not.toContain('ENDPOINT_WITHOUT_GROUP')
    await cloud.control('POST', 'world', { act: 'set', id, set: { groups: [] } })
    const { code, codes } = await told(folder, 'status --exit-code')
    expect([code, codes[0]]).toEqual([6, 'ENDPOINT_WITHOUT_GROUP'])
  })
})
