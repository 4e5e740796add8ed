import { type CloudCause, explainCode, type Responsible, responsibleFor } from '../model/cloud-code.ts'
import type { Faults } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'

/** What is known where a refusal is explained. */
export interface RefusedCall {
  readonly side: SideName
  /** `privatelink.CreateVpcEndpoint` */
  readonly action: string
  /** The name in the code, `ZoneId` of `MissingParam.ZoneId`; empty where it has none. */
  readonly field: string
  /** What RAM calls the right to do it, `privatelink:CreateVpcEndpoint`. */
  readonly permission: string
}

export type Said = string | ((refused: RefusedCall) => string)

/** Whole sentences: why the cloud refuses, and what to do about it. */
export interface Explanation {
  readonly cause: Said
  readonly next: Said
}

/** All causes that the cloud can give, in one language. A cause without a sentence does not compile. */
export interface Glossary {
  readonly causes: Readonly<Record<CloudCause, Explanation>>
  /** A sentence that says who must act; empty where the advice is for whoever reads it. */
  readonly responsible: Readonly<Record<Responsible, string>>
  /** For a code that no table has: what to do, and the page where the cloud itself explains it. */
  readonly unknown: (page: string) => string
  /** What stands between two sentences. */
  readonly space: string
}

/** Why, what to do, who must do it. A denial that nobody listed is a missing permission all the same. */
export function explanationOf(
  { causes, responsible, unknown, space }: Glossary,
  refusal: Faults['CLOUD_REFUSED'] & { readonly permission?: string },
): string {
  const { side, action, apiCode, permission } = refusal
  const explained = explainCode(apiCode)
  const cause = explained?.cause ?? (permission === undefined ? undefined : 'permission')
  if (cause === undefined) return unknown(troubleshooting(refusal))
  const about = {
    side,
    action,
    field: explained?.field ?? '',
    permission: permission ?? action.replace('.', ':'),
  }
  const { cause: why, next } = causes[cause]
  return [say(why, about), say(next, about), responsible[responsibleFor(cause, about)]]
    .filter((sentence) => sentence !== '')
    .join(space)
}

/** The cloud's own code and message, whole but for the final stop, which is ours to set. */
export function ownWords({ apiCode, apiMessage }: Faults['CLOUD_REFUSED'], colon: string): string {
  const message = apiMessage.replace(/[.。\s]+$/, '')
  return message === '' ? apiCode : `${apiCode}${colon}${message}`
}

export function say(said: Said, refused: RefusedCall): string {
  return typeof said === 'string' ? said : said(refused)
}

/**
 * The page that explains one refusal; answers carry its address in `Recommend` (PrivateLink and SLB, error bodies). The
 * product is named as its API is.
 */
function troubleshooting({ action, apiCode, requestId }: Faults['CLOUD_REFUSED']): string {
  const product = action.slice(0, action.indexOf('.')).replace(/^./, (first) => first.toUpperCase())
  const page = new URL('https://api.aliyun.com/troubleshoot')
  page.searchParams.set('q', apiCode)
  page.searchParams.set('product', product)
  if (requestId !== null) page.searchParams.set('requestId', requestId)
  return page.href
}
