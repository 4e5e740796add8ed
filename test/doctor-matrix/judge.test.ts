import { describe, expect, test } from 'vitest'
import { judge } from './judge.ts'
import { causes } from './matrix.ts'
import type { Outcome } from './outcome.ts'

// What counts as named where `up` has made one thing anew, and another is still broken.

/** @throws Error for a cause that there is not */
function causeOf(id: string) {
  const cause = causes.find((each) => each.id === id)
  if (cause === undefined) throw new Error(`no cause ${id}`)
  return cause
}
const deleted = causeOf('endpoint-deleted')
const stopped = causeOf('listener-stopped')

/** `up` has made the endpoint anew, waits for the peer to approve it, and says that our listener is stopped. */
const made: Outcome = {
  command: 'up',
  code: 6,
  findings: [
    { code: 'LISTENER_STOPPED', severity: 'error', certainty: 'confirmed', hop: 'listener', direction: 'inbound' },
    {
      code: 'NOT_APPROVED_BY_PEER',
      severity: 'info',
      certainty: 'confirmed',
      hop: 'connection',
      direction: 'outbound',
    },
  ],
  hops: [{ direction: 'outbound', hop: 'connection', state: 'warn' }],
  mends: [{ direction: 'outbound', hop: 'endpoint' }],
  states: { inbound: 'connected', outbound: 'waiting-for-peer' },
  domains: {},
  tests: [],
  lacks: [],
  seconds: 1,
  result: { code: 6, signal: null, stdout: '', stderr: '' },
}
const of = (outcome: Partial<Outcome>, cause = deleted, broken = true) =>
  judge([deleted, stopped], cause, { ...made, ...outcome }, broken, true)

describe('what up has made anew', () => {
  test.each([6, 8])('is named while the peer has to come to it, also where up ends with %i', (code) => {
    expect(of({ code })).toBe('first')
  })

  test('is named where it works again, whatever else is wrong', () => {
    expect(of({ states: { outbound: 'connected' } }, deleted, false)).toBe('first')
  })

  test('does not name what is wrong elsewhere', () => {
    expect(of({}, stopped)).toBe('first')
    expect(of({ findings: [] }, stopped)).toBe('silent')
  })

  test('is not named if up only says that it waits for the peer, and not what it made', () => {
    expect(of({ mends: [] })).toBe('right hop')
    expect(of({ mends: [], code: 8 })).toBe('right hop')
    expect(of({ mends: [{ direction: 'outbound', hop: 'security-group' }] })).toBe('right hop')
    expect(of({ mends: [{ direction: 'inbound', hop: 'endpoint' }] })).toBe('right hop')
  })

  test('is not named if it does not work, and nobody has to come to it', () => {
    expect(of({ states: { outbound: 'failed' } })).toBe('right hop')
  })

  test('is a false ok if up says that all is well and nothing passes', () => {
    expect(of({ code: 0, findings: [], hops: [], states: { outbound: 'connected' } })).toBe('ok although broken')
  })
})

test('a plan that will mend what is broken need not complain of it', () => {
  const plan = { command: 'plan', findings: [], hops: [], code: 9 } as const
  expect(of(plan)).toBe('first')
  expect(of({ ...plan, mends: [] })).toBe('silent')
})
