import { PlinkError } from '../../model/fault.ts'
import { paragraph } from '../../output/human/columns.ts'
import type { Host } from '../process.ts'
import { choosePrompt, type Drawing, type InputEnded, inputEnded } from './choice-prompt.ts'
import type { PromptQuestion, PromptSession } from './prompt-session.ts'
import { writePrompt } from './text-prompt.ts'

/** Asks with prompts that redraw themselves, on stderr: stdout is the result's alone. */
export function openPrompts({ prompt, signal, stderr }: Host, drawing: Drawing): PromptSession {
  const { style } = drawing
  const say = (lines: readonly string[]) => {
    for (const line of lines) stderr.write(`${line}\n`)
  }
  const introduce = ({ about }: PromptQuestion) => {
    if (about.length > 0) say(['', ...about.flatMap((text) => paragraph(text, 2, style, style.dim))])
  }
  return {
    async choose(posed) {
      introduce(posed)
      return answered(choosePrompt({ ...posed, ...drawing }, { ...prompt, signal }), signal)
    },
    async write(posed) {
      introduce(posed)
      return answered(writePrompt({ ...posed, ...drawing }, { ...prompt, signal }), signal)
    },
    say,
    close() {},
  }
}

async function answered<T>(asked: Promise<T | InputEnded>, signal: AbortSignal): Promise<T> {
  try {
    const answer = await asked
    if (answer !== inputEnded) return answer
  } catch (error) {
    if (signal.aborted) throw signal.reason
    // Ctrl-C in a prompt is a key, not a signal.
    if (!(error instanceof Error && error.name === 'ExitPromptError')) throw error
  }
  throw new PlinkError('INTERRUPTED', { signal: 'SIGINT' })
}
