import { expect, test } from 'vitest'
import { policiesForCommand, withInstance } from '../../src/cli/command-policy.ts'
import { commands } from '../../src/cli/command-table.ts'

test('running commands on an instance is granted only where one is named, and on that one only', () => {
  const found = commands.find(({ name }) => name === 'test')
  if (!found) throw new Error('there is no test command')
  const policies = policiesForCommand(found, ['you'])
  expect(JSON.stringify([policies, withInstance(policies, 'paste'), withInstance(policies, null)])).not.toMatch(
    /RunCommand/,
  )
  const [own, ...rest] = withInstance(policies, 'ecs:i-bp1a2b3c4d').toReversed()
  expect(rest.toReversed()).toEqual(policies)
  expect(own).toMatchObject({ side: 'you', purpose: 'run' })
  expect(own?.document.Statement.find(({ Action }) => Action.includes('ecs:RunCommand'))?.Resource).toEqual([
    'acs:ecs:*:*:instance/i-bp1a2b3c4d',
    'acs:ecs:*:*:command/*',
  ])
})
