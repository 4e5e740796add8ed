import { addOnPrice, hourlyPrice, type PlannedCost, type Price, trafficPrice } from '../../model/cost.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging, paragraph } from './columns.ts'
import type { Style } from './style.ts'
import { padEnd } from './width.ts'

/** What the link will cost by the hour, marked as list prices; nothing where there is nothing to pay for. */
export function costLines(cost: readonly PlannedCost[], text: Text, style: Style): string[] {
  if (cost.length === 0) return []
  const names = cost.map(({ direction }) => text.words.directions[direction])
  const column = columnWidth(names, 16)
  return [
    ...paragraph(text.picture.cost, 0, style),
    ...cost.flatMap((each, at) =>
      hanging(`  ${padEnd(names[at] ?? '', column)}  `, text.picture.costOf({ ...each, ...pricesOf(each) }), style),
    ),
  ]
}

/** For sentences: the hours' price of the zones, or of one where nobody knows how many. */
function pricesOf({ zones }: PlannedCost) {
  return {
    perHour: said(hourlyPrice(zones ?? 1)),
    perGB: said(trafficPrice),
    addOnPerHour: said(addOnPrice),
  }
}

function said({ CNY, USD }: Price): { readonly CNY: string | null; readonly USD: string | null } {
  return { CNY: CNY === null ? null : CNY.toFixed(2), USD: USD === null ? null : USD.toFixed(2) }
}
