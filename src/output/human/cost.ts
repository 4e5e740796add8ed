import { addOnPrice, type PlannedCost, type Price, trafficPrice } from '../../model/cost.ts'
import { zonePrice } from '../../model/remembered.ts'
import type { Text } from '../../text/text.ts'
import { beside, columnOf, paragraph } from './columns.ts'
import type { Style } from './style.ts'
import { padEnd } from './width.ts'

/** What the link will cost by the hour, marked as list prices; nothing where there is nothing to pay for. */
export function costLines(cost: readonly PlannedCost[], text: Text, style: Style): string[] {
  if (cost.length === 0) return []
  const names = cost.map(({ direction }) => text.words.directions[direction])
  const column = columnOf(names, 16)
  return [
    ...paragraph(text.picture.cost, 0, style),
    ...cost.flatMap((each, at) =>
      beside(`  ${padEnd(names[at] ?? '', column)}  `, text.picture.costOf({ ...each, ...pricesOf(each) }), style),
    ),
  ]
}

/** The same for scripts. */
export function costDocument(cost: readonly PlannedCost[]): Readonly<Record<string, unknown>> {
  return {
    price: 'list',
    perZoneHour: zonePrice,
    perGB: trafficPrice,
    directions: cost.map(({ direction, zones, payer, loadBalancers, addOn }) => ({
      direction,
      zones,
      payer,
      perHour: zones === null ? null : { CNY: rounded(zones * zonePrice.CNY), USD: rounded(zones * zonePrice.USD) },
      loadBalancers,
      addOnPerHour: addOn ? addOnPrice : null,
    })),
  }
}

/** For sentences: the hours' price of the zones, or of one where nobody knows how many. */
function pricesOf({ zones }: PlannedCost) {
  const times = zones ?? 1
  return {
    perHour: said({ CNY: times * zonePrice.CNY, USD: times * zonePrice.USD }),
    perGB: said(trafficPrice),
    addOnPerHour: said(addOnPrice),
  }
}

function said({ CNY, USD }: Price): { readonly CNY: string | null; readonly USD: string | null } {
  return { CNY: CNY === null ? null : CNY.toFixed(2), USD: USD === null ? null : USD.toFixed(2) }
}

/** 3 × 0.07 is 0.21, not 0.21000000000000002. */
function rounded(price: number): number {
  return Number(price.toFixed(2))
}
