/**
 * Who can make a refusal of the cloud go away, seen from the account that was refused:
 * - `caller`: that account's own people
 * - `provider`, `consumer`: whoever owns the endpoint service, the endpoint
 * - `administrator`: whoever gives out rights in the account that was refused
 * - `runner`: the person at this machine: keys, clock, proxy, plink.yaml
 * - `cloud`: nobody; it passes by itself
 * - `plink`: its authors; the call itself was wrong
 * - `nobody`: nothing is wrong
 */
export type Helper = 'caller' | 'provider' | 'consumer' | 'administrator' | 'runner' | 'cloud' | 'plink' | 'nobody'

/** One cause, and the codes the cloud gives it. At most five codes: more would make its advice say nothing. */
export interface Glossed {
  readonly who: Helper
  /** `%s` stands for a name that the cloud puts into the code: `MissingParam.%s`, `Missing%s`. */
  readonly codes: readonly string[]
}
