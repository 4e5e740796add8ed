import { accessCodes } from './cloud-codes/access.ts'
import { balancerCodes } from './cloud-codes/balancer.ts'
import type { Glossed, Helper } from './cloud-codes/glossed.ts'
import { networkCodes } from './cloud-codes/network.ts'
import { privatelinkCodes } from './cloud-codes/privatelink.ts'
import { requestCodes } from './cloud-codes/request.ts'
import type { SideName } from './link.ts'

/** Every cause of a refusal that plink can explain, with the cloud's codes for it. */
export const cloudCauses = {
  ...accessCodes,
  ...requestCodes,
  ...privatelinkCodes,
  ...networkCodes,
  ...balancerCodes,
} as const
export type CloudCause = keyof typeof cloudCauses

/** Who must act after a refusal, in the words of whoever runs plink. */
export type Doer = SideName | 'your-administrator' | "peer's-administrator" | 'cloud' | 'plink' | 'nobody'

/** What a code of the cloud means. */
export interface Explained {
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
const rows = Object.entries(cloudCauses) as [CloudCause, Glossed][]
const listing = rows.flatMap(([cause, { codes }]) => codes.map((listed) => ({ cause, listed })))
const exact = new Map(listing.map((row) => [row.listed, row]))
/** The longest first, so that `InvalidParam.%s` is tried before `Invalid%s`. */
const patterns: readonly Pattern[] = listing
  .filter(({ listed }) => listed.includes('%s'))
  .toSorted((a, b) => b.listed.length - a.listed.length)
  .map((row) => ({ ...row, regExp: patternOf(row.listed) }))

/** What a code means; undefined for one that no table has. Never by the message: its wording is not promised. */
export function explainCode(apiCode: string): Explained | undefined {
  const known = exact.get(apiCode)
  if (known !== undefined) return { ...known, field: null }
  for (const { cause, listed, regExp } of patterns) {
    const field = regExp.exec(apiCode)?.[1]
    if (field !== undefined) return { cause, listed, field }
  }
  return undefined
}

/** Who must act, when the account of `side` was refused this action. */
export function doerOf(cause: CloudCause, { side, action }: { side: SideName; action: string }): Doer {
  const other = side === 'you' ? 'peer' : 'you'
  const provides = providers.test(action)
  const helper: Helper = cloudCauses[cause].who
  switch (helper) {
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
      return helper
  }
}

/** The actions of whoever owns the endpoint service; those on endpoints are the consumer's. */
const providers = /VpcEndpointService(?!sByEndUser)|VpcEndpoint(?:Zone)?Connection|^(?:slb|nlb)\./

/** A name right after a word is one word (`MissingRegionId`); after a dot it is all that follows. */
function patternOf(listed: string): RegExp {
  const literal = listed.replace('%s', '').replaceAll('.', '\\.')
  return new RegExp(`^${literal}${listed.endsWith('.%s') ? '([\\w.-]+)' : '([A-Z]\\w*)'}$`)
}
