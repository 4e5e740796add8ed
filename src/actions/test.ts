import type { LinkContext } from '../engine/link-context.ts'
import { derivedZoneDomain } from '../model/endpoint-domain.ts'
import type { DirectionName } from '../model/link.ts'
import { roles } from '../model/link.ts'
import type { ProbeOutcome, ProbeRequest } from '../model/probe.ts'
import type { Detail, DirectionStatus, EndpointStatusDocument, TestResult } from '../model/result.ts'
import { fill, requireTarget, type Target } from '../probe/target.ts'
import type { State } from '../state/state.ts'
import { statusOf } from './status.ts'

/** Where tests can start. */
export interface Vantages {
  /** From this machine. */
  readonly local: (request: ProbeRequest) => Promise<ProbeOutcome>
  /** From inside the peer's EMQX deployment; null when its REST API is not known. */
  readonly emqx: ((request: ProbeRequest) => Promise<ProbeOutcome>) | null
  /** The VPC this machine is in; null when that is not known. Asked only when a test needs to know. */
  readonly hereVpc: () => Promise<string | null>
}

export interface TestOptions {
  /** As written; none means every test of plink.yaml in the directions asked for. */
  readonly targets: readonly string[]
  readonly directions: readonly DirectionName[]
  /** Forces a vantage; null lets each test start where it can tell something. */
  readonly from: 'local' | 'emqx' | null
  readonly variable: (name: string) => string | undefined
}

/**
 * Speaks the real protocol through the link, every target at once.
 * @throws PlinkError TARGET_INVALID, SECRET_UNSET before anything is sent.
 */
export async function testLink(
  context: LinkContext,
  state: State | null,
  options: TestOptions,
  vantages: Vantages,
): Promise<TestResult[]> {
  const tests = (options.targets.length > 0 ? options.targets : writtenTests(context, options.directions)).map(
    (text) => {
      const target = requireTarget(text)
      return { target, request: fill(target, options.variable) }
    },
  )
  const places = tests.flatMap(({ target }) => (target.place.kind === 'endpoint' ? [target.place.direction] : []))
  const directions = [...new Set(places)]
  const status = directions.length > 0 ? await statusOf(context, state, directions) : { directions: {} }
  return Promise.all(
    tests.map(async ({ target, request }) => {
      const result = await testOne(context, target, request, status.directions, options.from, vantages)
      context.emit({ event: 'test', result })
      return result
    }),
  )
}

/** The tests of plink.yaml. */
export function writtenTests({ intent }: Pick<LinkContext, 'intent'>, directions: readonly DirectionName[]): string[] {
  return directions.flatMap((direction) => [...(intent.directions[direction]?.tests ?? [])])
}

async function testOne(
  context: LinkContext,
  target: Target,
  request: Omit<ProbeRequest, 'host'>,
  statuses: Readonly<Partial<Record<DirectionName, DirectionStatus>>>,
  forced: TestOptions['from'],
  vantages: Vantages,
): Promise<TestResult> {
  const { place } = target
  const direction = place.kind === 'endpoint' ? place.direction : null
  // The consumer's side is where traffic starts: the peer's deployment for inbound, this machine for outbound.
  const from =
    forced ?? (direction !== null && roles[direction].consumer === 'peer' && vantages.emqx ? 'emqx' : 'local')
  const told = (outcome: ProbeOutcome): TestResult => ({ target: target.written, direction, from, ...outcome })
  const host = place.kind === 'host' ? place.host : hostOf(context, place, statuses[place.direction])
  if (host === null) return told(undetermined({ code: 'NO_ENDPOINT', facts: { direction: direction ?? 'outbound' } }))
  if (from === 'emqx') {
    return told(
      vantages.emqx
        ? await vantages.emqx({ ...request, host })
        : undetermined({ code: 'PEER_VANTAGE_NEEDED', facts: {} }),
    )
  }
  if (direction === null) return told(await vantages.local({ ...request, host }))
  const here = await vantages.hereVpc()
  const vpc = vpcOf(statuses[direction])
  // From outside the endpoint's VPC nothing can be told: its addresses are private, and may be anybody's here.
  if (here !== null && here === vpc) return told(await vantages.local({ ...request, host }))
  const needsPeer = roles[direction].consumer === 'peer' && here === null
  return told(
    undetermined(
      needsPeer ? { code: 'PEER_VANTAGE_NEEDED', facts: {} } : { code: 'OUTSIDE_VPC', facts: { vpc, here } },
    ),
  )
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

/** The domain of the expected endpoint, or of one of its zones. */
function hostOf(
  context: LinkContext,
  place: { readonly zone: string | null },
  status: DirectionStatus | undefined,
): string | null {
  const endpoint = expectedOf(status)
  if (!endpoint || !status?.service) return null
  if (place.zone === null) return endpoint.domain
  const zone = endpoint.zones.find((each) => each.zone === place.zone)
  if (!zone) return null
  return zone.domain ?? derivedZoneDomain(endpoint.id, zone.zone, status.service.id, context.intent.region)
}

function expectedOf(status: DirectionStatus | undefined): EndpointStatusDocument | undefined {
  return status?.endpoints.find((endpoint) => endpoint.expected)
}

/** The endpoint's VPC: what the hop shows; a foreign endpoint's VPC is shown to the provider too. */
function vpcOf(status: DirectionStatus | undefined): string | null {
  const endpoint = status?.hops.find((hop) => hop.hop === 'endpoint')
  return endpoint?.evidence.vpc ?? null
}
