import { displayWidth, graphemesOf, isWide } from './width.ts'

/** May not begin a line (行首禁则). */
const closing = new Set('，。；：、！？）》」』”…,.;:!?)')
/** May not end one. */
const opening = new Set('（《「『“(')

/**
 * Lines of at most so many columns, for uncoloured text. Breaks at spaces and between Chinese characters, never inside an
 * id, a domain or a `command`: these are for copying, so one that is too long for a line stays whole on a longer one.
 * Line breaks in the text stay, and so does the indent of a line.
 */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns))
}

function wrapLine(text: string, columns: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? ''
  const lines: string[] = []
  let line = ''
  for (const { word, spaced } of wordsOf(text.trim())) {
    const gap = spaced && line !== '' ? ' ' : ''
    if (line !== '' && displayWidth(indent + line + gap + word) > columns) {
      lines.push(indent + line)
      line = word
    } else {
      line += gap + word
    }
  }
  lines.push(indent + line)
  return lines
}

interface Word {
  word: string
  /** A space stands before it. */
  readonly spaced: boolean
}

/** What may not be broken: a `command`, a run without spaces, or one wide character with its punctuation. */
function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let spaced = false
  let glued = false
  for (const piece of pieces(text)) {
    if (piece === ' ') {
      spaced = true
      glued = false
      continue
    }
    const last = words.at(-1)
    if (last !== undefined && !spaced && (glued || closing.has(piece))) last.word += piece
    else words.push({ word: piece, spaced })
    // What follows an opening bracket stays with it; what follows a narrow piece does, unless it is wide itself.
    glued = opening.has(piece)
    spaced = false
  }
  return words
}

function* pieces(text: string): Generator<string> {
  let run = ''
  for (const part of text.split(/(`[^`]*`| +)/)) {
    if (part.startsWith('`') && part.length > 1) {
      run += part
      continue
    }
    if (/^ +$/.test(part)) {
      if (run !== '') yield run
      run = ''
      yield ' '
      continue
    }
    for (const character of graphemesOf(part)) {
      if (!isWide(character) && !(run === '' && (closing.has(character) || opening.has(character)))) {
        run += character
        continue
      }
      if (run !== '') yield run
      run = ''
      yield character
    }
  }
  if (run !== '') yield run
}
