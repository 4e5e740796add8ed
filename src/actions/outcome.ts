import { absent } from '../diagnose/direction-state.ts'
import { snapshot } from '../engine/account-reads.ts'
import type { ChangeContext } from '../engine/link-context.ts'
import type { RunContext } from '../engine/run-context.ts'
import type { AnyStep } from '../engine/step.ts'
import { faultsOf, type StepResult } from '../engine/step-result.ts'
import type { Intent } from '../manifest/schema.ts'
import { exitCodeOf, type FaultData, worstExit } from '../model/fault.ts'
import { type FindingCode, isBreach } from '../model/finding.ts'
import type { LinkStatus, Next } from '../model/result.ts'
import { distinctFaults } from './distinct-faults.ts'
import { statusFor } from './status.ts'

/** How a run on a link ended. */
export interface LinkOutcome {
  readonly status: LinkStatus
  readonly faults: readonly FaultData[]
  readonly exit: number
}

/**
 * The end of `up` and `down`: what is so now, what went wrong, and the one exit code of it all.
 * @param aside what kept a direction from being worked on
 * @param removed what `down` looks at: what may be left of the link, and nothing that would be of use to it only
 */
export async function outcomeOf(
  { context: changeContext, identities, round }: RunContext,
  results: readonly StepResult[],
  { aside = [], removed = null }: { readonly aside?: readonly FaultData[]; readonly removed?: Intent | null } = {},
): Promise<LinkOutcome> {
  const faults = distinctFaults(changeContext.store.state, [...aside, ...faultsOf(results)])
  const interrupted = faults.some((fault) => fault.code === 'INTERRUPTED')
  // An interrupted run ends now: what is so, `status` tells.
  if (interrupted) throw changeContext.signal.reason
  let reads = snapshot(round.recent)
  const look = () =>
    statusFor(
      { ...changeContext, intent: removed ?? changeContext.intent },
      identities,
      reads,
      changeContext.store.state,
      changeContext.options.directions,
    )
  const again = () => {
    round.end()
    reads = snapshot(round.reads)
  }
  const seen = removed ? [] : results.flatMap((result) => (result.is === 'ready' ? [result.output.id] : []))
  const isDone =
    !removed && changeContext.options.only === null && results.every(({ is }) => is === 'ready' || is === 'gone')
  const status = await statusOfSeen(changeContext, { ids: seen, isDone }, look, again)
  const waits = results.flatMap((result) => (result.is === 'waiting' ? [result] : []))
  const shown = removed ? waits.reduce(withNext, asRemoved(status)) : waits.reduce(withLack, status)
  const exit = worstExit([
    ...faults.map(exitCodeOf),
    ...waits.map(({ next }) => exitOfWait(next)),
    removed || changeContext.options.only !== null ? 0 : exitOfFindings(status, faults.length > 0),
  ])
  return { status: shown, faults, exit }
}

/**
 * How the link is. A copy of the cloud that is older may answer once more that what this run just saw does not exist: then it
 * is looked at again.
 * @param again lets the next look read anew
 */
export async function statusOfSeen(
  { clock, signal }: ChangeContext,
  seen: Seen,
  look: () => Promise<LinkStatus>,
  again: () => void,
): Promise<LinkStatus> {
  let status = await look()
  for (let looks = 1; looks < mostLooks && isMissed(status, seen); looks++) {
    await clock.sleep(againMs, signal)
    again()
    status = await look()
  }
  return status
}

const mostLooks = 10
/** Between two of them, in milliseconds. */
const againMs = 1_000

/** What a run saw to be there. */
interface Seen {
  readonly ids: readonly string[]
  /** All that was asked for: nothing is left for `up` to do. */
  readonly isDone: boolean
}

/** Whether something that was seen to be there is said to be gone. */
function isMissed({ directions }: LinkStatus, { ids, isDone }: Seen): boolean {
  const findings = Object.values(directions).flatMap((direction) => direction.findings)
  return findings.some((finding) => {
    const { code, facts, fix } = finding
    const isGone = (code === 'SERVICE_GONE' || code === 'ENDPOINT_GONE') && ids.includes(facts.id)
    return isGone || (isDone && isBreach(finding) && fix?.apply?.how === 'up')
  })
}

/** The status of `down` with what it waits for itself, which is another thing than what the link as such waits for. */
function withNext(status: LinkStatus, { step, next }: { readonly step: AnyStep; readonly next: Next }): LinkStatus {
  const direction = status.directions[step.direction]
  if (!direction || next.code === 'SPEC_LACKS') return status
  const waiting = { ...direction, state: 'waiting-for-peer', actor: 'peer', next } as const
  return { ...status, directions: { ...status.directions, [step.direction]: waiting } }
}

/** The status of `down`: what it brings about is no finding, and a direction without anything of ours waits for no set-up. */
function asRemoved(status: LinkStatus): LinkStatus {
  const directions = Object.entries(status.directions).map(([name, direction]) => {
    const isOurs = direction.service?.mine === true || direction.endpoints.some(({ mine }) => mine)
    const findings = direction.findings.filter(({ code }) => !removalEffects.has(code))
    return [name, { ...direction, findings, ...(!isOurs && setups.has(direction.next.code) && absent) }]
  })
  return { ...status, directions: Object.fromEntries(directions) }
}

/** What is found of a link that is half removed. */
const removalEffects: ReadonlySet<FindingCode> = new Set([
  'APPROVAL_NEEDED',
  'CONNECTION_CUT_BY_PEER',
  'CONNECTION_CUT_HERE',
  'CONNECTION_REJECTED',
  'ENDPOINT_WITHOUT_GROUP',
  'ENDPOINT_WITHOUT_ZONE',
  'GROUP_NOT_ATTACHED',
  'LB_WITHOUT_LISTENER',
  'NOBODY_ASKED',
  'NOT_WHITELISTED',
  'RESOURCE_NOT_ATTACHED',
  'SECURITY_GROUP_CLOSED',
  'SERVICE_WITHOUT_RESOURCE',
  'ZONE_DISCONNECTED',
  'ZONE_REMOVED',
  'ZONE_WITHOUT_RESOURCE',
])

/** What the peer does when a link is made. */
const setups: ReadonlySet<Next['code']> = new Set([
  'PEER_TELL_SERVICE',
  'PEER_TELL_UID',
  'PEER_WHITELIST',
  'PEER_CREATE_ENDPOINT',
])

/** The status of `up` of a direction that is connected and lacks something all the same. */
function withLack(status: LinkStatus, { step, next }: { readonly step: AnyStep; readonly next: Next }): LinkStatus {
  const direction = status.directions[step.direction]
  if (direction?.state !== 'connected' || next.code !== 'SPEC_LACKS') return status
  return { ...status, directions: { ...status.directions, [step.direction]: { ...direction, next } } }
}

/**
 * 6 when everything may be there and no traffic can pass all the same, as far as this account sees. What is only probable
 * counts: 0 promises that nothing visible speaks against the link.
 */
export function exitOfFindings({ directions }: LinkStatus, isUnfinished = false): number {
  const findings = Object.values(directions).flatMap((direction) => direction.findings)
  // What a run that was cut short has not made yet is no finding.
  return findings.some((finding) => isBreach(finding) && !(isUnfinished && finding.fix?.apply?.how === 'up')) ? 6 : 0
}

function exitOfWait(next: Next): number {
  return next.code === 'SPEC_LACKS' ? 2 : 8
}
