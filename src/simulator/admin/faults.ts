import { isApiAction } from '../../api/actions.ts'
import { unknownName } from './assign.ts'
import { AdminError, isFields } from './fields.ts'

/** What goes wrong. `lost-request`, `reset`, `status`, `throttled`, `code`, `denied`, `html` and `hang` keep the call from being carried out. */
type Trouble =
  /** Carried out, and the connection closes without an answer. */
  | { readonly fault: 'lost-reply' }
  /** Not carried out, and the connection closes without an answer: the client cannot tell it from `lost-reply`. */
  | { readonly fault: 'lost-request' }
  /** As `lost-request`, but the connection is reset (RST). */
  | { readonly fault: 'reset' }
  /** 500 InternalError or 503 ServiceUnavailable; `done`: carried out all the same. */
  | { readonly fault: 'status'; readonly status: 500 | 503; readonly done?: boolean }
  /** 429 Throttling.User; `retryAfter` goes into x-acs-retry-after. */
  | { readonly fault: 'throttled'; readonly retryAfter?: number }
  | { readonly fault: 'code'; readonly code: string; readonly status?: number; readonly message?: string }
  /** 403 with AccessDeniedDetail, as RAM refuses. */
  | { readonly fault: 'denied' }
  /** Carried out, answered `ms` real milliseconds later. */
  | { readonly fault: 'slow'; readonly ms: number }
  /** Never answered; the connection stays open until the client gives up. */
  | { readonly fault: 'hang' }
  /** 502 with a page of HTML, as a proxy answers. */
  | { readonly fault: 'html' }
  /** Carried out; the transitions it starts never end. */
  | { readonly fault: 'stuck' }
  /** Parked until released, before or after being carried out. */
  | { readonly fault: 'hold'; readonly when: 'before' | 'after' }

export type InjectedFault = Trouble & {
  /** `privatelink.CreateVpcEndpoint`, or `*`. */
  readonly action: string
  /** Only calls of this account, by name or UID. */
  readonly account?: string
  readonly kind?: 'read' | 'write'
  /** The nth call that fits, counted from now, is the first to suffer. Default 1. */
  readonly nth?: number
  /** How many calls in a row suffer; 0: all that follow. Default 1. */
  readonly times?: number
}

export interface FaultTarget {
  readonly action: string
  readonly account: { readonly name: string; readonly uid: string }
  readonly kind: 'read' | 'write' | 'dry-run'
}

const faultNames = [
  'lost-reply',
  'lost-request',
  'reset',
  'status',
  'throttled',
  'code',
  'denied',
  'slow',
  'hang',
  'html',
  'stuck',
  'hold',
] as const satisfies readonly Trouble['fault'][]

/** The faults that were ordered, each with its count of calls that fitted. The first that strikes wins. */
export class FaultInjector {
  readonly #ordered: { readonly fault: InjectedFault; seen: number }[] = []

  add(fault: InjectedFault): void {
    this.#ordered.push({ fault, seen: 0 })
  }

  clear(): void {
    this.#ordered.length = 0
  }

  list(): readonly (InjectedFault & { readonly seen: number })[] {
    return this.#ordered.map(({ fault, seen }) => ({ ...fault, seen }))
  }

  /** Counts the call with every fault it fits, and tells what strikes it, if anything. */
  strike(call: FaultTarget): InjectedFault | undefined {
    let struck: InjectedFault | undefined
    for (const entry of this.#ordered) {
      if (!fits(entry.fault, call)) continue
      entry.seen++
      const first = entry.fault.nth ?? 1
      const times = entry.fault.times ?? 1
      if (entry.seen >= first && (times === 0 || entry.seen < first + times)) struck ??= entry.fault
    }
    return struck
  }
}

function fits(fault: InjectedFault, { action, account, kind }: FaultTarget): boolean {
  return (
    (fault.action === '*' || fault.action === action) &&
    (fault.account === undefined || fault.account === account.name || fault.account === account.uid) &&
    (fault.kind === undefined || fault.kind === (kind === 'dry-run' ? 'write' : kind))
  )
}

type Check = (value: unknown) => boolean
const isText: Check = (value) => typeof value === 'string' && value !== ''
const isCount: Check = (value) => typeof value === 'number' && Number.isInteger(value) && value >= 0
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value)
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value)

const everyFault: Readonly<Record<string, Check>> = {
  fault: oneOf(...faultNames),
  action: (value) => value === '*' || (typeof value === 'string' && isApiAction(value)),
  account: optional(isText),
  kind: optional(oneOf('read', 'write')),
  nth: optional((value) => isCount(value) && value !== 0),
  times: optional(isCount),
}
const someFaults: Readonly<Partial<Record<Trouble['fault'], Readonly<Record<string, Check>>>>> = {
  status: { status: oneOf(500, 503), done: optional(oneOf(true, false)) },
  throttled: { retryAfter: optional(isCount) },
  code: {
    code: isText,
    status: optional((value) => isCount(value) && Number(value) >= 400 && Number(value) <= 599),
    message: optional((value) => typeof value === 'string'),
  },
  slow: { ms: isCount },
  hold: { when: oneOf('before', 'after') },
}

/** A fault from JSON. @throws AdminError for a field that is missing, unknown, or has a value that it cannot have */
export function readFault(value: unknown): InjectedFault {
  if (!isFields(value)) throw new AdminError('a fault is a JSON object')
  const name = faultNames.find((each) => each === value['fault'])
  const checks = { ...everyFault, ...(name && someFaults[name]) }
  for (const field of new Set([...Object.keys(checks), ...Object.keys(value)])) {
    const check = Object.hasOwn(checks, field) ? checks[field] : undefined
    if (check === undefined) throw new AdminError(unknownName('field', field, Object.keys(checks)))
    if (check(value[field])) continue
    const known = field === 'fault' ? `; there are ${faultNames.join(', ')}` : ''
    throw new AdminError(`${field} of a fault cannot be ${JSON.stringify(value[field])}${known}`)
  }
  // Safe: every field of it has just been checked.
  return value as unknown as InjectedFault
}
