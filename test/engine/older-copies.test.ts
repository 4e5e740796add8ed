import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { down } from '../../src/actions/down.ts'
import { up } from '../../src/actions/up.ts'
import { CloudError } from '../../src/alibaba/cloud-error.ts'
import type { Action, Cloud } from '../../src/alibaba/operations.ts'
import type { ChangeContext } from '../../src/engine/link-context.ts'
import type { Intent } from '../../src/manifest/schema.ts'
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

// A cloud of several copies: one answers what another has not heard of yet, and a read may be older than the one before it.

let cloud: SimulatedCloud
let before: unknown
beforeEach(async () => {
  cloud = await openServedCloud()
  before = await cloud.control('GET', 'world')
})
afterEach(() => cloud[Symbol.asyncDispose]())

const open = (intent: Intent = inboundIntent(cloud, cloud.uid('peer'))) =>
  openRunContext(cloud, intent, { timeoutMs: 600_000 })

describe('what an older copy does not know', () => {
  test('is deleted all the same, though it was seen before', async () => {
    await using run = await open()
    await up(noWait(run))
    const called: Action[] = []
    const older = through(run, called, (action) => {
      const isHidden = called.includes('privatelink.DetachResourceFromVpcEndpointService')
      if (!isHidden || called.includes('privatelink.DeleteVpcEndpointService')) return undefined
      if (action === 'privatelink.ListVpcEndpointServices') return { Services: [] }
      return action === 'privatelink.GetVpcEndpointServiceAttribute' ? notFound('EndpointServiceNotFound') : undefined
    })
    expect((await down(older)).exit).toBe(0)
    expect(called).toContain('privatelink.DeleteVpcEndpointService')
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test('is detached in its second zone, though only the first is listed', async () => {
    await using run = await open(creatingIntent(cloud, twoZones(cloud)))
    await up(noWait(run))
    const called: Action[] = []
    const older = through(run, called, async (action) => {
      // What is repeated by the client takes no time here.
      if (action === 'privatelink.DetachResourceFromVpcEndpointService') await cloud.pass(10_000)
      const detached = called.filter((each) => each === 'privatelink.DetachResourceFromVpcEndpointService').length
      return action === 'privatelink.ListVpcEndpointServiceResources' && detached === 1 ? { Resources: [] } : undefined
    })
    const isAttachment = ({ kind }: { kind: string }) => kind === 'resource'
    expect((await down({ ...older, options: { ...older.options, only: isAttachment } })).exit).toBe(0)
    const [{ ServiceId }] = (await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services
    const { Resources } = await cloud.call('you', 'privatelink.ListVpcEndpointServiceResources', { ServiceId })
    expect(Resources).toEqual([])
    expect((await down(noWait(run))).exit).toBe(0)
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test('and whose removal is refused in words that plink does not know is gone when a minute has shown no more of it', async () => {
    await using run = await open()
    await up(noWait(run))
    const [{ ServiceId }] = (await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services
    const entry = { ServiceId, UserId: cloud.uid('peer') }
    await cloud.call('you', 'privatelink.RemoveUserFromVpcEndpointService', entry)
    const older = through(run, [], (action) =>
      action === 'privatelink.RemoveUserFromVpcEndpointService' ? notFound('NoSuchUser') : undefined,
    )
    const isWhitelist = ({ kind }: { kind: string }) => kind === 'whitelist'
    const only = { ...older, options: { ...older.options, only: isWhitelist } }
    expect((await down(only)).exit).toBe(0)
    // What is there all the same was not removed.
    await up(noWait(run))
    expect((await down(only)).faults).toMatchObject([{ code: 'CLOUD_REFUSED' }])
  })

  test('is deleted with the server group behind it', async () => {
    await using run = await open(creatingIntent(cloud, twoZones(cloud)))
    await up(noWait(run))
    const called: Action[] = []
    const { clock } = run.context
    let since: number | undefined
    const older = through(run, called, (action) => {
      if (action === 'nlb.DeleteListener') since ??= clock.now()
      const isHidden = since !== undefined && clock.now() - since < 40_000
      return isHidden && action === 'nlb.ListServerGroups' ? { ServerGroups: [] } : undefined
    })
    expect((await down(older)).exit).toBe(0)
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test('is waited for by whatever is made of it next', async () => {
    await using run = await open()
    const called: Action[] = []
    let late = 3
    const older = through(run, called, (action) =>
      called.includes('privatelink.CreateVpcEndpointService') &&
      (action === 'privatelink.ListVpcEndpointServiceUsers' || action === 'privatelink.AddUserToVpcEndpointService') &&
      late-- > 0
        ? notFound('EndpointServiceNotFound')
        : undefined,
    )
    expect((await up(older)).exit).toBe(8)
    expect((await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services).toHaveLength(1)
  })

  test.each([
    ['privatelink.GetVpcEndpointServiceAttribute', () => notFound('EndpointServiceNotFound')],
    ['privatelink.ListVpcEndpointServiceResources', () => ({ Resources: [] })],
  ] as const)('is not reported as gone by the up that has just seen it: %s', async (read, answer) => {
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    const called: Action[] = []
    let late = 1
    const older = through(run, called, async (action) => {
      if (!called.includes('privatelink.EnableVpcEndpointConnection')) return undefined
      // What was seen long ago is read once more at the end.
      if (action === 'privatelink.ListVpcEndpointConnections') await run.context.clock.sleep(20_000)
      return action === read && late-- > 0 ? answer() : undefined
    })
    const { exit, status } = await up({ ...older, options: { ...older.options, approve: [endpoint] } })
    expect([exit, status.directions.inbound?.state, late < 1]).toEqual([0, 'connected', true])
  })

  test('is not reported as deleted by the up that finds nothing to do', async () => {
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    await up({ ...noWait(run), options: { ...noWait(run).options, approve: [endpoint] } })
    let late = 1
    const older = through(run, [], (action) =>
      action === 'privatelink.GetVpcEndpointServiceAttribute' && late-- > 0
        ? notFound('EndpointServiceNotFound')
        : undefined,
    )
    const { exit, status } = await up(older)
    expect([exit, status.directions.inbound?.state, late < 1]).toEqual([0, 'connected', true])
  })
})

describe('what an older copy still shows', () => {
  test('is made again when it is asked for soon after it was removed', async () => {
    await using run = await open()
    await up(noWait(run))
    const uid = cloud.uid('peer')
    const isWhitelist = ({ kind }: { kind: string }) => kind === 'whitelist'
    const only = { ...noWait(run), options: { ...noWait(run).options, only: isWhitelist } }
    expect((await down(only)).exit).toBe(0)
    const called: Action[] = []
    let late = 2
    const older = through(run, called, (action) =>
      action === 'privatelink.ListVpcEndpointServiceUsers' && late-- > 0 ? { Users: [{ UserId: uid }] } : undefined,
    )
    await up({ ...older, options: only.options })
    const [{ ServiceId }] = (await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services
    const { Users } = await cloud.call('you', 'privatelink.ListVpcEndpointServiceUsers', { ServiceId })
    expect(Users.map((user: { UserId: unknown }) => String(user.UserId))).toContain(uid)
  })
})

describe('an answer that is lost', () => {
  test('is looked for before it is asked for again: a cloud that forgets tokens makes one of everything', async () => {
    await cloud.control('POST', 'world', { act: 'rules', set: { tokenLifeMs: 0 } })
    await using run = await open()
    // The first is the rehearsal.
    const fault = { action: 'privatelink.CreateVpcEndpointService', fault: 'lost-reply', nth: 2 }
    await cloud.control('POST', 'faults', fault)
    expect((await up(noWait(run))).exit).toBe(8)
    expect((await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services).toHaveLength(1)
    expect((await down(noWait(run))).exit).toBe(0)
    expect(await cloud.control('GET', 'world')).toEqual(before)
  })

  test('to an approval is found to have arrived, though the cloud denies to approve twice', async () => {
    await cloud.control('POST', 'world', { act: 'rules', set: { tokenLifeMs: 0 } })
    await using run = await open()
    await up(noWait(run))
    const endpoint = await knocked()
    await cloud.control('POST', 'faults', { action: 'privatelink.EnableVpcEndpointConnection', fault: 'lost-reply' })
    const { options } = noWait(run)
    expect((await up({ ...noWait(run), options: { ...options, approve: [endpoint] } })).exit).toBe(0)
    const calls = run.events.flatMap((event) => (event.event === 'call' ? [event.action] : []))
    expect(calls.filter((action) => action === 'privatelink.EnableVpcEndpointConnection')).toHaveLength(1)
  })
})

/** The peer's endpoint at our service, which asks to be let in. */
async function knocked(): Promise<string> {
  const [{ ServiceId }] = (await cloud.call('you', 'privatelink.ListVpcEndpointServices')).Services
  const endpoint = await createEndpoint(cloud, ServiceId)
  await cloud.pass(60_000)
  return endpoint
}

/** The run's cloud with other answers in between. @param called the actions so far, this one included */
function through(
  run: TestRun,
  called: Action[],
  other: (action: Action) => object | undefined | Promise<object | undefined>,
): ChangeContext {
  const { you } = run.context.clouds
  const call: Cloud['call'] = async (action, ...rest) => {
    called.push(action)
    const answer = await other(action)
    if (answer instanceof Error) throw answer
    // Safe: the test gives what the action answers.
    return answer === undefined ? you.call(action, ...rest) : ({ RequestId: 'r', ...answer } as never)
  }
  return { ...noWait(run), clouds: { you: { call }, peer: null } }
}

function notFound(apiCode: string): CloudError {
  const facts = { side: 'you', action: '', host: '', apiCode, message: '', requestId: 'r', status: 400 }
  return new CloudError('CLOUD_REFUSED', facts as never, { apiCode, errorClass: 'final', outcome: 'refused' })
}
