import { CloudError } from '../../alibaba/cloud-error.ts'
import type { Reads } from '../../engine/reads.ts'
import type { Faults } from '../../model/fault.ts'
import type { HopName } from '../../model/hop.ts'
import type { SideName } from '../../model/link.ts'

/** The parts that an observation is read in, and the hop that nothing is known of when one could not be read. */
export const hopOfPart = {
  service: 'service',
  resources: 'service',
  whitelist: 'service',
  connections: 'connection',
  balancer: 'listener',
  listeners: 'listener',
  health: 'backend',
  'health-check': 'backend',
  servers: 'backend',
  instances: 'backend',
  planned: 'listener',
  endpoint: 'endpoint',
  zones: 'zone',
  groups: 'security-group',
  rules: 'security-group',
  vpc: 'security-group',
  vswitches: 'zone',
  'visible-service': 'service',
} as const satisfies Readonly<Record<string, HopName>>
export type Part = keyof typeof hopOfPart

/** A part that could not be read, and why. */
export interface UnreadPart {
  readonly part: Part
  readonly side: SideName
  /** `slb:DescribeHealthStatus` as RAM writes it; null where no permission is missing. */
  readonly permission: string | null
  /** `slb.DescribeHealthStatus` */
  readonly action: string
  /** The cloud's code, a network error, or the field that makes no sense. */
  readonly reason: string
  readonly requestId: string | null
}

/** Reads of one side of a direction, each of which may fail by itself and hides nothing else. */
export class PartReader {
  readonly reads: Reads
  readonly side: SideName
  readonly unread: UnreadPart[] = []

  constructor(reads: Reads, side: SideName) {
    this.reads = reads
    this.side = side
  }

  /**
   * What `read` answers, or `otherwise` where the cloud denied, failed or made no sense.
   * @throws what is no answer of the cloud: an interruption, missing credentials, a bug
   */
  async part<T>(part: Part, otherwise: T, read: (reads: Reads) => Promise<T>): Promise<T> {
    try {
      return await read(this.reads)
    } catch (error) {
      this.unread.push({ part, side: this.side, ...reasonOf(error) })
      return otherwise
    }
  }

  isUnread(...parts: readonly Part[]): boolean {
    return this.unread.some(({ part }) => parts.includes(part))
  }
}

function reasonOf(error: unknown): Omit<UnreadPart, 'part' | 'side'> {
  if (!(error instanceof CloudError)) throw error
  const { data } = error
  switch (data.code) {
    case 'CLOUD_DENIED': {
      const { permission, action, apiCode, requestId } = data.facts
      return { permission, action, reason: apiCode, requestId }
    }
    case 'CLOUD_REFUSED': {
      const { action, apiCode, requestId } = data.facts
      return { permission: null, action, reason: apiCode, requestId }
    }
    case 'CLOUD_UNREACHABLE':
      return { permission: null, action: data.facts.action, reason: data.facts.reason, requestId: null }
    case 'CLOUD_GARBLED':
      return { permission: null, action: data.facts.action, ...garbledBy(data.facts) }
    default:
      throw error
  }
}

/** A reply that lacks what it must hold, or no reply of the cloud at all. */
function garbledBy({ field, status, requestId }: Faults['CLOUD_GARBLED']): Pick<UnreadPart, 'reason' | 'requestId'> {
  return { reason: field === null ? `HTTP ${status}` : `malformed: ${field}`, requestId }
}
