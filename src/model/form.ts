import { shownWord } from './mask.ts'
import { nearest } from './nearest.ts'
import { regions } from './region.ts'
import type { ValueProblem } from './value-problem.ts'

/**
 * How values are written: the only patterns of ids, regions, zones, addresses, ports and backends, for flags, files,
 * invites and what the cloud replies. Free of dependencies, since every start of plink loads it.
 */
export interface Form {
  /** What a good value looks like: `epsrv-…`. Never translated. */
  readonly expected: string
  problemOf(text: string): ValueProblem | undefined
}

/** 0 to 255, without leading zeros, which some programs read as octal. */
const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const address = `${octet}(?:\\.${octet}){3}`
/** 1 to 65535. */
const port = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])'
const region = '[a-z]{2}(?:-[a-z0-9]+)+'

/** Managed services that people put behind a load balancer, by the prefix of their ids. */
const managed: readonly (readonly [RegExp, string])[] = [
  [/^(?:r|tair)-/, 'Redis / Tair'],
  [/^rm-/, 'RDS'],
  [/^(?:pc|pxc)-/, 'PolarDB'],
  [/^dds-/, 'MongoDB'],
  [/^alikafka/, 'Kafka'],
]

const backend = form('(?:i|eni|eci)-[a-z0-9]+', 'i-… | eni-… | eci-…', 'bad-id')
const uid = form('\\d{16}', '16 digits', 'bad-id')

export const forms = {
  /** A tag value on everything plink makes, so the cloud's own limits are far away and it is safe in a name. */
  name: form('[a-z0-9-]{1,32}', '[a-z0-9-]{1,32}', 'bad-value'),
  region: {
    expected: 'cn-hangzhou',
    problemOf: (text) => {
      const problem = form(region, 'cn-hangzhou', 'bad-value').problemOf(text)
      const meant = problem && nearest(text, regions)
      return problem && { ...problem, ...(meant !== undefined && { meant }) }
    },
  },
  /** CLB and NLB; an ALB speaks HTTP only, which is of no use to MQTT or Redis. */
  loadBalancer: id('n?lb', 'lb-… | nlb-…'),
  /** Of one that plink makes: part of step ids, and not to be taken for an id. */
  loadBalancerName: form('(?!n?lb-)[a-z][a-z0-9-]{0,31}', '[a-z][a-z0-9-]{0,31}', 'bad-value'),
  service: id('epsrv'),
  /** `com.aliyuncs.privatelink.cn-hangzhou.epsrv-…` */
  serviceName: form('[\\w.-]{1,256}', 'com.aliyuncs.privatelink.…', 'bad-value'),
  endpoint: id('ep'),
  vpc: id('vpc'),
  vswitch: id('vsw'),
  securityGroup: id('sg'),
  instance: id('i'),
  /** An ECS instance, a network interface or a container group. */
  backend: {
    expected: backend.expected,
    problemOf: (text) => {
      const product = managed.find(([prefix]) => prefix.test(text))?.[1]
      return product === undefined ? backend.problemOf(text) : { kind: 'no-backend', value: shownWord(text), product }
    },
  },
  /** UID of a main account; the id of a RAM user has 18 digits. */
  uid: {
    expected: uid.expected,
    problemOf: (text) => uid.problemOf(text) && { kind: 'bad-uid', value: shownWord(text) },
  },
  address: form(address, '192.168.0.10', 'bad-value'),
  port: form(port, '6379', 'bad-value'),
  checksum: form('[0-9a-f]{4}-[0-9a-f]{4}', '7f3a-91c2', 'bad-value'),
  lineage: form('[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'UUID', 'bad-value'),
} as const satisfies Readonly<Record<string, Form>>

/**
 * `cn-hangzhou-h` in cn-hangzhou, `ap-southeast-1a` in ap-southeast-1.
 * @param of the region it must lie in; null when that is not known
 */
export function zoneForm(of: string | null): Form {
  if (of === null || !matches(of, forms.region)) return form(region, 'cn-hangzhou-…', 'bad-id')
  const dashless = /\d$/.test(of) ? '|[a-z]' : ''
  return form(`${of}(?:-[a-z0-9]+${dashless})`, `${of}-…`, 'bad-id')
}

/** True for a text of this form. */
export function matches(text: string, { problemOf }: Form): boolean {
  return problemOf(text) === undefined
}

/** What a backend is, by its id. */
export function backendTypeOf(id: string): 'ecs' | 'eni' | 'eci' {
  if (id.startsWith('eni-')) return 'eni'
  return id.startsWith('eci-') ? 'eci' : 'ecs'
}

function id(prefix: string, expected = `${prefix}-…`): Form {
  return form(`${prefix}-[a-z0-9]+`, expected, 'bad-id')
}

/** @param pattern a regular expression that a good text is a match of, from end to end */
export function form(pattern: string, expected: string, kind: 'bad-id' | 'bad-value'): Form {
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  return {
    expected,
    problemOf: (text) => (whole.test(text) ? undefined : { kind, value: shownWord(text), expected }),
  }
}
