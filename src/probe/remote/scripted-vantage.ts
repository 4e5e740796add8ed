import type { Clock } from '../../model/clock.ts'
import type { ProbeOutcome, ProbeRequest } from '../../model/probe.ts'
import type { Details } from '../../model/result.ts'
import { readRecordings } from './recording.ts'
import { judgeRecording, notTested } from './replay.ts'
import { type ScriptedTest, scriptedTest } from './script.ts'

/** What came of a script: its output, or why there is none. */
export type ScriptRun =
  | { readonly kind: 'printed'; readonly output: string }
  | { readonly kind: 'unable'; readonly facts: Details['VANTAGE_CANNOT'] }

/** Where a request is made from and to. */
export interface ScriptedPlace {
  /** Addresses that the name may have; empty where they are not known. */
  readonly own: readonly string[]
  /** The VPC that the script is to run in; null where any will do. */
  readonly vpc: string | null
}

/** What a test on another machine found, and the addresses that the name has there; null when it has none. */
export interface ScriptedOutcome {
  readonly outcome: ProbeOutcome
  readonly resolved: readonly string[] | null
}

/** Tests that are asked for at the same time are made by one script for each VPC. */
export function openScriptedVantage(
  run: (tests: readonly ScriptedTest[], vpc: string | null) => Promise<ScriptRun>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): (request: ProbeRequest, place: ScriptedPlace) => Promise<ScriptedOutcome> {
  const waiting = new Map<
    string | null,
    { readonly tests: Promise<ScriptedTest>[]; readonly run: Promise<ScriptRun> }
  >()
  const join = (test: Promise<ScriptedTest>, vpc: string | null): Promise<ScriptRun> => {
    const known = waiting.get(vpc)
    known?.tests.push(test)
    if (known) return known.run
    const tests = [test]
    const begin = async (): Promise<ScriptRun> => {
      // Everybody who asks in this turn joins.
      await clock.sleep(0, signal)
      waiting.delete(vpc)
      const prepared = await Promise.all(tests)
      return run([...new Map(prepared.map((each) => [each.key, each])).values()], vpc)
    }
    const group = { tests, run: begin() }
    waiting.set(vpc, group)
    return group.run
  }
  return async (request, { own, vpc }) => {
    const preparing = scriptedTest(request, own)
    const ran = await join(preparing, vpc)
    const test = await preparing
    if (ran.kind === 'unable') return { outcome: notTested(ran.facts), resolved: null }
    const heard = readRecordings(ran.output).find(({ key }) => key === test.key)
    if (!heard) return { outcome: notTested({ reason: 'no-answer', about: null }), resolved: null }
    const { addresses } = heard.dns
    const outcome = sayWithheld(await judgeRecording(test, heard, signal), request)
    return { outcome, resolved: addresses.length > 0 ? addresses : null }
  }
}

/** A server that asks for the login was asked without it, though there is one. */
function sayWithheld(outcome: ProbeOutcome, { username, password }: ProbeRequest): ProbeOutcome {
  const { detail } = outcome
  if (detail.code !== 'AUTH_REQUIRED' || (username === null && password === null)) return outcome
  return { ...outcome, detail: { ...detail, facts: { ...detail.facts, withheld: true } } }
}
