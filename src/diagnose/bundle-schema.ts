import * as z from 'zod/mini'
import { type Shape, ShapeMismatch } from '../alibaba/shape.ts'
import {
  endpointConnectionShape,
  endpointServiceShape,
  endpointShape,
  endpointZoneShape,
  endUserServiceShape,
  securityGroupPermissionShape,
  serviceResourceShape,
  vpcShape,
  vSwitchShape,
  zonePairShape,
} from '../alibaba/types.ts'
import { backend, desiredLink, direction, loadBalancer } from '../manifest/schema.ts'
import { directionNames } from '../model/link.ts'
import type { Detail, TestResult } from '../model/result.ts'
import { vantageObstacles } from '../model/vantage.ts'
import type { PlannedBalancer } from '../steps/load-balancer/desired.ts'
import type { LoadBalancerView } from '../steps/load-balancer/view.ts'
import type { SecurityGroupView } from '../steps/security-group-reads.ts'
import type { ConsumerObservation, DirectionObservation, ProviderObservation } from './observe/observation.ts'
import { hopOfPart, type Part } from './observe/part-reader.ts'

// What a file of `doctor --bundle` must hold. It comes from other people: whatever is not as plink writes it is refused
// before it is judged or shown. Keys that are not listed are left out.

const text = z.string()
const texts = z.array(text)
const number = z.number()
const side = z.enum(['you', 'peer'])
const directionName = z.enum(directionNames)

/** A key that JSON has no place for while its value is undefined. */
function maybe<T>(type: z.ZodMiniType<T>): z.ZodMiniType<T | undefined> {
  return z.optional(type)
}

/** What the cloud sent is held against the shape of the reply that it came in. */
function sent<T>(shape: Shape<T>): z.ZodMiniType<T> {
  return z.pipe(
    z.unknown(),
    z.transform((input, { issues }) => {
      try {
        return shape.read(input, '')
      } catch (error) {
        if (!(error instanceof ShapeMismatch)) throw error
        issues.push({ code: 'custom', input, path: keysIn(error.path) })
        return z.NEVER
      }
    }),
  )
}

/** `Zones[0].ZoneId`, key by key. */
function keysIn(path: string): PropertyKey[] {
  return (path.match(/[^.[\]]+/g) ?? []).map((key) => (/^\d+$/.test(key) ? Number(key) : key))
}

const stage = z.enum(['nothing', 'dns', 'connect', 'tls', 'protocol'])
const verdict = z.enum([
  'reachable',
  'reachable-auth-required',
  'login-refused',
  'server-unready',
  'refused',
  'timeout',
  'reset',
  'dns-failed',
  'tls-failed',
  'wrong-address',
  'wrong-protocol',
  'undetermined',
])

function facts<const C extends Detail['code'], const S extends z.core.$ZodLooseShape>(code: C, shape: S) {
  return z.object({ code: z.literal(code), facts: z.object(shape) })
}

const detail: z.ZodMiniType<Detail> = z.discriminatedUnion('code', [
  facts('ANSWERED', { answer: text }),
  facts('AUTH_REQUIRED', { answer: text, withheld: z.exactOptional(z.literal(true)) }),
  facts('UNEXPECTED', { answer: text, expected: text }),
  facts('LOGIN_FAILED', { answer: text }),
  facts('UNREADY', { answer: text, reason: z.enum(['protected-mode', 'loading', 'full', 'cluster-down', 'busy']) }),
  facts('OTHER_PROTOCOL', { answer: text }),
  facts('REFUSED', { address: text }),
  facts('NO_ROUTE', { address: text, reason: text }),
  facts('TIMED_OUT', { stage, ms: number }),
  facts('SILENT', { ms: number }),
  facts('CLOSED', { stage }),
  facts('NO_SUCH_NAME', { name: text, reason: text }),
  facts('TLS', { reason: text }),
  facts('CERTIFICATE', {
    problem: z.enum(['expired', 'name', 'untrusted']),
    subject: text,
    names: texts,
    issuer: text,
    from: text,
    until: text,
    wanted: text,
  }),
  facts('WRONG_ADDRESS', { name: text, resolved: texts, expected: texts }),
  facts('ZONE_FAILED', { zone: text, address: text, verdict }),
  facts('VARIABLE_UNSET', { variable: text }),
  facts('OUTSIDE_VPC', { vpc: z.nullable(text), here: z.nullable(text) }),
  facts('PEER_VANTAGE_NEEDED', {}),
  facts('VANTAGE_FAILED', { status: z.nullable(number), answer: text }),
  facts('VANTAGE_UNCLEAR', { answer: text }),
  facts('VANTAGE_CANNOT', { reason: z.enum(vantageObstacles), about: z.nullable(text) }),
  facts('VANTAGE_FORBIDS', { answer: text }),
  facts('NO_ENDPOINT', { direction: directionName }),
])

const ms = z.nullable(number)
const testResult: z.ZodMiniType<TestResult> = z.object({
  target: text,
  direction: z.nullable(directionName),
  from: z.union([z.enum(['local', 'emqx', 'paste']), z.templateLiteral(['ecs:', text])]),
  ok: z.boolean(),
  verdict,
  reached: stage,
  ms: z.object({ dns: ms, connect: ms, tls: ms, protocol: ms }),
  detail,
  // They are found anew.
  findings: z.pipe(
    z.unknown(),
    z.transform(() => []),
  ),
})

const server = z.object({
  id: text,
  ip: z.nullable(text),
  port: z.nullable(number),
  weight: z.nullable(number),
  health: z.enum(['normal', 'abnormal', 'unavailable']),
  reason: z.nullable(text),
})

const listener = z.object({
  id: z.nullable(text),
  port: number,
  lastPort: number,
  protocol: text,
  status: text,
  running: z.boolean(),
  moving: z.boolean(),
  acl: z.nullable(z.object({ type: text, ids: texts })),
  proxyProtocol: z.boolean(),
  backendPort: z.nullable(number),
  checks: z.nullable(z.boolean()),
  checkPort: z.nullable(number),
  servers: z.array(server),
})

const balancerView: z.ZodMiniType<LoadBalancerView> = z.object({
  id: text,
  kind: z.enum(['clb', 'nlb']),
  addressType: text,
  networkType: text,
  payType: text,
  zones: texts,
  status: text,
  active: z.boolean(),
  state: z.enum(['ready', 'working', 'deleting', 'broken', 'locked']),
  listeners: z.array(listener),
})

/** Left out in bundles that an older plink wrote. */
const lock = maybe(z.nullable(text))

const vswitchView = maybe(sent(vSwitchShape))

const planned: z.ZodMiniType<PlannedBalancer> = z.object({
  spec: loadBalancer,
  vswitches: z.array(z.object({ id: text, view: vswitchView })),
  pairs: z.array(sent(zonePairShape)),
  backends: z.array(
    z.object({ spec: backend, found: maybe(z.nullable(z.object({ vpc: text, status: text, lock, ips: texts }))) }),
  ),
})

const provider: z.ZodMiniType<ProviderObservation> = z.object({
  side,
  service: maybe(sent(endpointServiceShape)),
  serviceId: maybe(text),
  resources: z.array(sent(serviceResourceShape)),
  connections: z.array(sent(endpointConnectionShape)),
  users: texts,
  loadBalancers: z.array(z.object({ id: text, view: maybe(balancerView), made: z.boolean() })),
  planned: z.array(planned),
  instances: z.record(text, z.nullable(z.object({ InstanceId: text, Status: text, lock }))),
})

const group: z.ZodMiniType<SecurityGroupView> = z.object({
  id: text,
  type: maybe(z.enum(['normal', 'enterprise'])),
  vpc: text,
  rules: z.array(sent(securityGroupPermissionShape)),
})

const consumer: z.ZodMiniType<ConsumerObservation> = z.object({
  side,
  endpoint: maybe(sent(endpointShape)),
  zones: z.array(sent(endpointZoneShape)),
  attached: texts,
  service: maybe(sent(endUserServiceShape)),
  serviceId: maybe(text),
  vpc: maybe(z.object({ id: text, view: maybe(sent(vpcShape)) })),
  inside: texts,
  vswitches: z.array(z.object({ id: text, zone: text, view: vswitchView })),
  groups: z.array(z.object({ id: text, view: maybe(group) })),
})

const remembered = z.nullable(z.object({ id: text, mine: z.boolean(), seen: z.boolean(), since: text }))

const observation: z.ZodMiniType<DirectionObservation> = z.object({
  direction: directionName,
  link: text,
  region: text,
  peer: desiredLink.shape.peer,
  half: direction,
  identities: z.object({
    holds: z.object({ you: z.boolean(), peer: z.boolean() }),
    uids: z.object({ you: text, peer: z.exactOptional(text) }),
  }),
  memory: z.object({
    service: remembered,
    endpoint: remembered,
    approvedSince: z.nullable(text),
    rejected: texts,
    loadBalancers: z.array(z.object({ name: text, id: text })),
  }),
  provider: z.nullable(provider),
  consumer: z.nullable(consumer),
  claims: z.array(z.object({ step: text, id: text, lineage: text, foreign: z.boolean() })),
  unread: z.array(
    z.object({
      // Safe: these are its keys.
      part: z.enum(Object.keys(hopOfPart) as Part[]),
      side,
      permission: z.nullable(text),
      action: text,
      reason: text,
      requestId: z.nullable(text),
    }),
  ),
  tests: z.array(
    z.object({
      port: number,
      result: testResult,
      resolved: z.nullable(z.object({ name: text, addresses: texts })),
      sources: texts,
    }),
  ),
  asked: z.array(
    z.object({
      server: text,
      address: text,
      port: number,
      listener: number,
      answer: z.enum(['opens', 'refused', 'silent']),
      result: z.nullable(testResult),
    }),
  ),
})

/** @see EvidenceBundle */
export const bundleSchema = z.object({
  schema: z.literal('plink/1'),
  bundle: z.literal(1),
  at: z.iso.datetime(),
  link: text,
  region: text,
  observations: z.array(observation),
})
