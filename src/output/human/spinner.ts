import type { Ora } from 'ora'
import type { Style } from './style.ts'
import { truncate } from './width.ts'

/** One moving line at the bottom of a terminal. */
export interface Spinner {
  /** Shows this text, or nothing when it is empty. */
  show(text: string): void
  /** Takes the line away, writes, and puts it back. */
  around(write: () => void): void
  stop(): void
}

/** Loads ora at the first text to show: a command that waits for nothing does without. */
export function openSpinner(stream: NodeJS.WritableStream, style: Style): Spinner {
  let ora: Ora | undefined
  let isLoading = false
  let isStopped = false
  let wanted = ''
  const draw = () => {
    if (!ora || isStopped) return
    ora.text = truncate(wanted, style.width - 3, style.unicode ? '…' : '...')
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
    show(text) {
      wanted = text
      if (ora) return draw()
      if (isLoading || text === '') return
      isLoading = true
      // Without the package there is no moving line, and nothing else is missing.
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
