import type { Reads } from '../../engine/reads.ts'
import type { Intent } from '../../manifest/schema.ts'

import type { DirectionObservation } from './observation.ts'
import { PartReader } from './part-reader.ts'
import { observeBalancer, observeInstances } from './provider.ts'

/** One load balancer of ours by itself, as if it alone were behind the service. */
export async function observeBalancerAlone(
  reads: Reads,
  region: string,
  intent: Intent | null,
  id: string,
): Promise<DirectionObservation> {
  const reader = new PartReader(reads, 'you')
  const view = await observeBalancer(reader, id)
  const half = intent?.directions.inbound ?? {
    service: { payer: 'Endpoint', loadBalancers: [] },
    endpoint: { securityGroups: [], zones: {} },
    tests: [],
  }
  return {
    direction: 'inbound',
    link: intent?.name ?? '',
    region,
    peer: intent?.peer ?? { kind: 'generic' },
    half,
    identities: { holds: { you: true, peer: false }, uids: { you: '' } },
    memory: { service: null, endpoint: null, approvedSince: null, rejected: [], loadBalancers: [] },
    provider: {
      side: 'you',
      service: undefined,
      serviceId: undefined,
      resources: [],
      connections: [],
      users: [],
      loadBalancers: [{ id, view, made: false }],
      planned: [],
      instances: await observeInstances(reader, view ? [view] : []),
    },
    consumer: null,
    claims: [],
    unread: reader.unread,
    tests: [],
    asked: [],
  }
}
