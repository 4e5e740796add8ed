import type { Clock } from '../model/clock.ts'
import type { Environment } from '../model/environment.ts'

/** One of the program's two outputs. */
export interface OutputStream {
  readonly isTerminal: boolean
  /** Width in columns; undefined when it is no terminal. */
  columns(): number | undefined
  /** Height in rows; undefined when it is no terminal. */
  rows(): number | undefined
  /** Calls back whenever a terminal's size changes; never otherwise. */
  onResize(listener: () => void): void
  write(text: string): void
  /**
   * Settles when all is written, or cannot be: with the system's code, `ENOSPC`, for why something was not. A reader that has
   * left is no reason.
   */
  failure(): Promise<string | undefined>
}

/** The machine and the process that plink runs in, as far as it may know them. */
export interface Host {
  /** The words after `plink`. */
  readonly words: readonly string[]
  readonly env: Environment
  readonly clock: Clock
  readonly cwd: string
  readonly home: string
  readonly hostname: string
  readonly pid: number
  /** Whether a process of this id runs on this machine, and, where that can be told, ran already at a time in milliseconds. */
  readonly isAlive: (pid: number, since?: number) => boolean
  readonly stdinIsTerminal: boolean
  /** Where a person is asked. */
  readonly prompt: { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream }
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  /** Aborts with a PlinkError INTERRUPTED at the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal
  /** How to start plink again: Node and the launcher, for the demo's children. */
  readonly self: readonly [string, ...string[]]
  readonly version: string
  /** The folder of the documentation. */
  readonly docs: string
}
