import type {
  Certainty,
  Evidence,
  Finding,
  FindingCode,
  FindingData,
  FindingFacts,
  Fix,
  Severity,
} from '../../model/finding.ts'
import type { HopName } from '../../model/hop.ts'
import { roles, type SideName } from '../../model/link.ts'
import { shellWord } from '../../model/shell.ts'
import type { ListenerView, LoadBalancerView } from '../../steps/load-balancer/view.ts'
import type { DirectionObservation } from '../observe/observation.ts'
import type { Part } from '../observe/part-reader.ts'

/**
 * One question about a direction, as data and one pure function of what was observed. It answers with findings, none when
 * all is well; what the findings say is in text/.
 */
export interface Check {
  readonly id: string
  /** Where on the path it looks; findings lie there unless they say otherwise. */
  readonly hop: HopName
  /** Everything it may find. */
  readonly finds: readonly FindingCode[]
  /** Parts of the observation without which it cannot be answered. */
  readonly needs: readonly Part[]
  /** Of its findings, unless they say otherwise. */
  readonly severity: Severity
  /** Who can mend what it finds, unless a finding says otherwise: the owner of this half. */
  readonly half: 'provider' | 'consumer'
  /**
   * What an error of it means before anything is made. `cloud`: the cloud would refuse. `traffic`: what is to be made
   * would carry nothing. Null where it is about what exists only.
   */
  readonly stops: 'cloud' | 'traffic' | null
  readonly run: (observation: DirectionObservation) => readonly Found[]
}

/** A finding as a check makes it; the runner adds what the check says of all of them. */
export type Found = {
  readonly [C in FindingCode]: {
    readonly code: C
    readonly facts: FindingFacts[C]
    readonly evidence: Evidence
    readonly severity?: Severity
    readonly certainty?: Certainty
    readonly hop?: HopName
    readonly side?: SideName
    readonly fix?: Fix | null
  }
}[FindingCode]

/** The finding of what a check found; what was ruled out beside it the runner knows. */
export function findingOf(check: Check, found: Found, { direction }: DirectionObservation): Finding {
  const { severity = check.severity, certainty = 'confirmed', hop = check.hop, fix = null } = found
  const side = found.side ?? roles[direction][check.half]
  const { code, facts, evidence } = found
  // Safe: code and facts come from one Found; the compiler loses the pairing when they are taken apart.
  return { code, facts, severity, certainty, hop, side, evidence, ruledOut: [], fix } as unknown as Finding
}

/** A command line of the `aliyun` tool, `aliyun slb StartLoadBalancerListener --RegionId …`. */
export function aliyun(action: string, parameters: Readonly<Record<string, string | number>>): string {
  const [product = '', name = ''] = action.split('.')
  const flags = Object.entries(parameters).map(([key, value]) => `--${key} ${shellWord(String(value))}`)
  return ['aliyun', product, name, ...flags].join(' ')
}

/** A call that a person may copy, or that `doctor --fix` may make. */
export function callFix(side: SideName, action: string, input: Readonly<Record<string, string | number>>): Fix {
  return { command: aliyun(action, input), apply: { how: 'call', side, action, input } }
}

/** What only a person should do, as a command to copy. */
export function commandFix(command: string): Fix {
  return { command, apply: null }
}

/** Another setting of a listener; an NLB's has an id of its own. Not safe to make unasked: it is in somebody's use. */
export function listenerFix(
  region: string,
  { id, kind }: Pick<LoadBalancerView, 'id' | 'kind'>,
  listener: Pick<ListenerView, 'id' | 'port'>,
  setting: Readonly<Record<string, string | number>>,
): Fix | null {
  if (kind === 'clb') {
    const at = { RegionId: region, LoadBalancerId: id, ListenerPort: listener.port }
    return commandFix(aliyun('slb.SetLoadBalancerTCPListenerAttribute', { ...at, ...setting }))
  }
  if (listener.id === null) return null
  return commandFix(aliyun('nlb.UpdateListenerAttribute', { RegionId: region, ListenerId: listener.id, ...setting }))
}

/** `plink up` puts it right. */
export const upFix: Fix = { command: 'plink up', apply: { how: 'up' } }

/** A rule about what fits together, as a check finds it. */
export function withEvidence(finding: FindingData, evidence: Evidence): Found {
  // Safe: code and facts stay together.
  return { ...finding, evidence } as Found
}
