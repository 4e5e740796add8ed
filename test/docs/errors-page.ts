import { type FaultCode, type FaultData, type FaultOwner, faults } from '../../src/model/fault.ts'
import { wrap } from '../../src/output/human/wrap.ts'
import { en } from '../../src/text/en.ts'
import { faultFacts } from '../../src/text/example-facts.ts'
import { formatFault } from '../../src/text/format.ts'
import type { Text } from '../../src/text/text.ts'
import { zh } from '../../src/text/zh.ts'

import { cloudCodesSection } from './cloud-codes.ts'
import { fenced, generated, table } from './markdown.ts'

/** The groups of the page, in the order of their exit codes. */
const groups: readonly (readonly [exit: number, title: string])[] = [
  [1, 'a bug in plink'],
  [2, 'wrong usage, or an answer that could not be asked for'],
  [3, 'not possible as things stand'],
  [4, 'Alibaba Cloud refused'],
  [5, 'gave up waiting, or the way to the cloud is broken'],
  [7, 'you declined'],
  [130, 'interrupted'],
]

/** English and Chinese names of those who must act. */
const owners: Readonly<Record<FaultOwner, readonly [en: string, zh: string]>> = {
  you: ['you', '您'],
  side: ['the side that the message names', '消息中所说的一方'],
  provider: ['the side that owns the endpoint service', '终端节点服务所属的一方'],
  consumer: ['the side that owns the endpoint', '终端节点所属的一方'],
  both: ['both sides', '双方'],
  network: ['nobody, or whoever runs your network', '无需操作，或由您的网络管理员处理'],
  plink: ['the authors of plink', 'plink 的作者'],
}

const columns = 100

/** docs/errors.md: every error with its sentences in both languages, made with sample facts. */
export function errorsPage(): string {
  // Safe: the keys of a record of codes are codes.
  const all = (Object.keys(faults) as FaultCode[]).map((code) => ({ code, exit: faults[code].exit }))
  const homeless = all.filter(({ exit }) => !groups.some(([known]) => known === exit))
  if (homeless.length > 0) throw new Error(`no group for ${homeless.map(({ code }) => code).join(', ')}`)
  const codesOf = (group: number) => all.filter(({ exit }) => exit === group).map(({ code }) => code)
  return `${[
    generated,
    '# Errors',
    intro,
    table(
      ['exit code', 'meaning', 'errors'],
      groups.map(([exit, title]) => [String(exit), title, codesOf(exit).map(linkTo).join(', ')]),
    ),
    after,
    ...groups.flatMap(([exit, title]) => [`## Exit code ${exit}: ${title}`, ...codesOf(exit).map(sectionOf)]),
    ...cloudCodesSection(),
  ].join('\n\n')}\n`
}

const intro = `plink names every error by a code. The code never changes with the language; the sentence does, and both are below,
with sample values in place of yours. In \`-o json\` and \`-o yaml\` the error is \`error\` in the document: \`code\`, \`message\`,
\`hint\`, \`docs\`, \`requestId\`, \`facts\`, and for a refusal of the cloud \`cloudCode\`.

每个错误都有代码，代码不随语言变化。下面给出中英文两种说明，其中的值只是示例。`

const after = `The exit codes 6 (a test failed), 8 (the peer must act first) and 9 (there are differences) are no errors and have no code:
the document of the command says what was found. SIGTERM ends plink with 143 instead of 130.
[All exit codes](commands.md#exit-codes).

What the cloud refused (\`CLOUD_REFUSED\`, \`CLOUD_DENIED\`) comes with its own error code and its request id; the
[codes](#codes-of-alibaba-cloud) are explained below. Keep the request id: it is what Alibaba Cloud's support asks for.`

function sectionOf(code: FaultCode): string {
  const [who, whoInChinese] = owners[faults[code].owner]
  return [`### ${code}`, `Who acts: ${who}.`, saidIn(en, code), `由谁处理：${whoInChinese}。`, saidIn(zh, code)].join(
    '\n\n',
  )
}

/** Every sentence that a fault has, once: several where it depends on the facts. */
function saidIn(text: Text, code: FaultCode): string {
  const said = samplesOf(code).map((fault) => linesOf(fault, text).join('\n'))
  return fenced([[...new Set(said)].join('\n\n')], 'text')
}

function linesOf(fault: FaultData, text: Text): string[] {
  const { message, hint, details = [] } = formatFault(text, fault)
  const within = fault.code === 'CHECKS_FAILED' ? fault.facts.faults : []
  return [
    ...wrap(message, columns),
    ...details.flatMap((line) => indented(`- ${line}`)),
    ...within.flatMap((each) => linesOf(each, text).map((line) => `  ${line}`)),
    ...indented(hint),
  ]
}

function indented(text: string): string[] {
  return wrap(text, columns - 2).map((line) => `  ${line}`)
}

function samplesOf(code: FaultCode): [FaultData, ...FaultData[]] {
  const [first, ...rest] = faultFacts[code]
  // Safe: the facts stand under their own code.
  const data = (facts: unknown) => ({ code, facts }) as FaultData
  return [data(first), ...rest.map(data)]
}

function linkTo(code: FaultCode): string {
  return `[${code}](#${code.toLowerCase()})`
}
