import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacks } from '../harness/installed.ts'
import { oddities } from './causes/oddities.ts'
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

  // Of each part of the path one; the whole list is for `npm run doctor-matrix`.
  test.each(['listener-stopped', 'group-admits-nothing', 'disconnected-by-you'])(
    'that %s breaks: status, plan and up say so first, and do not contradict each other',
    async (id) => {
      const cause = causes.find((each) => each.id === id)
      if (cause === undefined) throw new Error(`no cause ${id}`)
      const row = await judgeCauses(stage, [cause], 'en', ['status', 'plan', 'up'])
      expect(row).toMatchObject({
        marks: { status: ['first'], plan: ['first'], up: ['first'] },
        notes: [],
        contradictions: [],
      })
    },
  )

  test('with nothing wrong is found well by every command', async () => {
    const [asBuilt] = oddities
    expect(asBuilt && (await judgeOddity(stage, asBuilt, 'zh'))).toEqual([])
  })
})
