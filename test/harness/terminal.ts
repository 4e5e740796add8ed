import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../src/model/environment.ts'
import { eventually } from './eventually.ts'

/** A real terminal, by tmux, and the command that runs in it. */
export class Terminal {
  readonly #server = `plink-${randomUUID().slice(0, 8)}`
  readonly #folder = mkdtempSync(join(tmpdir(), 'plink-screen-'))
  readonly #record = join(this.#folder, 'record')
  #isOpen = true

  /** @param command a shell's command line; its exit code is shown as `exit:N` at the end */
  constructor(command: string, cwd: string, env: Environment, { columns = 100, rows = 50 } = {}) {
    // A login of its own: nothing of the developer's environment or tmux configuration leaks in.
    const clean = { PATH: process.env['PATH'], TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env }
    const line = `${command}; printf 'exit:%s' $?; exec cat`
    const size = ['-x', String(columns), '-y', String(rows)]
    const session = ['new-session', '-d', ...size, '-c', cwd, line]
    // In one go, so that nothing is written before it is recorded.
    const record = ['pipe-pane', `cat > '${this.#record}'`]
    execFileSync('tmux', ['-L', this.#server, '-f', '/dev/null', '-u', ...session, ';', ...record], { env: clean })
  }

  /** Every byte that was written so far, with what moves and paints. */
  raw(): string {
    return readFileSync(this.#record, 'utf8')
  }

  /** What is on the screen. */
  text(): string {
    return execFileSync('tmux', ['-L', this.#server, 'capture-pane', '-p'], { encoding: 'utf8' })
  }

  /** Presses keys, by tmux's names: `y`, `Enter`, `C-c`. */
  press(...keys: readonly string[]): void {
    execFileSync('tmux', ['-L', this.#server, 'send-keys', ...keys])
  }

  /** Makes the terminal wider or narrower, higher or lower. */
  resize(columns: number, rows: number): void {
    execFileSync('tmux', ['-L', this.#server, 'resize-window', '-x', `${columns}`, '-y', `${rows}`])
  }

  /** Waits until the screen shows it. @throws Error with the screen, when it does not */
  until(wanted: RegExp): Promise<string> {
    const look = () => {
      const text = this.text()
      return wanted.test(text) && text
    }
    return eventually(look, () => `${wanted} in:\n${this.text()}`)
  }

  /** Whoever runs in it is hung up on. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    execFileSync('tmux', ['-L', this.#server, 'kill-server'])
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
