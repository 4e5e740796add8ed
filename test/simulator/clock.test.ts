import { expect, test } from 'vitest'
import { type RealTime, VirtualClock } from '../../src/simulator/world/clock.ts'

/** Real time that moves when told. */
function handTime(): RealTime & { pass(ms: number): void } {
  let now = 0
  let pending: { at: number; callback: () => void }[] = []
  return {
    now: () => now,
    after(ms, callback) {
      const entry = { at: now + ms, callback }
      pending.push(entry)
      return () => {
        pending = pending.filter((each) => each !== entry)
      }
    },
    pass(ms) {
      now += ms
      const due = pending.filter((each) => each.at <= now)
      pending = pending.filter((each) => each.at > now)
      for (const { callback } of due) callback()
    },
  }
}

test('time runs as many times faster as the speed says', () => {
  const real = handTime()
  const clock = new VirtualClock(10, 1_000, real)
  real.pass(50)
  expect(clock.now()).toBe(1_500)
  clock.setSpeed(1)
  real.pass(50)
  expect(clock.now()).toBe(1_550)
})

test('the alarm rings once when its time comes, at the new speed after a change', () => {
  const real = handTime()
  const clock = new VirtualClock(1, 0, real)
  let rings = 0
  clock.setAlarm(1_000, () => rings++)
  real.pass(500)
  clock.setSpeed(100)
  expect(rings).toBe(0)
  real.pass(5)
  expect(rings).toBe(1)
  real.pass(1_000)
  expect(rings).toBe(1)
})

test('a frozen clock moves by hand only, and rings before advance returns', () => {
  const real = handTime()
  const clock = new VirtualClock(0, 0, real)
  let rings = 0
  clock.setAlarm(1_000, () => rings++)
  real.pass(1_000_000)
  expect([clock.now(), rings]).toEqual([0, 0])
  clock.advance(999)
  expect(rings).toBe(0)
  clock.advance(1)
  expect([clock.now(), rings]).toEqual([1_000, 1])
})

test('setting an alarm never rings it from within', () => {
  const real = handTime()
  const clock = new VirtualClock(1, 1_000, real)
  let rings = 0
  clock.setAlarm(0, () => rings++)
  expect(rings).toBe(0)
  real.pass(0)
  expect(rings).toBe(1)
})
