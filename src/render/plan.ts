import { directionNames } from '../model/link.ts'
import type { Change, PlanAction } from '../model/result.ts'
import { clean } from '../text/clean.ts'
import { sayReason } from '../text/say.ts'
import type { Text } from '../text/text.ts'
import { columnOf, row } from './columns.ts'
import type { Style, Tone } from './style.ts'
import { directionTitle } from './topology.ts'
import { padEnd } from './width.ts'

/** ASCII on purpose: the signs every diff uses. */
const signs: Readonly<Record<PlanAction, { readonly sign: string; readonly tone: Tone }>> = {
  create: { sign: '+', tone: 'ok' },
  adopt: { sign: '=', tone: 'ok' },
  update: { sign: '~', tone: 'warn' },
  wait: { sign: '.', tone: 'idle' },
  peer: { sign: '?', tone: 'unknown' },
  blocked: { sign: 'x', tone: 'fail' },
  none: { sign: ' ', tone: 'idle' },
  delete: { sign: '-', tone: 'fail' },
}

/** The changes by direction: what, to which thing, and why. */
export function changeLines(changes: readonly Change[], text: Text, style: Style): string[] {
  const actions = columnOf(
    changes.map(({ action }) => text.words.actions[action]),
    16,
  )
  const things = columnOf(
    changes.map((change) => thingOf(change, text)),
    Math.max(24, Math.floor(style.width * 0.45)),
  )
  return directionNames.flatMap((name) => {
    const own = changes.filter(({ direction }) => direction === name)
    if (own.length === 0) return []
    const rows = own.flatMap((change) => {
      const { sign, tone } = signs[change.action]
      const action = style.tone(tone, `${sign} ${padEnd(text.words.actions[change.action], actions)}`)
      const paint = change.action === 'none' ? style.dim : undefined
      const lead = `  ${action}  ${thingOf(change, text)}`
      return row(lead, 2 + 2 + actions + 2 + things, sayReason(text, change.reason), style, paint)
    })
    return ['', directionTitle(name, text, style), ...rows]
  })
}

export function planSummary(changes: readonly Change[], text: Text): string {
  if (changes.every(({ action }) => action === 'none')) return text.picture.planEmpty
  return text.picture.planSummary(countsOf(changes))
}

/** How many changes of each action. */
export function countsOf(changes: readonly Change[]): Partial<Record<PlanAction, number>> {
  const counts: Partial<Record<PlanAction, number>> = {}
  for (const { action } of changes) counts[action] = (counts[action] ?? 0) + 1
  return counts
}

/** `endpoint service epsrv-…`; an id that the step's name holds already is not said twice. */
function thingOf({ step, id }: Change, text: Text): string {
  const name = clean(text.step(step))
  return id === null || name.includes(id) ? name : `${name} ${clean(id)}`
}
