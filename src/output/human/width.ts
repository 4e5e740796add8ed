import stringWidth from 'string-width'

/** Most texts are ASCII: each character takes one column. */
const ascii = /^[ -~]*$/
const segmenter = new Intl.Segmenter()

/** Columns that a text takes in a terminal; colours take none, East Asian wide characters and emoji take two. */
export function displayWidth(text: string): number {
  return stringWidth(text)
}

/** A character that takes two columns. */
export function isWide(character: string): boolean {
  return stringWidth(character) === 2
}

/** The characters of a text as a person counts them: an emoji made of several code points is one. */
export function graphemesOf(text: string): Iterable<string> {
  return ascii.test(text) ? text : Array.from(segmenter.segment(text), ({ segment }) => segment)
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
