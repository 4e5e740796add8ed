import {
  type Adopted,
  type RememberedLink,
  type RememberedStep,
  type Unsure,
  zonePrice,
} from '../../model/remembered.ts'
import type { Result } from '../../model/result.ts'
import { clean } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { paragraph } from './columns.ts'
import type { Style } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

/** What the commands of `plink state` end with. */
type StateResult = Result & { kind: 'state' | 'steps' | 'adoption' | 'forgotten' | 'unlocked' }

/** For people. */
export function stateLines(result: StateResult, text: Text, style: Style): string[] {
  const { state } = text
  const file = clean(result.file)
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
      const stay = parts.length === 0 ? [] : paragraph(state.partsStay(parts.map(clean)), 0, style)
      return [state.forgotten(clean(forgotten.step), forgotten.id && clean(forgotten.id)), ...stay]
    }
    case 'unlocked':
      if (!result.broken) return [state.notLocked(file)]
      return [state.unlocked(file), ...paragraph(clean(state.holder(result.holder, result.alive)), 2, style, style.dim)]
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

/** For scripts, without the schema key. */
export function stateDocument(result: StateResult): Readonly<Record<string, unknown>> {
  switch (result.kind) {
    case 'state': {
      const { file, remembered } = result
      if (remembered === null)
        return { file, link: null, region: null, lineage: null, serial: null, steps: [], cost: costDocument([]) }
      const { link, region, lineage, serial, steps, cost } = remembered
      return { file, link, region, lineage, serial, steps, cost: costDocument(cost) }
    }
    case 'steps':
      return { steps: result.steps }
    case 'adoption': {
      const { file, link, region, lineage, adopted, unsure } = result
      return { file, link, region, lineage, adopted, unsure }
    }
    case 'forgotten':
      return { file: result.file, forgotten: result.forgotten, parts: result.parts }
    case 'unlocked': {
      const { file, broken, holder, alive } = result
      return { file, broken, holder: holder && { ...holder, alive } }
    }
  }
}

function linkLines(remembered: RememberedLink, file: string, text: Text, style: Style): string[] {
  const { state } = text
  const { link, region, lineage, serial, steps, cost } = remembered
  const head = [`${state.file} ${file}`, `${state.lineage} ${clean(lineage)}`, `${state.serial} ${serial}`]
  const costs = cost.flatMap(({ direction, zones, payer }) => {
    const [cny, usd] = pricesOf(zones ?? 1)
    return paragraph(state.cost({ direction: text.words.directions[direction], zones, payer, cny, usd }), 0, style)
  })
  return [
    `${style.bold(clean(link))}  ${style.dim(clean(region))}`,
    ...head.map((line) => style.dim(line)),
    '',
    ...(steps.length === 0 ? [state.empty] : stepLines(steps, text, style)),
    ...(costs.length === 0 ? [] : ['', ...costs, ...paragraph(state.listPrice, 0, style, style.dim)]),
  ]
}

/** A table; a column whose every cell is empty is left out. */
function stepLines(steps: readonly RememberedStep[], { state }: Text, style: Style): string[] {
  const { columns } = state
  const rows = steps.map(({ step, id, mine, status, since }) => [
    clean(step),
    id === null ? '–' : clean(id),
    mine === null ? '–' : mine ? state.ours : state.adopted,
    state.statuses[status],
    since === null ? '' : clean(since),
  ])
  const titles = [columns.step, columns.id, columns.whose, columns.status, columns.since]
  const shown = titles.map((_, index) => index).filter((index) => rows.some((row) => row[index] !== ''))
  const widths = titles.map((title, index) =>
    Math.max(...[title, ...rows.map((row) => row[index] ?? '')].map(displayWidth)),
  )
  const line = (cells: readonly string[]) =>
    shown
      .map((index) => padEnd(cells[index] ?? '', widths[index] ?? 0))
      .join('  ')
      .trimEnd()
  return rows.length === 0 ? [] : [style.dim(line(titles)), ...rows.map(line)]
}

function adoptedLines(adopted: readonly Adopted[], text: Text, style: Style): string[] {
  const steps = adopted.map((each) => ({ ...each, since: null }))
  return stepLines(steps, text, style)
}

function unsureLines(unsure: readonly Unsure[], { state }: Text, style: Style): string[] {
  if (unsure.length === 0) return []
  const lines = unsure.map(({ step, id, why, code }) => {
    const thing = id === null ? '' : `  ${clean(id)}`
    return `  ${style.mark('unknown')} ${clean(step)}${thing}  ${state.why[why]}${code === null ? '' : ` (${clean(code)})`}`
  })
  return ['', ...paragraph(state.unsure, 0, style), ...lines]
}

function costDocument(cost: RememberedLink['cost']) {
  const directions = cost.map(({ direction, zones, payer }) => {
    if (zones === null) return { direction, zones, payer, perHour: null }
    const [cny, usd] = pricesOf(zones)
    return { direction, zones, payer, perHour: { CNY: Number(cny), USD: Number(usd) } }
  })
  return { price: 'list', perZoneHour: zonePrice, directions }
}

function pricesOf(zones: number): readonly [cny: string, usd: string] {
  return [(zones * zonePrice.CNY).toFixed(2), (zones * zonePrice.USD).toFixed(2)]
}
