import type { DirectionObservation } from '../observe/observation.ts'
import { hopOfPart } from '../observe/part-reader.ts'
import { type Check, commandFix, type Found } from './check.ts'

/** What could not be read, so that nothing is known of its hop. */
export const readsCheck: Check = {
  id: 'everything-could-be-read',
  hop: 'service',
  half: 'provider',
  finds: ['NOT_PERMITTED', 'NOT_READ'],
  needs: [],
  severity: 'warning',
  stops: null,
  run: ({ unread }: DirectionObservation) => {
    const found = unread.map(({ part, side, permission, action, reason, requestId }): Found => {
      const hop = hopOfPart[part]
      const [, name = ''] = action.split('.')
      const evidence = { [`${name}.Code`]: reason, ...(requestId !== null && { RequestId: requestId }) }
      return permission === null
        ? { code: 'NOT_READ', facts: { side, action, reason }, evidence, hop, side }
        : {
            code: 'NOT_PERMITTED',
            facts: { side, permission, requestId },
            evidence,
            hop,
            side,
            fix: commandFix('plink policy'),
          }
    })
    // One permission may be missing for many things of a kind.
    const kept = new Map(
      found.map((each) => [
        each.code === 'NOT_PERMITTED'
          ? `${each.facts.permission} ${each.side} ${each.hop}`
          : JSON.stringify([each.facts, each.hop]),
        each,
      ]),
    )
    return [...kept.values()]
  },
}
