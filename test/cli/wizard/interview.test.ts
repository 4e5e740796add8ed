import { expect, test } from 'vitest'
import type { AccountInventory } from '../../../src/cli/wizard/account.ts'
import { type InterviewContext, interview } from '../../../src/cli/wizard/interview.ts'
import { type Back, back } from '../../../src/cli/wizard/prompt-session.ts'
import { emptyOffer, type OfferedChoice, type Question } from '../../../src/cli/wizard/questions/question.ts'
import type { AnswerName, Answers, AnswerValue } from '../../../src/model/wizard.ts'

const choice = (value: string, ...codes: string[]): OfferedChoice => ({
  value,
  thing: { is: 'target', url: value },
  whyNot: codes.map((id) => ({ code: 'VSWITCH_FULL', facts: { id, free: 0, needed: 1 } })),
})

/** A question of some choices, which may depend on earlier answers. */
function question(
  name: AnswerName,
  needs: readonly AnswerName[],
  choices: (answers: Answers) => readonly OfferedChoice[],
  when: (answers: Answers) => boolean = () => true,
): Question {
  return {
    name,
    takes: 'one',
    needs,
    when,
    offer: async (_account, answers) => ({ ...emptyOffer, choices: choices(answers) }),
  }
}

const said = (answers: Answers, name: AnswerName) => answers[name]?.value
const two = [choice('a'), choice('b')]
const questions: readonly Question[] = [
  question('peer.kind', [], () => two),
  question('region', [], () => two),
  question('name', ['peer.kind'], (answers) => [
    choice(`${said(answers, 'peer.kind')}1`),
    choice(`${said(answers, 'peer.kind')}2`),
  ]),
  question('peer.zone', [], () => [choice('only'), choice('full', 'full')]),
  question(
    'peer.uid',
    [],
    () => two,
    (answers) => said(answers, 'region') === 'b',
  ),
]

/** Plays a person who gives these replies, one after the other. */
function person(replies: readonly (AnswerValue | Back)[]) {
  const asked: string[] = []
  const kept: Answers[] = []
  const told: string[] = []
  const left = [...replies]
  const interviewer: InterviewContext = {
    questions,
    account: async () => ({}) as AccountInventory,
    ask: async ({ name }, _offer, before) => {
      asked.push(before === null ? name : `${name}=${before}`)
      const reply = left.shift()
      if (reply === undefined) throw new Error(`${name} was not expected`)
      return reply
    },
    settled: (name, value, source) => told.push(`${name}=${value} ${source}`),
    lapsed: (name) => told.push(`${name} lapsed`),
    keep: (answers) => kept.push(answers),
  }
  return { asked, kept, told, interviewer }
}

const values = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([name, { value }]) => [name, value]))
const given = (known: Partial<Record<AnswerName, string>>, source: 'file' | 'you' = 'file'): Answers =>
  Object.fromEntries(Object.entries(known).map(([name, value]) => [name, { value, source }]))

test('asks what arises, answers by itself what has one answer, and keeps each answer', async () => {
  const { asked, kept, told, interviewer } = person(['a', 'a', 'a1'])
  const { answers } = await interview(interviewer, {})
  expect(asked).toEqual(['peer.kind', 'region', 'name'])
  expect(told).toEqual(['peer.zone=only only-choice'])
  expect(values(answers)).toEqual({ 'peer.kind': 'a', region: 'a', name: 'a1', 'peer.zone': 'only' })
  expect(kept).toHaveLength(3)
})

test('a step back asks the question before again; what counted on the old answer is forgotten, the rest is not', async () => {
  const { asked, interviewer } = person(['a', 'a1', back, back, back, 'b', 'b2', 'b'])
  const { answers } = await interview(interviewer, given({ region: 'b' }))
  // region was given, so going back from the uid leads to the name, then to the kind; once there, it stays there.
  expect(asked).toEqual(['peer.kind', 'name', 'peer.uid', 'name=a1', 'peer.kind=a', 'peer.kind=a', 'name', 'peer.uid'])
  expect(values(answers)).toMatchObject({ 'peer.kind': 'b', region: 'b', name: 'b2', 'peer.uid': 'b' })
})

test('a step back with the same answer forgets nothing', async () => {
  const { asked, interviewer } = person(['a', 'a', back, 'a', 'a2'])
  const { answers } = await interview(interviewer, {})
  expect(asked).toEqual(['peer.kind', 'region', 'name', 'region=a', 'name'])
  expect(values(answers)).toMatchObject({ region: 'a', name: 'a2' })
})

test('one answer is changed without the others being asked, unless they counted on it', async () => {
  const first = given({ 'peer.kind': 'a', region: 'a', name: 'a1', 'peer.zone': 'only' }, 'you')
  const { asked, interviewer } = person(['b', 'b1'])
  const { answers } = await interview(interviewer, first, 'peer.kind')
  expect(asked).toEqual(['peer.kind=a', 'name'])
  expect(values(answers)).toMatchObject({ 'peer.kind': 'b', region: 'a', name: 'b1' })
})

test('a kept answer that no longer fits is asked for again', async () => {
  const { asked, told, interviewer } = person(['a1'])
  const kept = given({ 'peer.kind': 'a', region: 'a', 'peer.zone': 'full' }, 'you')
  const { answers } = await interview(interviewer, kept)
  expect(asked).toEqual(['name'])
  expect(told).toEqual(['peer.zone lapsed', 'peer.zone=only only-choice'])
  expect(values(answers)).toMatchObject({ 'peer.zone': 'only' })
})

test('with nobody to ask, all that is open is told, all that cannot be, and all that was not asked', async () => {
  const { interviewer } = person([])
  const alone = { ...interviewer, ask: null }
  const outcome = await interview(alone, given({ region: 'a', 'peer.zone': 'full', 'peer.uid': 'a' }))
  expect(outcome.open).toEqual([
    { name: 'peer.kind', choices: ['a', 'b'] },
    { name: 'name', choices: [] },
  ])
  expect(outcome.findings).toEqual([{ code: 'VSWITCH_FULL', facts: { id: 'full', free: 0, needed: 1 } }])
  expect(outcome.unasked).toEqual([{ name: 'peer.uid', source: 'file' }])
})

test('back at the first question of a resumed run revises a saved answer instead of asking the same question again', async () => {
  const { asked, interviewer } = person([back, 'b', 'a1', 'a'])
  const { answers } = await interview(interviewer, given({ 'peer.kind': 'a', region: 'a' }, 'you'))
  expect(asked).toEqual(['name', 'region=a', 'name', 'peer.uid'])
  expect(values(answers)).toMatchObject({ 'peer.kind': 'a', region: 'b', name: 'a1' })
})
