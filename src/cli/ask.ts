import type { Ask, Asking } from '../model/ask.ts'
import { PlinkError } from '../model/fault.ts'
import type { CommandContext } from './command.ts'
import type { Options } from './flags.ts'

/** Flags that answer questions; a command that lacks one never asks its question or cannot answer it by a flag. */
export type AnswerOptions = Options<'yes'> &
  Partial<Options<'open-product' | 'approve' | 'disconnect' | 'force'>> & {
    /** The flag that names an endpoint to approve; `--approve` if left out. */
    readonly approveFlag?: string
  }

/**
 * Flags answer first, then the person at the terminal.
 * @throws PlinkError DECLINED for a no; INPUT_NEEDED, naming the flag, if nobody can be asked
 */
export function askWithFlags({ confirm }: Pick<CommandContext, 'confirm'>, options: AnswerOptions): Ask {
  return async (asking) => {
    const { answered, flag } = answerOf(asking, options)
    if (answered) return true
    if (confirm === null) throw new PlinkError('INPUT_NEEDED', { questions: [{ name: asking.code, flag }] })
    if (await confirm(asking)) return true
    throw new PlinkError('DECLINED', { question: asking.code })
  }
}

/** The one flag that answers a question, and whether it was given. `--yes` covers only what the plan has shown. */
function answerOf({ code, facts }: Asking, options: AnswerOptions): { answered: boolean; flag: string } {
  const { yes, approve = [], disconnect = [], force = false, approveFlag = '--approve' } = options
  switch (code) {
    case 'PROCEED':
    case 'ADOPT':
    case 'FORGET':
    case 'ACCEPT':
    case 'APPLY_FIXES':
      return { answered: yes, flag: '--yes' }
    case 'OPEN_PRODUCT':
      return { answered: options['open-product'] ?? false, flag: '--open-product' }
    case 'APPROVE':
      return { answered: approve.includes(facts.endpoint), flag: `${approveFlag} ${facts.endpoint}` }
    case 'DISCONNECT':
      return { answered: disconnect.includes(facts.endpoint), flag: `--disconnect ${facts.endpoint}` }
    case 'UNLOCK':
      return { answered: force, flag: '--force' }
    default:
      return code satisfies never
  }
}
