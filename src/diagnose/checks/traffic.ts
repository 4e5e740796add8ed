import type { FindingCode, FindingData } from '../../model/finding.ts'
import { roles } from '../../model/link.ts'
import type { TestResult, UnreadyReason } from '../../model/result.ts'
import {
  connectedZones,
  connectionStatusOf,
  type DirectionObservation,
  expectedConnection,
  type TestedTarget,
} from '../observe/observation.ts'
import { isFailing, listeningOf, servesPort } from './asked.ts'
import { type Check, type Found, withEvidence } from './check.ts'

/** What a test found that the path itself does not explain: names, certificates, what answers, and how. */
export const answerCheck: Check = {
  id: 'tests-are-answered',
  hop: 'protocol',
  half: 'provider',
  finds: [
    'DNS_STALE',
    'NAME_NOT_FOUND',
    'RESOLVER_FAILED',
    'ZONE_DEAD',
    'WRONG_PROTOCOL',
    'WEBSOCKET_REFUSED',
    'UNEXPECTED_ANSWER',
    'LOGIN_REFUSED',
    'REDIS_PROTECTED_MODE',
    'SERVER_LOADING',
    'SERVER_FULL',
    'SERVER_BUSY',
    'CLUSTER_DOWN',
    'ADDRESS_OUTSIDE_LINK',
    'TLS_TO_PLAIN_PORT',
    'PLAIN_TO_TLS_PORT',
    'CERTIFICATE_EXPIRED',
    'CERTIFICATE_OTHER_NAME',
    'CERTIFICATE_UNTRUSTED',
    'TLS_FAILED',
    'NOT_TESTED',
    'VANTAGE_BUSY',
    'VANTAGE_REFUSED',
    'VANTAGE_UNAVAILABLE',
    'VANTAGE_FORBIDS_PRIVATE',
    'VANTAGE_CANNOT_RUN',
  ],
  needs: [],
  severity: 'error',
  stops: null,
  run: (observation) => {
    const { tests } = observation
    const found = tests
      .filter(({ port }) => !isProxied(observation, port))
      .flatMap(({ result }) => answered(result, hasName(observation)) ?? [])
    // What a server says itself counts where no test came so far that it could be heard through the link.
    const direct = observation.asked
      .filter(({ listener }) => !tests.some(({ port, result }) => port === listener && result.reached === 'protocol'))
      .flatMap(({ result }) => (result && isHeard(result) && answered(result, false)) || [])
    const codes = [...found.map(({ code }) => code), 'TLS_FAILED']
    return [...found, ...direct.filter(({ code }) => !codes.includes(code))]
  },
}

/** Whether a server hears a header first that it may not know: then what it says is no answer to the test. */
function isProxied(observation: DirectionObservation, port: number): boolean {
  return listeningOf(observation).some(
    ({ listener }) => listener.proxyProtocol && servesPort(listener, port) && isFailing(observation, listener),
  )
}

/** Whether it tells of the server: nobody asks for the certificate of an address, and the way there is another one. */
function isHeard({ verdict, detail }: TestResult): boolean {
  return detail.code !== 'CERTIFICATE' && ['server-unready', 'wrong-protocol', 'tls-failed'].includes(verdict)
}

/** Whether the endpoint's name should have an address: without a zone there is none, and that is said of the zone. */
function hasName(observation: DirectionObservation): boolean {
  const isShown = observation.consumer !== null || expectedConnection(observation)?.Zones !== undefined
  return connectionStatusOf(observation) === 'Connected' && (!isShown || connectedZones(observation).length > 0)
}

/**
 * What stops a test on its way. Asked last, and only of what nothing else explains: what the other account hides is then
 * the likely cause.
 */
export const pathCheck: Check = {
  ...answerCheck,
  id: 'tests-come-through',
  finds: ['PEER_REFUSES', 'PEER_DROPS', 'PEER_CLOSES', 'SERVER_SILENT', 'TRAFFIC_FAILS'],
  run: (observation) => observation.tests.flatMap((tested) => stopped(observation, tested) ?? []),
}

const unready: Readonly<Record<UnreadyReason, Extract<FindingCode, `${string}`>>> = {
  'protected-mode': 'REDIS_PROTECTED_MODE',
  loading: 'SERVER_LOADING',
  full: 'SERVER_FULL',
  busy: 'SERVER_BUSY',
  'cluster-down': 'CLUSTER_DOWN',
}

/** Nobody can tell: nothing is known to be wrong. */
const untold = { severity: 'info', certainty: 'undetermined', side: 'you' } as const

function answered(result: TestResult, isNamed: boolean): Found | undefined {
  const { target, detail, from } = result
  const evidence = evidenceOf(result)
  const found = (finding: FindingData, more: Partial<Found> = {}): Found =>
    // Safe: what is added is about no code in particular.
    ({ ...withEvidence(finding, evidence), ...more }) as Found
  switch (detail.code) {
    case 'UNREADY': {
      const facts = { target, answer: detail.facts.answer }
      // Safe: the codes of servers that are not ready have these facts.
      return found({ code: unready[detail.facts.reason], facts } as FindingData)
    }
    case 'LOGIN_FAILED':
      return found({ code: 'LOGIN_REFUSED', facts: { target, answer: detail.facts.answer } })
    case 'UNEXPECTED':
      return found({ code: 'UNEXPECTED_ANSWER', facts: { target, ...detail.facts } })
    case 'WRONG_ADDRESS':
      return found({ code: 'DNS_STALE', facts: detail.facts }, { hop: 'dns', side: 'you' })
    case 'NO_SUCH_NAME': {
      if (!isNamed) return undefined
      const { name, reason } = detail.facts
      const isUnknown = /ENOTFOUND|ENODATA|NXDOMAIN/.test(reason)
      // Names are looked up where the test starts.
      const side = from === 'local' || result.direction === null ? 'you' : roles[result.direction].consumer
      const hop = 'dns'
      return isUnknown
        ? found({ code: 'NAME_NOT_FOUND', facts: { name, reason } }, { hop, side })
        : found({ code: 'RESOLVER_FAILED', facts: { name, reason } }, { hop, side })
    }
    case 'ZONE_FAILED': {
      const { zone, address, verdict } = detail.facts
      return found({ code: 'ZONE_DEAD', facts: { zone, address, verdict } }, { hop: 'zone' })
    }
    case 'CERTIFICATE': {
      const { problem, subject, names, issuer, from: start, until, wanted } = detail.facts
      if (problem === 'expired')
        return found({ code: 'CERTIFICATE_EXPIRED', facts: { target, subject, from: start, until } })
      return problem === 'name'
        ? found({ code: 'CERTIFICATE_OTHER_NAME', facts: { target, names, wanted } })
        : found({ code: 'CERTIFICATE_UNTRUSTED', facts: { target, subject, issuer } })
    }
    case 'TLS': {
      const { reason } = detail.facts
      return /^PLAIN_|WRONG_VERSION_NUMBER|PACKET_LENGTH/.test(reason)
        ? found({ code: 'TLS_TO_PLAIN_PORT', facts: { target } })
        : found({ code: 'TLS_FAILED', facts: { target, reason } })
    }
    case 'OTHER_PROTOCOL': {
      const { answer } = detail.facts
      if (answer === 'TLS') return found({ code: 'PLAIN_TO_TLS_PORT', facts: { target } })
      return /^wss?:/.test(target) && /^HTTP/.test(answer)
        ? found({ code: 'WEBSOCKET_REFUSED', facts: { target, answer } })
        : found({ code: 'WRONG_PROTOCOL', facts: { target, answer } })
    }
    case 'ANSWERED':
    case 'AUTH_REQUIRED': {
      // A node of a Redis cluster answers for a part of the keys only, and names who has the others.
      const node = /^-?(?:MOVED|ASK) \d+ (\S+)/.exec(detail.facts.answer)?.[1]
      return node === undefined
        ? undefined
        : found({ code: 'ADDRESS_OUTSIDE_LINK', facts: { target, node } }, { severity: 'warning' })
    }
    case 'OUTSIDE_VPC':
      return found({ code: 'NOT_TESTED', facts: { target, reason: 'outside-vpc', about: detail.facts.vpc } }, untold)
    case 'PEER_VANTAGE_NEEDED':
      return found({ code: 'NOT_TESTED', facts: { target, reason: 'peer-vpc', about: null } }, untold)
    case 'VARIABLE_UNSET':
      return found({ code: 'NOT_TESTED', facts: { target, reason: 'unset', about: detail.facts.variable } }, untold)
    case 'VANTAGE_UNCLEAR':
      return found({ code: 'NOT_TESTED', facts: { target, reason: 'unclear', about: detail.facts.answer } }, untold)
    case 'VANTAGE_FAILED': {
      const { status, answer } = detail.facts
      const more = { severity: 'warning', certainty: 'undetermined', side: 'you' } as const
      if (status === 429) return found({ code: 'VANTAGE_BUSY', facts: { status } }, more)
      if (status === 401 || status === 403) return found({ code: 'VANTAGE_REFUSED', facts: { status, answer } }, more)
      return found({ code: 'VANTAGE_UNAVAILABLE', facts: { status, answer } }, more)
    }
    case 'VANTAGE_CANNOT':
      return found(
        { code: 'VANTAGE_CANNOT_RUN', facts: { from, ...detail.facts } },
        { severity: 'warning', certainty: 'undetermined', side: 'you' },
      )
    case 'VANTAGE_FORBIDS':
      return found(
        { code: 'VANTAGE_FORBIDS_PRIVATE', facts: detail.facts },
        { severity: 'warning', certainty: 'undetermined', side: 'peer' },
      )
    default:
      return undefined
  }
}

function stopped(observation: DirectionObservation, { result }: TestedTarget): Found | undefined {
  const { direction, provider } = observation
  const { target, detail, verdict, ok } = result
  if (ok || (verdict !== 'refused' && verdict !== 'timeout' && verdict !== 'reset')) return undefined
  const evidence = evidenceOf(result)
  // Where both halves are ours to see, or the provider's is, nothing that is hidden explains a refusal.
  const hidden = {
    certainty: 'probable',
    side: provider ? roles[direction].consumer : roles[direction].provider,
  } as const
  if (detail.code === 'REFUSED' && !provider)
    return {
      code: 'PEER_REFUSES',
      facts: { target, address: detail.facts.address },
      evidence,
      hop: 'listener',
      ...hidden,
    }
  if (detail.code === 'TIMED_OUT' && !(provider && observation.consumer))
    return {
      code: 'PEER_DROPS',
      facts: { target, ms: detail.facts.ms },
      evidence,
      // Our own half is in order: it is the peer's endpoint that does not let it out, or what is behind the peer's service.
      hop: provider ? 'security-group' : 'service',
      ...hidden,
    }
  if (detail.code === 'CLOSED' && !provider)
    return { code: 'PEER_CLOSES', facts: { target }, evidence, hop: 'backend', ...hidden }
  if (detail.code === 'SILENT')
    return { code: 'SERVER_SILENT', facts: { target, ms: detail.facts.ms }, evidence, certainty: 'probable' }
  return { code: 'TRAFFIC_FAILS', facts: { target, verdict }, evidence, certainty: 'probable' }
}

function evidenceOf({ target, from, verdict, reached, detail }: TestResult): Found['evidence'] {
  const address = 'address' in detail.facts ? { [`test ${target}.address`]: String(detail.facts.address) } : {}
  return {
    [`test ${target}.from`]: from,
    [`test ${target}.verdict`]: verdict,
    [`test ${target}.reached`]: reached,
    ...address,
  }
}
