import type { Clock } from '../../model/clock.ts'

/** The add-on that gives a deployment an internal load balancer ("internal endpoint"): EMQX documents these two words. */
export type AddonStatus = 'off' | 'creating' | 'running'

export interface IntranetLbAddon {
  status(): AddonStatus
  /** Switching on what is on changes nothing. */
  switchOn(): AddonStatus
}

/**
 * @param createMs virtual milliseconds that it takes
 * @param isOn whether it was switched on in an earlier life
 */
export function createIntranetLbAddon(clock: Clock, createMs: number, isOn = false): IntranetLbAddon {
  let since: number | undefined = isOn ? Number.NEGATIVE_INFINITY : undefined
  const status = (): AddonStatus => {
    if (since === undefined) return 'off'
    return clock.now() - since < createMs ? 'creating' : 'running'
  }
  return {
    status,
    switchOn() {
      since ??= clock.now()
      return status()
    },
  }
}
