import { displayWidth } from '../render/width.ts'
import type { Outlet } from './host.ts'

/** Draws pictures on an outlet: on a terminal each over the last one, elsewhere below it, and never the same twice. */
export class Canvas {
  readonly #outlet: Outlet
  #last: string | undefined

  constructor(outlet: Outlet) {
    this.#outlet = outlet
  }

  /** @param picture whole lines */
  draw(picture: string): void {
    const last = this.#last
    if (picture === last) return
    this.#last = picture
    const columns = this.#outlet.columns()
    if (last === undefined || columns === undefined) {
      this.#outlet.write(last === undefined ? picture : `\n${picture}`)
      return
    }
    // One write, each line cleared as it is overwritten: a screen that is emptied first flickers.
    const lines = picture.replaceAll('\n', '\u001b[K\n')
    this.#outlet.write(`\u001b[${rowsOf(last, columns)}A\r${lines}\u001b[J`)
  }
}

/** Rows a picture takes where longer lines go on on the next row. */
function rowsOf(picture: string, columns: number): number {
  const lines = picture.split('\n').slice(0, -1)
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0)
}
