import { expect, test } from 'vitest'
import { maskedUrl, shownWord } from '../../src/model/mask.ts'

test.each([
  ['redis://:hunter2@{inbound}:6379', 'redis://…@{inbound}:6379'],
  ['redis://user:hunter2@h', 'redis://…@h'],
  ['redis://:hun?ter2@h:6379', 'redis://…@h:6379'],
  ['redis://:hun/ter2@h:6379/0', 'redis://…@h:6379/0'],
  ['redis://:hun#ter2@h:6379', 'redis://…@h:6379'],
  ['redis://:hun@ter2@h:6379', 'redis://…@h:6379'],
  ['redis://:hunter2', 'redis://…'],
  ['redis:/user:hunter2@', 'redis:/…@'],
  [
    'mqtts://{outbound.cn-hangzhou-h}:8883?sni=a.example&insecure',
    'mqtts://{outbound.cn-hangzhou-h}:8883?sni=a.example&insecure',
  ],
  ['http://h?password=hunter2&sni=hunter2', 'http://h?password=…&sni=…'],
  ['http://h/a?hunter2', 'http://h/a?…'],
  ['user:hunter2@proxy:3128', '…@proxy:3128'],
  ['https://[::1]:443/', 'https://[::1]:443/'],
  ["'http://a:hunter2", '…'],
])('of the URL %s %s is shown', (url, shown) => {
  expect(maskedUrl(url)).toBe(shown)
})

test.each([
  'colour',
  'load_balancers',
  'cn-hangzhou-h',
  'vpc-bp1opxu',
  '999.1.1.300',
  '70000',
  '1.417e15',
  '--timout',
  '15mm',
  '名称',
  'eni-1=10.0.0.1,50',
  'plink.yaml',
])('the word %s is shown', (word) => {
  expect(shownWord(word)).toBe(word)
})

test.each(['hunter2', 'Tr0ub4dor&3', 'p4ssw0rd', 'correct!horse', 'user:hunter2', 'a=hunter2', 'aGVsbG8gd29ybGQ9Cg=='])(
  'the word %s may be a password, and is not shown',
  (word) => {
    expect(shownWord(word)).toBe('…')
  },
)

test('of a URL among words nothing is shown that may be a password', () => {
  expect(shownWord('redis://:hunter2@h:1')).toBe('redis://…@h:1')
  expect(shownWord('say hunter2@h')).toBe('…@h')
})
