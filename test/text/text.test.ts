import { expect, test } from 'vitest'
import { groupsOf } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/command-table.ts'
import { detectLanguage } from '../../src/text/detect-language.ts'
import { en } from '../../src/text/en.ts'
import { langs, loadText } from '../../src/text/index.ts'
import { sanitize, sanitizeFacts } from '../../src/text/sanitize.ts'
import { zh } from '../../src/text/zh.ts'

test('each language is loaded by its name', async () => {
  expect(await Promise.all(langs.map(loadText))).toEqual([en, zh])
})

test.each([
  { says: 'nothing', env: {}, is: 'en' },
  { says: 'the system is Chinese', env: {}, locale: 'zh-CN', is: 'zh' },
  { says: 'the system is French', env: {}, locale: 'fr-FR', is: 'en' },
  { says: 'LANG', env: { LANG: 'zh_CN.UTF-8' }, is: 'zh' },
  { says: 'Chinese of Taiwan', env: { LANG: 'zh_TW' }, is: 'zh' },
  { says: 'a script', env: { LANG: 'zh-Hans' }, is: 'zh' },
  { says: 'C on a Chinese system', env: { LANG: 'C' }, locale: 'zh-CN', is: 'en' },
  { says: 'POSIX', env: { LC_ALL: 'POSIX', LANG: 'zh_CN.UTF-8' }, is: 'en' },
  { says: 'LC_MESSAGES over LANG', env: { LC_MESSAGES: 'zh_CN', LANG: 'en_US' }, is: 'zh' },
  { says: 'an empty LC_ALL, which counts as unset', env: { LC_ALL: '', LANG: 'zh_CN' }, is: 'zh' },
  { says: 'PLINK_LANG over all', env: { PLINK_LANG: 'zh', LC_ALL: 'C' }, is: 'zh' },
  { says: 'another language that begins alike', env: { LANG: 'zha_CN' }, is: 'en' },
] as const)('$says: $is', ({ is, env, ...rest }) => {
  expect(detectLanguage({ env, ...rest })).toBe(is)
})

test('the flag wins over every variable', () => {
  expect(detectLanguage({ flag: 'en', env: { PLINK_LANG: 'zh' }, locale: 'zh-CN' })).toBe('en')
})

test('a step is named by its id, in each language', () => {
  expect(en.step('inbound/zone:cn-hangzhou-h')).toBe('zone cn-hangzhou-h')
  expect(zh.step('outbound/service')).toBe('终端节点服务')
  expect(zh.step('product')).toBe('私网连接')
  expect(en.step('inbound/novelty:x')).toBe('novelty x')
})

test.each([
  [0, '0 ms', '0 毫秒'],
  [850, '850 ms', '850 毫秒'],
  [4230, '4.2 s', '4.2 秒'],
  [59_600, '1 min', '1 分钟'],
  [185_000, '3 min 5 s', '3 分 5 秒'],
  [7_800_000, '2 h 10 min', '2 小时 10 分'],
])('%i ms is a time span for people', (ms, english, chinese) => {
  expect([en.duration(ms), zh.duration(ms)]).toEqual([english, chinese])
})

test('lists are said as each language does', () => {
  expect([en.list(['a', 'b', 'c']), zh.list(['a', 'b', 'c'])]).toEqual(['a, b and c', 'a、b、c'])
  expect([en.list([]), zh.list([])]).toEqual(['none', '无'])
})

test.each([
  ['colours and cursor moves', 'a\u001b[31mb\u001b[2Jc', 'abc'],
  ['eight-bit sequences', 'a\u009b31mb', 'ab'],
  ['a title of the window', 'a\u001b]0;owned\u0007b', 'ab'],
  ['a link', 'a\u001b]8;;http://x\u001b\\b', 'ab'],
  ['line breaks', 'a\r\nb\u2028c', 'a b c'],
  ['reversed and hidden text', 'a\u202eb\u200bc\ufeff', 'abc'],
  ['a lone escape', 'a\u001b', 'a'],
])('of foreign text, %s go', (_what, found, left) => {
  expect(sanitize(found)).toBe(left)
})

test('foreign text is cleaned wherever it stands in the facts', () => {
  const facts = { list: [{ id: 'ep\u001b[1m-1' }], seen: { 'Crea\u0007ting': 2 }, none: null, yes: true }
  expect(sanitizeFacts(facts)).toEqual({ list: [{ id: 'ep-1' }], seen: { Creating: 2 }, none: null, yes: true })
})

test('every example of a command is explained in every language, and no command lacks a text or a text its command', () => {
  const groups = groupsOf(commands)
  for (const { cli } of [en, zh]) {
    expect(Object.keys(cli.commands).toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
    expect(Object.keys(cli.groups).toSorted()).toEqual(groups.toSorted())
    for (const { name, examples } of commands)
      expect([name, cli.commands[name].examples.length]).toEqual([name, examples.length])
  }
})
