import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { down } from '../../src/actions/down.ts'
import { up } from '../../src/actions/up.ts'
import { waitFor } from '../../src/engine/wait.ts'
import type { PlinkEvent, WaitPhase } from '../../src/model/event.ts'
import { PlinkError } from '../../src/model/fault.ts'
import { openStore } from '../../src/state/file-store.ts'
import { fakeClock } from '../harness/clock.ts'
import { createEndpoint } from '../harness/link-calls.ts'
import { inboundIntent, openRunContext, type TestRun } from '../harness/run-context.ts'
import { openServedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'

// People take hours and days. What plink does meanwhile, at the simulator, with time that nobody waits for.

let cloud: SimulatedCloud
beforeEach(async () => {
  cloud = await openServedCloud()
})
afterEach(() => cloud[Symbol.asyncDispose]())

describe('up waits for the peer', () => {
  test('for hours, with no lock held, and goes on when the peer has acted', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')))
    const locks: boolean[] = []
    run.after(0.3, () => locks.push(run.isLocked()))
    run.after(1.2, () => peerKnocks())
    const { exit, status } = await up(run.context)
    expect([exit, status.directions.inbound?.state]).toEqual([0, 'connected'])
    expect(locks).toEqual([false])
    expect(phases(run)).toEqual(['begin', 'acted'])
    // A look within a minute, and few of them.
    expect(Math.max(...run.pauses)).toBeLessThanOrEqual(60_000)
    expect(run.pauses.length).toBeLessThan(600)
  })

  test('with since when, from the cloud’s own times', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')), { timeoutMs: 60_000 })
    await up(run.context)
    const { Services } = await cloud.call('you', 'privatelink.ListVpcEndpointServices')
    const next = run.events.flatMap((event) => (event.event === 'peer' ? [event.next] : []))[0]
    expect(next).toMatchObject({ code: 'PEER_CREATE_ENDPOINT', facts: { since: Services[0].CreateTime } })
  })

  test('until the time is up: 8, and a second run goes on', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')), { timeoutMs: 600_000 })
    const { exit, faults } = await up(run.context)
    expect([exit, faults, phases(run)]).toEqual([8, [], ['begin', 'gave-up']])
    await peerKnocks()
    expect((await up(run.context)).exit).toBe(0)
  })

  test.each([
    ['no network', { fault: 'reset' }],
    ['a login page', { fault: 'html' }],
    ['too many calls', { fault: 'status', status: 503 }],
    ['a token that ended', { fault: 'code', code: 'InvalidSecurityToken.Expired', status: 400 }],
  ])('through %s, which is told once', async (_, trouble) => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')))
    run.after(0.1, () => cloud.control('POST', 'faults', { action: '*', times: 0, ...trouble }))
    run.after(0.2, () => cloud.control('DELETE', 'faults'))
    run.after(0.3, () => peerKnocks())
    expect((await up(run.context)).exit).toBe(0)
    expect(warnings(run)).toHaveLength(1)
    expect(phases(run)).toEqual(['begin', 'troubled', 'recovered', 'acted'])
  })

  test('through a network that is lost just when the peer has acted', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')))
    run.after(0.1, async () => {
      await peerKnocks()
      const fault = { action: 'privatelink.EnableVpcEndpointConnection', fault: 'reset', times: 12 }
      await cloud.control('POST', 'faults', fault)
    })
    expect((await up(run.context)).exit).toBe(0)
    expect([warnings(run), phases(run)]).toEqual([['CLOUD_UNREACHABLE'], ['begin', 'acted', 'troubled']])
  })

  test('but not through a refusal that is meant', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')))
    run.after(0.1, () => cloud.control('POST', 'faults', { action: '*', times: 0, fault: 'denied' }))
    await expect(up(run.context)).rejects.toMatchObject({ code: 'CLOUD_DENIED' })
  })

  test('and for plink.yaml, which may be broken while it is being edited', async () => {
    let intent = inboundIntent(cloud, undefined)
    let broken: PlinkError | undefined
    const reread = async () => {
      if (broken) throw broken
      return { intent, directions: ['inbound'] as const }
    }
    await using run = await openRunContext(cloud, intent, { reread })
    const problem = { line: 4, column: 3, path: 'peer', problem: { kind: 'syntax', reason: 'a quote' } } as const
    run.after(0.1, () => {
      broken = new PlinkError('SPEC_INVALID', { file: 'plink.yaml', problems: [problem], further: 0 })
    })
    run.after(0.2, () => {
      broken = undefined
      intent = inboundIntent(cloud, cloud.uid('peer'))
    })
    run.after(0.3, () => peerKnocks())
    const { exit } = await up(run.context)
    expect(exit).toBe(0)
    expect(warnings(run)).toEqual(['SPEC_INVALID'])
    expect(run.events.filter(({ event }) => event === 'begin')).toHaveLength(1)
    const asked = run.events.flatMap((event) => (event.event === 'peer' ? [event.next.code] : []))
    expect(asked).toEqual(['PEER_TELL_UID', 'PEER_CREATE_ENDPOINT'])
  })

  test('and a plink.yaml that asks for what cannot be is told, and waited for as well', async () => {
    let intent = inboundIntent(cloud, undefined)
    const reread = async () => ({ intent, directions: ['inbound'] as const })
    await using run = await openRunContext(cloud, intent, { reread })
    const inbound = (loadBalancers: string[]) => ({
      service: { payer: 'Endpoint' as const, loadBalancers },
      endpoint: { securityGroups: [], zones: {} },
      tests: [],
    })
    run.after(0.1, () => {
      intent = { ...inboundIntent(cloud, cloud.uid('peer')), directions: { inbound: inbound(['lb-bp1slip']) } }
    })
    run.after(0.2, () => {
      intent = inboundIntent(cloud, cloud.uid('peer'))
    })
    run.after(0.3, () => peerKnocks())
    expect((await up(run.context)).exit).toBe(0)
    expect(warnings(run)).toEqual(['LB_NOT_FOUND'])
  })

  test('and lets another plink finish that works on the link just then', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')))
    run.after(0.1, async () => {
      const other = await openStore(run.storeOptions)
      run.after(0.11, () => other.close())
      await peerKnocks()
    })
    expect((await up(run.context)).exit).toBe(0)
    expect(warnings(run)).toEqual(['STATE_LOCKED'])
  })
})

describe('down waits for the peer', () => {
  test('to remove its endpoint, and looks no more often than for anybody', async () => {
    await using run = await openRunContext(cloud, inboundIntent(cloud, cloud.uid('peer')), { timeoutMs: 60_000 })
    await up(run.context)
    const EndpointId = await peerKnocks()
    await using again = run
    again.after(1, () => peerLeaves(EndpointId))
    const options = { ...again.context.options, timeoutMs: 72 * 3_600_000 }
    const { exit } = await down({ ...again.context, options })
    expect(exit).toBe(0)
    expect(again.pauses.length).toBeLessThan(600)
  })
})

test('pauses grow to a minute for people, to five seconds for the cloud, and begin anew when something moved', async () => {
  const pausesOf = async (pace: 'people' | 'cloud', statusAt: (ms: number) => string) => {
    const pauses: number[] = []
    const clock = fakeClock({ onSleep: (ms) => pauses.push(ms) })
    const start = clock.now()
    const look = async () => ({ done: false, status: statusAt(clock.now() - start) }) as const
    const patience = { clock, signal: new AbortController().signal, timeoutMs: 72 * 3_600_000, onStatus() {}, pace }
    await expect(waitFor({ direction: 'inbound', step: 'x' }, look, patience)).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
    })
    return pauses
  }
  const still = await pausesOf('people', () => 'Wait')
  expect(still.at(-2)).toBe(51_200)
  expect(still.length).toBeLessThan(6000)
  expect((await pausesOf('cloud', () => 'Creating')).slice(0, -1).at(-1)).toBe(3200)
  const moved = await pausesOf('people', (ms) => (ms < 36 * 3_600_000 ? 'Wait' : 'Connecting'))
  // Short pauses at the start, and once more in the middle.
  const short = moved.flatMap((ms, at) => (ms <= 400 ? [at] : []))
  expect(short.some((at) => at > 1000)).toBe(true)
})

function peerKnocks(): Promise<string> {
  return service().then((id) => createEndpoint(cloud, id))
}

async function peerLeaves(EndpointId: string): Promise<void> {
  await cloud.call('peer', 'privatelink.RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId: 'cn-hangzhou-h' })
  await cloud.pass(10_000)
  await cloud.call('peer', 'privatelink.DeleteVpcEndpoint', { EndpointId })
}

async function service(): Promise<string> {
  const { Services } = await cloud.call('you', 'privatelink.ListVpcEndpointServices')
  return Services[0].ServiceId
}

function phases({ events }: TestRun): WaitPhase[] {
  return events.flatMap((event) => (event.event === 'wait' ? [event.phase] : []))
}

function warnings({ events }: TestRun): string[] {
  return events.flatMap((event: PlinkEvent) => (event.event === 'warning' ? [event.fault.code] : []))
}
