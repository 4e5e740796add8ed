import { type FindingCode, findings } from '../../src/model/finding.ts'
import { hopNames } from '../../src/model/hop.ts'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'
import { linkTo, sectionOf } from './code-section.ts'
import { generated, table } from './markdown.ts'

/** docs/checks.md: everything that can be found wrong with a link, hop by hop, in both languages. */
export function checksPage(): string {
  // Safe: the keys of a record of codes are codes.
  const all = Object.keys(findings) as FindingCode[]
  const hops = hopNames.map((hop) => ({ hop, codes: all.filter((code) => findings[code].hop === hop) }))
  const there = hops.filter(({ codes }) => codes.length > 0)
  return `${[
    generated,
    '# Checks',
    intro,
    table(
      ['hop', 'findings'],
      there.map(({ hop, codes }) => [en.words.hops[hop], codes.map(linkTo).join(', ')]),
    ),
    ...there.flatMap(({ hop, codes }) => [
      `## ${en.words.hops[hop]} / ${zh.words.hops[hop]}`,
      ...codes.map((code) => sectionOf(code)),
    ]),
  ].join('\n\n')}\n`
}

const intro = `What \`plink doctor\` and every other command that looks at a link can find wrong with it, in the order of the path. A
finding is \`confirmed\` when a read or a test shows it, \`probable\` when the evidence allows another explanation, and
\`undetermined\` when something could not be seen. \`plink explain CODE\` shows one of them. An error, confirmed or probable,
makes \`up\`, \`test\` and \`doctor\` end with 6, and with \`--exit-code\` also \`plan\` and \`status\`.

每条链路可能被发现的问题，按流量经过的顺序排列。下面给出中英文说明，其中的值只是示例。`
