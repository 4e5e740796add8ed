import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lacks } from '../harness/installed.ts'
import { documentOf } from '../harness/processes.ts'
import { oddities } from './causes/oddities.ts'
import { causes, judgeCauses, judgeOddity, pairsOf } from './matrix.ts'
import type { Judge } from './outcome.ts'
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

  /** @throws Error for a cause that there is not */
  const causeOf = (id: string) => {
    const cause = causes.find((each) => each.id === id)
    if (cause === undefined) throw new Error(`no cause ${id}`)
    return cause
  }
  const plink = (...words: readonly string[]) => stage.home.plink(words, stage.folder, stage.env)

  // What commands once said apart from each other, and of each part of the path one; all are for `npm run doctor-matrix`.
  test.each<[id: string, ...asked: Judge[]]>([
    ['listener-stopped', 'status', 'plan', 'up'],
    ['load-balancer-inactive', 'status', 'plan', 'up'],
    ['group-admits-nothing', 'status', 'plan', 'up'],
    ['no-group-left', 'status', 'plan', 'up'],
    ['disconnected-by-you', 'status', 'plan', 'up'],
    ['service-deleted', 'status', 'plan', 'up'],
    ['connection-cut-by-peer', 'status', 'plan', 'test', 'up'],
    ['endpoint-deleted-by-peer', 'status', 'plan', 'test', 'up'],
    ['stranger-connected', 'status', 'plan', 'test'],
    ['name-is-stale', 'test', 'doctor'],
    ['http-instead-of-redis', 'doctor'],
  ])('that %s: each says so first, and none says otherwise', async (id, ...asked) => {
    const row = await judgeCauses(stage, [causeOf(id)], 'en', asked)
    expect(row).toMatchObject({
      marks: Object.fromEntries(asked.map((name) => [name, ['first']])),
      notes: [],
      contradictions: [],
    })
  })

  test('that cannot carry a byte: nothing that waits for it runs, and there is not "nothing to do"', async () => {
    await stage.reset()
    await causeOf('listener-gone').inject(stage)
    const up = await plink('up', '-y', '--on-ready', 'touch ready')
    expect([up.code, existsSync(join(stage.folder, 'ready'))]).toEqual([6, false])
    const plan = await plink('plan')
    expect(plan.stdout + plan.stderr).toMatch(/has no listener/)
    expect(plan.stdout + plan.stderr).not.toMatch(/nothing to do|everything is as/i)
  })

  test('of which one read is refused: its hop is unknown, the permission is named, and the rest is shown and tested', async () => {
    await stage.reset()
    await causeOf('denied-slb.DescribeHealthStatus').inject(stage)
    const { directions } = documentOf(await plink('status', '-o', 'json'))
    const hops = Object.fromEntries(
      directions.inbound.hops.map(({ hop, state }: { hop: string; state: string }) => [hop, state]),
    )
    expect(hops).toMatchObject({ backend: 'undetermined', listener: 'ok', service: 'ok', connection: 'ok', zone: 'ok' })
    expect(directions.inbound.findings[0].facts.permission).toBe('slb:DescribeHealthStatus')
    expect((await plink('test')).code).toBe(0)
  })

  test('with nothing wrong is found well by every command', async () => {
    const [asBuilt] = oddities
    expect(asBuilt && (await judgeOddity(stage, asBuilt, 'zh'))).toEqual([])
  })
})
