import type { Ask, AskedCode, Asking } from '../model/ask.ts'
import { PlinkError } from '../model/fault.ts'
import type { Context } from './context.ts'

/** Answers that were given as flags. */
export interface Answers {
  /** Answers PROCEED and nothing else: each other question has consequences that were not shown with the plan. */
  readonly yes: boolean
  readonly openProduct: boolean
  readonly approve: readonly string[]
  readonly disconnect: readonly string[]
}

/**
 * Flags answer first, then the person at the terminal.
 * @throws PlinkError DECLINED for a no; INPUT_NEEDED, naming the flag, when nobody can be asked
 */
export function askWith({ confirm }: Pick<Context, 'confirm'>, answers: Answers): Ask {
  return async (asking) => {
    if (isAnswered(asking, answers)) return true
    const { name, flag } = questionOf(asking)
    if (confirm === null) throw new PlinkError('INPUT_NEEDED', { questions: [{ name, flag }] })
    if (await confirm(asking)) return true
    throw new PlinkError('DECLINED', { question: name })
  }
}

function isAnswered(asking: Asking, { yes, openProduct, approve, disconnect }: Answers): boolean {
  switch (asking.code) {
    case 'PROCEED':
      return yes
    case 'OPEN_PRODUCT':
      return openProduct
    case 'APPROVE':
      return approve.includes(asking.facts.endpoint)
    case 'DISCONNECT':
      return disconnect.includes(asking.facts.endpoint)
    default:
      return asking satisfies never
  }
}

function questionOf(asking: Asking): { name: AskedCode; flag: string } {
  switch (asking.code) {
    case 'PROCEED':
      return { name: asking.code, flag: '--yes' }
    case 'OPEN_PRODUCT':
      return { name: asking.code, flag: '--open-product' }
    case 'APPROVE':
      return { name: asking.code, flag: `--approve ${asking.facts.endpoint}` }
    case 'DISCONNECT':
      return { name: asking.code, flag: `--disconnect ${asking.facts.endpoint}` }
    default:
      return asking satisfies never
  }
}
