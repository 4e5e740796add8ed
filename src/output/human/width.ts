import type { Graphemes } from './graphemes.ts'

/**
 * Characters that stand for themselves whatever follows, and of which everybody knows how many columns they take: ASCII,
 * Latin, punctuation, arrows, boxes, marks; and Chinese and Japanese ones, which take two. plink's own texts have no others.
 */
const narrow = String.raw` -~\u00a1-\u00a8\u00aa-\u00ac\u00af-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u25a9\u25cb-\u25ef\u2713-\u2718\u276f`
const wide = String.raw`\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uff01-\uff60`
const simple = new RegExp(`^[${narrow}${wide}]*$`)
const eachWide = new RegExp(`[${wide}]`, 'g')
/** Most texts, and all of `--help`: the other patterns take a millisecond to start. */
const ascii = /^[ -~]*$/
let graphemes: Graphemes | undefined

/** Whether a text needs no ICU to be measured and split. */
export function isSimple(text: string): boolean {
  return ascii.test(text) || simple.test(text)
}

/**
 * Loads what measures any text. ICU and its emoji take 40 ms to start, which `--help` and JSON must not spend; until then
 * widths are right for simple characters only.
 */
export async function loadGraphemes(): Promise<void> {
  graphemes ??= (await import('./graphemes.ts')).graphemes
}

/** Columns that a text takes in a terminal; colours take none, East Asian wide characters and emoji take two. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length
  return simple.test(text) || !graphemes ? text.length + (text.match(eachWide)?.length ?? 0) : graphemes.width(text)
}

/** A character that takes two columns. */
export function isWide(character: string): boolean {
  return displayWidth(character) === 2
}

/** The characters of a text as a person counts them: an emoji made of several code points is one. */
export function graphemesOf(text: string): Iterable<string> {
  return isSimple(text) || !graphemes ? text : graphemes.split(text)
}

/** Pads with spaces to a number of columns; a longer text stays as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text
}

/** Cuts a text to a number of columns and puts an ellipsis in the last one; for text without colours. */
export function truncate(text: string, columns: number, ellipsis = '…'): string {
  if (displayWidth(text) <= columns) return text
  const room = columns - displayWidth(ellipsis)
  let kept = ''
  for (const grapheme of graphemesOf(text)) {
    if (displayWidth(kept + grapheme) > room) break
    kept += grapheme
  }
  return kept + ellipsis
}
