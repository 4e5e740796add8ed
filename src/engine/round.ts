import { mayChange } from '../alibaba/effects.ts'
import type { Action, Output } from '../alibaba/operations.ts'
import type { SideName } from '../model/link.ts'
import { type ReadsOf, readsOf } from './account-reads.ts'
import type { LinkContext } from './link-context.ts'
import { type InRegion, readsBy } from './reads.ts'

interface Answer {
  readonly side: SideName
  readonly action: Action
  readonly round: number
  /** Its place among the reads and calls of the run. */
  readonly order: number
  /** When it was asked for, in milliseconds since the epoch. */
  readonly at: number
  readonly output: Promise<unknown>
  isRefused?: true
}

/**
 * The reads of a run, round by round: within a round nothing is read twice in an account, unless a call may have changed
 * it. A round ends when something has paused or somebody was asked; what is asked for after that is read anew.
 */
export class Round {
  readonly reads: ReadsOf
  /** For the account of a run at its end: what it saw a moment ago, and has not touched since, is not read again. */
  readonly recent: ReadsOf
  readonly #context: LinkContext
  readonly #answers = new Map<string, Answer>()
  readonly #calls: { readonly action: Action; readonly order: number }[] = []
  readonly #rounds = { you: 0, peer: 0 }
  #order = 0

  constructor(context: LinkContext) {
    this.#context = context
    this.reads = this.#readsWhere((answer) => this.#isOfThisRound(answer))
    this.recent = this.#readsWhere((answer) => this.#isOfThisRound(answer) || this.#isRecent(answer))
  }

  /** @param side whose account is read anew; both unless it is said */
  end(side?: SideName): void {
    for (const each of side ? [side] : (['you', 'peer'] as const)) this.#rounds[each]++
  }

  /** Takes note of a call that was answered, or was not. */
  called(action: Action): void {
    this.#calls.push({ action, order: this.#order++ })
  }

  #readsWhere(isGood: (answer: Answer) => boolean): ReadsOf {
    const { intent, clock } = this.#context
    const fresh = readsOf(this.#context)
    return (side) =>
      readsBy(intent.region, (action, input) => {
        const key = `${side} ${action} ${JSON.stringify(input)}`
        const known = this.#answers.get(key)
        // Safe: the key names the action, so what is kept under it is that action's output.
        if (known && isGood(known)) return known.output as Promise<Output<typeof action>>
        const output = fresh(side).get(action, input as InRegion<typeof action>)
        const round = this.#rounds[side]
        const answer: Answer = { side, action, round, order: this.#order++, at: clock.now(), output }
        this.#answers.set(key, answer)
        // A refusal, such as that something is gone, is an answer of this round too.
        output.catch(() => {
          answer.isRefused = true
        })
        return output
      })
  }

  #isOfThisRound(answer: Answer): boolean {
    return answer.round === this.#rounds[answer.side] && !this.#isChanged(answer)
  }

  #isRecent(answer: Answer): boolean {
    const age = this.#context.clock.now() - answer.at
    return !answer.isRefused && age <= recentMs && !mayChange(null, answer.action) && !this.#isChanged(answer)
  }

  #isChanged({ action, order }: Answer): boolean {
    return this.#calls.some((call) => call.order > order && mayChange(call.action, action))
  }
}

const recentMs = 15_000
/** A question that is answered faster was not put to a person: what was seen before it is not old. */
export const sameMomentMs = 1_000
