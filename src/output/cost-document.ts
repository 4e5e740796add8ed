import { addOnPrice, hourlyPrice, type PlannedCost, trafficPrice, zonePrice } from '../model/cost.ts'

/** What the link will cost, for scripts: list prices, null where a number is not known. */
export function costDocument(cost: readonly PlannedCost[]): Readonly<Record<string, unknown>> {
  return {
    price: 'list',
    perZoneHour: zonePrice,
    perGB: trafficPrice,
    directions: cost.map(({ direction, zones, payer, loadBalancers, addOn }) => ({
      direction,
      zones,
      payer,
      perHour: zones === null ? null : hourlyPrice(zones),
      loadBalancers,
      addOnPerHour: addOn ? addOnPrice : null,
    })),
  }
}
