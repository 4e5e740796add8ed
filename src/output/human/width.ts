import type { Graphemes } from './graphemes.ts'

/** Most texts are ASCII: each character takes one column. */
const ascii = /^[ -~]*$/
/** East Asian wide and fullwidth characters, by block (Unicode Standard Annex 11). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/g
let graphemes: Graphemes | undefined

/**
 * Loads what measures any text. Its segmentation by ICU takes 50 ms to start, which `--help` must not spend; until then
 * widths are right for plink's own texts only, which have neither emoji nor combining characters nor colours.
 */
export async function loadGraphemes(): Promise<void> {
  graphemes ??= (await import('./graphemes.ts')).graphemes
}

/** Columns that a text takes in a terminal; colours take none, East Asian wide characters and emoji take two. */
export function displayWidth(text: string): number {
  if (ascii.test(text)) return text.length
  return graphemes?.width(text) ?? text.length + (text.match(wide)?.length ?? 0)
}

/** A character that takes two columns. */
export function isWide(character: string): boolean {
  return displayWidth(character) === 2
}

/** The characters of a text as a person counts them: an emoji made of several code points is one. */
export function graphemesOf(text: string): Iterable<string> {
  return ascii.test(text) ? text : (graphemes?.split(text) ?? text)
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
