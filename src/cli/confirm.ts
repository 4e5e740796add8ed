import type { Asking } from '../model/ask.ts'
import { PlinkError } from '../model/fault.ts'
import { paragraph } from '../output/human/columns.ts'
import { costLines } from '../output/human/cost.ts'
import { amendmentLines } from '../output/human/invite.ts'
import { changeLines } from '../output/human/plan.ts'
import { adoptionLines } from '../output/human/state.ts'
import type { Style } from '../output/human/style.ts'
import { formatConfirmation } from '../text/format.ts'
import type { Text } from '../text/text.ts'
import type { Host } from './process.ts'

/**
 * Asks a yes-or-no question at the terminal; nothing but an explicit yes is a yes.
 * @throws PlinkError INTERRUPTED for Ctrl-C
 */
export async function confirm(asking: Asking, text: Text, style: Style, host: Host, plain: boolean): Promise<boolean> {
  const { prompt, signal, stderr } = host
  const { about, question } = formatConfirmation(text, asking)
  // Indented lines hold one value each, to compare or to copy whole.
  const said = about.split('\n').flatMap((line) => (line.startsWith(' ') ? [line] : paragraph(line, 0, style)))
  stderr.write(`${[...said, ...tableFor(asking, text, style)].join('\n')}\n`)
  if (plain) return confirmPlainly(question, host)
  const { default: inquirer } = await import('inquirer')
  try {
    // On stderr: stdout is the result's alone.
    const ask = inquirer.createPromptModule({ ...prompt, signal })
    const { answer } = await ask([
      {
        type: 'confirm',
        name: 'answer',
        message: question,
        default: false,
        theme: themeOf(style),
        transformer: (isYes: boolean) => (isYes ? text.picture.yes : text.picture.no),
      },
    ])
    return answer
  } catch (error) {
    if (signal.aborted) throw signal.reason
    // Ctrl-C in a prompt is a key, not a signal.
    if (error instanceof Error && error.name === 'ExitPromptError') {
      throw new PlinkError('INTERRUPTED', { signal: 'SIGINT' })
    }
    throw error
  }
}

/** The prompt's own theme asks the environment for colours, and knows nothing of --no-color. */
function themeOf(style: Style): object {
  const { colors } = style
  const done = style.mark('ok').trimEnd()
  if (colors > 0) return { prefix: { idle: style.accent('?'), done } }
  const same = (text: string) => text
  return {
    prefix: { idle: '?', done },
    style: { message: same, answer: same, defaultAnswer: (text: string) => `(${text})`, error: same },
  }
}

/** A line with the question, a line with the answer. */
async function confirmPlainly(question: string, { prompt, signal, stderr }: Host): Promise<boolean> {
  const { readLines } = await import('./stdin-lines.ts')
  const lines = readLines(prompt.input, signal)
  try {
    stderr.write(`${question} (y/N): `)
    return /^y(es)?$/i.test(await lines.next())
  } finally {
    lines.close()
  }
}

/** What the answer is about, where that is more than a few words. */
function tableFor(asking: Asking, text: Text, style: Style): string[] {
  switch (asking.code) {
    case 'PROCEED': {
      const { changes, cost = [] } = asking.facts
      const costs = costLines(cost, text, style)
      return [...changeLines(changes, null, text, style), ...(costs.length > 0 ? ['', ...costs] : []), '']
    }
    case 'ADOPT':
      return adoptionLines(asking.facts.adopted, asking.facts.unsure, text, style)
    case 'ACCEPT':
      return amendmentLines(asking.facts.amendments, text, style)
    default:
      return []
  }
}
