import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { type Case, canaries, randomOf } from './case.ts'
import { inviteKind } from './kinds/files.ts'
import { runCase } from './run-case.ts'

const base: Case = { words: ['plan'], files: {}, env: {}, maySucceed: true }

// What the table counts is noticed when it happens.
test.each<[string, Partial<Case>]>([
  ['leaked canaries', { words: ['plan', '--file', canaries[0]] }],
  ['leaked canaries', { words: ['plan', '--file', encodeURIComponent(canaries[1])] }],
  ['raw control characters', { words: ['plan'], env: { FORCE_COLOR: '1' } }],
  ['false success', { words: ['--help'], maySucceed: false }],
])('a %s is noticed', async (failure, more) => {
  const { failures } = await runCase({ ...base, ...more }, join(temporaryFolder(), 'root'))
  // The first one also loads the program, which takes its time on a busy machine.
  expect(failures.filter((each) => each !== 'hangs over 2 s')).toEqual([failure])
})

test('a file that is written outside the folder is noticed', async () => {
  const good = Array.from({ length: 100 }, (_, seed) => inviteKind.draw(randomOf(seed))).find(
    ({ maySucceed }) => maySucceed,
  )
  const words = ['accept', 'in.yaml', '-y', '--file', '../elsewhere.yaml']
  const outcome = await runCase({ ...base, files: good?.files ?? {}, words }, join(temporaryFolder(), 'root'))
  expect([outcome.code, outcome.failures]).toEqual([0, ['writes outside the folder']])
})

test('what is thrown where nobody waits for it is a crash', async () => {
  const events: NodeJS.EventEmitter = process
  setImmediate(() => events.emit('uncaughtExceptionMonitor', new Error('late')))
  const { failures } = await runCase({ ...base, words: ['--help'] }, join(temporaryFolder(), 'root'))
  expect(failures).toEqual(['crashes'])
})

test('a seed gives the same case each time, and another seed another', () => {
  const drawn = [7, 7, 8].map((seed) => JSON.stringify(inviteKind.draw(randomOf(seed))))
  expect(drawn[0]).toBe(drawn[1])
  expect(drawn[0]).not.toBe(drawn[2])
})
