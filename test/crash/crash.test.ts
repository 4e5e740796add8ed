import { expect, test } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { commandOf, crash, isChange, isUnheardOf, type KillPoint } from './crash.mjs'
import { stories } from './stories.mjs'

// `npm run crash` kills at every point of every story; here only around changes, and in some writes of the state.

const minutes = 60_000
const clean = { doubles: 0, orphans: 0, touched: 0, stuck: 0, examples: [] }

test('every command that changes anything in the cloud is killed in a story', () => {
  const groups = ['service', 'whitelist', 'connection', 'endpoint', 'lb']
  const reading = ['get', 'list', 'check', 'wait']
  const changing = commands
    .map(({ name }) => name)
    .filter((name) => {
      const [group = '', verb = ''] = name.split(' ')
      return name === 'up' || name === 'down' || (groups.includes(group) && !reading.includes(verb))
    })
  expect(new Set(stories.flatMap(({ cycle }) => cycle.map(commandOf)))).toEqual(new Set(changing))
})

test(
  'a link killed before or after a change and brought up or down again: one of everything, and nothing left after down',
  async () => {
    const tally = await crash({ only: ['link'], pick: isChange })
    expect(tally).toMatchObject({ ...clean, kills: tally.points })
  },
  3 * minutes,
)

test(
  'a link killed while it writes its state and brought up or down again: the same',
  async () => {
    const some = [5, 27, 49]
    const pick = ({ kind, nth, moment }: KillPoint) => kind === 'file' && some.includes(nth) && moment === 'before'
    const tally = await crash({ only: ['link'], pick })
    expect(tally).toMatchObject({ ...clean, kills: tally.points })
  },
  3 * minutes,
)

test(
  'a step command killed after its change and given again: as if nobody had disturbed it',
  async () => {
    const only = stories.map(({ name }) => name).filter((name) => name !== 'link')
    const tally = await crash({ only, pick: (point) => isChange(point) && point.moment === 'after' })
    expect(tally).toMatchObject({ ...clean, kills: tally.points })
  },
  3 * minutes,
)

test(
  'the control that forgets its tokens makes doubles: the harness can fail',
  async () => {
    const tally = await crash({ only: ['service', 'endpoint'], pick: isUnheardOf, lanes: 1, freshTokens: true })
    expect(tally).toMatchObject({ points: 2, kills: 2, doubles: 2 })
  },
  3 * minutes,
)
