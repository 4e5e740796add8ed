import type { Ora } from 'ora'
import type { Style } from './style.ts'
import { displayWidth, truncate } from './width.ts'

/** One moving line at the bottom of a terminal. */
export interface Spinner {
  /** Shows this text, or nothing when it is empty. `after` is asked for with every frame: a time that goes on. */
  show(text: string, after?: () => string): void
  /** Removes the line, writes, and draws the line again. */
  around(write: () => void): void
  stop(): void
}

/** Loads ora with the first text to show: a command that never waits does not need it. */
export function openSpinner(stream: NodeJS.WritableStream, style: Style): Spinner {
  let ora: Ora | undefined
  let isLoading = false
  let isStopped = false
  let wanted = ''
  let after: (() => string) | undefined
  const draw = () => {
    if (!ora || isStopped) return
    // The time grows while it is shown.
    const room = style.width - 3 - (after === undefined ? 0 : displayWidth(after()) + 8)
    ora.text = truncate(wanted, room, style.unicode ? '…' : '...')
    ora.suffixText = () => (after === undefined ? '' : style.dim(`${style.glyphs.dot} ${after()}`))
    if (wanted === '') ora.stop()
    else if (!ora.isSpinning) ora.start()
  }
  const load = async () => {
    const { default: create } = await import('ora')
    ora = create({
      stream,
      isEnabled: true,
      color: style.colors > 0 ? 'cyan' : false,
      // Ctrl-C must stay a signal: plink saves its state on it.
      discardStdin: false,
      ...(!style.unicode && { spinner: { interval: 120, frames: ['-', '\\', '|', '/'] } }),
    })
    draw()
  }
  return {
    show(text, ticking) {
      wanted = text
      after = ticking
      if (ora) return draw()
      if (isLoading || text === '') return
      isLoading = true
      // Without the package only the moving line is missing.
      load().catch(() => undefined)
    },
    around(write) {
      ora?.stop()
      write()
      draw()
    },
    stop() {
      isStopped = true
      ora?.stop()
    },
  }
}
