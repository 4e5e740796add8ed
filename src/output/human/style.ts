import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk'
import { displayWidth, padEnd } from './width.ts'

/** What is being said, whatever it looks like. */
export type Tone = 'ok' | 'warn' | 'fail' | 'unknown' | 'idle'

/** How to draw: decided once by the caller, who knows terminal, environment and flags. */
export interface StyleOptions {
  /** Columns. */
  readonly width: number
  /** False for a terminal that shows ASCII only; Chinese sentences stay Chinese. */
  readonly unicode: boolean
  /** 0 is none. NO_COLOR, FORCE_COLOR and --no-color have been looked at. */
  readonly colors: ColorSupportLevel
}

export interface Style {
  readonly width: number
  readonly unicode: boolean
  readonly colors: ColorSupportLevel
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  /** Names and ids to look at. */
  readonly accent: (text: string) => string
  readonly tone: (tone: Tone, text: string) => string
  /** `✓`, in its colour; every mark has the same width. */
  readonly mark: (tone: Tone) => string
  /** `●`, the same for how things stand: a lamp in a picture, where a mark says what was done. */
  readonly lamp: (tone: Tone) => string
  readonly glyphs: Glyphs
}

/** Signs with an ASCII twin. */
interface Glyphs {
  readonly arrow: string
  readonly dot: string
  readonly top: string
  readonly middle: string
  readonly bottom: string
  readonly single: string
  readonly none: string
  /** Before the line of a list that is being pointed at. */
  readonly cursor: string
}

const unicodeGlyphs: Glyphs = {
  arrow: '→',
  dot: '·',
  top: '┌',
  middle: '│',
  bottom: '└',
  single: '─',
  none: '–',
  cursor: '❯',
}
const asciiGlyphs: Glyphs = {
  arrow: '->',
  dot: '-',
  top: '+',
  middle: '|',
  bottom: '+',
  single: '-',
  none: '-',
  cursor: '>',
}

const unicodeMarks: Readonly<Record<Tone, string>> = { ok: '✓', warn: '!', fail: '✗', unknown: '?', idle: '·' }
const unicodeLamps: Readonly<Record<Tone, string>> = { ok: '●', warn: '▲', fail: '✖', unknown: '?', idle: '–' }
const asciiMarks: Readonly<Record<Tone, string>> = { ok: 'ok', warn: 'warn', fail: 'FAIL', unknown: '?', idle: '-' }

export function openStyle({ width, unicode, colors }: StyleOptions): Style {
  const chalk = new Chalk({ level: colors })
  const marks = unicode ? unicodeMarks : asciiMarks
  const lamps = unicode ? unicodeLamps : asciiMarks
  const widthOf = (signs: typeof marks) => Math.max(...Object.values(signs).map(displayWidth))
  const [markWidth, lampWidth] = [widthOf(marks), widthOf(lamps)]
  const tone = (which: Tone, text: string) => paint(chalk, which)(text)
  return {
    width,
    unicode,
    colors,
    bold: (text) => chalk.bold(text),
    dim: (text) => chalk.dim(text),
    accent: (text) => chalk.cyan(text),
    tone,
    mark: (which) => tone(which, padEnd(marks[which], markWidth)),
    lamp: (which) => tone(which, padEnd(lamps[which], lampWidth)),
    glyphs: unicode ? unicodeGlyphs : asciiGlyphs,
  }
}

function paint(chalk: ChalkInstance, tone: Tone): ChalkInstance {
  switch (tone) {
    case 'ok':
      return chalk.green
    case 'warn':
      return chalk.yellow
    case 'fail':
      return chalk.red
    case 'unknown':
      return chalk.magenta
    case 'idle':
      return chalk.dim
  }
}
