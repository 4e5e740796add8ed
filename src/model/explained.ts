import type { CloudCause } from './cloud-code.ts'
import { explainCode } from './cloud-code.ts'
import { type FaultCode, type FaultData, type FaultOwner, faults } from './fault.ts'
import { findings } from './finding.ts'
import type { HopName } from './hop.ts'

/** What there is to know about a code without a link at hand. */
export type Explained =
  | { readonly of: 'finding'; readonly code: FaultCode; readonly hop: HopName; readonly owner: FaultOwner }
  | { readonly of: 'error'; readonly code: FaultCode; readonly exit: number; readonly owner: FaultOwner }
  /** Of Alibaba Cloud itself; `code` as it was asked for. */
  | { readonly of: 'cloud'; readonly code: string; readonly cause: CloudCause }

/** Everything that can be asked for and is plink's own. */
export const ownCodes: readonly string[] = Object.keys(faults)

/** @returns undefined for a code that nobody knows */
export function explainedBy(code: string): Explained | undefined {
  const own = code.toUpperCase().replaceAll('-', '_')
  if (isOwn(own)) {
    const { exit, owner } = faults[own]
    const finding = Object.entries(findings).find(([known]) => known === own)
    return finding ? { of: 'finding', code: own, hop: finding[1].hop, owner } : { of: 'error', code: own, exit, owner }
  }
  const explained = explainCode(code)
  return explained && { of: 'cloud', code, cause: explained.cause }
}

function isOwn(code: string): code is FaultCode {
  return Object.hasOwn(faults, code)
}

/** A fault or a finding with facts that stand for those of a link. */
export function exampleOf<C extends FaultCode>(code: C, facts: unknown): FaultData {
  // Safe: the facts stand under their own code.
  return { code, facts } as FaultData
}
