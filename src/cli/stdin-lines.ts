import { createInterface } from 'node:readline'
import { PlinkError } from '../model/fault.ts'

/** Lines as a person types them. */
export interface LineReader {
  /** The next one, without the spaces around it. @throws PlinkError INTERRUPTED when the input has ended */
  next(): Promise<string>
  close(): void
}

/** None is lost that came before it was asked for. */
export function readLines(input: NodeJS.ReadableStream, signal: AbortSignal): LineReader {
  const reader = createInterface({ input, terminal: false })
  const typed: string[] = []
  let isOver = false
  let wake = () => {}
  const end = () => {
    isOver = true
    wake()
  }
  reader.on('line', (line) => {
    typed.push(line.trim())
    wake()
  })
  reader.once('close', end)
  signal.addEventListener('abort', end, { once: true })
  return {
    async next() {
      for (;;) {
        if (signal.aborted) throw signal.reason
        const line = typed.shift()
        if (line !== undefined) return line
        if (isOver) throw new PlinkError('INTERRUPTED', { signal: 'SIGINT' })
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    close() {
      signal.removeEventListener('abort', end)
      reader.close()
    },
  }
}
