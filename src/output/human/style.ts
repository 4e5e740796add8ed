import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk'
import { displayWidth, padEnd } from './width.ts'

/** The meaning of a line, whatever it looks like. */
export type Tone = 'ok' | 'warn' | 'fail' | 'unknown' | 'idle'

/** Decided once by the caller, which knows the terminal, the environment and the flags. */
export interface StyleOptions {
  /** Columns. */
  readonly width: number
  /** False for a terminal that shows ASCII only; Chinese sentences stay Chinese. */
  readonly unicode: boolean
  /** 0 is none; NO_COLOR, FORCE_COLOR and --no-color are taken into account by the caller. */
  readonly colors: ColorSupportLevel
  /** The terminal opens OSC 8 hyperlinks. */
  readonly hyperlinks?: boolean
}

export interface Style {
  readonly width: number
  readonly unicode: boolean
  readonly colors: ColorSupportLevel
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  /** Names and IDs to notice. */
  readonly accent: (text: string) => string
  readonly tone: (tone: Tone, text: string) => string
  /** `✓`, in its colour; every mark has the same width. */
  readonly mark: (tone: Tone) => string
  /** Text that opens a web page where the terminal supports it; elsewhere the address. */
  readonly link: (url: string) => string
  readonly glyphs: Glyphs
}

/** Characters with an ASCII equivalent. */
interface Glyphs {
  readonly arrow: string
  readonly dot: string
  readonly top: string
  readonly middle: string
  readonly bottom: string
  readonly single: string
  readonly none: string
  /** One set for everything: what is unknown or was not checked looks like what has not begun. */
  readonly marks: Readonly<Record<Tone, string>>
  /** Before the selected line of a list. */
  readonly cursor: string
}

const unicodeGlyphs: Glyphs = {
  marks: { ok: '✓', warn: '!', fail: '✗', unknown: '·', idle: '·' },
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
  marks: { ok: 'ok', warn: '!', fail: 'X', unknown: '-', idle: '-' },
  arrow: '->',
  dot: '-',
  top: '+',
  middle: '|',
  bottom: '+',
  single: '-',
  none: '-',
  cursor: '>',
}

export function openStyle({ width, unicode, colors, hyperlinks = false }: StyleOptions): Style {
  const chalk = new Chalk({ level: colors })
  const glyphs = unicode ? unicodeGlyphs : asciiGlyphs
  const { marks } = glyphs
  const markWidth = Math.max(...Object.values(marks).map(displayWidth))
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
    link: (url) => (hyperlinks ? `\u001b]8;;${url}\u001b\\${chalk.underline(url)}\u001b]8;;\u001b\\` : url),
    glyphs,
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
