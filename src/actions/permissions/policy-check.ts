import { isDenial } from '../../alibaba/error-classes.ts'
import type { LinkContext } from '../../engine/link-context.ts'
import type { PlinkEvent } from '../../model/event.ts'
import { PlinkError } from '../../model/fault.ts'
import type { DirectionName } from '../../model/link.ts'
import type { CheckedPermission, Policy } from '../../model/policy.ts'
import type { State } from '../../state/state.ts'
import { planLink } from '../plan.ts'
import { statusOf } from '../status.ts'

/** What each action of each side was answered last: the cloud's code, or `ok`. Heard from the `call` events of a client. */
export class PermissionAnswers {
  readonly #heard = new Map<string, string>()

  hear(event: PlinkEvent): void {
    if (event.event === 'call') this.#heard.set(`${event.side} ${event.action.replace('.', ':')}`, event.outcome)
  }

  of(side: string, action: string): string | undefined {
    return this.#heard.get(`${side} ${action}`)
  }
}

/**
 * Which of the policies' actions the keys at hand really have: what the reads and rehearsals of `plan` and `status` are
 * answered. Nothing is changed. What is not asked for (most changes can only be rehearsed on things that do not exist yet)
 * is `undetermined`, and so is everything of a side whose credentials are not held.
 * @param answers hears the calls of the clouds of `context`
 */
export async function checkPolicies(
  context: LinkContext,
  state: State | null,
  directions: readonly DirectionName[],
  policies: readonly Policy[],
  answers: PermissionAnswers,
): Promise<CheckedPermission[]> {
  await asFarAsItGoes(() => planLink(context, state, { directions, approve: [] }))
  await asFarAsItGoes(() => statusOf(context, state, directions))
  return policies.flatMap(({ side, purpose, document }) =>
    document.Statement.flatMap(({ Action }) =>
      Action.map((action) => ({ side, purpose, action, answer: verdictOn(answers.of(side, action)) })),
    ),
  )
}

/** A denial is what is being looked for: it has been heard, whatever it kept from going on. */
async function asFarAsItGoes(look: () => Promise<unknown>): Promise<void> {
  try {
    await look()
  } catch (error) {
    if (!(error instanceof PlinkError) || error.code !== 'CLOUD_DENIED') throw error
  }
}

function verdictOn(outcome: string | undefined): CheckedPermission['answer'] {
  if (outcome === undefined) return 'undetermined'
  return isDenial(outcome) ? 'denied' : 'allowed'
}
