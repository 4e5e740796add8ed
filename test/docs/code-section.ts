import { type FaultCode, type FaultData, faults } from '../../src/model/fault.ts'
import { wrap } from '../../src/output/human/wrap.ts'
import { en } from '../../src/text/en.ts'
import { faultFacts } from '../../src/text/example-facts.ts'
import { formatFault } from '../../src/text/format.ts'
import type { Text } from '../../src/text/text.ts'
import { zh } from '../../src/text/zh.ts'
import { fenced } from './markdown.ts'

const columns = 100

/** What there is to say of an error or a finding, as `plink explain` says it. */
export function sectionOf(code: FaultCode): string {
  const { owner } = faults[code]
  const [who, whoInChinese] = [en.explain.owners[owner], zh.explain.owners[owner]]
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
  const { message, hint, details = [], ask } = formatFault(text, fault)
  const within = fault.code === 'CHECKS_FAILED' ? fault.facts.faults : []
  return [
    ...wrap(message, columns),
    ...details.flatMap((line) => indented(`- ${line}`)),
    ...within.flatMap((each) => linesOf(each, text).map((line) => `  ${line}`)),
    ...indented(hint),
    ...(ask === undefined ? [] : indented(`${text.explain.forward}${text.colon}“${ask}”`)),
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

export function linkTo(code: FaultCode): string {
  return `[${code}](#${code.toLowerCase()})`
}
