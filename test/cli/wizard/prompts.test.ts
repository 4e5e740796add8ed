import { render } from '@inquirer/testing'
import { expect, test } from 'vitest'
import { choosePrompt, type Drawing } from '../../../src/cli/wizard/choice-prompt.ts'
import { back, type ListEntry } from '../../../src/cli/wizard/prompt-session.ts'
import { writePrompt } from '../../../src/cli/wizard/text-prompt.ts'
import { openStyle } from '../../../src/output/human/style.ts'
import { displayWidth } from '../../../src/output/human/width.ts'
import { en } from '../../../src/text/en.ts'
import { zh } from '../../../src/text/zh.ts'

const drawing: Drawing = {
  style: openStyle({ width: 80, unicode: true, colors: 0 }),
  keys: en.wizard.keys,
  pageSize: 8,
}
const entry = (value: string, why: string | null = null): ListEntry => ({
  value,
  name: `${value}  CLB`,
  why,
  hint: null,
})
const entries = [entry('lb-one'), entry('lb-two', 'lb-two is on the internet'), entry('lb-three'), entry('nlb-four')]
const act: ListEntry = { value: 'later', name: 'leave it open', why: null, hint: null, isAct: true }
const list = {
  message: 'Which?',
  about: [],
  entries,
  many: false,
  preset: [],
  sayChosen: (values: readonly string[]) => `chosen ${values.join(' and ')}`,
  judge: () => null,
  ...drawing,
}

test('arrows choose, and what cannot be chosen is stood on to read why', async () => {
  const { answer, events, getScreen } = await render(choosePrompt, list)
  expect(getScreen()).toContain('❯ lb-one')
  events.keypress('down')
  expect(getScreen()).toMatch(/❯ lb-two.*\n +lb-two is on the internet/)
  events.keypress('enter')
  expect(getScreen()).toContain('cannot be selected')
  events.keypress('down')
  events.keypress('enter')
  await expect(answer).resolves.toEqual(['lb-three'])
  expect(getScreen()).toBe('✓ Which?  chosen lb-three')
})

test('typing narrows the list, and acts stay', async () => {
  const { answer, events, getScreen } = await render(choosePrompt, { ...list, entries: [...entries, act] })
  events.type('four')
  expect(getScreen()).not.toContain('lb-one')
  expect(getScreen()).toContain('leave it open')
  events.keypress('enter')
  await expect(answer).resolves.toEqual(['nlb-four'])
})

test('the space bar ticks several, which come in the order of the list', async () => {
  const { answer, events } = await render(choosePrompt, { ...list, many: true })
  events.keypress('up')
  events.keypress({ name: 'space' })
  events.keypress('down')
  events.keypress({ name: 'space' })
  events.keypress('enter')
  await expect(answer).resolves.toEqual(['lb-one', 'nlb-four'])
})

test('several that do not go together are refused with the reason, and can be changed', async () => {
  const judge = (values: readonly string[]) => (values.length > 1 ? 'not both' : null)
  const { answer, events, getScreen } = await render(choosePrompt, {
    ...list,
    many: true,
    preset: ['lb-one', 'lb-three'],
    judge,
  })
  events.keypress('enter')
  expect(getScreen()).toContain('not both')
  events.keypress({ name: 'space' })
  events.keypress('enter')
  await expect(answer).resolves.toEqual(['lb-three'])
})

test.each([
  ['a list', () => render(choosePrompt, list)],
  ['a line', () => render(writePrompt, { message: 'What?', about: [], preset: 'x', judge: () => null, ...drawing })],
])('Esc goes back from %s', async (_what, open) => {
  const { answer, events } = await open()
  events.keypress('escape')
  await expect(answer).resolves.toBe(back)
})

test('a line says while it is typed what is wrong with it, and is not taken so', async () => {
  const judge = (text: string) => (/^\d{4}$/.test(text) ? null : `"${text}" has not four digits`)
  const { answer, events, getScreen } = await render(writePrompt, {
    message: 'UID?',
    about: [],
    preset: '',
    judge,
    ...drawing,
  })
  expect(getScreen()).not.toContain('four digits')
  events.type('12')
  expect(getScreen()).toContain('"12" has not four digits')
  events.keypress('enter')
  events.type('34')
  expect(getScreen()).not.toContain('four digits')
  events.keypress('enter')
  await expect(answer).resolves.toBe('1234')
})

test('Chinese lines keep to the width of the screen', async () => {
  const long: ListEntry = {
    value: 'lb-one',
    name: '负载均衡'.repeat(20),
    why: '该负载均衡的付费方式是包年包月；私网连接只支持按量付费的负载均衡实例'.repeat(2),
    hint: '请改用按量付费的实例。'.repeat(12),
  }
  const { getScreen } = await render(choosePrompt, { ...list, entries: [long, act], keys: zh.wizard.keys })
  const widths = getScreen().split('\n').map(displayWidth)
  expect(Math.max(...widths)).toBeLessThanOrEqual(80)
})
