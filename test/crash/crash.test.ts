import { expect, test } from 'vitest'
import { changePoints, controlPoints, crash } from './crash.mjs'

// `npm run crash` kills at every point; here only around each change, and in some writes of the state.

const minutes = 60_000

test(
  'killed before or after any change and run again: one of everything, and nothing left after down',
  async () => {
    const tally = await crash({ points: changePoints })
    expect(tally).toMatchObject({ doubles: 0, orphans: 0, touched: 0, stuck: 0, examples: [] })
    expect(tally.kills).toBe(changePoints.length)
  },
  3 * minutes,
)

test(
  'killed while it writes its state and run again: one of everything, and nothing left after down',
  async () => {
    const points = [5, 16, 27, 38, 49, 60].flatMap((nth) =>
      (['up', 'down'] as const).map((command) => ({ command, kind: 'file', nth, moment: 'before' }) as const),
    )
    const tally = await crash({ points })
    expect(tally).toMatchObject({ doubles: 0, orphans: 0, touched: 0, stuck: 0, examples: [] })
    expect(tally.kills).toBeGreaterThanOrEqual(points.length - 2)
  },
  3 * minutes,
)

test(
  'the control that forgets its tokens makes doubles: the harness can fail',
  async () => {
    const tally = await crash({ points: controlPoints, lanes: 1, freshTokens: true })
    expect(tally.kills).toBe(controlPoints.length)
    expect(tally.doubles).toBeGreaterThan(0)
  },
  3 * minutes,
)
