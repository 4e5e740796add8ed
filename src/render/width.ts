/**
 * Characters that take two columns of a terminal: East Asian Wide and Fullwidth (Unicode Standard Annex 11), the blocks
 * rather than each character. "Ambiguous" ones, ✓ and → among them, take one, as terminals have it by default.
 */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo
  [0x231a, 0x231b], // ⌚
  [0x23e9, 0x23ec], // ⏩
  [0x2e80, 0x303e], // CJK radicals, punctuation
  [0x3041, 0x4dbf], // Kana, Bopomofo, CJK extension A
  [0x4e00, 0xa4cf], // CJK unified ideographs, Yi
  [0xa960, 0xa97f], // Hangul Jamo extended A
  [0xac00, 0xd7a3], // Hangul syllables
  [0xf900, 0xfaff], // CJK compatibility ideographs
  [0xfe10, 0xfe19], // vertical forms
  [0xfe30, 0xfe6f], // CJK compatibility forms
  [0xff01, 0xff60], // fullwidth forms: ，：（）
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f], // pictographs, emoticons
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd], // CJK extensions B and on
]

/** Most texts: each character one column. */
const plain = /^[ -~]*$/
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]$/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours start with one.
const colours = /\u001b\[[0-9;]*m/g

export function isWide(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code >= 0x1100 && wide.some(([first, last]) => code >= first && code <= last)
}

/** Columns that a text takes; colours take none. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  let columns = 0
  for (const character of text.replace(colours, '')) {
    if (invisible.test(character)) continue
    columns += isWide(character) ? 2 : 1
  }
  return columns
}

/** Filled up with spaces; a longer text stays as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)))
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - displayWidth(text))) + text
}

/** Cut to so many columns, with an ellipsis in the last; for uncoloured text. */
export function truncate(text: string, columns: number, ellipsis = '…'): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > columns - displayWidth(ellipsis)) break
    kept += character
  }
  return kept + ellipsis
}
