import { expect, test } from 'vitest'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'
import { glossaryPage } from './glossary-page.ts'

test('docs/glossary.md says what the texts say', async () => {
  await expect(glossaryPage()).toMatchFileSnapshot('../../docs/glossary.md')
})

test('no other Chinese word stands for what Alibaba Cloud has a term for', () => {
  const strange = /端点服务|端点连接|服务终端节点|接入点|交换器|虚拟私有云|私有云|可用域|区域|租户账号|侦听器/
  expect(sentences(zh).filter((said) => strange.test(said))).toEqual([])
})

test('no English sentence has Chinese in it, and no Chinese one Chinese with half-width stops', () => {
  expect(sentences(en).filter((said) => /\p{Script=Han}/u.test(said))).toEqual([])
  expect(sentences(zh).filter((said) => /\p{Script=Han}[,;!?]/u.test(said))).toEqual([])
})

/** Every text that is one as it stands; those that are made of facts are read in test/text. */
function sentences(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentences) : []
}
