import type { Ask, AskedCode, Asking } from '../model/ask.ts'
import { PlinkError } from '../model/fault.ts'
import type { CommandContext } from './context.ts'

/** Answers that were given as flags. */
export interface ConsentFlags {
  /** Answers what was shown and nothing else: each other question has consequences that were not shown with the plan. */
  readonly yes: boolean
  readonly openProduct: boolean
  readonly approve: readonly string[]
  /** The flag that names an endpoint; `--approve` unless the command is all about approving. */
  readonly approveFlag?: string
  readonly disconnect: readonly string[]
  /** `--force` of `state unlock`. */
  readonly force?: boolean
}

/** What the flags of a command say that has no question of its own. */
export function consentFlags({ yes }: { readonly yes: boolean }): ConsentFlags {
  return { yes, openProduct: false, approve: [], disconnect: [] }
}

/**
 * Flags answer first, then the person at the terminal.
 * @throws PlinkError DECLINED for a no; INPUT_NEEDED, naming the flag, when nobody can be asked
 */
export function askWithFlags({ confirm }: Pick<CommandContext, 'confirm'>, answers: ConsentFlags): Ask {
  return async (asking) => {
    if (isAnswered(asking, answers)) return true
    const { name, flag } = questionOf(asking, answers)
    if (confirm === null) throw new PlinkError('INPUT_NEEDED', { questions: [{ name, flag }] })
    if (await confirm(asking)) return true
    throw new PlinkError('DECLINED', { question: name })
  }
}

function isAnswered(asking: Asking, { yes, openProduct, approve, disconnect, force = false }: ConsentFlags): boolean {
  switch (asking.code) {
    case 'PROCEED':
    case 'ADOPT':
    case 'FORGET':
    case 'ACCEPT':
      return yes
    case 'OPEN_PRODUCT':
      return openProduct
    case 'APPROVE':
      return approve.includes(asking.facts.endpoint)
    case 'DISCONNECT':
      return disconnect.includes(asking.facts.endpoint)
    case 'UNLOCK':
      return force
    default:
      return asking satisfies never
  }
}

function questionOf(asking: Asking, { approveFlag = '--approve' }: ConsentFlags): { name: AskedCode; flag: string } {
  switch (asking.code) {
    case 'PROCEED':
    case 'ADOPT':
    case 'FORGET':
    case 'ACCEPT':
      return { name: asking.code, flag: '--yes' }
    case 'OPEN_PRODUCT':
      return { name: asking.code, flag: '--open-product' }
    case 'APPROVE':
      return { name: asking.code, flag: `${approveFlag} ${asking.facts.endpoint}` }
    case 'DISCONNECT':
      return { name: asking.code, flag: `--disconnect ${asking.facts.endpoint}` }
    case 'UNLOCK':
      return { name: asking.code, flag: '--force' }
    default:
      return asking satisfies never
  }
}
