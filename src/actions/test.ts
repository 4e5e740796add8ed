import { type Diagnosis, diagnose } from '../diagnose/diagnose.ts'
import {
  connectedZones,
  connectionStatusOf,
  type DirectionObservation,
  expectedConnection,
  expectedEndpoint,
  type TestedTarget,
} from '../diagnose/observe/observation.ts'
import { readsOf, snapshot } from '../engine/account-reads.ts'
import { identitiesOf } from '../engine/identities.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { derivedDomain, derivedZoneDomain } from '../model/endpoint-domain.ts'
import { isFault } from '../model/fault.ts'
import { type FindingCode, isConfirmed } from '../model/finding.ts'
import { type DirectionName, roles } from '../model/link.ts'
import type { ProbeOutcome, ProbeRequest } from '../model/probe.ts'
import type { Detail, TestResult } from '../model/result.ts'
import type { VantageName } from '../model/vantage.ts'
import type { ScriptedOutcome, ScriptedPlace } from '../probe/remote/scripted-vantage.ts'
import { fill, requireTarget, type Target } from '../probe/target.ts'
import type { State } from '../state/state.ts'
import { observeLink } from './status.ts'

/** Where tests can start. */
export interface Vantages {
  /** From this machine. @param deadlineMs how long a stage may take, where that is less than usual */
  readonly local: (request: ProbeRequest, deadlineMs?: number) => Promise<ProbeOutcome>
  /** The addresses a name has on this machine; null when it has none. */
  readonly resolve: (name: string) => Promise<readonly string[] | null>
  /** From inside the peer's EMQX deployment; null when its REST API is not known. */
  readonly emqx: ((request: ProbeRequest, deadlineMs?: number) => Promise<ProbeOutcome>) | null
  /** This machine's own IPv4 addresses, without loopback. */
  readonly addresses: () => readonly string[]
  /** Another machine, which makes all tests by one script; null unless `--from` names one. */
  readonly elsewhere: Elsewhere | null
  /** The VPC this machine is in; null when that is not known. Asked only when a test needs to know. */
  readonly hereVpc: () => Promise<string | null>
}

/** A machine that runs what plink says: an ECS instance, or the one where somebody pastes it. */
export interface Elsewhere {
  readonly name: VantageName
  /**
   * The VPC it is in, or why it cannot be used.
   * @param wanted what a person is told who chooses the machine
   */
  readonly vpc: (
    wanted: string | null,
  ) => Promise<{ readonly vpc: string | null } | Extract<Detail, { code: 'VANTAGE_CANNOT' }>>
  readonly ask: (request: ProbeRequest, place: ScriptedPlace) => Promise<ScriptedOutcome>
}

export interface TestOptions {
  /** As written; none means every test of plink.yaml in the directions asked for. */
  readonly targets: readonly string[]
  readonly directions: readonly DirectionName[]
  /** Forces a vantage; null lets each test start where it can tell something. */
  readonly from: VantageName | null
  readonly variable: (name: string) => string | undefined
}

/** What is known to be cut is tried all the same, but not waited for: milliseconds a stage from here, or all of it from EMQX. */
const cutMs = { local: 1_000, emqx: 3_000 } as const

/**
 * Speaks the real protocol through the link, every target at once.
 * @throws PlinkError TARGET_INVALID before anything is sent.
 */
export async function testLink(
  context: LinkContext,
  state: State | null,
  options: TestOptions,
  vantages: Vantages,
): Promise<TestResult[]> {
  const tests = testsOf(context, options)
  const places = tests.flatMap(({ target: { place } }) => (place.kind === 'endpoint' ? [place.direction] : []))
  const observations = await observe(context, state, [...new Set(places)])
  return [...(await testObserved(context, observations, tests, options, vantages)).results]
}

/**
 * Observes the directions and tests them.
 * @param beside what else is to be found out at the same time
 */
export async function observeAndTest<T>(
  context: LinkContext,
  state: State | null,
  options: TestOptions,
  vantages: Vantages,
  beside: (observation: DirectionObservation) => Promise<T>,
): Promise<{ readonly observation: DirectionObservation; readonly beside: T }[]> {
  const observations = await observe(context, state, options.directions)
  const [{ diagnoses }, others] = await Promise.all([
    testObserved(context, observations, testsOf(context, options), options, vantages),
    Promise.all(observations.map(async (observation) => ({ observation, beside: await beside(observation) }))),
  ])
  return others.map((other, index) => ({ ...other, observation: diagnoses[index]?.observation ?? other.observation }))
}

/** The tests of plink.yaml. */
export function writtenTests({ intent }: Pick<LinkContext, 'intent'>, directions: readonly DirectionName[]): string[] {
  return directions.flatMap((direction) => [...(intent.directions[direction]?.tests ?? [])])
}

async function observe(context: LinkContext, state: State | null, directions: readonly DirectionName[]) {
  if (directions.length === 0) return []
  return observeLink(context, await identitiesOf(context, state), snapshot(readsOf(context)), state, directions, true)
}

/** A target and what is to be sent there; null where a variable of it is not set. */
interface PreparedTest {
  readonly target: Target
  readonly request: Omit<ProbeRequest, 'host'> | null
  readonly unset: string
}

function testsOf(context: LinkContext, { targets, directions, variable, from }: TestOptions): PreparedTest[] {
  // What a script says holds no login: then its variables need not be set, and stand for themselves.
  const isScript = from === 'paste' || (from?.startsWith('ecs:') ?? false)
  return (targets.length > 0 ? targets : writtenTests(context, directions)).map((written) => {
    const target = requireTarget(written)
    try {
      return { target, request: fill(target, isScript ? (name) => name : variable), unset: '' }
    } catch (error) {
      if (isFault(error, 'SECRET_UNSET')) return { target, request: null, unset: error.facts.variable }
      throw error
    }
  })
}

async function testObserved(
  context: LinkContext,
  observations: readonly DirectionObservation[],
  tests: readonly PreparedTest[],
  { from }: Pick<TestOptions, 'from'>,
  vantages: Vantages,
): Promise<{ readonly results: readonly TestResult[]; readonly diagnoses: readonly Diagnosis[] }> {
  const known = observations.map(diagnose)
  const tested = await Promise.all(
    tests.map(async (test): Promise<TestedTarget> => {
      const { place, port } = test.target
      const diagnosis = known.find(
        (each) => place.kind === 'endpoint' && each.observation.direction === place.direction,
      )
      const { result, resolved } = await testOne(context, test, diagnosis, from, vantages)
      context.emit({ event: 'test', result })
      return { port, result, resolved, sources: result.from === 'local' ? vantages.addresses() : [] }
    }),
  )
  const diagnoses = observations.map((observation) =>
    diagnose({ ...observation, tests: tested.filter(({ result }) => result.direction === observation.direction) }),
  )
  const results = tested.map(({ result }) => {
    const diagnosis = diagnoses.find(({ observation }) => observation.direction === result.direction)
    return { ...result, findings: diagnosis?.findings ?? [] }
  })
  return { results, diagnoses }
}

type Tested = Pick<TestedTarget, 'result' | 'resolved'>

async function testOne(
  context: LinkContext,
  { target, request, unset }: PreparedTest,
  diagnosis: Diagnosis | undefined,
  forced: TestOptions['from'],
  vantages: Vantages,
): Promise<Tested> {
  const { place } = target
  const direction = place.kind === 'endpoint' ? place.direction : null
  // The consumer's side is where traffic starts: the peer's deployment for inbound, this machine for outbound.
  const from =
    forced ?? (direction !== null && roles[direction].consumer === 'peer' && vantages.emqx ? 'emqx' : 'local')
  const told = (outcome: ProbeOutcome, resolved: TestedTarget['resolved'] = null): Tested => ({
    result: { target: target.written, direction, from, ...outcome, findings: [] },
    resolved,
  })
  const elsewhere = from === vantages.elsewhere?.name ? vantages.elsewhere : null
  if (request === null) return told(undetermined({ code: 'VARIABLE_UNSET', facts: { variable: unset } }))
  if (place.kind === 'host') {
    if (from === 'local') return told(await vantages.local({ ...request, host: place.host }))
    if (elsewhere) {
      const { outcome } = await elsewhere.ask({ ...request, host: place.host }, { own: [], vpc: null })
      return told(outcome)
    }
    return told(await fromPeer({ ...request, host: place.host }, vantages))
  }
  const addresses = diagnosis && addressesOf(diagnosis.observation, context.intent.region, place.zone)
  if (!diagnosis || !addresses)
    return told(undetermined({ code: 'NO_ENDPOINT', facts: { direction: place.direction } }))
  const { observation } = diagnosis
  // Each zone is to show the certificate of the whole, not one of its own name or address.
  const inZone = (host: string): ProbeRequest => ({ ...request, host, sni: request.sni ?? addresses.name })
  const deadline = isCut(diagnosis) ? (from === 'emqx' ? cutMs.emqx : cutMs.local) : undefined
  if (from === 'emqx') {
    const outcome = await fromPeer({ ...request, host: addresses.name }, vantages, deadline)
    return told(await withZones(outcome, addresses.zones, (host) => fromPeer(inZone(host), vantages)))
  }
  const vpc = observation.consumer?.endpoint?.VpcId ?? expectedConnection(observation)?.EndpointVpcId ?? null
  const there = await elsewhere?.vpc(vpc)
  if (there && 'code' in there) return told(undetermined(there))
  const here = there ? there.vpc : await vantages.hereVpc()
  // From outside the endpoint's VPC nothing can be told: its addresses are private, and may be anybody's here.
  if (here === null || here !== vpc) {
    const needsPeer = roles[place.direction].consumer === 'peer' && here === null && !elsewhere
    return told(
      undetermined(
        needsPeer ? { code: 'PEER_VANTAGE_NEEDED', facts: {} } : { code: 'OUTSIDE_VPC', facts: { vpc, here } },
      ),
    )
  }
  const expected = addresses.zones.flatMap(({ ip }) => ip ?? [])
  // One script makes all of them; it looks at the addresses itself before it sends anything.
  const asked = elsewhere && {
    whole: elsewhere.ask({ ...request, host: addresses.name }, { own: expected, vpc }),
    zones: new Map(addresses.zones.map(({ host }) => [host, elsewhere.ask(inZone(host), { own: expected, vpc })])),
  }
  let found = asked ? (await asked.whole).resolved : await vantages.resolve(addresses.name)
  if (found === null && !asked) {
    // Why it has no address, the test itself finds out; without a login, since the resolver may only have been late.
    const bare = { ...request, host: addresses.name, username: null, password: null }
    const outcome = await vantages.local(bare, deadline)
    if (outcome.verdict === 'dns-failed') return told(outcome)
    found = await vantages.resolve(addresses.name)
    if (found === null) return told(outcome)
  }
  const resolved = found && { name: addresses.name, addresses: found }
  // Nothing is sent to somebody else's address, a password least of all.
  if (found && expected.length > 0 && !found.every((address) => expected.includes(address)))
    return told(
      {
        ...undetermined({ code: 'WRONG_ADDRESS', facts: { name: addresses.name, resolved: found, expected } }),
        verdict: 'wrong-address',
        reached: 'dns',
      },
      resolved,
    )
  if (asked) {
    const { outcome } = await asked.whole
    const zoneOf = async (host: string) => (await asked.zones.get(host))?.outcome ?? outcome
    return told(await withZones(outcome, addresses.zones, zoneOf), resolved)
  }
  const outcome = await vantages.local({ ...request, host: addresses.name }, deadline)
  return told(await withZones(outcome, addresses.zones, (host) => vantages.local(inZone(host), deadline)), resolved)
}

async function fromPeer(request: ProbeRequest, { emqx }: Vantages, deadlineMs?: number): Promise<ProbeOutcome> {
  if (!emqx) return undetermined({ code: 'PEER_VANTAGE_NEEDED', facts: {} })
  const outcome = await emqx(request, deadlineMs)
  const { detail } = outcome
  // Where it is known to be cut, that nothing is heard is what it looks like.
  if (deadlineMs === undefined || detail.code !== 'VANTAGE_FAILED' || detail.facts.answer !== 'ETIMEDOUT')
    return outcome
  return {
    ...outcome,
    verdict: 'timeout',
    detail: { code: 'TIMED_OUT', facts: { stage: 'connect', ms: deadlineMs } },
  }
}

/** One dead zone makes the result not ok, and is named: clients get its address as often as the others. */
async function withZones(
  outcome: ProbeOutcome,
  zones: readonly ZoneAddress[],
  ask: (host: string) => Promise<ProbeOutcome>,
): Promise<ProbeOutcome> {
  if (!outcome.ok || zones.length < 2) return outcome
  const asked = await Promise.all(zones.map(async (zone) => ({ zone, found: await ask(zone.host) })))
  const dead = asked.find(({ found }) => !found.ok && found.verdict !== 'undetermined')
  if (!dead) return outcome
  const { zone, found } = dead
  const facts = { zone: zone.zone, address: zone.ip ?? zone.host, verdict: found.verdict }
  return { ...outcome, ok: false, verdict: found.verdict, detail: { code: 'ZONE_FAILED', facts } }
}

/** Findings that let nothing through, whatever else is in order. */
const cutting: readonly FindingCode[] = [
  'ENDPOINT_LOCKED',
  'SERVICE_LOCKED',
  'SECURITY_GROUP_CLOSED',
  'SECURITY_GROUP_DROPS',
  'SECURITY_GROUP_OTHER_SOURCE',
  'SECURITY_GROUP_OTHER_PROTOCOL',
]

/** Whether it is known for sure that no traffic gets as far as the service. */
function isCut({ observation, findings }: Diagnosis): boolean {
  const status = connectionStatusOf(observation)
  const zones = connectedZones(observation).map(({ ZoneStatus }) => ZoneStatus)
  return (
    (status !== undefined && status !== 'Connected') ||
    (zones.length > 0 && !zones.some((zone) => zone === 'Connected' || zone === 'Migrated')) ||
    findings.some((finding) => isConfirmed(finding) && cutting.includes(finding.code))
  )
}

interface ZoneAddress {
  readonly zone: string
  /** Null where the other account does not show it. */
  readonly ip: string | null
  /** Its address, or the name of the zone. */
  readonly host: string
}

/** Where the expected endpoint, or one of its zones, is reached. */
function addressesOf(
  observation: DirectionObservation,
  region: string,
  zone: string | null,
): { readonly name: string; readonly zones: readonly ZoneAddress[] } | undefined {
  const own = observation.consumer?.endpoint
  const id = expectedEndpoint(observation)
  const service = expectedConnection(observation)?.ServiceId ?? own?.ServiceId
  if (id === undefined || service === undefined) return undefined
  const zones = connectedZones(observation)
    .filter(({ ZoneId }) => zone === null || ZoneId === zone)
    .map((each) => {
      const name = each.ZoneDomain || derivedZoneDomain(id, each.ZoneId, service, region)
      const ip = ('EniIp' in each && each.EniIp) || null
      return { zone: each.ZoneId, ip, name, host: ip ?? name }
    })
  if (zone === null) return { name: own?.EndpointDomain ?? derivedDomain(id, service, region), zones }
  const [only] = zones
  return only && { name: only.name, zones }
}

function undetermined(detail: Detail): ProbeOutcome {
  return {
    ok: false,
    verdict: 'undetermined',
    reached: 'nothing',
    ms: { dns: null, connect: null, tls: null, protocol: null },
    detail,
  }
}
