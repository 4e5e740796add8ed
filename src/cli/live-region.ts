import { displayWidth } from '../output/human/width.ts'
import type { OutputStream } from './process.ts'

/** Begin and end of one update: terminals that know it (DEC private mode 2026) show the whole of it at once. */
const [begin, end] = ['\u001b[?2026h', '\u001b[?2026l']

interface Drawn {
  readonly picture: string
  /** How wide and high the terminal was then; undefined when it is none. */
  readonly columns: number | undefined
  readonly rows: number | undefined
}

/** Draws screens on an outlet: on a terminal each over the last one, elsewhere below it, and never the same one twice. */
export class LiveRegion {
  readonly #stream: OutputStream
  readonly #moreLines: (lines: number) => string
  #last: Drawn | undefined

  /** @param moreLines what stands for lines that do not fit the terminal */
  constructor(stream: OutputStream, moreLines: (lines: number) => string) {
    this.#stream = stream
    this.#moreLines = moreLines
  }

  /** A screen that others will follow; of one that is higher than the terminal, as many lines as fit are drawn. */
  draw(picture: string): void {
    this.#put(picture, true)
  }

  /** The last screen: drawn whole, however high it is. */
  finish(picture: string): void {
    this.#put(picture, false)
  }

  /** Something else was written below the screen: the next one is drawn below that. */
  leave(): void {
    this.#last = undefined
  }

  /** @param whole whole lines */
  #put(whole: string, isCut: boolean): void {
    const last = this.#last
    const [columns, rows] = [this.#stream.columns(), this.#stream.rows()]
    const picture = isCut && columns !== undefined && rows !== undefined ? this.#fitting(whole, columns, rows) : whole
    if (picture === last?.picture && columns === last.columns && rows === last.rows) return
    this.#last = { picture, columns, rows }
    if (last === undefined || columns === undefined) {
      this.#stream.write(last === undefined ? picture : `\n${picture}`)
      return
    }
    // After a change of size nobody knows where the lines of the last picture are: it is begun anew on an empty screen.
    const isSame = columns === last.columns && rows === last.rows
    const home = isSame ? `\u001b[${heightOf(last.picture, columns)}A\r` : '\u001b[H\u001b[2J'
    // Each line is cleared as it is overwritten: a screen that is emptied first flickers.
    this.#stream.write(`${begin}${home}${picture.replaceAll('\n', '\u001b[K\n')}\u001b[J${end}`)
  }

  /** The first lines, as many as leave the cursor on the screen: what has scrolled away cannot be drawn over. */
  #fitting(picture: string, columns: number, rows: number): string {
    let left = rows - 1
    const lines = picture.split('\n').slice(0, -1)
    if (heightOf(picture, columns) <= left) return picture
    // The last row says how many lines there are beyond.
    left--
    const kept: string[] = []
    for (const line of lines) {
      left -= rowsOf(line, columns)
      if (left < 0) break
      kept.push(line)
    }
    return `${[...kept, this.#moreLines(lines.length - kept.length)].join('\n')}\n`
  }
}

/** Rows a picture takes where longer lines go on on the next row. */
function heightOf(picture: string, columns: number): number {
  const lines = picture.split('\n').slice(0, -1)
  return lines.reduce((sum, line) => sum + rowsOf(line, columns), 0)
}

function rowsOf(line: string, columns: number): number {
  return Math.max(1, Math.ceil(displayWidth(line) / columns))
}
