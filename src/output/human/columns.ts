import type { Style } from './style.ts'
import { displayWidth, padEnd } from './width.ts'
import { wrap } from './wrap.ts'

/** Text beside a lead: wrapped to what is left of the line, and indented by the lead's width from the second line on. */
export function hanging(lead: string, text: string, { width }: Pick<Style, 'width'>, paint = same): string[] {
  const indent = displayWidth(lead)
  const [first = '', ...rest] = wrap(text, Math.max(18, width - indent))
  return [`${lead}${paint(first)}`.trimEnd(), ...rest.map((line) => `${' '.repeat(indent)}${paint(line)}`)]
}

/** A text of its own, indented. */
export function paragraph(text: string, indent: number, { width }: Pick<Style, 'width'>, paint = same): string[] {
  return wrap(text, width - indent).map((line) => (line === '' ? '' : `${' '.repeat(indent)}${paint(line)}`))
}

/** The width of a column: its longest text, but no more than `most`; longer ones stick out. */
export function columnWidth(texts: readonly string[], most: number): number {
  return Math.max(0, ...texts.map(displayWidth).map((columns) => Math.min(columns, most)))
}

/** A lead padded to its column and a text beside it; a lead that sticks out has the text on the lines below. */
export function row(lead: string, column: number, text: string, style: Pick<Style, 'width'>, paint = same): string[] {
  if (displayWidth(lead) <= column) return hanging(`${padEnd(lead, column)}  `, text, style, paint)
  if (displayWidth(lead) + 2 + displayWidth(text) <= style.width) return [`${lead}  ${paint(text)}`]
  return [lead, ...hanging(' '.repeat(6), text, style, paint)]
}

function same(text: string): string {
  return text
}
