import type { Clock } from '../model/clock.ts'
import type { ProbeRequest, Protocol } from '../model/probe.ts'
import { DeadlineExceeded, within } from '../probe/deadline.ts'
import { natives } from './connectors.ts'
import type { ConnectorBody, Deployment } from './deployment.ts'
import { meaningOf } from './message.ts'

/** How long it is waited for, in milliseconds: who speaks the other way answers at once. */
const patienceMs = 2_000

/** The same protocol without TLS, where a connector speaks it. */
const plain: Partial<Readonly<Record<Protocol, Protocol>>> = { rediss: 'redis', mqtts: 'mqtt' }

/**
 * Whether a port that did not answer as asked speaks TLS after all, or its protocol without TLS: what a deployment says of
 * the failure itself is the same for both, and for a server that is down behind its load balancer. Nothing but a connector
 * that works, or an answer of the protocol, proves it. No login is sent.
 * @throws the signal's reason when it aborts
 */
export async function speaksOtherWay(
  request: ProbeRequest,
  deployment: Pick<Deployment, 'probeConnector'>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<boolean> {
  const body = otherWay({ ...request, username: null, password: null, path: '' })
  if (!body) return false
  try {
    const answer = await within(patienceMs, { clock, signal }, (ends) => deployment.probeConnector(body, ends))
    if (answer.kind !== 'failed') return answer.kind === 'passed'
    const meaning = meaningOf(answer.message)
    return plain[request.protocol] !== undefined && (meaning === 'login' || meaning === 'unready')
  } catch (error) {
    if (error instanceof DeadlineExceeded) return false
    throw error
  }
}

function otherWay(request: ProbeRequest): ConnectorBody | undefined {
  const { protocol } = request
  const without = plain[protocol]
  if (without) return natives[without]?.body({ ...request, protocol: without })
  // Whoever signed the certificate. What has no connector of its own was not asked anything that TLS could be mistaken for.
  return protocol === 'redis' || protocol === 'mqtt'
    ? natives.tls?.body({ ...request, protocol: 'tls', insecure: true })
    : undefined
}
