import { columnWidth } from './columns.ts'
import type { Style } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

const gap = '  '
const indent = '    '

/**
 * A table with a title above each column. Where it is wider than the terminal, the first column gets a line of its own and
 * the others stand below it; where that is too wide as well, each value gets a line with its title. An ID is never broken.
 * Columns without any value are left out.
 */
export function tableLines(titles: readonly string[], rows: readonly (readonly string[])[], style: Style): string[] {
  if (rows.length === 0) return []
  const shown = titles.map((_, at) => at).filter((at) => rows.some((row) => (row[at] ?? '') !== ''))
  const widths = titles.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(displayWidth)))
  const widthOf = (columns: readonly number[]) =>
    columns.reduce((sum, at) => sum + (widths[at] ?? 0), gap.length * (columns.length - 1))
  const line = (cells: readonly string[], columns: readonly number[]) =>
    columns
      .map((at) => padEnd(cells[at] ?? '', widths[at] ?? 0))
      .join(gap)
      .trimEnd()
  if (widthOf(shown) <= style.width) return [style.dim(line(titles, shown)), ...rows.map((row) => line(row, shown))]
  const [first = 0, ...rest] = shown
  if (indent.length + widthOf(rest) > style.width) return blockLines(titles, rows, shown, style)
  const folded = (row: readonly string[]) => [row[first] ?? '', `${indent}${line(row, rest)}`]
  return [...folded(titles).map(style.dim), ...rows.flatMap(folded)]
}

function blockLines(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  shown: readonly number[],
  style: Style,
): string[] {
  const column = columnWidth(
    shown.map((at) => titles[at] ?? ''),
    30,
  )
  return rows.flatMap((row, nth) => [
    ...(nth === 0 ? [] : ['']),
    ...shown
      .filter((at) => (row[at] ?? '') !== '')
      .map((at) => `${style.dim(padEnd(titles[at] ?? '', column))}${gap}${row[at]}`),
  ])
}
