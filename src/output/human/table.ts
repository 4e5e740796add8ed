import { columnWidth } from './columns.ts'
import type { Style } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

const gap = '  '

/**
 * A table with a title above each column. Where it is wider than the terminal, each row becomes a block with one line per
 * column, so that an ID is never broken. Columns without any value are left out.
 */
export function tableLines(titles: readonly string[], rows: readonly (readonly string[])[], style: Style): string[] {
  if (rows.length === 0) return []
  const shown = titles.map((_, at) => at).filter((at) => rows.some((row) => (row[at] ?? '') !== ''))
  const widths = titles.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(displayWidth)))
  const total = shown.reduce((sum, at) => sum + (widths[at] ?? 0), gap.length * (shown.length - 1))
  if (total > style.width) return blockLines(titles, rows, shown, style)
  const line = (cells: readonly string[]) =>
    shown
      .map((at) => padEnd(cells[at] ?? '', widths[at] ?? 0))
      .join(gap)
      .trimEnd()
  return [style.dim(line(titles)), ...rows.map(line)]
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
