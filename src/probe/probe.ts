import type { ProbeOutcome, ProbeRequest, Protocol } from '../model/probe.ts'
import type { Greeting, Probe } from './buffered-socket.ts'
import { enter } from './connect-stages.ts'
import { ProbeFailure } from './failure.ts'
import { handshake } from './handshake.ts'
import { type ProbeContext, ProbeSession } from './session.ts'

/** How each protocol is spoken; its package is loaded when it is. */
const probes: Readonly<Record<Protocol, () => Promise<Probe>>> = {
  tcp: async () => (await import('./tcp.ts')).tcp,
  tls: async () => (await import('./tcp.ts')).tls,
  http: async () => (await import('./http.ts')).http,
  https: async () => (await import('./http.ts')).http,
  redis: async () => (await import('./redis.ts')).redis,
  rediss: async () => (await import('./redis.ts')).redis,
  mqtt: async () => (await import('./mqtt.ts')).mqtt,
  mqtts: async () => (await import('./mqtt.ts')).mqtt,
  ws: async () => (await import('./websocket.ts')).websocket,
  wss: async () => (await import('./websocket.ts')).websocket,
}

/** What an answer of each kind amounts to. Whoever answers can be reached; only `?expect=` asks for more. */
const verdicts = {
  ANSWERED: { verdict: 'reachable', ok: true },
  AUTH_REQUIRED: { verdict: 'reachable-auth-required', ok: true },
  LOGIN_FAILED: { verdict: 'login-refused', ok: false },
  UNREADY: { verdict: 'server-unready', ok: false },
  UNEXPECTED: { verdict: 'reachable', ok: false },
} as const satisfies Readonly<Record<Greeting['code'], Pick<ProbeOutcome, 'verdict' | 'ok'>>>

/**
 * Speaks to a service: name, connection, TLS, protocol, each with its own deadline, so that it always ends.
 * Every finding is an outcome.
 * @throws the signal's reason when it aborts
 */
export async function probe(request: ProbeRequest, context: ProbeContext): Promise<ProbeOutcome> {
  const session = new ProbeSession(context)
  try {
    const spoken = await probes[request.protocol]()
    const greeting = await handshake(spoken, await enter(request, session), request, session)
    return { ...verdicts[greeting.code], reached: session.reached, ms: session.ms, detail: greeting }
  } catch (error) {
    context.signal.throwIfAborted()
    if (!(error instanceof ProbeFailure)) throw error
    const { verdict, detail } = error
    return { ok: verdict === 'reachable-auth-required', verdict, reached: session.reached, ms: session.ms, detail }
  } finally {
    session.end()
  }
}
