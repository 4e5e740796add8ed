import type { Action, Input } from '../alibaba/operations.ts'
import { listeningOf, servesPort, serving } from '../diagnose/checks/asked.ts'
import { type Diagnosis, diagnose } from '../diagnose/diagnose.ts'
import type { AskedServer, DirectionObservation } from '../diagnose/observe/observation.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { inRegion } from '../engine/reads.ts'
import { type Fix, isBreach } from '../model/finding.ts'
import type { SideName } from '../model/link.ts'
import type { ProbeRequest } from '../model/probe.ts'
import type { DoctorDirection, DoctorReport, DoctorVerdict } from '../model/result.ts'
import { requireTarget } from '../probe/target.ts'
import type { State } from '../state/state.ts'
import { statusFrom } from './status.ts'
import { observeAndTest, type TestOptions, type Vantages, writtenTests } from './test.ts'

/** How long a stage of asking a server directly may take, in milliseconds. */
const askMs = 2_000

/** Observes, tests from the best place there is, asks the servers themselves where they are near, and judges all of it. */
export async function examine(
  context: LinkContext,
  state: State | null,
  options: TestOptions,
  vantages: Vantages,
): Promise<{ readonly report: DoctorReport; readonly observations: readonly DirectionObservation[] }> {
  const targets = writtenTests(context, options.directions)
  const seen = await observeAndTest(context, state, { ...options, targets }, vantages, (observation) =>
    askServers(observation, vantages),
  )
  const observations = seen.map(({ observation, beside }) => ({ ...observation, asked: beside }))
  return { report: reportOf(context, observations.map(diagnose), state), observations }
}

/** The report of what was observed, here or elsewhere. */
export function reportOf(
  context: Pick<LinkContext, 'intent' | 'clock'>,
  diagnoses: readonly Diagnosis[],
  state: State | null,
): DoctorReport {
  const { at, link, region, directions } = statusFrom(context, diagnoses, state)
  return {
    at,
    link,
    region,
    directions: diagnoses.flatMap((diagnosis): DoctorDirection[] => {
      const { observation, findings, hops, summary } = diagnosis
      const status = directions[observation.direction]
      if (!status) return []
      const verdict = verdictOf(diagnosis)
      const breach = verdict === 'broken' ? findings.find(isBreach) : undefined
      const turn = summary.actor === 'you' || summary.actor === 'peer' ? summary.actor : null
      return [
        {
          direction: observation.direction,
          verdict,
          hop: breach?.hop ?? null,
          side: breach?.side ?? (verdict === 'waiting' ? turn : null),
          status,
          findings,
          tests: observation.tests.map(({ result }) => result),
          hidden: hops.flatMap(({ hop, state: seen }) => (seen === 'undetermined' ? [hop] : [])),
        },
      ]
    }),
  }
}

function verdictOf({ observation, findings, summary }: Diagnosis): DoctorVerdict {
  if (findings.some(isBreach)) return 'broken'
  if (summary.state !== 'connected') return 'waiting'
  const { tests } = observation
  const answered = tests.filter(({ result }) => result.ok && result.reached === 'protocol')
  return answered.length > 0 && tests.every(({ result }) => result.ok) ? 'works' : 'untested'
}

/** The exit code: 6 when something is broken, nobody could tell or nothing was looked at, 8 when only the peer has yet to act. */
export function exitOfDoctor({ directions }: DoctorReport, allowUndetermined: boolean): number {
  if (directions.length === 0 || directions.some(({ verdict }) => verdict === 'broken')) return 6
  const waiting = directions.filter(({ verdict }) => verdict === 'waiting')
  if (waiting.some(({ status }) => status.actor !== 'peer')) return 6
  if (waiting.length > 0) return 8
  return allowUndetermined || directions.every(({ verdict }) => verdict === 'works') ? 0 : 6
}

/**
 * Servers behind tested ports, and those that fail their health check, asked without the load balancer: only from their own
 * VPC. In the protocol of the test, and without its login.
 */
async function askServers(observation: DirectionObservation, vantages: Vantages): Promise<AskedServer[]> {
  const { provider, direction, half } = observation
  const targets = half.tests.map(requireTarget)
  const places = listeningOf(observation).flatMap(({ listener }) => {
    const target = targets.find(({ port }) => servesPort(listener, port))
    const servers = serving(listener).filter(({ health }) => target || health === 'abnormal')
    return servers.flatMap(({ id, ip, port }) =>
      ip === null || port === null ? [] : [{ server: id, address: ip, port, listener: listener.port, target }],
    )
  })
  const vpcs = (provider?.resources ?? []).map(({ VpcId }) => VpcId)
  // A person is asked to paste one thing only: the tests themselves.
  const { elsewhere } = vantages
  if (places.length === 0 || elsewhere?.name === 'paste') return []
  const there = await elsewhere?.vpc(null)
  const here = there ? ('vpc' in there ? there.vpc : null) : await vantages.hereVpc()
  if (here === null || !vpcs.includes(here)) return []
  const ask = async (request: ProbeRequest) =>
    elsewhere ? (await elsewhere.ask(request, { own: [], vpc: here })).outcome : vantages.local(request, askMs)
  const answers = await Promise.all(
    places.slice(0, 20).map(async ({ target, ...place }): Promise<AskedServer | null> => {
      const { address: host, port } = place
      const { protocol, path, sni } = target ?? { protocol: 'tcp', path: '', sni: null }
      const request = { protocol, host, port, path, username: null, password: null, sni, expect: null }
      const outcome = await ask(request)
      const { reached, verdict } = outcome
      if (verdict === 'undetermined' && reached === 'nothing') return null
      const isOpen = reached !== 'nothing' && reached !== 'dns'
      const written = `${protocol}://${host}:${port}`
      return {
        ...place,
        answer: isOpen ? 'opens' : verdict === 'refused' ? 'refused' : 'silent',
        result: target
          ? { target: written, direction, from: elsewhere?.name ?? 'local', ...outcome, findings: [] }
          : null,
      }
    }),
  )
  return answers.filter((answer) => answer !== null)
}

/** What can be put right without a person's judgement, each once. */
export function safeFixes({ directions }: DoctorReport): readonly Fix[] {
  const fixes = directions.flatMap(({ findings }) => findings.flatMap(({ fix }) => (fix?.apply ? [fix] : [])))
  return [...new Map(fixes.map((fix) => [fix.command, fix])).values()]
}

/** Makes the calls of safe fixes, one after the other. Those that `plink up` makes are the caller's. @throws CloudError */
export async function applyCalls({ clouds, intent }: LinkContext, fixes: readonly Fix[]): Promise<void> {
  for (const { apply } of fixes) {
    if (apply?.how !== 'call') continue
    const cloud = clouds[apply.side as SideName]
    // Safe: the checks name actions with the parameters they take.
    const action = apply.action as Action
    await cloud?.call(action, inRegion(action, apply.input as Input<Action>, intent.region))
  }
}
