import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Phrases that no text of plink may have, in output, help or documents, and what to write instead. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/\b(?:your|peer's|Alibaba Cloud's) turn\b/i, 'Action needed, Waiting for …, In progress'],
  [/\bshall\b/i, 'an imperative, or "will"'],
  [/\blet(?:s|ting)? (?:\S+ ){0,3}in\b/i, 'approve, allow'],
  [/\bnot looked at\b|\blooked at\b/i, 'checked, read'],
  [/\bcannot tell\b|\bcan tell\b/i, 'unknown'],
  [/\bcomposed by rule\b/i, 'derived from the naming rule'],
  [/\btaken into\b|\btake it into\b/i, 'added to, updated'],
  [/\bsays (?:all )?this already\b/i, 'already up to date'],
  [/\banew\b(?!:)/i, 'again, recreate'],
  [/\bother party\b|\bother party's\b/i, 'peer'],
  [/(?<!\w )\bwhat `up` would do\b|'what (?:plink|would be) (?:made|makes)/i, 'a verb'],
  [/\bnobody can be asked\b/i, 'cannot prompt'],
  [/\bin silence\b|\bwithout a word\b/i, 'silently'],
  [/\badmits? (?:nothing|nobody|anybody)\b/i, 'has no inbound rule for'],
  [/\bwhole story\b|\bgo(?:es)? on waiting\b/i, 'demo; keeps waiting'],
  [/\bby itself\b.*\bmends?\b|\bmends?\b/i, 'recover, fix'],
  [/\bmake the link so\b/i, 'apply these changes'],
  [/\bEMQX'?s? (?:people|staff)\b|\bpeople of EMQX\b/i, 'EMQX support'],
  [/\bbreaks? the lock\b/i, 'remove the lock'],
  [/\bif it stays\b/i, 'if the error remains'],
  [/\bsays otherwise\b/i, 'differs'],
  [/\bwho must act\b/i, 'an imperative'],
  [/\bas it should be\b/i, 'no change'],
  [/\b(?:is|are) in order\b/i, 'healthy, ready'],
  [/\bturn(?:s|ed)? (?:\w+ ){0,2}away\b/i, 'reject'],
  [/\bother end\b/i, 'remote side'],
  [/\bas many \w+ as it may have\b/i, 'quota is used up'],
  [/\bgo(?:es)? on (?:costing|finding|from here)\b/i, 'continue, is still billed'],
  [/\b(?:somebody|nobody|everybody) (?:else )?(?:asked|asks|gets in)\b/i, 'requests a connection, can connect'],
  [/\bnothing there\b|\bnot there yet\b|\bis no more\b/i, 'does not exist'],
  [/\bnamed by you\b|\bput (?:it|the \w+) right\b/i, 'from plink.yaml, correct'],
  [/批准/, '允许'],
  [/对端|不认识|工作人员/, '远端；未收录；技术支持'],
  [/另一方/, '对方'],
  [/由对方操作/, '等待对方'],
  [/部分可用/, '异常'],
  [/不提问/, '非交互'],
  [/以 0 结束/, '退出码为 0'],
  [/该(?:可用区|终端节点|负载均衡) ?ID/, '可用区 ID'],
  [/其中没有秘密/, '不含敏感信息'],
]

const root = join(import.meta.dirname, '..', '..')

test('no text of plink has a banned phrase', () => {
  const files = filesIn('src/text', /\.ts$/)
  expect(found(files.map((file) => [file, literals(file)] as const))).toEqual([])
})

test('no document has a banned phrase', () => {
  const pages = [...filesIn('docs', /\.md$/), 'README.md']
  expect(found(pages.map((file) => [file, read(file).split('\n')] as const))).toEqual([])
})

function found(texts: readonly (readonly [file: string, lines: readonly string[]])[]): string[] {
  return texts.flatMap(([file, lines]) =>
    lines.flatMap((line, at) =>
      banned
        .filter(([phrase]) => phrase.test(line))
        .map(([phrase, better]) => `${file}:${at + 1}: ${line.trim()} (${phrase.source}: write ${better})`),
    ),
  )
}

/** The lines of a source file without its comments: what is left are keys, code and what plink prints. */
function literals(file: string): string[] {
  return read(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, ''))
    .split('\n')
    .map((line) => line.replace(/^\s*\/\/.*$/, ''))
}

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => name.test(file))
    .sort()
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
