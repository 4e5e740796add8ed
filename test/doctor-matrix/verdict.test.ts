import { describe, expect, test } from 'vitest'
import type { Mark } from './judge.ts'
import { judges } from './outcome.ts'
import { type Measured, missesOf } from './verdict.ts'

// What is required of `npm run doctor-matrix`, and that it says so when it was not reached.

const perfect: Measured = {
  inTheApi: ofEach(times(100, 'first')),
  byProbe: ofEach(times(20, 'first')),
  pairs: Object.fromEntries(judges.map((name) => [name, times(10, true)])),
  all: ofEach(times(120, 'first')),
  wrongOnHealthy: [],
  contradictions: [],
  lacks: [],
  failed: [],
  late: [],
  seconds: [14.9],
}

function times<T>(count: number, value: T): T[] {
  return Array.from({ length: count }, () => value)
}

function ofEach(marks: readonly Mark[]): Measured['all'] {
  return Object.fromEntries(judges.map((name) => [name, marks]))
}

test('nothing is missed where all was found at once', () => {
  expect(missesOf(perfect)).toEqual([])
})

test('nothing is missed of what was not asked', () => {
  expect(missesOf({ ...perfect, inTheApi: {}, byProbe: { status: [] }, pairs: {}, all: {} })).toEqual([])
})

describe('a share that is just reached is enough, and one less is named with its command', () => {
  test('of causes in the API', () => {
    const of = (good: number) => ({
      ...perfect,
      inTheApi: { doctor: [...times<Mark>(good, 'first'), ...times<Mark>(100 - good, 'named')] },
    })
    expect(missesOf(of(95))).toEqual([])
    expect(missesOf(of(94))).toEqual(['doctor: cause in the API first 94 of 100, required 95 %'])
  })

  test('of causes that only a probe shows', () => {
    const of = (good: number) => ({
      ...perfect,
      byProbe: { test: [...times<Mark>(good, 'first'), ...times<Mark>(20 - good, 'right hop')] },
    })
    expect(missesOf(of(17))).toEqual([])
    expect(missesOf(of(16))).toEqual(['test: cause that only a probe shows first 16 of 20, required 85 %'])
  })

  test('of pairs', () => {
    const of = (good: number) => ({ ...perfect, pairs: { plan: [...times(good, true), ...times(10 - good, false)] } })
    expect(missesOf(of(9))).toEqual([])
    expect(missesOf(of(8))).toEqual(['plan: both of a pair named 8 of 10, required 90 %'])
  })
})

test.each<[what: string, measured: Partial<Measured>, miss: string]>([
  ['false ok', { all: { up: ['ok although broken'] } }, 'up: ok although broken: 1, required 0'],
  ['innocent hop', { all: { test: ['blamed innocent'] } }, 'test: innocent blamed: 1, required 0'],
  ['finding on a healthy link', { wrongOnHealthy: ['as-built: …'] }, 'findings on healthy links: 1, required 0'],
  [
    'contradiction',
    { contradictions: ['listener-gone: …'] },
    'states in which commands contradict each other: 1, required 0',
  ],
  ['finding without evidence', { lacks: ['X has no evidence'] }, 'findings that lack something: 1, required 0'],
  ['cause that could not be measured', { failed: ['x: traffic still passes'] }, 'not measured: 1, required 0'],
  ['wait in vain', { late: ['x: up gave up waiting'] }, 'late: 1, required 0'],
  ['slow diagnosis', { seconds: [15.1, 3] }, 'doctor took more than 15 s: 1, required 0'],
])('one %s is one too many', (_what, measured, miss) => {
  expect(missesOf({ ...perfect, ...measured })).toEqual([miss])
})
