import { describe, expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import { kinds } from './cases.ts'
import { controls } from './controls.ts'
import { crash, emptyTally } from './crash.ts'
import { commandOf, stories } from './stories.ts'

// `npm run crash` does all of this at every moment of every story; here are samples.

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

/** So many apart are the cases of a story of one command, and those of a whole link. */
const strides = { rule: 97, whitelist: 67, link: 499 }

test.each(Object.entries(strides))(
  '%s: whatever is killed, and whatever happens then, one of everything is made, and nothing is left',
  async (story, stride) => {
    const found: string[] = []
    const tallies = await crash({
      stories: [story],
      stride,
      onResult: ({ id }, { damage }) => found.push(...damage.map(({ what }) => `${id}: ${what}`)),
    })
    expect(found).toEqual([])
    for (const kind of kinds) {
      const { cases, deaths, runs } = tallies[kind]
      expect(tallies[kind]).toEqual({ ...emptyTally(), cases, deaths, runs })
      expect(deaths).toBeGreaterThan(0)
    }
  },
)

// Found by `npm run crash`, and mended.
test.each([
  'whitelist/0/aged/AddUserToVpcEndpointService.1.after/opposite/2',
  'load-balancers/1/opposite/AttachResourceToVpcEndpointService.2.after/opposite',
  'zones/0/aged/AddZoneToVpcEndpoint.1.after/opposite/2',
])('what went wrong once goes well: %s', async (id) => {
  const results: unknown[] = []
  await crash({ id, onResult: (_, { damage }) => results.push(damage) })
  expect(results).toEqual([[]])
})

describe('what must end badly does, so that zeros mean something', () => {
  test.each(controls)('$name', async ({ finds, ...options }) => {
    const found: string[] = []
    await crash({ ...options, onResult: (_, { damage }) => found.push(...damage.map(({ kind }) => kind)) })
    expect(found).toContain(finds)
  })
})
