import { directionNames } from '../../model/link.ts'
import type { PlanAction, PlannedChange } from '../../model/result.ts'
import { formatReason } from '../../text/format.ts'
import { sanitize } from '../../text/sanitize.ts'
import { stepParts } from '../../text/steps.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging, row } from './columns.ts'
import { nextLines } from './next.ts'
import { directionTitle } from './status.ts'
import type { Style, Tone } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

/** Changes have the signs of a diff; what is not a change has the mark of its tone. */
const signs: Readonly<Record<PlanAction, { readonly sign?: string; readonly tone: Tone }>> = {
  create: { sign: '+', tone: 'ok' },
  adopt: { sign: '=', tone: 'ok' },
  update: { sign: '~', tone: 'warn' },
  wait: { tone: 'idle' },
  peer: { tone: 'warn' },
  blocked: { tone: 'fail' },
  none: { sign: ' ', tone: 'idle' },
  delete: { sign: '-', tone: 'fail' },
}

/** The order in which the changes of a direction are listed, grouped by action. */
const groups = [
  'create',
  'adopt',
  'update',
  'delete',
  'peer',
  'wait',
  'blocked',
  'none',
] as const satisfies PlanAction[]

/** The changes by direction and action: the resource and the reason. */
export function changeLines(
  changes: readonly PlannedChange[],
  region: string | null,
  text: Text,
  style: Style,
): string[] {
  const actions = columnWidth(
    changes.map((change) => actionOf(change, text)),
    16,
  )
  const things = columnWidth(
    changes.filter((change) => !isSettled(change)).map((change) => thingOf(change, text)),
    // Most reasons are two words.
    Math.max(24, style.width - actions - 27),
  )
  return directionNames.flatMap((name) => {
    const own = changes.filter(({ direction }) => direction === name)
    if (own.length === 0) return []
    const rows = groups.flatMap((group) =>
      own
        .filter((change) => change.action === group && !isSettled(change))
        .flatMap((change, at, all) => {
          const { tone, sign = style.glyphs.marks[signs[group].tone] } = signs[group]
          const verb = actionOf(change, text)
          const before = all[at - 1]
          // The action is written beside the first of those that have it.
          const isRepeated = before !== undefined && actionOf(before, text) === verb
          const action = style.tone(tone, `${sign} ${padEnd(isRepeated ? '' : verb, actions)}`)
          const paint = group === 'none' ? style.dim : undefined
          const lead = `  ${action}  ${thingOf(change, text)}`
          if (change.reason.code === 'PEER_MUST') {
            const due = { actor: 'peer', next: change.reason.facts.next, region } as const
            const steps = nextLines(due, 0, text, { ...style, width: style.width - 4 })
            return [lead, ...steps.map((line) => `    ${line}`)]
          }
          return reasonRow(lead, 2 + 2 + actions + 2 + things, reasonOf(change, text), style, paint)
        }),
    )
    const settled = own.filter(isSettled).map(({ step }) => sanitize(text.step(step)))
    const lead = `    ${style.dim(padEnd(text.words.actions.none, actions))}  `
    const rest = settled.length === 0 ? [] : hanging(lead, text.list(settled), style, style.dim)
    return ['', directionTitle(name, text, style), ...rows, ...rest]
  })
}

/** A security group is attached and detached: `delete` would say that the group itself is deleted. */
function actionOf({ action, step }: PlannedChange, { words }: Text): string {
  const attachment = attachmentOf(step, words)
  return attachment !== undefined && (action === 'create' || action === 'delete')
    ? attachment[action]
    : words.actions[action]
}

function reasonOf({ reason, step }: PlannedChange, text: Text): string {
  const isAttached = reason.code === 'MADE_BY_PLINK' && attachmentOf(step, text.words) !== undefined
  return isAttached ? text.words.attachedByPlink : formatReason(text, reason)
}

function attachmentOf(step: string, { attachments }: Text['words']) {
  const { kind } = stepParts(step)
  return Object.hasOwn(attachments, kind) ? attachments[kind as keyof typeof attachments] : undefined // Safe: just found.
}

/** As it should be: there is nothing to say of each. */
function isSettled({ reason }: PlannedChange): boolean {
  return reason.code === 'ALREADY_THERE'
}

/** A reason beside its resource; a long one, which would become a narrow column of many lines, goes below. */
function reasonRow(lead: string, column: number, reason: string, style: Style, paint?: (said: string) => string) {
  const isLong = displayWidth(reason) > 3 * (style.width - column)
  return isLong ? [lead, ...hanging(' '.repeat(6), reason, style, paint)] : row(lead, column, reason, style, paint)
}

export function planSummary(changes: readonly PlannedChange[], text: Text): string {
  if (changes.every(({ action }) => action === 'none')) return text.picture.planEmpty
  return text.picture.planSummary(countsOf(changes))
}

/** How many changes of each action. */
export function countsOf(changes: readonly PlannedChange[]): Partial<Record<PlanAction, number>> {
  const counts: Partial<Record<PlanAction, number>> = {}
  for (const { action } of changes) counts[action] = (counts[action] ?? 0) + 1
  return counts
}

/** `endpoint service epsrv-…`; an ID that is part of the step's name is not repeated. */
function thingOf({ step, id }: PlannedChange, text: Text): string {
  const name = sanitize(text.step(step))
  return id === null || name.includes(id) ? name : `${name} ${sanitize(id)}`
}
