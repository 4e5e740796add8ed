import { type DirectionName, directionNames } from '../../model/link.ts'
import { shellWord } from '../../model/shell.ts'
import {
  type Answer,
  type AnswerName,
  type Answers,
  answerNames,
  later,
  listAnswer,
  makeNew,
  type PaidBy,
} from '../../model/wizard.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { paragraph } from './columns.ts'
import type { Style } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

/** Everything that was answered: what, the value, where it comes from; then who pays. Low enough for a question below it. */
export function answerTable(
  answers: Answers,
  paid: Readonly<Partial<Record<DirectionName, PaidBy>>>,
  text: Text,
  style: Style,
): string[] {
  const { names, sources, table } = text.wizard
  const rows = rowsOf(answers)
  const what = widest([table.heads.what, ...rows.map(([name]) => names[name])])
  const from = widest([table.heads.source, ...rows.map(([, { source }]) => sources[source])])
  // An id is never cut, so one that is longer sticks out.
  const room = Math.max(20, style.width - what - from - 4)
  const lines = rows.map(([name, answer]) => filled(valuesOf(name, answer, text), room))
  const value = Math.min(room, widest([table.heads.value, ...lines.flat()]))
  const line = (a: string, b: string, c: string) => `${padEnd(a, what)}  ${padEnd(b, value)}  ${c}`.trimEnd()
  const paying = directionNames.flatMap((name) => {
    const who = paid[name]
    return who === undefined ? [] : [{ direction: text.words.directions[name], who }]
  })
  return [
    style.bold(line(table.heads.what, table.heads.value, table.heads.source)),
    ...rows.flatMap(([name, { source }], at) =>
      (lines[at] ?? []).map((each, nth) => line(nth === 0 ? names[name] : '', each, nth === 0 ? sources[source] : '')),
    ),
    ...(paying.length === 0 ? [] : paragraph(table.pays(paying), 0, style)),
  ]
}

/** Items side by side, as many as fit on a line. */
function filled(items: readonly string[], columns: number): string[] {
  const lines: string[] = []
  for (const item of items) {
    const longer = `${lines.at(-1)}, ${item}`
    if (lines.length > 0 && displayWidth(longer) <= columns) lines[lines.length - 1] = longer
    else lines.push(item)
  }
  return lines
}

/**
 * The command that gives the same answers without a question, as a program takes it.
 * @param flags that say where and as whom, as they were given
 */
export function initCommandLine(answers: Answers, flags: readonly string[]): readonly string[] {
  const sets = rowsOf(answers).flatMap(([name, { value }]) => [value].flat().map((each) => `${name}=${each}`))
  return ['plink', 'init', ...flags, ...sets.flatMap((set) => ['--set', set])]
}

/** The same for a shell, a flag per line. */
export function commandLines(words: readonly string[]): string[] {
  const [plink, init, ...flags] = words.map(shellWord)
  const lines = [`${plink} ${init}`]
  for (let at = 0; at < flags.length; at += 2) lines.push(`  ${flags[at]} ${flags[at + 1]}`)
  return lines.map((line, at) => (at < lines.length - 1 ? `${line} \\` : line))
}

/** A value on one line. */
export function answerText(name: AnswerName, answer: Pick<Answer, 'value'>, text: Text): string {
  return valuesOf(name, answer, text).join(', ')
}

/** Answers in the order of the questions. */
export function rowsOf(answers: Answers): readonly (readonly [AnswerName, Answer])[] {
  return answerNames.flatMap((name) => {
    const answer = answers[name]
    return answer === undefined ? [] : [[name, answer] as const]
  })
}

/** Who pays for the endpoint of each direction that there is. */
export function payersOf(answers: Answers, outboundPayer: string | null): Partial<Record<DirectionName, PaidBy>> {
  const directions = listAnswer(answers, 'directions')
  const inbound = answers['inbound.service.payer']?.value
  const outbound = outboundPayer === null ? 'unknown' : outboundPayer === 'Endpoint' ? 'you' : 'peer'
  return {
    ...(directions.includes('inbound') && {
      inbound: inbound === undefined ? 'unknown' : inbound === 'EndpointService' ? 'you' : 'peer',
    }),
    ...(directions.includes('outbound') && { outbound }),
  }
}

function valuesOf(name: AnswerName, { value }: Pick<Answer, 'value'>, text: Text): readonly string[] {
  const values = [value].flat().map((each) => valueText(name, each, text))
  // Words are listed as in a sentence, IDs and targets with what they are separated by when typed.
  return name === 'directions' ? [text.list(values)] : values
}

/** A value as people read it: words of plink's own are translated, everything else is what plink.yaml has. */
function valueText(name: AnswerName, value: string, { wizard, words }: Text): string {
  if (value === later) return wizard.open
  if (value === makeNew) return wizard.makeNew
  if (name === 'directions' && (value === 'inbound' || value === 'outbound')) return words.directions[value]
  if (name === 'peer.kind' && (value === 'emqx' || value === 'generic'))
    return wizard.things.peer({ is: 'peer', kind: value })
  return sanitize(value)
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(displayWidth))
}
