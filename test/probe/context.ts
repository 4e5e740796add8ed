import type { ProbeRequest, Protocol } from '../../src/model/probe.ts'
import type { ProbeContext } from '../../src/probe/session.ts'
import { patientClock } from '../harness/clock.ts'

/** A request with nothing but what the test is about. */
export function request(protocol: Protocol, port: number, rest: Partial<ProbeRequest> = {}): ProbeRequest {
  const path = { http: '/', https: '/', ws: '/mqtt', wss: '/mqtt' }[protocol as string] ?? ''
  return {
    protocol,
    port,
    host: '127.0.0.1',
    path,
    username: null,
    password: null,
    sni: null,
    expect: null,
    ...rest,
  }
}

/** Real time, with deadlines short enough to be waited for. */
export function context(rest: Partial<ProbeContext> = {}): ProbeContext {
  return {
    lookup: async () => ['127.0.0.1'],
    clock: patientClock,
    signal: new AbortController().signal,
    deadlineMs: 1_000,
    ...rest,
  }
}
