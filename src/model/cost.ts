import type { DirectionName, SideName } from './link.ts'

/** An amount in the currencies of Alibaba Cloud's two sites; null where no list price is documented. */
export interface Price {
  readonly CNY: number | null
  readonly USD: number | null
}

/** List price of one zone of an endpoint for one hour, connected or not (PrivateLink billing); regions may differ. */
export const zonePrice = { CNY: 0.07, USD: 0.01 } as const

/** List price of so many zones per hour, in whole hundredths: 3 × 0.07 is 0.21, not 0.21000000000000002. */
export function hourlyPrice(zones: number): { readonly CNY: number; readonly USD: number } {
  return { CNY: Number((zones * zonePrice.CNY).toFixed(2)), USD: Number((zones * zonePrice.USD).toFixed(2)) }
}

/** List price of one GB that an endpoint passes on (PrivateLink billing names it in CNY only); regions may differ. */
export const trafficPrice: Price = { CNY: 0.07, USD: null }

/** List price of EMQX's intranet load balancing for one hour, by its site (EMQX Cloud, value-added services). EMQX bills it. */
export const addOnPrice: Price = { CNY: 0.1, USD: 0.05 }

/** What one direction will cost once it is as asked for, as numbers to multiply list prices by. */
export interface PlannedCost {
  readonly direction: DirectionName
  /** Zones of its endpoint, each paid for by the hour; null when the peer decides how many. */
  readonly zones: number | null
  /** Fixed with the service; null while the peer's service cannot be seen. */
  readonly payer: SideName | null
  /** Load balancers that plink makes; they are charged by use (PayByCLCU), at no documented price by the hour. */
  readonly loadBalancers: number
  /** EMQX's intranet load balancing is needed. */
  readonly addOn: boolean
}
