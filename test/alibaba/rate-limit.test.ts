import { expect, test } from 'vitest'
import { NoSlot, openRateLimiter } from '../../src/alibaba/rate-limit.ts'
import { fakeClock } from '../harness/clock.ts'

/** Works that end when told to, and how many have begun. */
function works() {
  const ends: (() => void)[] = []
  return {
    begun: () => ends.length,
    end: (index: number) => ends[index]?.(),
    work: () => new Promise<void>((resolve) => ends.push(resolve)),
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

test('no more run at once than the limit, and the next begins when one ends', async () => {
  const pace = openRateLimiter(fakeClock(), 2)
  const { begun, end, work } = works()
  const all = [pace.run(work), pace.run(work), pace.run(work)]
  await settled()
  expect(begun()).toBe(2)
  end(0)
  await settled()
  expect(begun()).toBe(3)
  end(1)
  end(2)
  await Promise.all(all)
})

test('being throttled halves what runs at once, and success brings it back one by one', async () => {
  const clock = fakeClock()
  const pace = openRateLimiter(clock, 8)
  pace.slowDown(1000)
  // Refused together with the first: counts once.
  pace.slowDown(1000)
  const { begun, end, work } = works()
  const all = Array.from({ length: 8 }, () => pace.run(work))
  await settled()
  expect(clock.slept[0]).toBe(1000)
  expect(begun()).toBe(4)
  for (let i = 0; i < 4; i++) end(i)
  await settled()
  // Four successes at a limit of four are one more: four ended, five began.
  expect(begun()).toBe(8)
  for (let i = 4; i < 8; i++) end(i)
  await Promise.all(all)
})

test('it never goes below one', async () => {
  const clock = fakeClock()
  const pace = openRateLimiter(clock, 2)
  for (let i = 0; i < 5; i++) {
    pace.slowDown(10)
    await pace.run(async () => undefined)
  }
  expect(await pace.run(async () => 'still')).toBe('still')
})

test('whoever gives up waiting leaves its turn to the next', async () => {
  const pace = openRateLimiter(fakeClock(), 1)
  const { begun, end, work } = works()
  const first = pace.run(work)
  const abort = new AbortController()
  const second = pace.run(work, abort.signal)
  const third = pace.run(work)
  await settled()
  abort.abort(new Error('enough'))
  await expect(second).rejects.toThrow('enough')
  end(0)
  await settled()
  expect(begun()).toBe(2)
  end(1)
  await Promise.all([first, third])
})

test('a failure frees its place too', async () => {
  const pace = openRateLimiter(fakeClock(), 1)
  await expect(pace.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await pace.run(async () => 1)).toBe(1)
})

test('whoever comes too late has no turn, and leaves it to the next', async () => {
  const clock = fakeClock()
  const held = openRateLimiter(clock, 1)
  held.slowDown(1000)
  await expect(held.run(async () => 'too late', undefined, clock.now() + 999)).rejects.toThrow(NoSlot)
  const pace = openRateLimiter(clock, 1)
  const { begun, end, work } = works()
  const [first, late, last] = [pace.run(work), pace.run(work, undefined, clock.now() + 1000), pace.run(work)]
  late.catch(() => undefined)
  await settled()
  await clock.sleep(5000)
  end(0)
  await expect(late).rejects.toThrow(NoSlot)
  await settled()
  expect(begun()).toBe(2)
  end(1)
  await Promise.all([first, last])
})
