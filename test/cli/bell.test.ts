import { expect, test } from 'vitest'
import { Bell } from '../../src/cli/bell.ts'

function bell() {
  let now = 0
  const rung: number[] = []
  return {
    bell: new Bell(
      () => rung.push(now),
      () => now,
    ),
    rung,
    pass: (seconds: number) => {
      now += seconds * 1000
    },
  }
}

test('whoever has just started the command or answered is not called', () => {
  const { bell: one, rung, pass } = bell()
  pass(5)
  one.ring()
  pass(60)
  one.attend()
  pass(5)
  one.ring()
  expect(rung).toEqual([])
})

test('whoever went away is called once: for the end of a wait, and not again for the question that follows', () => {
  const { bell: one, rung, pass } = bell()
  pass(3600)
  one.ring()
  pass(1)
  one.ring()
  expect(rung).toEqual([3_600_000])
})

test('where nobody is to be called nothing is written', () => {
  expect(() => new Bell(null, () => 1e6).ring()).not.toThrow()
})
