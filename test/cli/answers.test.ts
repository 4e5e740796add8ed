import { expect, test } from 'vitest'
import { type AnswerOptions, askWithFlags } from '../../src/cli/ask.ts'
import type { Asking } from '../../src/model/ask.ts'

const none: AnswerOptions = { yes: false, 'open-product': false, approve: [], disconnect: [] }
const proceed: Asking = { code: 'PROCEED', facts: { command: 'up', changes: [] } }
const open: Asking = { code: 'OPEN_PRODUCT', facts: { side: 'you', uid: '1417000000000001' } }
const approve: Asking = {
  code: 'APPROVE',
  facts: { endpoint: 'ep-a', ownerUid: '1968000000000002', vpc: null, since: null, service: 'epsrv-a' },
}
const disconnect: Asking = {
  code: 'DISCONNECT',
  facts: { endpoint: 'ep-b', ownerUid: '1968000000000002', service: 'epsrv-a' },
}

test.each([
  [proceed, '--yes', { ...none, yes: true }],
  [open, '--open-product', { ...none, 'open-product': true }],
  [approve, '--approve ep-a', { ...none, approve: ['ep-a'] }],
  [disconnect, '--disconnect ep-b', { ...none, disconnect: ['ep-b'] }],
])('%o is answered by %s, and by nothing else when nobody can be asked', async (asking, flag, answers) => {
  expect(await askWithFlags({ confirm: null }, answers)(asking)).toBe(true)
  const others: AnswerOptions = { yes: true, 'open-product': true, approve: ['ep-x'], disconnect: ['ep-x'] }
  const without = {
    ...others,
    ...(flag === '--yes' && { yes: false }),
    ...(flag === '--open-product' && { 'open-product': false }),
  }
  await expect(askWithFlags({ confirm: null }, without)(asking)).rejects.toMatchObject({
    code: 'INPUT_NEEDED',
    facts: { questions: [{ name: asking.code, flag }] },
  })
})

test('a person who says no has declined', async () => {
  const ask = askWithFlags({ confirm: async () => false }, none)
  await expect(ask(proceed)).rejects.toMatchObject({ code: 'DECLINED', facts: { question: 'PROCEED' } })
})

test('a person who says yes is taken at their word', async () => {
  expect(await askWithFlags({ confirm: async () => true }, none)(approve)).toBe(true)
})
