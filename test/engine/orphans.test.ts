import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { down } from '../../src/actions/down.ts'
import { planLink } from '../../src/actions/plan.ts'
import { planDown } from '../../src/actions/plan-down.ts'
import { up } from '../../src/actions/up.ts'
import type { ChangeContext } from '../../src/engine/link-context.ts'
import type { Intent } from '../../src/manifest/schema.ts'
import type { PlinkEvent } from '../../src/model/event.ts'
import { openStore } from '../../src/state/file-store.ts'
import { createEndpoint } from '../harness/link-calls.ts'
import {
  creatingIntent,
  inboundIntent,
  noWait,
  openRunContext,
  type TestRun,
  twoZones,
} from '../harness/run-context.ts'
import { openServedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

// Nothing orphaned, duplicated or cut off, whatever the state file remembers and however late the cloud shows it.

let cloud: SimulatedCloud
let before: unknown
beforeEach(async () => {
  cloud = await openServedCloud()
  before = await cloud.control('GET', 'world')
})
afterEach(() => cloud[Symbol.asyncDispose]())

const open = (intent: Intent = inboundIntent(cloud, cloud.uid('peer'))) =>
  openRunContext(cloud, intent, { timeoutMs: 600_000 })

describe('a state that was copied back', () => {
  test('leads to what was created since, and not to a second link', async () => {
    await using run = await open()
    await up(noWait(run))
    const old = readFileSync(run.storeOptions.file, 'utf8')
    await down(noWait(run))
    await up(noWait(run))
    const again = await reopened(run, old)
    await up(again)
    expect(await services()).toHaveLength(1)
    expect((await down(again)).exit).toBe(0)
    await again.store.close()
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test('does not keep down from removing what was created since', async () => {
    await using run = await open()
    await up(noWait(run))
    const old = readFileSync(run.storeOptions.file, 'utf8')
    await down(noWait(run))
    await up(noWait(run))
    const again = await reopened(run, old)
    expect((await down(again)).exit).toBe(0)
    await again.store.close()
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test.each([1, 2, 3])('and is %i writes old: down leaves nothing', async (age) => {
    await using run = await open()
    const states: string[] = []
    const { store } = run.context
    const update = store.update.bind(store)
    store.update = async (change) => {
      await update(change)
      states.push(readFileSync(run.storeOptions.file, 'utf8'))
    }
    await up(noWait(run))
    const again = await reopened(run, states.at(-1 - age) ?? '')
    expect((await down(again)).exit).toBe(0)
    await again.store.close()
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })
})

describe('a state that was copied back from when a load balancer was only meant', () => {
  test.each(['nlb.CreateServerGroup', 'nlb.AddServersToServerGroup', 'nlb.CreateListener'])(
    'lets down remove what was made of it up to %s',
    async (last) => {
      await using run = await open(creatingIntent(cloud, twoZones(cloud)))
      let old = ''
      const { store } = run.context
      const update = store.update.bind(store)
      store.update = async (change) => {
        await update(change)
        if (store.state.link.steps['inbound/load-balancer:main']?.status === 'intended')
          old = readFileSync(run.storeOptions.file, 'utf8')
      }
      await up(stoppedAfter(run, last)).catch(() => undefined)
      await cloud.pass(60_000)
      const again = await reopened(run, old)
      expect((await down(again)).exit).toBe(0)
      await again.store.close()
      expect(await cloud.control('GET', 'world')).toEqual(before)
    },
  )
})

describe('a state that is lost', () => {
  test('stops down with the way on, and everything stays', async () => {
    await using run = await open()
    await up(noWait(run))
    const world = await cloud.control('GET', 'world')
    await using other = await open()
    await expect(down(noWait(other))).rejects.toMatchObject({ code: 'LINEAGE_FOREIGN' })
    expect((await planDown(other.context, other.context.store.state, other.context.options)).faults).toMatchObject([
      { code: 'LINEAGE_FOREIGN' },
    ])
    expect(await cloud.control('GET', 'world')).toEqual(world)
  })
})

test('of several services with the tags of one step none is picked: up stops and says which to keep, down removes all', async () => {
  await using run = await open()
  await up(noWait(run))
  const [first] = await services()
  await cloud.call('you', 'privatelink.CreateVpcEndpointService', {
    ServiceDescription: 'a double',
    ...Object.fromEntries(
      first.Tags.flatMap(({ Key, Value }: { Key: string; Value: string }, at: number) => [
        [`Tag.${at + 1}.Key`, Key],
        [`Tag.${at + 1}.Value`, Value],
      ]),
    ),
  })
  await cloud.pass(60_000)
  const ids = (await services()).map(({ ServiceId }: { ServiceId: string }) => ServiceId)
  await expect(up(noWait(run))).rejects.toMatchObject({
    code: 'SEVERAL_FOUND',
    facts: { ids: expect.arrayContaining(ids), keep: first.ServiceId },
  })
  expect((await down(noWait(run))).exit).toBe(0)
  expect(await cloud.control('GET', 'world')).toEqual(before)
})

describe('reads that are late', () => {
  test.each([
    'privatelink.CreateVpcEndpointService',
    'privatelink.AttachResourceToVpcEndpointService',
    'privatelink.AddUserToVpcEndpointService',
  ])('an up that is interrupted after %s is taken down without a trace', async (action) => {
    await cloud.control('POST', 'world', { act: 'rules', set: { lagMs: 30_000 } })
    await using run = await open()
    await up(stoppedAfter(run, action)).catch(() => undefined)
    expect((await down(noWait(run))).exit).toBe(0)
    await cloud.control('POST', 'world', { act: 'rules', set: { lagMs: 0 } })
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })
})

describe('next to strangers', () => {
  test('down with a stranger connected refuses before it cuts anybody', async () => {
    await using run = await open()
    await up(noWait(run))
    const peers = await knocked()
    await up({ ...noWait(run), ask: async () => true, options: { ...noWait(run).options, approve: [peers] } })
    const stranger = await strangerLetIn()
    const world = await cloud.control('GET', 'world')
    const { faults, exit } = await down(noWait(run))
    expect([exit, faults]).toMatchObject([3, [{ code: 'FOREIGN_CONSUMERS', facts: { endpoints: [{ id: stranger }] } }]])
    expect(await cloud.control('GET', 'world')).toEqual(world)
  })

  test('a request that nobody approved is shown and rejected, and does not block down where the cloud allows it', async () => {
    await cloud.control('POST', 'world', { act: 'rules', set: { serviceDeletion: 'loose' } })
    await using run = await open()
    await up(noWait(run))
    await knocked()
    expect((await down(noWait(run))).exit).toBe(0)
    expect(warnings(run)).toContain('PENDING_REQUESTS')
    expect(await services()).toEqual([])
  })

  test('where the cloud refuses, down says whose endpoint must go, and no flag that would not help', async () => {
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    const ended = await down({ ...noWait(run), options: { ...noWait(run).options, withoutPeer: true } })
    expect([ended.exit, ended.status.directions.inbound?.next]).toMatchObject([
      8,
      { code: 'PEER_REMOVE_ENDPOINT', facts: { endpoints: [endpoint], refused: true } },
    ])
  })

  test('a load balancer that is dropped from plink.yaml while traffic passes is blocked, and nothing else is changed', async () => {
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    await up({ ...noWait(run), options: { ...noWait(run).options, approve: [endpoint] } })
    const half = run.context.intent.directions.inbound
    const other = { ...half, service: { ...half?.service, loadBalancers: [] } }
    const intent = { ...run.context.intent, directions: { inbound: other } } as Intent
    const world = await cloud.control('GET', 'world')
    const plan = await planLink({ ...run.context, intent }, run.context.store.state, run.context.options)
    expect(plan.changes.filter(({ action }) => action === 'blocked')).toMatchObject([{ reason: { code: 'IN_USE' } }])
    await expect(up({ ...noWait(run), intent })).rejects.toMatchObject({
      code: expect.stringMatching(/FOREIGN|CHECKS/),
    })
    expect(await cloud.control('GET', 'world')).toEqual(world)
  })

  test('a load balancer that is dropped from plink.yaml when it is attached no more cuts nobody', async () => {
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    await up({ ...noWait(run), options: { ...noWait(run).options, approve: [endpoint] } })
    const [service] = (await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services
    await cloud.control('POST', 'world', { act: 'set', id: service.ServiceId, set: { resources: [] } })
    const half = run.context.intent.directions.inbound
    const other = { ...half, service: { ...half?.service, loadBalancers: [] } }
    const intent = { ...run.context.intent, directions: { inbound: other } } as Intent
    const plan = await planLink({ ...run.context, intent }, run.context.store.state, run.context.options)
    expect(plan.changes.filter(({ action }) => action === 'blocked')).toEqual([])
    expect(plan.faults).toEqual([])
  })

  test('another peer in plink.yaml is refused while the one before is connected', async () => {
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    await up({ ...noWait(run), options: { ...noWait(run).options, approve: [endpoint] } })
    const intent = { ...run.context.intent, peer: { kind: 'generic', uid: '1099999999999999' } } as Intent
    await expect(up({ ...noWait(run), intent })).rejects.toMatchObject({
      code: 'FOREIGN_CONSUMERS',
      facts: { endpoints: [{ id: endpoint }] },
    })
    await up({ ...noWait(run), intent, options: { ...noWait(run).options, disconnect: [endpoint] } })
    await cloud.pass(60_000)
    const { Connections } = await cloud.call('you', 'privatelink.ListVpcEndpointConnections')
    expect(Connections).toMatchObject([{ ConnectionStatus: 'Disconnected' }])
  })
})

describe('without the peer keys that it was created with', () => {
  const bothHalves = (): Intent => {
    const endpoint = {
      vpc: cloud.given['peer.vpc'] ?? '',
      securityGroups: [cloud.given['peer.securityGroup'] ?? ''],
      zones: { 'cn-hangzhou-h': cloud.given['peer.vswitch.h'] ?? '' },
    }
    const { directions, ...rest } = inboundIntent(cloud, cloud.uid('peer'))
    const inbound = {
      service: { payer: 'Endpoint', loadBalancers: [], ...directions.inbound?.service },
      endpoint,
      tests: [],
    }
    return { ...rest, directions: { inbound } } as Intent
  }

  test('an endpoint stays remembered, and down with them removes it', async () => {
    await using run = await open(bothHalves())
    const peer = await peerCloud(run)
    const both = { ...noWait(run), clouds: { ...run.context.clouds, peer } }
    expect((await up(both)).exit).toBe(0)
    const { exit, status } = await down(noWait(run))
    expect([exit, status.directions.inbound?.next.code]).toEqual([8, expect.stringMatching(/^PEER_/)])
    expect(Object.keys(run.context.store.state.link.steps)).toContain('inbound/endpoint')
    expect((await down(both)).exit).toBe(0)
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test('an endpoint that nobody heard of since it was asked for is not asked for with ours, and stays remembered', async () => {
    await using run = await open(bothHalves())
    const peer = await peerCloud(run)
    const both = { ...noWait(run), clouds: { ...run.context.clouds, peer } }
    const { store } = run.context
    const update = store.update.bind(store)
    store.update = async (change) => {
      if (store.state.link.steps['inbound/endpoint']?.status === 'intended') throw new Error('stop')
      await update(change)
    }
    await up(both).catch(() => undefined)
    store.update = update
    const [endpoint] = (await cloud.call('peer', 'privatelink.ListVpcEndpoints')).Endpoints
    expect(endpoint).toBeDefined()
    expect((await down(noWait(run))).exit).toBe(8)
    expect((await cloud.call('you', 'privatelink.ListVpcEndpoints')).Endpoints).toEqual([])
    expect(run.context.store.state.link.steps['inbound/endpoint']).toMatchObject({ status: 'intended' })
    await cloud.pass(60_000)
    expect((await down(both)).exit).toBe(0)
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })
})

describe('deletion protection that attaching switches on', () => {
  const lb = () => cloud.given['you.loadBalancer'] ?? ''
  const isProtected = async (): Promise<boolean> => {
    const found = await cloud.call('you', 'slb.DescribeLoadBalancerAttribute', { LoadBalancerId: lb() })
    return found.DeleteProtection === 'on'
  }

  test('is off again after down', async () => {
    await using run = await open()
    await up(noWait(run))
    // What is seen later is not what was before.
    await up(noWait(run))
    expect(await isProtected()).toBe(true)
    expect((await down(noWait(run))).exit).toBe(0)
    expect(await isProtected()).toBe(false)
  })

  test('stays on where it was on before', async () => {
    await cloud.call('you', 'slb.SetLoadBalancerDeleteProtection', { LoadBalancerId: lb(), DeleteProtection: 'on' })
    await using run = await open()
    await up(noWait(run))
    await down(noWait(run))
    expect([await isProtected(), warnings(run)]).toEqual([true, []])
  })

  test('is left on for another service of the account that uses the load balancer, and the command is named', async () => {
    await using run = await open()
    await up(noWait(run))
    const { ServiceId } = await cloud.call('you', 'privatelink.CreateVpcEndpointService')
    await cloud.pass(60_000)
    const resource = { ServiceId, ResourceId: lb(), ResourceType: 'slb' }
    await cloud.call('you', 'privatelink.AttachResourceToVpcEndpointService', resource)
    await cloud.pass(60_000)
    expect((await down(noWait(run))).exit).toBe(0)
    expect(await isProtected()).toBe(true)
    const command = `aliyun slb SetLoadBalancerDeleteProtection --RegionId cn-hangzhou --LoadBalancerId ${lb()} --DeleteProtection off`
    expect(run.events).toContainEqual({
      event: 'warning',
      fault: { code: 'PROTECTION_LEFT', facts: { id: lb(), command } },
    })
  })

  test('is named where the credentials may not switch it off, and down ends well', async () => {
    await using run = await open()
    await up(noWait(run))
    const denied = { action: 'slb.SetLoadBalancerDeleteProtection', fault: 'denied', times: 9 }
    await cloud.control('POST', 'faults', denied)
    expect((await down(noWait(run))).exit).toBe(0)
    expect(warnings(run)).toContain('PROTECTION_LEFT')
  })
})

/** Stopped by a person just when a call was answered. */
function stoppedAfter(run: TestRun, action: string): ChangeContext {
  const stop = new AbortController()
  const { emit } = run.context
  return {
    ...noWait(run),
    signal: stop.signal,
    emit: (event: PlinkEvent) => {
      emit(event)
      if (event.event === 'call' && event.action === action && event.outcome === 'ok') stop.abort(new Error('stop'))
    },
  }
}

/** The same link with another state file put in place. */
async function reopened(run: TestRun, state: string): Promise<ChangeContext> {
  await run.context.store.close()
  writeFileSync(run.storeOptions.file, state)
  return { ...noWait(run), store: await openStore(run.storeOptions) }
}

async function services() {
  const { Services } = await cloud.call('you', 'privatelink.ListVpcEndpointServices')
  return Services
}

/** The same client with the peer's keys. */
async function peerCloud({ context }: TestRun) {
  const { openCloud } = await import('../../src/alibaba/client.ts')
  const { openEndpoints } = await import('../../src/alibaba/endpoints.ts')
  const { id, secret } = cloud.keys('peer')
  return openCloud({
    side: 'peer',
    region: context.intent.region,
    credentials: {
      get: async () => ({ accessKeyId: id, accessKeySecret: secret, securityToken: null, expires: null }),
      forget: () => {},
    },
    endpoints: openEndpoints({ PLINK_ENDPOINT_URL: cloud.document.endpoint }),
    env: {},
    clock: { now: Date.now, sleep: async () => {} },
    emit: context.emit,
  })
}

/** The peer's endpoint at our service, which asks to be let in. */
async function knocked(): Promise<string> {
  const [{ ServiceId }] = await services()
  const EndpointId = await createEndpoint(cloud, ServiceId)
  await cloud.pass(60_000)
  return EndpointId
}

/** An endpoint of somebody else, approved by hand. */
async function strangerLetIn(): Promise<string> {
  const [{ ServiceId }] = await services()
  await cloud.control('POST', 'world', { act: 'stranger', service: ServiceId })
  await cloud.pass(60_000)
  const { Connections } = await cloud.call('you', 'privatelink.ListVpcEndpointConnections', { ServiceId })
  const { EndpointId } = Connections.find(
    (row: { EndpointOwnerId: unknown }) => String(row.EndpointOwnerId) !== cloud.uid('peer'),
  )
  await cloud.call('you', 'privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId })
  await cloud.pass(60_000)
  return EndpointId
}

function warnings({ events }: TestRun): string[] {
  return events.flatMap((event) => (event.event === 'warning' ? [event.fault.code] : []))
}
