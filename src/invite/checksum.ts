import { createHash } from 'node:crypto'
import { PlinkError } from '../model/fault.ts'
import type { Invite, SpokenValues } from '../model/invite.ts'

/** `7f3a-91c2`: 32 bits against mistakes of copying, not against somebody who means harm. */
export function checkOf(values: Invite | SpokenValues): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(canonical(values)))
    .digest('hex')
  return `${digest.slice(0, 4)}-${digest.slice(4, 8)}`
}

/** @throws PlinkError INVITE_CHANGED when values do not have the checksum that their sender wrote or said */
export function verifyChecksum(is: string, wanted: string, file: string | null): void {
  if (is !== wanted) throw new PlinkError('INVITE_CHANGED', { file, wanted, is })
}

/** The order of keys, of zones and of ports means nothing, and what is undefined is not there. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(canonical)
      .map((each) => [JSON.stringify(each), each])
      .sort(byFirst)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]) => [key, canonical(inner)])
    .sort(byFirst)
}

function byFirst([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1
}
