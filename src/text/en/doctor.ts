import type { DoctorText } from '../text.ts'
import { count, list } from './grammar.ts'

export const doctor: DoctorText = {
  certainty: { confirmed: 'confirmed', probable: 'probable', undetermined: 'unknown' },
  evidence: 'evidence',
  ruledOut: 'ruled out',
  more: (shown, further) => list([...shown, `${further} more`]),
  fix: 'fix',
  ask: 'forward this',
  tellPeer: (message) => `We see this from our side: ${message}. Please check it on yours.`,
  notSeen: 'not visible to this account',
  verdicts: { works: 'works', broken: 'broken', waiting: 'not connected yet', untested: 'no fault found; not tested' },
  brokenAt: (hop) => `broken at the ${hop}`,
  sides: { you: 'your side', peer: "the peer's side" },
  summary: (all, mine, exit) =>
    all > 0
      ? `${count(all, 'finding')}, ${mine} on your side. Exit ${exit}.`
      : exit === 6
        ? 'No fault found, but not every direction was confirmed to work. Exit 6.'
        : `No fault found. Exit ${exit}.`,
}
