import { afterEach, beforeEach, expect, test } from 'vitest'
import { up } from '../../src/actions/up.ts'
import type { Intent } from '../../src/manifest/schema.ts'
import { creatingIntent, inboundIntent, noWait, openRunContext, twoZones } from '../harness/run-context.ts'
import { openServedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

// How long a new thing stays out of lists is not documented. However long it is, there is one of everything.

const minute = 60_000
let cloud: SimulatedCloud
beforeEach(async () => {
  cloud = await openServedCloud()
})
afterEach(() => cloud[Symbol.asyncDispose]())

test('a create that its list hides for longer than a minute is asked for once', async () => {
  await listsLag(5 * minute)
  await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')))
  expect((await up(noWait(run))).exit).toBe(8)
  expect(await services()).toHaveLength(1)
  // It was really hidden for so long, and looked for all the time.
  expect(run.pauses.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(4 * minute)
})

test('a create whose answer was lost is repeated as it was, though the intent has new words and lists still hide it', async () => {
  const intent = inboundIntent(cloud, cloud.uid('peer'))
  await using run = await openRunContext(cloud, intent)
  await listsLag(minute)
  // The first is the rehearsal; the second is made, and however often its answer is asked for, it is lost.
  const lost = { action: 'privatelink.CreateVpcEndpointService', fault: 'lost-reply', nth: 2, times: 9 }
  await cloud.control('POST', 'faults', lost)
  expect((await up(noWait(run))).faults).toMatchObject([{ code: 'CLOUD_UNREACHABLE' }])
  await cloud.control('DELETE', 'faults')
  expect(await services()).toHaveLength(1)

  expect((await up({ ...noWait(run), intent: reworded(intent) })).exit).toBe(8)
  expect(await services()).toMatchObject([{ description: 'new words' }])
})

test('an NLB listener that somebody stopped is started again', async () => {
  await using run = await openRunContext(cloud, creatingIntent(cloud, twoZones(cloud)))
  expect((await up(noWait(run))).exit).toBe(8)
  const listeners = async () => (await cloud.call('you', 'nlb.ListListeners')).Listeners
  const [{ ListenerId }] = await listeners()
  await cloud.call('you', 'nlb.StopListener', { ListenerId })
  await cloud.pass(minute)
  expect((await up(noWait(run))).exit).toBe(8)
  expect(await listeners()).toMatchObject([{ ListenerId, ListenerStatus: 'Running' }])
})

function reworded(intent: Intent): Intent {
  const inbound = intent.directions.inbound
  if (!inbound) throw new Error('there is no such direction')
  const service = { ...inbound.service, description: 'new words' }
  return { ...intent, directions: { inbound: { ...inbound, service } } }
}

function listsLag(lagMs: number) {
  return cloud.control('POST', 'world', { act: 'rules', set: { lagMs } })
}

/** What there really is, whatever lists say. */
async function services(): Promise<unknown[]> {
  return (await cloud.control('GET', 'world')).you.services
}
