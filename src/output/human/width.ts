/**
 * Characters that take two columns of a terminal: East Asian Wide and Fullwidth (Unicode Standard Annex 11), the blocks
 * rather than each character. "Ambiguous" ones, ✓ and → among them, take one, as terminals have it by default.
 */
const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f], // Hangul Jamo
  [0x231a, 0x231b], // ⌚
  [0x23e9, 0x23ec], // ⏩
  [0x23f0, 0x23f0],
  [0x23f3, 0x23f3],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615], // ☕
  [0x2648, 0x2653],
  [0x267f, 0x267f],
  [0x2693, 0x2693],
  [0x26a1, 0x26a1], // ⚡
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x26ce, 0x26ce],
  [0x26d4, 0x26d4],
  [0x26ea, 0x26ea],
  [0x26f2, 0x26f3],
  [0x26f5, 0x26f5],
  [0x26fa, 0x26fa],
  [0x26fd, 0x26fd],
  [0x2705, 0x2705], // ✅
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c], // ❌
  [0x274e, 0x274e],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x27b0, 0x27b0],
  [0x27bf, 0x27bf],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2b55, 0x2b55],
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
  [0x1fa70, 0x1faff],
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

/** What may join several characters into one sign: emoji sequences, flags, keycaps. Rare, so that it is looked for first. */
const joining = /[\u200d\ufe0f\u20e3\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u
/** A sign of several characters that is drawn as one emoji. */
const emoji = /\ufe0f|\u200d|\u20e3|^[\u{1f1e6}-\u{1f1ff}]{2}|^.[\u{1f3fb}-\u{1f3ff}]/u
let segmenter: Intl.Segmenter | undefined

/** Columns that a text takes; colours take none. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length
  const bare = text.replace(colours, '')
  let columns = 0
  for (const sign of signsOf(bare)) columns += widthOfSign(sign)
  return columns
}

/** What stands in one place: a character, or several that are drawn as one. */
export function signsOf(text: string): Iterable<string> {
  if (!joining.test(text)) return text
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

function widthOfSign(sign: string): number {
  if (emoji.test(sign)) return 2
  let columns = 0
  for (const character of sign) if (!invisible.test(character)) columns += isWide(character) ? 2 : 1
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
  for (const sign of signsOf(text)) {
    if (displayWidth(kept + sign) > columns - displayWidth(ellipsis)) break
    kept += sign
  }
  return kept + ellipsis
}
