/**
 * Who can remove the cause of a refusal, seen from the account that was refused:
 * - `caller`: the users of that account
 * - `provider`, `consumer`: the owner of the endpoint service, of the endpoint
 * - `administrator`: whoever grants permissions in that account
 * - `runner`: whoever runs plink: keys, clock, proxy, plink.yaml
 * - `cloud`: nobody; the refusal is temporary
 * - `plink`: its authors; the request was wrong
 * - `nobody`: nothing is wrong
 */
export type CauseOwner = 'caller' | 'provider' | 'consumer' | 'administrator' | 'runner' | 'cloud' | 'plink' | 'nobody'

/** One cause and its error codes. At most five, or the advice becomes too general to help. */
export interface CauseRecord {
  readonly owner: CauseOwner
  /** `%s` stands for a name inside the code: `MissingParam.%s`, `Missing%s`. */
  readonly codes: readonly string[]
}
