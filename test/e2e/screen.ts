import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { systemClock } from '../../src/model/clock.ts'
import type { Environment } from './lab.mjs'

/** Whether terminals can be had here: tmux is a program of its own. */
export const hasTmux = (() => {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    if (!process.env['CI']) process.stderr.write('\nSKIPPED: plink at a terminal; install tmux\n\n')
    return false
  }
})()

const patienceMs = 15_000

/** A real terminal of 100 columns and 50 rows, and the command that runs in it. */
export class Screen {
  readonly #server = `plink-${randomUUID().slice(0, 8)}`

  /** @param command a shell's command line; its exit code is shown as `exit:N` at the end */
  constructor(command: string, cwd: string, env: Environment) {
    // A login of its own: nothing of the developer's environment or tmux configuration leaks in.
    const clean = { PATH: process.env['PATH'], TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env }
    const line = `${command}; printf 'exit:%s' $?; exec cat`
    const size = ['-x', '100', '-y', '50']
    execFileSync('tmux', ['-L', this.#server, '-f', '/dev/null', '-u', 'new-session', '-d', ...size, '-c', cwd, line], {
      env: clean,
    })
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
  async until(wanted: RegExp): Promise<string> {
    for (const end = Date.now() + patienceMs; ; ) {
      const text = this.text()
      if (wanted.test(text)) return text
      if (Date.now() > end) throw new Error(`${wanted} never came:\n${text}`)
      await systemClock.sleep(50)
    }
  }

  close(): void {
    execFileSync('tmux', ['-L', this.#server, 'kill-server'])
  }
}
