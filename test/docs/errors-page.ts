import { type FaultCode, faults } from '../../src/model/fault.ts'
import { findings } from '../../src/model/finding.ts'

import { cloudCodesSection } from './cloud-codes.ts'
import { linkTo, sectionOf } from './code-section.ts'
import { generated, table } from './markdown.ts'

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

/** docs/errors.md: every error with its sentences in both languages, made with sample facts. */
export function errorsPage(): string {
  // Safe: the keys of a record of codes are codes.
  const all = (Object.keys(faults) as FaultCode[])
    .filter((code) => !Object.hasOwn(findings, code))
    .map((code) => ({ code, exit: faults[code].exit }))
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
[All exit codes](commands.md#exit-codes). What is wrong with a link is no error but a [finding](checks.md): a command that refuses because
of one ends with 3.

What the cloud refused (\`CLOUD_REFUSED\`, \`CLOUD_DENIED\`) comes with its own error code and its request id; the
[codes](#codes-of-alibaba-cloud) are explained below. Keep the request id: it is what Alibaba Cloud's support asks for.`
