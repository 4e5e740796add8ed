import { isMap } from 'yaml'
import { type DirectionIntent, defaultPayer, type Intent, type Payer, type Peer } from '../model/link.ts'
import { type Page, problem, type Value } from './cursor.ts'
import { loadBalancers } from './load-balancer.ts'
import { choice, list, mapping, noteRepeats, type Reader, table } from './readers.ts'
import * as a from './values.ts'

/** What plink.yaml may hold: the keys, and how each is read. */
const half = {
  service: mapping({}, { id: a.service, payer: choice('Endpoint', 'EndpointService'), loadBalancers }),
  endpoint: mapping(
    {},
    {
      id: a.endpoint,
      vpc: a.vpc,
      securityGroups: list(a.securityGroup, unique),
      zones: zones(),
      allow: list(a.allowance, unique),
    },
  ),
  tests: list(a.target),
}
const direction = mapping({}, half)
const peerKeys = mapping({}, { kind: choice('emqx', 'generic'), uid: a.uid })
const link = mapping(
  { version: a.version, name: a.name },
  { region: a.region, peer: peerKeys, inbound: direction, outbound: direction },
)

/** The whole of plink.yaml, defaults filled in; undefined when the page has problems. */
export const readLink: Reader<Intent> = (value, page) => {
  if (isMap(value.node) && !value.node.has('inbound') && !value.node.has('outbound')) {
    problem(page, value, { kind: 'missing', key: 'inbound | outbound' })
  }
  if (isMap(value.node) && !value.node.has('region') && page.region === null) {
    problem(page, value, { kind: 'missing', key: 'region' })
  }
  const read = link(value, page)
  // The page's region is the one written here, or the one that is said elsewhere.
  const region = read?.region ?? page.region
  if (read === undefined || region === null) return undefined
  const { name, inbound, outbound } = read
  const peer = peerOf(read.peer)
  return {
    name,
    region,
    peer,
    directions: {
      ...(inbound && { inbound: directionOf(inbound, defaultPayer(peer, 'inbound')) }),
      ...(outbound && { outbound: directionOf(outbound, defaultPayer(peer, 'outbound')) }),
    },
  }
}

/** The other party is EMQX Cloud unless it is said to be another. */
function peerOf({
  kind = 'emqx',
  uid,
}: {
  readonly kind?: Peer['kind'] | undefined
  readonly uid?: string | undefined
} = {}): Peer {
  return { kind, ...(uid !== undefined && { uid }) }
}

type DirectionKeys = typeof direction extends Reader<infer T> ? T : never

function directionOf({ service = {}, endpoint, tests = [] }: DirectionKeys, payer: Payer): DirectionIntent {
  const { loadBalancers: { adopted, create } = { adopted: [], create: [] }, ...rest } = service
  return {
    service: { payer, ...rest, loadBalancers: adopted, ...(create.length > 0 && { create }) },
    endpoint: { securityGroups: [], zones: {}, ...endpoint },
    tests,
  }
}

function zones(): Reader<Readonly<Record<string, string>>> {
  const byZone = table(a.zone, a.vswitch)
  return (value, page) => {
    const read = byZone(value, page)
    // A vSwitch lies in one zone, so it cannot serve two.
    if (read !== undefined) noteRepeats(page, value, Object.values(read))
    return read
  }
}

function unique(items: readonly string[], value: Value, page: Page): void {
  noteRepeats(page, value, items)
}
