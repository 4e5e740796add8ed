import { expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import { commandOf, crash, isChange, isUnheardOf, type KillPoint } from './crash.ts'
import { stories } from './stories.ts'

// `npm run crash` kills at every point of every story; here only around changes, and in some writes of the state.

const clean = { doubles: 0, orphans: 0, touched: 0, stuck: 0, examples: [] }

const groups = ['service', 'whitelist', 'connection', 'endpoint', 'lb']
const reading = ['get', 'list', 'check', 'wait', 'zones']
/** `up`, `down`, and every step command but those that only look. */
const changing = commands
  .map(({ name }) => name)
  .filter((name) => {
    const [group = '', verb = ''] = name.split(' ')
    return name === 'up' || name === 'down' || (groups.includes(group) && !reading.includes(verb))
  })

test('every command that changes anything in the cloud is killed in a story', () => {
  expect(new Set(stories.flatMap(({ cycle }) => cycle.map(commandOf)))).toEqual(new Set(changing))
})

test('a link killed around a change or a write of the state and brought up or down again: one of everything, and nothing left', async () => {
  const pick = (point: KillPoint) => isChange(point) || (point.kind === 'file' && point.moment === 'half')
  const tally = await crash({ only: ['link'], pick, stride: 7, lanes: 1 })
  expect(tally).toMatchObject({ ...clean, kills: tally.points })
  expect(tally.points).toBeGreaterThan(8)
})

test('a step command killed after its change and given again: as if nobody had disturbed it', async () => {
  // Links have a test of their own; what an NLB has beyond a CLB is left to the whole run.
  const only = stories.map(({ name }) => name).filter((name) => !/^(?:link|nlb)/.test(name))
  const known = new Set<string>()
  const pick = (point: KillPoint) => {
    if (!isChange(point) || point.moment !== 'after' || known.has(point.command)) return false
    known.add(point.command)
    return true
  }
  const tally = await crash({ only, pick, lanes: 1 })
  expect(tally).toMatchObject({ ...clean, points: known.size, kills: known.size })
  expect(known).toEqual(new Set(changing.filter((name) => name !== 'up' && name !== 'down')))
})

test('the control that forgets its tokens makes doubles: the harness can fail', async () => {
  const tally = await crash({ only: ['service'], pick: isUnheardOf, lanes: 1, freshTokens: true })
  expect(tally).toMatchObject({ points: 1, kills: 1, doubles: 1 })
})
