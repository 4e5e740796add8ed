import * as z from 'zod/mini'
import { allowanceIn } from '../model/allowance.ts'
import { backendTypeOf, forms, zoneForm } from '../model/form.ts'
import { type DirectionName, defaultPayer, payers, peerKinds, usualLoadBalancerName } from '../model/link.ts'
import { clipped, maskedUrl, shownWord } from '../model/mask.ts'
import type { ValueProblem } from '../model/value-problem.ts'
import { parseTarget } from '../probe/target.ts'
import {
  distinct,
  goodIn,
  judged,
  keyed,
  mapping,
  note,
  onContainer,
  openMapping,
  repeats,
  some,
  text,
  together,
  whole,
} from './checks.ts'

/**
 * The one description of what is desired. plink.yaml, the desired state in the state file, the answers of `plink init` and
 * invites are made of these parts; the types are inferred from them. It works on plain values: document.ts knows where they
 * stand in a file, and problems.ts joins the two.
 */

/** Nothing that was read is changed in place. */
type Constant<T> = T extends readonly (infer E)[]
  ? readonly Constant<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Constant<T[K]> }
    : T

export const name = text(forms.name)
export const region = text(forms.region)
export const uid = text(forms.uid)
export const loadBalancerId = text(forms.loadBalancer)
export const serviceId = text(forms.service)
export const endpointId = text(forms.endpoint)
export const vpc = text(forms.vpc)
export const vswitch = text(forms.vswitch)
export const securityGroup = text(forms.securityGroup)
export const payer = z.enum(payers)
export const peerKind = z.enum(peerKinds)
export const port = whole(1, 65_535)

/** Keys whose values keep every digit, quoted or not. */
export const digitKeys: ReadonlySet<string> = new Set(['uid', 'peer.uid', 'sender', 'receiver'])

/** A zone of this region; of any region when it is not known. */
export function zone(of: string | null) {
  return text(zoneForm(of))
}

/** A target of `plink test`. What is shown of a wrong one never includes a password. */
export const target = z.string().check(
  judged((found) => {
    const parsed = parseTarget(found)
    if (typeof parsed !== 'string') return undefined
    const shown = clipped(maskedUrl(found))
    return parsed === 'literal-password'
      ? { kind: 'literal-password', target: shown }
      : { kind: 'bad-target', target: shown, reason: parsed }
  }),
)

export const allowance = z.string().check(
  judged((found) => {
    const read = allowanceIn(found)
    return 'expected' in read ? { kind: 'bad-value', value: shownWord(found), expected: read.expected } : undefined
  }),
)

/** Zone → vSwitch. */
function zones(of: string | null) {
  return z.record(z.string(), vswitch).check(keyed(zoneForm(of)))
}

/** The same, as it is written: a vSwitch lies in one zone, so it cannot serve two. */
function writtenZones(of: string | null) {
  return zones(of).check(together(repeats))
}

// Load balancers to make. As they are kept, and, of the same keys, as they are written.

const listenerKeys = {
  port,
  /** The port on the backends. */
  backendPort: port,
}

const backendKeys = {
  /** `i-…`, `eni-…` or `eci-…`. */
  id: text(forms.backend),
  type: z.enum(['ecs', 'eni', 'eci']),
  /** Which of its addresses; needed for ENI and ECI. */
  ip: z.exactOptional(text(forms.address)),
  /** 0 to 100; one with 0 gets nothing. */
  weight: whole(0, 100),
}

export const backend = openMapping(backendKeys)

export const loadBalancer = openMapping({
  /** Tells several apart; part of the names of its steps. */
  name: text(forms.loadBalancerName),
  /** One vSwitch makes a CLB, one per zone (two at least) an NLB. */
  place: z.union([openMapping({ vswitch }), openMapping({ zones: zones(null) })]),
  /** TCP, which carries every protocol that plink speaks. */
  listeners: z.array(openMapping(listenerKeys)),
  /** The same behind every listener. */
  backends: z.array(backend),
})
export type LoadBalancerIntent = Constant<z.output<typeof loadBalancer>>
export type ListenerIntent = LoadBalancerIntent['listeners'][number]
export type BackendIntent = LoadBalancerIntent['backends'][number]

const writtenListener = z.pipe(
  mapping({ port, backendPort: z.exactOptional(port) }),
  z.transform(({ port, backendPort = port }) => ({ port, backendPort })),
)

const writtenBackend = z.pipe(
  mapping({
    ...backendKeys,
    type: z.exactOptional(backendKeys.type),
    weight: z.exactOptional(backendKeys.weight),
  }).check(judged((backend) => backendProblem(completeBackend(backend)))),
  z.transform(completeBackend),
)

/** A backend with what its id says of it, and the full weight unless it has another. */
function completeBackend(written: Partial<BackendIntent> & Pick<BackendIntent, 'id'>): BackendIntent {
  const { id, type = backendTypeOf(id), ip, weight = 100 } = written
  return { id, type, ...(ip !== undefined && { ip }), weight }
}

/** An interface and a container group may have several addresses (Slb AddVServerGroupBackendServers, ServerIp). */
function backendProblem({ type, ip }: BackendIntent): ValueProblem | undefined {
  return type !== 'ecs' && ip === undefined ? { kind: 'missing', key: 'ip' } : undefined
}

function writtenLoadBalancer(of: string | null) {
  // Nlb CreateLoadBalancer, ZoneMappings.
  const zoneMappings = writtenZones(of).check(
    judged((found) => {
      const count = Object.keys(found).length
      return count < 2 || count > 10 ? { kind: 'bad-value', value: String(count), expected: '2 … 10' } : undefined
    }),
  )
  const keys = mapping({
    listeners: some(writtenListener, 'listeners'),
    backends: some(writtenBackend, 'backends'),
    name: z._default(text(forms.loadBalancerName), usualLoadBalancerName),
    vswitch: z.exactOptional(vswitch),
    zones: z.exactOptional(zoneMappings),
  }).check(
    onContainer(({ value, issues }) => {
      const listeners = goodIn<ListenerIntent>(value.listeners, issues, ['listeners'])
      const backends = goodIn<BackendIntent>(value.backends, issues, ['backends'])
      const said = ['vswitch', 'zones'].filter((key) => key in value)
      note(issues, [
        ...repeats(listeners.map((each) => String(each.port))),
        ...repeats(backends.map(({ id }) => id)),
        ...(said.length === 0 ? [{ kind: 'missing', key: 'vswitch | zones' } as const] : []),
        ...(said.length === 2
          ? [{ kind: 'bad-value', value: 'vswitch, zones', expected: 'vswitch | zones' } as const]
          : []),
      ])
    }),
  )
  return z.pipe(
    keys,
    z.transform(({ name, vswitch, zones = {}, listeners, backends }): LoadBalancerIntent => {
      return { name, place: vswitch === undefined ? { zones } : { vswitch }, listeners, backends }
    }),
  )
}

/** `service.loadBalancers`: a list of ids and of `{ create }`; the only one to make may stand without a list. */
function loadBalancers(of: string | null) {
  const entry = z.pipe(
    mapping({ create: writtenLoadBalancer(of) }),
    z.transform(({ create }) => create),
  )
  const list = z.array(z.union([entry, loadBalancerId])).check(
    together((items) => {
      const names = items.map((each) => (typeof each === 'string' ? each : each.name))
      return [...repeats(names), ...mixed(names, items.map(isNlb))]
    }),
  )
  const alone = z.pipe(
    entry,
    z.transform((made) => [made]),
  )
  return z.pipe(
    z.union([alone, list]),
    z.transform((items) => ({
      loadBalancers: items.flatMap((each) => (typeof each === 'string' ? [each] : [])),
      create: items.flatMap((each) => (typeof each === 'string' ? [] : [each])),
    })),
  )
}

/** PrivateLink CreateVpcEndpointService: a service holds resources of one type. */
export function mixed(ids: readonly string[], areNlb = ids.map(isNlb)): ValueProblem[] {
  return new Set(areNlb).size > 1 ? [{ kind: 'mixed-load-balancers', ids }] : []
}

function isNlb(one: string | LoadBalancerIntent): boolean {
  return typeof one === 'string' ? one.startsWith('nlb-') : 'zones' in one.place
}

// The two halves of a direction, and the link.

const serviceKeys = {
  /** Adopt this endpoint service; without it the provider creates one. */
  id: z.exactOptional(serviceId),
  payer,
}

const endpointKeys = {
  /** Own side: adopt this endpoint. Peer's side: pin it, and only it is approved. */
  id: z.exactOptional(endpointId),
  vpc: z.exactOptional(vpc),
  securityGroups: z.array(securityGroup),
  /** Zone id → vSwitch id. */
  zones: zones(null),
  /** IPv4 blocks that its first security group shall let in: `10.0.0.0/8`, or on one port `10.0.0.0/8:6379`. */
  allow: z.exactOptional(z.array(allowance)),
}

const peerKeys = {
  kind: peerKind,
  /** Main-account id, 16 digits as text. May be missing at first: EMQX shows it only once your service exists. */
  uid: z.exactOptional(uid),
}

export const direction = openMapping({
  service: openMapping({
    ...serviceKeys,
    /** Ids of load balancers to adopt as service resources (`lb-…` is CLB, `nlb-…` is NLB). */
    loadBalancers: z.array(loadBalancerId),
    /** Load balancers to make. */
    create: z.exactOptional(z.array(loadBalancer)),
    /** What the cloud shows beside it; without one plink writes its own. */
    description: z.exactOptional(z.string()),
    /** UIDs that may connect besides the other side's. */
    whitelist: z.exactOptional(z.array(uid)),
  }),
  endpoint: openMapping({
    ...endpointKeys,
    /** The same as `allow`, as `--allow` said; it has no key in plink.yaml. */
    alsoAllow: z.exactOptional(z.array(allowance)),
    name: z.exactOptional(z.string()),
    description: z.exactOptional(z.string()),
  }),
  /**
   * Targets for `plink test`, as written: `redis://:${REDIS_PASSWORD}@{inbound}:6379`. Not judged again: a state that was
   * written when a target was good must load for ever.
   */
  tests: z.array(z.string()),
})
export type DirectionIntent = Constant<z.output<typeof direction>>
export type ServiceIntent = DirectionIntent['service']
export type EndpointIntent = DirectionIntent['endpoint']

/** What the user asked for, as the state file keeps it: plink.yaml, or flags of step commands. Nothing after it asks a question. */
export const desiredLink = openMapping({
  name,
  region,
  peer: openMapping(peerKeys),
  directions: openMapping({ inbound: z.exactOptional(direction), outbound: z.exactOptional(direction) }),
})
export type Intent = Constant<z.output<typeof desiredLink>>
export type Peer = Intent['peer']

/**
 * The whole of plink.yaml, read as what it asks for with its defaults filled in.
 * @param of the region that it names or that is said elsewhere; null when there is none
 */
export function manifest(of: string | null) {
  const direction = z.exactOptional(writtenDirection(of))
  const keys = mapping({
    version: z
      .number()
      .check(judged((found) => (found === 1 ? undefined : { kind: 'unsupported-version', value: String(found) }))),
    name,
    region: z.exactOptional(region),
    peer: z.prefault(mapping({ ...peerKeys, kind: z._default(peerKind, 'emqx') }), {}),
    inbound: direction,
    outbound: direction,
  }).check(
    onContainer(({ value, issues }) => {
      note(issues, [
        'inbound' in value || 'outbound' in value ? undefined : { kind: 'missing', key: 'inbound | outbound' },
        'region' in value || of !== null ? undefined : { kind: 'missing', key: 'region' },
      ])
    }),
  )
  return z.pipe(
    keys,
    z.transform(({ name, region = of ?? '', peer, inbound, outbound }): Intent => {
      const halves = (
        direction: DirectionName,
        { service, ...rest }: NonNullable<typeof inbound>,
      ): DirectionIntent => ({
        service: { payer: defaultPayer(peer, direction), ...service },
        ...rest,
      })
      return {
        name,
        region,
        peer,
        directions: {
          ...(inbound && { inbound: halves('inbound', inbound) }),
          ...(outbound && { outbound: halves('outbound', outbound) }),
        },
      }
    }),
  )
}

function writtenDirection(of: string | null) {
  const service = z.pipe(
    mapping({
      ...serviceKeys,
      payer: z.exactOptional(payer),
      loadBalancers: z._default(loadBalancers(of), { loadBalancers: [], create: [] }),
    }),
    z.transform(({ loadBalancers: { loadBalancers, create }, ...rest }) => ({
      ...rest,
      loadBalancers,
      ...(create.length > 0 && { create }),
    })),
  )
  const endpoint = mapping({
    ...endpointKeys,
    securityGroups: z._default(distinct(securityGroup), []),
    zones: z._default(writtenZones(of), {}),
    allow: z.exactOptional(distinct(allowance)),
  })
  return mapping({
    service: z.prefault(service, {}),
    endpoint: z.prefault(endpoint, {}),
    tests: z._default(z.array(target), []),
  })
}
