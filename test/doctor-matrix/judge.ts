import type { Cause } from './cause.ts'
import type { Finding, Outcome } from './outcome.ts'

/** How well a command found a cause, best first. */
export const marks = ['first', 'named', 'right hop', 'silent', 'blamed innocent', 'ok although broken'] as const
export type Mark = (typeof marks)[number]

/**
 * @param broken whether traffic still does not pass after the command, found out without plink
 * @param changed whether the command has changed the world: what it has mended is no longer to be found
 * @returns undefined when the command cannot know of such a cause: what only a probe shows is no business of `status`
 */
export function judge(
  causes: readonly Cause[],
  cause: Cause,
  outcome: Outcome,
  broken: boolean,
  changed: boolean,
): Mark | undefined {
  const canKnow = cause.seenBy === 'account' || outcome.command === 'test' || outcome.command === 'doctor'
  if (changed && cause.side === 'you' && outcome.code === 0 && !broken) return 'first'
  if (broken && canKnow && saysOk(cause, outcome)) return 'ok although broken'
  if (blamed(causes, outcome).length > 0) return 'blamed innocent'
  if (!canKnow) return undefined
  const about = outcome.findings.filter(({ direction }) => direction === null || direction === cause.direction)
  const [first] = about.filter(isSerious(about))
  if (first && names(cause, first.code)) return 'first'
  if (about.some(({ code }) => names(cause, code))) return 'named'
  if (mends(cause, outcome, broken)) return 'first'
  return isAtHop(cause, outcome) ? 'right hop' : 'silent'
}

/**
 * What a plan mends it need not complain of. `up` has to have made just what was broken, and then either all works or the
 * peer has to come to what is new, whatever else is wrong elsewhere.
 */
function mends(cause: Cause, { command, mends: mended, states }: Outcome, broken: boolean): boolean {
  const own = mended.filter(({ direction }) => direction === cause.direction)
  if (command !== 'up') return own.some(({ hop }) => isAt(cause, hop))
  return own.some(({ hop }) => hop === cause.hop) && (!broken || states[cause.direction] === 'waiting-for-peer')
}

/** Whether it says that the direction works. */
function saysOk(cause: Cause, { command, code, states, hops, findings, tests }: Outcome): boolean {
  switch (command) {
    case 'up':
    case 'plan':
      return code === 0
    case 'doctor':
      return code === 0
    case 'test':
      return tests.some(({ direction, ok }) => direction === cause.direction && ok)
    case 'status':
      return (
        states[cause.direction] === 'connected' &&
        findings.every(({ severity }) => severity !== 'error') &&
        hops.every(({ direction, state }) => direction !== cause.direction || !['fail', 'warn'].includes(state))
      )
    default:
      return command satisfies never
  }
}

/** What it says is broken and is not: by any of the causes that are there. */
export function blamed(causes: readonly Cause[], { findings, hops, tests }: Outcome): string[] {
  const isGuilty = (hop: string | null, direction: string | null) =>
    causes.some(
      (cause) =>
        (direction === null || direction === cause.direction) &&
        (hop === null || hop === cause.hop || cause.takes?.some((each) => each === hop)),
    )
  const isNamed = (code: string) => causes.some((cause) => names(cause, code))
  const isInnocent = ({ code, severity, certainty, hop, direction }: Finding) =>
    severity === 'error' && certainty !== 'undetermined' && !isNamed(code) && !isGuilty(hop, direction)
  return [
    ...findings.filter(isInnocent).map(({ code, direction }) => `${direction} ${code}`),
    ...hops
      .filter(({ hop, state, direction }) => state === 'fail' && !isGuilty(hop, direction))
      .map(({ hop, direction }) => `${direction} ${hop} fails`),
    ...tests
      .filter(({ direction, ok }) => !ok && causes.every((cause) => cause.direction !== direction))
      .map(({ direction, detail }) => `${direction} test: ${detail}`),
    ...tests
      .filter(
        ({ ok, direction, detail }) =>
          !ok && /security group|安全组/i.test(detail) && !isGuilty('security-group', direction),
      )
      .map(({ direction, detail }) => `${direction} test: ${detail}`),
  ]
}

/** Errors, or where there are none, warnings. */
function isSerious(all: readonly Finding[]): (finding: Finding) => boolean {
  const hasErrors = all.some(({ severity }) => severity === 'error')
  return ({ severity }) => !hasErrors || severity === 'error'
}

function isAtHop(cause: Cause, { findings, hops, tests }: Outcome): boolean {
  const places = [cause.hop, ...(cause.takes ?? [])]
  return (
    findings.some(({ hop, direction }) => direction === cause.direction && places.some((each) => each === hop)) ||
    hops.some(
      ({ hop, state, direction }) =>
        direction === cause.direction && state !== 'ok' && state !== 'skipped' && places.some((each) => each === hop),
    ) ||
    tests.some(({ direction, ok }) => direction === cause.direction && !ok)
  )
}

function isAt({ hop, takes = [] }: Cause, place: string): boolean {
  return [hop, ...takes].some((each) => each === place)
}

function names(cause: Cause, code: string): boolean {
  return cause.codes.some((each) => each === code)
}
