import type { Result } from '../model/result.ts'
import { formatNext } from '../text/format.ts'
import { letter } from '../text/letter.ts'
import type { Text } from '../text/text.ts'
import { faultDocument } from './fault-document.ts'

type InviteResult = Result & { readonly kind: 'invite' | 'accept' }

/** For scripts, without the schema key. */
export function inviteDocument(result: InviteResult, text: Text): Readonly<Record<string, unknown>> {
  if (result.kind === 'invite') {
    const { path, audience, checksum, invite, spoken, spokenChecksum } = result.handed
    return {
      path,
      for: audience,
      checksum,
      invite,
      spoken: { ...spoken, checksum: spokenChecksum },
      text: letter(result.handed, text),
    }
  }
  const { file, amendments, warnings, checked, next } = result
  return {
    file,
    changes: amendments.map(({ key, was, will, from }) => ({ key, was, will, from })),
    checked,
    warnings: warnings.map((fault) => faultDocument(fault, text)),
    next: formatNext(text, next),
    nextCode: next.code,
    nextFacts: next.facts,
  }
}
