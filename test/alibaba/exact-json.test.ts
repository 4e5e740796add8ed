import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseExact } from '../../src/alibaba/exact-json.ts'

test('what has no long integer is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const plain = JSON.parse(text, (_key, one: unknown) =>
        typeof one === 'number' && /^-?\d{16,}$/.test(String(one)) ? String(one) : one,
      )
      expect(parseExact(text)).toEqual(plain)
    }),
  )
})

test('an integer of 16 and more digits comes back digit by digit, wherever it stands', () => {
  const long = fc.bigInt({ min: 10n ** 15n, max: 10n ** 24n }).chain((id) => fc.constantFrom(id, -id))
  fc.assert(
    fc.property(long, fc.string(), (id, text) => {
      const quoted = JSON.stringify(text)
      expect(parseExact(`{ "a":${id}, ${quoted} :[${id} ,{"b": ${id}}, ${quoted}]}`)).toEqual({
        a: String(id),
        [text]: [String(id), { b: String(id) }, text],
      })
    }),
  )
})

test.each([
  ['{"a":123456789012345}', { a: 123456789012345 }],
  ['{"a":0.12345678901234567890}', { a: 0.12345678901234568 }],
  ['{"a":1e20,"b":1234567890123456.5}', { a: 1e20, b: 1234567890123456.5 }],
  ['"say \\"1234567890123456\\""', 'say "1234567890123456"'],
  ['{"1234567890123456":1}', { '1234567890123456': 1 }],
])('%s is left as it is', (text, value) => {
  expect(parseExact(text)).toEqual(value)
})

test('what is no JSON stays none', () => {
  for (const text of ['<html>', '', '{"a":12345678901234567890', '"1234567890123456', '01234567890123456789'])
    expect(() => parseExact(text)).toThrow(SyntaxError)
})
