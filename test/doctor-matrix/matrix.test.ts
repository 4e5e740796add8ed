import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacks } from '../harness/installed.ts'
import { oddities } from './causes/oddities.ts'
import { type Mark, marks } from './judge.ts'
import { causes, judgeCauses, judgeOddity, pairsOf } from './matrix.ts'
import { openStage, type Stage } from './stage.ts'

// A sample of `npm run doctor-matrix`, and what the matrix itself must be.

test('the matrix has causes and healthy links enough, each with a name of its own', () => {
  expect(causes.length).toBeGreaterThanOrEqual(110)
  expect(oddities.length).toBeGreaterThanOrEqual(20)
  const ids = [...causes, ...oddities].map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test('pairs are the same for the same seed', () => {
  expect(pairsOf(causes, 200, 1)).toEqual(pairsOf(causes, 200, 1))
  expect(pairsOf(causes, 200, 1)).not.toEqual(pairsOf(causes, 200, 2))
})

describe.skipIf(lacks('redis-server', 'mosquitto'))('a link', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage('article')
  })
  afterAll(() => stage?.close())

  /** What `status` makes of each at least: what it finds may get better, never worse. */
  const found: Readonly<Record<string, Mark>> = {
    'listener-stopped': 'right hop',
    'group-admits-nothing': 'right hop',
    'disconnected-by-you': 'right hop',
  }
  test.each(Object.entries(found))('of which %s is found: %s or better', async (id, least) => {
    const cause = causes.find((each) => each.id === id)
    if (cause === undefined) throw new Error(`no cause ${id}`)
    const { marks: given, notes } = await judgeCauses(stage, [cause], ['status'])
    expect(notes).toEqual([])
    expect(marks.slice(0, marks.indexOf(least) + 1)).toContain(given.status?.[0])
  })

  test('with nothing wrong is found well by every command', async () => {
    const [asBuilt] = oddities
    expect(asBuilt && (await judgeOddity(stage, asBuilt))).toEqual([])
  })
})
