import type { Intent } from '../manifest/schema.ts'
import { missingKeys } from '../steps/endpoint.ts'

/** Keys that only you can fill in, before `up` can make your half of each direction. */
export function lackingIn({ directions: { inbound, outbound } }: Intent): string[] {
  const { service } = inbound ?? {}
  const provides = service && (service.id ?? service.loadBalancers[0] ?? service.create?.[0])
  return [
    ...(inbound && provides === undefined ? ['inbound.service.loadBalancers'] : []),
    ...(outbound && outbound.endpoint.id === undefined
      ? missingKeys(outbound.endpoint).map((key) => `outbound.endpoint.${key}`)
      : []),
  ]
}
