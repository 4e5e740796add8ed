import type { WizardText } from '../../text/wizard.ts'
import type { Host } from '../process.ts'
import { readLines } from '../stdin-lines.ts'
import { type Back, back, type ListEntry, type PromptQuestion, type PromptSession } from './prompt-session.ts'

/** How an answer is typed: `<` goes back. */
const goBack = '<'

/**
 * Asks in lines and nothing else, for screen readers and for terminals that cannot redraw: a numbered list, a question, an
 * answer. An answer is a number, several of them, or the text itself.
 */
export function openLinePrompts({ prompt, signal, stderr }: Host, keys: WizardText['keys']): PromptSession {
  const lines = readLines(prompt.input, signal)
  const say = (said: readonly string[]) => {
    for (const line of said) stderr.write(`${line}\n`)
  }
  const read = async (question: string): Promise<string> => {
    stderr.write(question)
    return lines.next()
  }

  /** Until an answer is good; the reason why one is not is said each time. */
  const ask = async <T>(question: string, answerOf: (line: string) => T | Back | { readonly wrong: string }) => {
    for (;;) {
      const answer = answerOf(await read(question))
      if (!isWrong(answer)) return answer
      say([answer.wrong])
    }
  }

  return {
    choose(posed) {
      const { entries, many, preset, judge } = posed
      introduce(posed)
      say(entries.map((entry, at) => numbered(entry, at, preset.includes(entry.value))))
      const presets = preset.map((value) => entries.findIndex((entry) => entry.value === value) + 1)
      const shown = presets.every((number) => number > 0) && presets.length > 0 ? ` [${presets.join(' ')}]` : ''
      return ask<readonly string[]>(`${posed.message} - ${many ? keys.numbers : keys.number}${shown}: `, (line) => {
        if (line === goBack) return back
        const values = line === '' ? preset : line.split(/[\s,]+/).map((word) => itemOf(entries, word) ?? '')
        if (values.length === 0 || values.includes('') || (!many && values.length > 1)) return { wrong: keys.notInList }
        const barred = entries.find(({ value, why }) => values.includes(value) && why !== null)
        const wrong = barred !== undefined ? keys.cannotSince(barred.why ?? '') : judge(values)
        return wrong === null ? values : { wrong }
      })
    },
    write(posed) {
      introduce(posed)
      const { message, preset, judge } = posed
      return ask<string>(`${message}${preset === '' ? '' : ` [${preset}]`}: `, (line) => {
        if (line === goBack) return back
        const value = line === '' ? preset : line
        const wrong = judge(value)
        return wrong === null ? value : { wrong }
      })
    },
    say,
    close: () => lines.close(),
  }

  function introduce({ about }: PromptQuestion): void {
    say(['', ...about])
  }

  function numbered({ name, why, hint }: ListEntry, at: number, isPreset: boolean): string {
    const notes = [...(isPreset ? [keys.preset] : []), ...(why === null ? [] : [keys.cannotSince(why)])]
    return [`${at + 1}. ${name}`, ...notes, ...(why === null && hint !== null ? [hint] : [])].join(keys.between)
  }
}

/** An item by its number, or by its value. */
function itemOf(entries: readonly ListEntry[], word: string): string | undefined {
  const byNumber = /^\d{1,3}$/.test(word) ? entries[Number(word) - 1]?.value : undefined
  return byNumber ?? entries.find(({ value }) => value === word)?.value
}

function isWrong(answer: unknown): answer is { readonly wrong: string } {
  return typeof answer === 'object' && answer !== null && 'wrong' in answer
}
