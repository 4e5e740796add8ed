import { expect, test } from 'vitest'
import { leftIn, touchedIn } from '../../src/cli/demo/world.ts'

const before = { accounts: [{ id: 'a', services: [{ id: 'epsrv-1', tags: [] }] }] }

test('the same world has nothing left over and nothing touched', () => {
  expect([leftIn(before, structuredClone(before)), touchedIn(before, structuredClone(before))]).toEqual([[], []])
})

test('what was made and not removed is left over, and its parent is touched', () => {
  const after = { accounts: [{ id: 'a', services: [{ id: 'epsrv-1', tags: [] }, { id: 'epsrv-2' }] }] }
  expect(leftIn(before, after)).toEqual(['epsrv-2'])
  expect(touchedIn(before, after)).toEqual(['a'])
})

test('what was changed or removed was touched', () => {
  const changed = { accounts: [{ id: 'a', services: [{ id: 'epsrv-1', tags: ['x'] }] }] }
  expect(touchedIn(before, changed)).toEqual(['a', 'epsrv-1'])
  expect(touchedIn(before, {})).toEqual(['a', 'epsrv-1'])
})
