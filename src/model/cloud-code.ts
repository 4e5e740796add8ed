import { accessCodes } from './cloud-codes/access.ts'
import { balancerCodes } from './cloud-codes/balancer.ts'
import type { CauseOwner, CauseRecord } from './cloud-codes/cause.ts'

import { networkCodes } from './cloud-codes/network.ts'
import { privatelinkCodes } from './cloud-codes/privatelink.ts'
import { requestCodes } from './cloud-codes/request.ts'
import type { SideName } from './link.ts'

/** Every cause of a refusal that plink can explain, with Alibaba Cloud's codes for it. */
export const cloudCauses = {
  ...accessCodes,
  ...requestCodes,
  ...privatelinkCodes,
  ...networkCodes,
  ...balancerCodes,
} as const
export type CloudCause = keyof typeof cloudCauses

/** Who must act after a refusal, as seen by whoever runs plink. */
export type Responsible = SideName | 'your-administrator' | "peer's-administrator" | 'cloud' | 'plink' | 'nobody'

/** The meaning of an Alibaba Cloud error code. */
export interface ExplainedCode {
  readonly cause: CloudCause
  /** The code as the table has it, `MissingParam.%s`. */
  readonly listed: string
  /** The name in the code, for those with `%s`. */
  readonly field: string | null
}

interface Pattern {
  readonly cause: CloudCause
  readonly listed: string
  readonly regExp: RegExp
}

// Safe: the keys of a record of causes are causes.
const rows = Object.entries(cloudCauses) as [CloudCause, CauseRecord][]
const listing = rows.flatMap(([cause, { codes }]) => codes.map((listed) => ({ cause, listed })))
const exact = new Map(listing.map((row) => [row.listed, row]))
/** The longest first, so that `InvalidParam.%s` is tried before `Invalid%s`. */
const patterns: readonly Pattern[] = listing
  .filter(({ listed }) => listed.includes('%s'))
  .toSorted((a, b) => b.listed.length - a.listed.length)
  .map((row) => ({ ...row, regExp: patternOf(row.listed) }))

/** The meaning of a code; undefined if no table has it. Messages are not read: their wording may change. */
export function explainCode(apiCode: string): ExplainedCode | undefined {
  const known = exact.get(apiCode)
  if (known !== undefined) return { ...known, field: null }
  for (const { cause, listed, regExp } of patterns) {
    const field = regExp.exec(apiCode)?.[1]
    if (field !== undefined) return { cause, listed, field }
  }
  return undefined
}

/** Who must act when the account of `side` was refused `action`. */
export function responsibleFor(cause: CloudCause, { side, action }: { side: SideName; action: string }): Responsible {
  const other = side === 'you' ? 'peer' : 'you'
  const provides = providers.test(action)
  const owner: CauseOwner = cloudCauses[cause].owner
  switch (owner) {
    case 'caller':
      return side
    case 'provider':
      return provides ? side : other
    case 'consumer':
      return provides ? other : side
    case 'administrator':
      return side === 'you' ? 'your-administrator' : "peer's-administrator"
    case 'runner':
      return 'you'
    case 'cloud':
    case 'plink':
    case 'nobody':
      return owner
  }
}

/** Actions of the owner of the endpoint service; all others on PrivateLink are the consumer's. */
const providers = /VpcEndpointService(?!sByEndUser)|VpcEndpoint(?:Zone)?Connection|^(?:slb|nlb)\./

/** `%s` after a dot stands for everything that follows, `%s` after a word for one word (`MissingRegionId`). */
function patternOf(listed: string): RegExp {
  const literal = listed.replace('%s', '').replaceAll('.', '\\.')
  return new RegExp(`^${literal}${listed.endsWith('.%s') ? '([\\w.-]+)' : '([A-Z]\\w*)'}$`)
}
