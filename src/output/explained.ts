import { type Explained, exampleOf } from '../model/explained.ts'
import { docsOf } from '../model/fault.ts'
import { faultFacts } from '../text/example-facts.ts'
import { formatFault } from '../text/format.ts'
import type { Sentence, Text } from '../text/text.ts'
import { columnWidth, hanging, paragraph } from './human/columns.ts'
import type { Style } from './human/style.ts'
import { padEnd } from './human/width.ts'

/** Every sentence that a code has, once: several where it depends on the facts. */
function sentencesOf(explained: Explained, text: Text): readonly Sentence[] {
  if (explained.of === 'cloud') {
    const { hint } = text.fault.CLOUD_REFUSED({
      side: 'you',
      action: 'privatelink.CreateVpcEndpoint',
      apiCode: explained.code,
      apiMessage: '',
      requestId: null,
    })
    return [{ message: text.explain.cloud, hint }]
  }
  const all = faultFacts[explained.code].map((facts) => formatFault(text, exampleOf(explained.code, facts)))
  const distinct = new Map(all.map((sentence) => [JSON.stringify(sentence), sentence]))
  return [...distinct.values()]
}

export function explainedDocument(explained: Explained, text: Text): Readonly<Record<string, unknown>> {
  const { of, code } = explained
  return {
    code,
    of,
    hop: of === 'finding' ? explained.hop : null,
    exit: of === 'error' ? explained.exit : null,
    who: of === 'cloud' ? null : text.explain.owners[explained.owner],
    examples: sentencesOf(explained, text),
    docs: of === 'cloud' ? 'docs/errors.md#codes-of-alibaba-cloud' : docsOf(explained.code),
  }
}

export function explainedLines(explained: Explained, text: Text, style: Style): string[] {
  const { explain, words, picture } = text
  const { of } = explained
  const kind =
    of === 'finding'
      ? explain.finding(words.hops[explained.hop])
      : of === 'error'
        ? explain.error(explained.exit)
        : explain.cloud
  const sentences = sentencesOf(explained, text)
  const docs = String(explainedDocument(explained, text)['docs'])
  const rows = [
    ...(of === 'cloud' ? [] : [[explain.whoActs, explain.owners[explained.owner]] as const]),
    [picture.docs, docs] as const,
  ]
  const width = columnWidth(
    rows.map(([label]) => label),
    20,
  )
  return [
    ...hanging(`${style.bold(explained.code)}  `, kind, style, style.dim),
    ...(of === 'cloud' ? [] : ['', ...paragraph(explain.examples, 0, style, style.dim)]),
    ...sentences.flatMap(({ message, hint, details = [], ask }) => [
      '',
      ...(of === 'cloud' ? [] : paragraph(message, 2, style, style.bold)),
      ...details.flatMap((line) => hanging('  - ', line, style)),
      ...paragraph(hint, 2, style),
      ...(ask === undefined ? [] : hanging(`  ${style.dim(explain.forward)}  `, `“${ask}”`, style)),
    ]),
    '',
    ...rows.flatMap(([label, value]) => hanging(`${style.dim(padEnd(label, width))}  `, value, style)),
  ]
}
