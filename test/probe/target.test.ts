// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how a target names a variable.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fill, literalPassword, parseTarget, requireTarget } from '../../src/probe/target.ts'

const plain = { username: null, password: null, sni: null, expect: null }
const host = (name: string) => ({ kind: 'host', host: name })
const endpoint = (direction: string, zone: string | null = null) => ({ kind: 'endpoint', direction, zone })

test.each([
  ['tcp://10.0.0.1:22', { protocol: 'tcp', place: host('10.0.0.1'), port: 22, path: '' }],
  [
    'TLS://db.example:5432?sni=db.internal',
    { protocol: 'tls', place: host('db.example'), port: 5432, sni: 'db.internal' },
  ],
  ['http://{inbound}', { protocol: 'http', place: endpoint('inbound'), port: 80, path: '/' }],
  [
    'https://{outbound}/v1/ping?expect=204&sni=api.example',
    { port: 443, path: '/v1/ping', sni: 'api.example', expect: 204 },
  ],
  ['redis://{inbound}', { place: endpoint('inbound'), port: 6379, path: '' }],
  [
    'redis://:${REDIS_PASSWORD}@{inbound}:6380/3',
    { password: 'REDIS_PASSWORD', username: null, port: 6380, path: '/3' },
  ],
  [
    'rediss://app:${P}@{outbound.cn-hangzhou-h}',
    { username: 'app', password: 'P', place: endpoint('outbound', 'cn-hangzhou-h') },
  ],
  ['mqtt://${WHO}:${P}@{outbound}:1883/', { username: '${WHO}', password: 'P', port: 1883, path: '' }],
  ['mqtts://ann%40example:${P}@broker.example', { username: 'ann%40example', password: 'P', port: 8883 }],
  ['mqtt://ann@{outbound}', { username: 'ann', password: null }],
  ['mqtt://ann:@{outbound}', { username: 'ann', password: null }],
  ['ws://{outbound}:8083', { protocol: 'ws', port: 8083, path: '/mqtt' }],
  ['wss://{outbound}:8084/other', { port: 8084, path: '/other' }],
  ['tcp://[::1]:80', { place: host('::1'), port: 80 }],
] as const)('%s is read', (text, wanted) => {
  expect(parseTarget(text)).toMatchObject({ ...plain, ...wanted, written: text })
})

test.each([
  ['', 'not-a-url'],
  ['{outbound}:1883', 'not-a-url'],
  ['mqtt:{outbound}', 'not-a-url'],
  ['mqtt://{outbound}:1883#top', 'not-a-url'],
  ['mqtt://{outbound} :1883', 'not-a-url'],
  ['mqtt://{outbound}:0', 'not-a-url'],
  ['mqtt://{outbound}:70000', 'not-a-url'],
  ['mqtt://{outbound}:18:83', 'not-a-url'],
  ['mqtt://{outbound}x:1883', 'not-a-url'],
  ['mqtt://{outbound}:1883/topic', 'not-a-url'],
  ['mqtt://${HOST}:1883', 'not-a-url'],
  ['mqtt://-x:1883', 'not-a-url'],
  ['tcp://[::zz]:1', 'not-a-url'],
  ['redis://{inbound}:6379/cache', 'not-a-url'],
  ['gopher://{outbound}:70', 'unknown-scheme'],
  ['constructor://{outbound}:70', 'unknown-scheme'],
  ['tcp://', 'no-host'],
  ['mqtt://:1883', 'no-host'],
  ['tcp://{outbound}', 'no-port'],
  ['tls://{outbound}:', 'no-port'],
  ['ws://{outbound}/mqtt', 'no-port'],
  ['mqtt://{sideways}:1883', 'unknown-place'],
  ['mqtt://{outbound.}:1883', 'unknown-place'],
  ['mqtt://{Outbound}:1883', 'unknown-place'],
  ['mqtt://{outbound}?sni=a', 'bad-option'],
  ['mqtts://{outbound}?expect=200', 'bad-option'],
  ['http://{outbound}?expect=ok', 'bad-option'],
  ['http://{outbound}?expect=200&expect=204', 'bad-option'],
  ['http://{outbound}?exepct=200', 'bad-option'],
  ['tcp://ann:${P}@{outbound}:1', 'bad-option'],
  ['mqtt://ann:secret@{outbound}', 'literal-password'],
  ['redis://secret@{inbound}', 'literal-password'],
  ['redis://:pa/ss@{inbound}:6379', 'literal-password'],
  ['redis://:${P}x@{inbound}:6379', 'literal-password'],
] as const)('%s is refused: %s', (text, problem) => {
  expect(parseTarget(text)).toBe(problem)
})

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/)
const variable = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,10}$/)
const place = fc.oneof(
  fc.constantFrom('{inbound}', '{outbound}', '{outbound.cn-hangzhou-h}', '10.0.0.1', '[fe80::1]'),
  word,
)

test('whatever is well put together is read as it was meant', () => {
  const login = fc.option(fc.record({ user: fc.option(word, { nil: '' }), variable }), { nil: null })
  const parts = fc.record({
    scheme: fc.constantFrom('redis', 'mqtt', 'http'),
    place,
    login,
    port: fc.integer({ min: 1, max: 65_535 }),
  })
  fc.assert(
    fc.property(parts, (made) => {
      const userinfo = made.login === null ? '' : `${made.login.user}:\${${made.login.variable}}@`
      const text = `${made.scheme}://${userinfo}${made.place}:${made.port}`
      expect(literalPassword(text)).toBe(false)
      expect(parseTarget(text)).toMatchObject({
        written: text,
        protocol: made.scheme,
        port: made.port,
        username: made.login?.user || null,
        password: made.login?.variable ?? null,
      })
    }),
  )
})

test('a password is noticed whatever it is made of, and never shown', () => {
  const secret = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => !/^\$\{\w+\}$/.test(text))
  fc.assert(
    fc.property(fc.constantFrom('redis', 'mqtts', 'mysql'), word, secret, place, (scheme, user, password, where) => {
      // Behind digits and a slash it cannot be told from a port and a path; it is refused all the same.
      fc.pre(!/^\d*[/?#]/.test(password))
      const text = `${scheme}://${user}:${password}@${where}:1234`
      expect(literalPassword(text)).toBe(true)
      expect(parseTarget(text)).toBe('literal-password')
    }),
    {
      examples: [
        ['mysql', 'a', '@/', 'a'],
        ['mqtts', 'a', '@/ ', '{inbound}'],
      ],
    },
  )
  fc.assert(
    fc.property(fc.string({ minLength: 6 }), (password) => {
      try {
        requireTarget(`nonsense://u:${password}|@h:1?x=${password}|`)
      } catch (error) {
        expect(JSON.stringify(error)).not.toContain(JSON.stringify(`${password}|`).slice(1, -1))
        return
      }
      throw new Error('it was taken')
    }),
  )
})

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', 'redis://', 'ws://a:${B}@'), (text, start) => {
      parseTarget(start + text)
      literalPassword(start + text)
    }),
  )
})

test('variables are filled in from outside, and everything else stays', () => {
  const target = requireTarget('mqtt://a%40b-${WHO}:${PASSWORD}@{outbound}')
  const values: Record<string, string> = { WHO: 'ann%40', PASSWORD: 'p@ss/$&${WHO}' }
  expect(fill(target, (name) => values[name])).toEqual({
    protocol: 'mqtt',
    port: 1883,
    path: '',
    username: 'a@b-ann%40',
    password: 'p@ss/$&${WHO}',
    sni: null,
    expect: null,
    insecure: false,
  })
  expect(target.written).toBe('mqtt://a%40b-${WHO}:${PASSWORD}@{outbound}')
})

test.each([undefined, ''])('a variable that is %j is missed by name', (value) => {
  const target = requireTarget('redis://:${REDIS_PASSWORD}@{inbound}')
  expect(() => fill(target, () => value)).toThrow(
    expect.objectContaining({ code: 'SECRET_UNSET', facts: { target: target.written, variable: 'REDIS_PASSWORD' } }),
  )
})
