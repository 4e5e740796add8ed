import { expect, test } from 'vitest'
import { withoutSecrets } from '../../src/model/secrets.ts'
import { writingsOf } from '../harness/writings.ts'

test.each([
  ['as it is', 'no p@ss "wörd"&more! here'],
  ['percent-encoded', `no ${encodeURIComponent('p@ss "wörd"&more!')} here`],
  ['percent-encoded in lower case, as in forms', 'no p%40ss+%22w%c3%b6rd%22%26more%21 here'],
  ['escaped as in JSON', 'no p@ss \\"w\\u00f6rd\\"\\u0026more! here'],
  ['escaped as in HTML', 'no p@ss &quot;w&#246;rd&#x22;&amp;more! here'],
  ['escaped as in C', 'no p\\x40ss \\"w\\xf6rd\\"&more! here'],
])('a secret that is repeated %s is struck out', (_how, text) => {
  expect(withoutSecrets(text, [null, '', 'p@ss', 'p@ss "wörd"&more!'])).toBe('no … here')
})

test('a secret is struck out for what it says, not as a pattern', () => {
  expect(withoutSecrets('a.c abc (x)[1]$', ['a.c', '(x)[1]$'])).toBe('… abc …')
})

const secrets = ['C4n4ry!t41l', 'C4n4ry%2Ft41l', 'C4n4ry"p<s\\s\'t41l', 'C4n4ry+t 41l&a;', 'C4n4ry/密码é😀t41l']

test.each(secrets)('%s is struck out however it is written, and nothing around it', (secret) => {
  const shown = writingsOf(secret)
    .map(([way, written]) => [way, written, withoutSecrets(`before ${written} after`, [secret])] as const)
    .filter(([, , text]) => !/^before [\\'"]?…\S{0,2} after$/.test(text))
  expect(shown).toEqual([])
})

test('a secret of many kilobytes is found as quickly', () => {
  const secret = 'a1+/"é'.repeat(5_000)
  expect(withoutSecrets(`x ${encodeURIComponent(secret)} y`, [secret])).toBe('x … y')
})

test('a hostile text does not keep it busy', () => {
  const text = `${'\\u0026%26amp;&amp;'.repeat(50_000)}hunter2`
  expect(withoutSecrets(text, ['hunter2', 'b'.repeat(800)], { limit: 160 })).toHaveLength(160)
})
