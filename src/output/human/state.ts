import { hourlyPrice } from '../../model/cost.ts'
import type { Adopted, RememberedLink, RememberedStep, Unsure } from '../../model/remembered.ts'
import type { Result } from '../../model/result.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { paragraph } from './columns.ts'
import type { Style } from './style.ts'
import { tableLines } from './table.ts'
import { minuteOf } from './time.ts'

/** What the commands of `plink state` end with. */
type StateResult = Result & { kind: 'state' | 'steps' | 'adoption' | 'forgotten' | 'unlocked' }

/** For people. */
export function stateLines(result: StateResult, text: Text, style: Style): string[] {
  const { state } = text
  const file = sanitize(result.file)
  switch (result.kind) {
    case 'state': {
      const { remembered } = result
      return remembered === null ? [state.noFile(file)] : linkLines(remembered, file, text, style)
    }
    case 'steps':
      return stepLines(result.steps, text, style)
    case 'adoption': {
      const { adopted, unsure } = result
      const end = adopted.length === 0 ? [state.nothingNew] : ['', state.adoptedAll(adopted.length, file)]
      return [...adoptedLines(adopted, text, style), ...end, ...unsureLines(unsure, text, style)]
    }
    case 'forgotten': {
      const { forgotten, parts } = result
      const stay = parts.length === 0 ? [] : paragraph(state.partsStay(parts.map(sanitize)), 0, style)
      return [state.forgotten(sanitize(forgotten.step), forgotten.id && sanitize(forgotten.id)), ...stay]
    }
    case 'unlocked':
      if (!result.broken) return [state.notLocked(file)]
      return [
        state.unlocked(file),
        ...paragraph(sanitize(state.holder(result.holder, result.alive)), 2, style, style.dim),
      ]
  }
}

/** What is to be taken into the state, and what is not: for the question. */
export function adoptionLines(
  adopted: readonly Adopted[],
  unsure: readonly Unsure[],
  text: Text,
  style: Style,
): string[] {
  return [...adoptedLines(adopted, text, style), ...unsureLines(unsure, text, style), '']
}

function linkLines(remembered: RememberedLink, file: string, text: Text, style: Style): string[] {
  const { state } = text
  const { link, region, lineage, serial, steps, cost } = remembered
  const head = [`${state.file} ${file}`, `${state.lineage} ${sanitize(lineage)}`, `${state.serial} ${serial}`]
  const costs = cost.flatMap(({ direction, zones, payer }) => {
    const { CNY, USD } = hourlyPrice(zones ?? 1)
    const facts = { zones, payer, cny: CNY.toFixed(2), usd: USD.toFixed(2) }
    return paragraph(state.cost({ direction: text.words.directions[direction], ...facts }), 0, style)
  })
  return [
    `${style.bold(sanitize(link))}  ${style.dim(sanitize(region))}`,
    ...head.map((line) => style.dim(line)),
    '',
    ...(steps.length === 0 ? [state.empty] : stepLines(steps, text, style)),
    ...(costs.length === 0 ? [] : ['', ...costs, ...paragraph(state.listPrice, 0, style, style.dim)]),
  ]
}

function stepLines(steps: readonly RememberedStep[], { state }: Text, style: Style): string[] {
  const { columns } = state
  const rows = steps.map(({ step, id, mine, status, since }) => [
    sanitize(step),
    id === null ? '–' : sanitize(id),
    mine === null ? '–' : mine ? state.ours : state.adopted,
    state.statuses[status],
    since === null ? '' : minuteOf(Date.parse(since)),
  ])
  const titles = [columns.step, columns.id, columns.whose, columns.status, columns.since]
  return tableLines(titles, rows, style)
}

function adoptedLines(adopted: readonly Adopted[], text: Text, style: Style): string[] {
  const steps = adopted.map((each) => ({ ...each, since: null }))
  return stepLines(steps, text, style)
}

function unsureLines(unsure: readonly Unsure[], { state }: Text, style: Style): string[] {
  if (unsure.length === 0) return []
  const lines = unsure.map(({ step, id, why, code }) => {
    const thing = id === null ? '' : `  ${sanitize(id)}`
    return `  ${style.mark('unknown')} ${sanitize(step)}${thing}  ${state.why[why]}${code === null ? '' : ` (${sanitize(code)})`}`
  })
  return ['', ...paragraph(state.unsure, 0, style), ...lines]
}
