import { isIPv6 } from 'node:net'
import type { Clock } from '../model/clock.ts'
import type { ProbeOutcome, ProbeRequest, Protocol } from '../model/probe.ts'
import { quote } from '../model/quote.ts'
import type { Detail, Reached, Verdict } from '../model/result.ts'
import { unreadyOf } from '../probe/unready.ts'
import { connection, natives, patienceMs } from './connectors.ts'
import type { ConnectorResult, Deployment } from './deployment.ts'
import { type Meaning, meaningOf, readable, unreadyReply } from './message.ts'
import { speaksOtherWay } from './other-way.ts'

/**
 * The same test as from here, made by an EMQX deployment: first whether the port opens, which needs no login, then in
 * the protocol itself. An open port alone makes nothing but `tcp` reachable, since a load balancer opens it as well.
 * How long it takes is not known: the deployment does not tell.
 * @throws the signal's reason when it aborts
 */
export async function probeFromDeployment(
  request: ProbeRequest,
  deployment: Pick<Deployment, 'probeConnector'>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<ProbeOutcome> {
  const opened = await deployment.probeConnector(connection(request), signal)
  const isOpen = opened.kind === 'passed'
  if (opened.kind === 'unusable') return unanswered(opened, request)
  if (opened.kind === 'failed') {
    const meaning = meaningOf(opened.message)
    if (meaning !== undefined && meaning !== 'private') return told(meaning, opened, request, false)
  }

  // A deployment may forbid its connectors private addresses (EMQX 6, rule_engine.ssrf), but then `http` and not
  // `redis`: what is unclear by now is asked again in the protocol itself.
  const native = natives[request.protocol]
  if (native === null) return opened.kind === 'passed' ? passed(request, 'connect') : unclear(opened, request)
  const spoken = await deployment.probeConnector(native.body(request), signal)
  if (spoken.kind === 'passed') return passed(request, native.reaches)
  if (spoken.kind !== 'failed') return { ...unanswered(spoken, request), reached: isOpen ? 'connect' : 'nothing' }
  const said = meaningOf(spoken.message)
  if (said === undefined) return unclear(spoken, request, isOpen)
  const asked = isOpen && isUnexplained(said, spoken, request)
  return asked && (await speaksOtherWay(request, deployment, { clock, signal }))
    ? otherWay(request)
    : told(said, spoken, request, isOpen)
}

/** How far a test must come to have told something of its protocol. */
const wanted: Partial<Readonly<Record<Protocol, Reached>>> = { tcp: 'connect', tls: 'tls' }

function passed({ protocol }: ProbeRequest, reached: Reached): ProbeOutcome {
  const answer = 'connected'
  return reached === (wanted[protocol] ?? 'protocol')
    ? outcome('reachable', reached, { code: 'ANSWERED', facts: { answer } })
    : outcome('undetermined', reached, { code: 'VANTAGE_UNCLEAR', facts: { answer } })
}

function told(meaning: Meaning, said: Said, request: ProbeRequest, isOpen: boolean): ProbeOutcome {
  const { host, port, username, password } = request
  const reached = isOpen ? 'connect' : 'dns'
  const address = `${isIPv6(host) ? `[${host}]` : host}:${port}`
  const answer = quote(readable(said.message), [password, username])
  switch (meaning) {
    case 'unready': {
      const reply = unreadyReply(said.message)
      const facts = {
        answer: quote(reply, [password, username]),
        reason: unreadyOf(reply)?.reason ?? ('busy' as const),
      }
      return outcome('server-unready', 'protocol', { code: 'UNREADY', facts })
    }
    case 'private':
      return outcome('undetermined', 'nothing', { code: 'VANTAGE_FORBIDS', facts: { answer } })
    case 'login':
      return username === null && password === null
        ? outcome('reachable-auth-required', 'protocol', { code: 'AUTH_REQUIRED', facts: { answer } })
        : outcome('login-refused', 'protocol', { code: 'LOGIN_FAILED', facts: { answer } })
    case 'refused':
      return outcome('refused', 'dns', { code: 'REFUSED', facts: { address } })
    case 'no-name':
      return outcome('dns-failed', 'nothing', { code: 'NO_SUCH_NAME', facts: { name: host, reason: 'NXDOMAIN' } })
    case 'timeout':
      return isOpen
        ? outcome('timeout', reached, { code: 'SILENT', facts: { ms: patienceMs.answer } })
        : outcome('timeout', reached, { code: 'TIMED_OUT', facts: { stage: 'connect', ms: patienceMs.connect } })
    case 'no-route':
      return outcome('timeout', 'dns', { code: 'NO_ROUTE', facts: { address, reason: 'EHOSTUNREACH' } })
    case 'tls':
      return outcome('tls-failed', 'connect', { code: 'TLS', facts: { reason: answer } })
    case 'closed':
      return outcome('reset', reached, { code: 'CLOSED', facts: { stage: isOpen ? 'protocol' : 'connect' } })
    case 'foreign':
      return outcome('wrong-protocol', reached, { code: 'OTHER_PROTOCOL', facts: { answer } })
    default:
      return meaning satisfies never
  }
}

/** Whether it may be that TLS was spoken to a port without, or the other way round. */
function isUnexplained(meaning: Meaning, { message }: Said, { protocol }: ProbeRequest): boolean {
  // What is no TLS lets a handshake wait; TLS itself refuses at once what is no handshake (RFC 8446, unexpected_message).
  if (meaning === 'timeout') return isSecured(protocol)
  // An alert about a certificate was said in TLS.
  return (
    meaning === 'closed' || meaning === 'foreign' || (meaning === 'tls' && !/unknown_ca|cert|hostname/i.test(message))
  )
}

function isSecured(protocol: Protocol): boolean {
  return protocol === 'rediss' || protocol === 'mqtts'
}

function otherWay({ protocol }: ProbeRequest): ProbeOutcome {
  return isSecured(protocol)
    ? outcome('tls-failed', 'connect', {
        code: 'TLS',
        facts: { reason: `PLAIN_${protocol.toUpperCase().slice(0, -1)}` },
      })
    : outcome('wrong-protocol', 'connect', { code: 'OTHER_PROTOCOL', facts: { answer: 'TLS' } })
}

type Said = { readonly message: string }

function unclear({ message }: Said, { password, username }: ProbeRequest, isOpen = false): ProbeOutcome {
  const answer = quote(readable(message), [password, username])
  return outcome('undetermined', isOpen ? 'connect' : 'nothing', { code: 'VANTAGE_UNCLEAR', facts: { answer } })
}

/** What a gateway or the broker says of the call itself. A complaint about the body may repeat what is in it. */
function unanswered(
  answer: Exclude<ConnectorResult, { kind: 'passed' | 'failed' }>,
  { password, username }: ProbeRequest,
): ProbeOutcome {
  const status = answer.kind === 'unusable' ? answer.status : 400
  return outcome('undetermined', 'nothing', {
    code: 'VANTAGE_FAILED',
    facts: { status, answer: quote(answer.message, [password, username]) },
  })
}

function outcome(verdict: Verdict, reached: Reached, detail: Detail): ProbeOutcome {
  const ok = verdict === 'reachable' || verdict === 'reachable-auth-required'
  return { ok, verdict, reached, ms: { dns: null, connect: null, tls: null, protocol: null }, detail }
}
