import type { Environment } from '../../../src/model/environment.ts'
import { eventually } from '../../harness/eventually.ts'
import { Terminal } from '../../harness/terminal.ts'

/** A command at a terminal of 80 columns, which is high enough to hold all that it says. */
export class Sitting {
  readonly #screen: Terminal
  readonly #signal: AbortSignal
  #seen: readonly string[] = []

  /** @param command a shell's command line */
  constructor(command: string, cwd: string, env: Environment, signal: AbortSignal) {
    this.#signal = signal
    // It begins when the terminal has its size.
    this.#screen = new Terminal(`read -r _; clear; ${command}`, cwd, env)
    this.#screen.resize(80, 400)
    this.#screen.press('Enter')
  }

  press(...keys: readonly string[]): void {
    this.#screen.press(...keys)
  }

  /**
   * What was said since the last look: as soon as it holds what is expected, and the command rests: it asks, waits for
   * people, or has ended.
   * @throws Error with the screen, when it does not
   */
  next(expected: RegExp): Promise<string> {
    const look = () => {
      const lines = this.#screen.text().trimEnd().split('\n')
      const last = lines.at(-1) ?? ''
      const rests = restingLine.test(last)
      const said = rests ? lines.slice(0, -1) : lines
      const fresh = said.slice(commonStart(said, this.#seen))
      if (!(rests || question.test(last)) || !expected.test(fresh.join('\n'))) return undefined
      // An answer takes the place of its question.
      this.#seen = question.test(last) ? said.slice(0, -1) : said
      return { said: fresh.join('\n').trimEnd() }
    }
    return eventually(look, () => `${expected} in:\n${this.#screen.text()}`, this.#signal).then(({ said }) => said)
  }

  close(): void {
    this.#screen.close()
  }
}

/** A spinner's line that says that Ctrl-C is safe, or how the command ended. */
const restingLine = /^[⠀-⣿] .*Ctrl-C|^exit:\d+$/
const question = /\(y\/N\)\s*$/i

function commonStart(lines: readonly string[], seen: readonly string[]): number {
  const at = seen.findIndex((line, index) => line !== lines[index])
  return at < 0 ? seen.length : at
}
