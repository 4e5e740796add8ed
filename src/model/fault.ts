import type { DirectionName, Payer, SideName } from './link.ts'

/** A place in plink.yaml and what is wrong there. Lines and columns count from 1. */
export interface SpecProblem {
  readonly line: number
  readonly column: number
  /** Dotted path, `inbound.service.payer`. */
  readonly path: string
  readonly problem: SpecProblemKind
}
export type SpecProblemKind =
  | { readonly kind: 'syntax'; readonly reason: string }
  | { readonly kind: 'unknown-key'; readonly key: string; readonly known: readonly string[]; readonly meant?: string }
  | { readonly kind: 'wrong-type'; readonly expected: string; readonly found: string }
  | { readonly kind: 'missing'; readonly key: string }
  | { readonly kind: 'bad-value'; readonly value: string; readonly expected: string }
  | { readonly kind: 'bad-id'; readonly value: string; readonly expected: string }
  | { readonly kind: 'bad-uid'; readonly value: string }
  | { readonly kind: 'literal-password'; readonly target: string }
  | { readonly kind: 'bad-target'; readonly target: string; readonly reason: TargetProblem }
  /** A managed database or cache, which no load balancer takes. */
  | { readonly kind: 'no-backend'; readonly value: string; readonly product: string }
  | { readonly kind: 'mixed-load-balancers'; readonly ids: readonly string[] }
  | { readonly kind: 'unsupported-version'; readonly value: string }
  | { readonly kind: 'duplicate'; readonly value: string }
  /** An answer to a question of `plink init` that does not arise. */
  | { readonly kind: 'not-asked'; readonly key: string }
export type TargetProblem =
  | 'not-a-url'
  | 'unknown-scheme'
  | 'no-host'
  | 'no-port'
  | 'unknown-place'
  | 'bad-option'
  | 'literal-password'

/** A question that could not be asked, and the flag that answers it. */
interface Question {
  readonly name: string
  readonly flag: string
  readonly choices?: readonly string[]
}

export interface LockHolder {
  readonly pid: number
  readonly host: string
  readonly since: string
  readonly command: string
}

interface Refusal {
  readonly side: SideName
  /** `privatelink.CreateVpcEndpoint` */
  readonly action: string
  readonly apiCode: string
  readonly apiMessage: string
  /** Null when the answer carried none. */
  readonly requestId: string | null
}

/** A thing that is missing on a side. */
type Missing = { readonly side: SideName; readonly id: string; readonly region: string }

/** Everything that can go wrong, as facts. The sentence, the hint and who must act live in text/, one per language. */
export interface Faults {
  // wrong usage: 2
  USAGE: { problem: string }
  UNKNOWN_COMMAND: { command: string; meant: string | null }
  UNKNOWN_OPTION: { option: string; command: string; meant: string | null }
  BAD_FLAG: { flag: string; value: string; expected: string }
  MISSING_ARGUMENT: { name: string; command: string }
  UNEXPECTED_ARGUMENT: { argument: string; command: string }
  INPUT_NEEDED: { questions: readonly Question[] }
  SPEC_MISSING: { file: string }
  SPEC_INVALID: { file: string; problems: readonly SpecProblem[] }
  /** Answers of `--set`, and those of a file that no question arises for. */
  ANSWERS_INVALID: { problems: readonly { from: string; name: string; problem: SpecProblemKind }[] }
  TARGET_INVALID: { target: string; reason: TargetProblem }
  SECRET_UNSET: { target: string; variable: string }
  ENDPOINT_URL_INVALID: { variable: string; url: string }
  /** `old`: it is the REST API of a version 4 deployment, which has no connectors_probe. */
  DEPLOYMENT_URL_INVALID: { variable: string; url: string; old: boolean }
  REGION_MISSING: Record<never, never>
  NO_TARGETS: { file: string }
  STEP_UNKNOWN: { step: string; known: readonly string[] }
  /** `state adopt` found several states' things and was not told which is meant. */
  LINEAGE_UNCLEAR: { link: string; lineages: readonly { readonly lineage: string; readonly ids: readonly string[] }[] }
  DIRECTION_ABSENT: { direction: DirectionName; file: string }
  /** Flags of a step command and plink.yaml differ: a warning where the command goes on by plink.yaml, a refusal where it cannot. */
  SPEC_DIFFERS: { file: string; differences: readonly { key: string; spec: string; given: string }[] }
  /** A step command that changes or ends something, and the link has no such thing; `make` is the command that makes it. */
  NOT_MADE_YET: { step: string; make: string }
  INVITE_MISSING: { file: string }
  INVITE_INVALID: { file: string; problems: readonly SpecProblem[] }
  /** The values and the check do not go together: a mistake of copying. `file` is null for values read over the phone. */
  INVITE_CHANGED: { file: string | null; wanted: string; is: string }
  /** It is of this account itself. */
  INVITE_OWN: { uid: string }
  /** It is about another link than this one. */
  INVITE_ELSEWHERE: { what: 'region' | 'uid' | 'service'; invite: string; here: string }
  /** plink.yaml says something else already. */
  INVITE_CONTRADICTS: { file: string; differences: readonly { key: string; spec: string; given: string }[] }

  // not possible as things stand: 3
  FILE_UNWRITABLE: { file: string; reason: string }
  /** The consumer's view of a service: not whitelisted, another region, or a mistyped id. */
  SERVICE_NOT_VISIBLE: { id: string; uid: string; region: string }
  /** The endpoint is not among those that asked to be connected. */
  ENDPOINT_NOT_ASKING: { id: string; service: string; asking: readonly string[] }
  PAYER_DIFFERS: { id: string; said: Payer; is: string }
  STATE_LOCKED: { file: string; holder: LockHolder | null }
  STATE_BROKEN: { file: string; reason: string; backup: string | null }
  STATE_NEWER: { file: string; schema: string }
  STATE_FOREIGN: { file: string; found: string; wanted: string }
  STATE_UNWRITABLE: { file: string; reason: string }
  LINEAGE_FOREIGN: { link: string; lineages: readonly string[]; ids: readonly string[] }
  /** Nothing of the account carries the link's tags. */
  NOTHING_TO_ADOPT: { link: string; region: string }
  STEP_REMEMBERED: { step: string; id: string }
  ADOPT_NEEDS: { step: string; id: string; needs: string }
  /** `plink init` writes no plink.yaml over another one unless a person agrees. */
  SPEC_EXISTS: { file: string }
  CREDENTIALS_MISSING: { side: SideName; profile: string | null }
  CREDENTIALS_UNUSABLE: { side: SideName; profile: string | null; source: string }
  PROFILE_UNKNOWN: { side: SideName; profile: string; file: string; known: readonly string[] }
  CHECKS_FAILED: { faults: readonly FaultData[] }
  /** Adopted, not made: changed or deleted only when it is named. */
  NOT_OURS: { id: string }
  /** An endpoint of an account that the link does not know: never let in. */
  ENDPOINT_OF_STRANGER: { id: string; ownerUid: string; known: readonly string[] }
  /** A load balancer of ours with listeners that plink did not make. */
  LB_IN_SERVICE: { id: string; services: readonly string[] }
  LB_CARRIES_OTHERS: { id: string; ports: readonly number[] }
  /** The command of `--on-ready`; `reason` is a signal or a system's code where there is no exit code. Only ever a warning. */
  ON_READY_FAILED: { command: string; code: number | null; reason: string | null }
  BLOCKED: { direction: DirectionName; step: string; id: string; field: string; is: string; wanted: string }
  FOREIGN_CONSUMERS: {
    direction: DirectionName
    service: string
    endpoints: readonly { id: string; ownerUid: string }[]
  }

  // preflight findings, gathered in CHECKS_FAILED or shown as warnings: 3
  UID_MISSING: { direction: DirectionName }
  UID_NOT_CALLER: { side: SideName; is: string; wanted: string }
  LB_NOT_FOUND: Missing
  /** No internal CLB can be had with this master zone. */
  LB_ZONE_NOT_OFFERED: { zone: string; offered: readonly string[] }
  BACKEND_NOT_FOUND: Missing
  BACKEND_OF_OTHER_VPC: { id: string; vpc: string; wanted: string }
  BACKEND_NOT_RUNNING: { id: string; status: string }
  BACKEND_OTHER_ADDRESS: { id: string; ip: string; has: readonly string[] }
  LB_NOT_INTERNAL: { id: string; addressType: string }
  LB_NOT_IN_VPC: { id: string; networkType: string }
  LB_PREPAID: { id: string; payType: string }
  LB_NOT_ACTIVE: { id: string; status: string }
  LB_WITHOUT_LISTENER: { id: string }
  LB_LISTENER_STOPPED: { id: string; port: number; protocol: string; status: string }
  LB_LISTENER_TCPSSL: { id: string; port: number }
  LB_BACKEND_UNHEALTHY: { id: string; port: number; servers: readonly string[] }
  LB_BACKEND_UNKNOWN: { id: string; port: number }
  LB_WITHOUT_BACKEND: { id: string; port: number }
  PORT_WITHOUT_LISTENER: {
    direction: DirectionName
    port: number
    ids: readonly string[]
    listening: readonly number[]
  }
  SERVICE_NOT_FOUND: Missing
  SERVICE_AUTO_ACCEPTS: { id: string }
  ENDPOINT_NOT_FOUND: Missing
  ENDPOINT_OF_OTHER_SERVICE: { id: string; service: string; wanted: string }
  VPC_NOT_FOUND: Missing
  VSWITCH_NOT_FOUND: Missing
  VSWITCH_OF_OTHER_VPC: { id: string; vpc: string; wanted: string }
  VSWITCH_IN_OTHER_ZONE: { id: string; zone: string; wanted: string }
  /** Addresses that are free, and how many are needed. */
  VSWITCH_FULL: { id: string; free: number; needed: number }
  ZONE_MISMATCH: { service: readonly string[]; endpoint: readonly string[] }
  SECURITY_GROUP_NOT_FOUND: Missing
  SECURITY_GROUP_OF_OTHER_VPC: { id: string; vpc: string; wanted: string }
  SECURITY_GROUPS_MIXED: { normal: readonly string[]; enterprise: readonly string[] }
  SECURITY_GROUP_CLOSED: { ids: readonly string[]; port: number }
  ALLOWS_EVERYBODY: { direction: DirectionName; allowed: string }
  PAYER_FORBIDDEN: { payer: Payer; side: SideName; requestId: string | null }

  // the cloud refused: 4
  CLOUD_REFUSED: Refusal
  CLOUD_DENIED: Refusal & { readonly permission: string }
  PRODUCT_CLOSED: { side: SideName; uid: string }
  STEP_ENDED_BADLY: { direction: DirectionName; step: string; id: string; status: string }

  // gave up waiting, or the way to the cloud is broken: 5
  CLOUD_UNREACHABLE: { side: SideName; action: string; host: string; reason: string }
  CLOUD_GARBLED: { side: SideName; action: string; host: string; status: number; contentType: string }
  WAIT_TIMEOUT: { direction: DirectionName; step: string; seen: Readonly<Record<string, number>>; seconds: number }

  DECLINED: { question: string }
  INTERRUPTED: { signal: 'SIGINT' | 'SIGTERM' }
  BUG: { message: string; stack: string }
}

export type FaultCode = keyof Faults

/** A fault as data: what events, documents and lists of faults carry. */
export type FaultData = { readonly [C in FaultCode]: { readonly code: C; readonly facts: Faults[C] } }[FaultCode]

/** The exit code of each fault; the same in every output format. */
const exitCodes: Readonly<Record<FaultCode, number>> = {
  USAGE: 2,
  UNKNOWN_COMMAND: 2,
  UNKNOWN_OPTION: 2,
  BAD_FLAG: 2,
  MISSING_ARGUMENT: 2,
  UNEXPECTED_ARGUMENT: 2,
  INPUT_NEEDED: 2,
  SPEC_MISSING: 2,
  SPEC_INVALID: 2,
  ANSWERS_INVALID: 2,
  TARGET_INVALID: 2,
  SECRET_UNSET: 2,
  ENDPOINT_URL_INVALID: 2,
  DEPLOYMENT_URL_INVALID: 2,
  REGION_MISSING: 2,
  NO_TARGETS: 2,
  STEP_UNKNOWN: 2,
  LINEAGE_UNCLEAR: 2,
  DIRECTION_ABSENT: 2,
  SPEC_DIFFERS: 2,
  NOT_MADE_YET: 2,
  INVITE_MISSING: 2,
  INVITE_INVALID: 2,
  INVITE_CHANGED: 2,
  INVITE_OWN: 2,
  INVITE_ELSEWHERE: 2,
  INVITE_CONTRADICTS: 2,
  FILE_UNWRITABLE: 3,
  SERVICE_NOT_VISIBLE: 3,
  ENDPOINT_NOT_ASKING: 3,
  PAYER_DIFFERS: 3,
  STATE_LOCKED: 3,
  STATE_BROKEN: 3,
  STATE_NEWER: 3,
  STATE_FOREIGN: 3,
  STATE_UNWRITABLE: 3,
  LINEAGE_FOREIGN: 3,
  NOTHING_TO_ADOPT: 3,
  STEP_REMEMBERED: 3,
  ADOPT_NEEDS: 3,
  SPEC_EXISTS: 3,
  CREDENTIALS_MISSING: 3,
  CREDENTIALS_UNUSABLE: 3,
  PROFILE_UNKNOWN: 3,
  CHECKS_FAILED: 3,
  NOT_OURS: 3,
  ENDPOINT_OF_STRANGER: 3,
  LB_IN_SERVICE: 3,
  LB_CARRIES_OTHERS: 3,
  ON_READY_FAILED: 3,
  BLOCKED: 3,
  FOREIGN_CONSUMERS: 3,
  UID_MISSING: 3,
  UID_NOT_CALLER: 3,
  LB_NOT_FOUND: 3,
  LB_ZONE_NOT_OFFERED: 3,
  BACKEND_NOT_FOUND: 3,
  BACKEND_OF_OTHER_VPC: 3,
  BACKEND_NOT_RUNNING: 3,
  BACKEND_OTHER_ADDRESS: 3,
  LB_NOT_INTERNAL: 3,
  LB_NOT_IN_VPC: 3,
  LB_PREPAID: 3,
  LB_NOT_ACTIVE: 3,
  LB_WITHOUT_LISTENER: 3,
  LB_LISTENER_STOPPED: 3,
  LB_LISTENER_TCPSSL: 3,
  LB_BACKEND_UNHEALTHY: 3,
  LB_BACKEND_UNKNOWN: 3,
  LB_WITHOUT_BACKEND: 3,
  PORT_WITHOUT_LISTENER: 3,
  SERVICE_NOT_FOUND: 3,
  SERVICE_AUTO_ACCEPTS: 3,
  ENDPOINT_NOT_FOUND: 3,
  ENDPOINT_OF_OTHER_SERVICE: 3,
  VPC_NOT_FOUND: 3,
  VSWITCH_NOT_FOUND: 3,
  VSWITCH_OF_OTHER_VPC: 3,
  VSWITCH_IN_OTHER_ZONE: 3,
  VSWITCH_FULL: 3,
  ZONE_MISMATCH: 3,
  SECURITY_GROUP_NOT_FOUND: 3,
  SECURITY_GROUP_OF_OTHER_VPC: 3,
  SECURITY_GROUPS_MIXED: 3,
  SECURITY_GROUP_CLOSED: 3,
  ALLOWS_EVERYBODY: 3,
  PAYER_FORBIDDEN: 3,
  CLOUD_REFUSED: 4,
  CLOUD_DENIED: 4,
  PRODUCT_CLOSED: 4,
  STEP_ENDED_BADLY: 4,
  CLOUD_UNREACHABLE: 5,
  CLOUD_GARBLED: 5,
  WAIT_TIMEOUT: 5,
  DECLINED: 7,
  INTERRUPTED: 130,
  BUG: 1,
}

/** Several at once: the first of these wins. */
const precedence = [130, 143, 1, 2, 3, 4, 6, 7, 5, 8]

/** The one exit code of several outcomes; 0 when there is none worse. */
export function worstExit(codes: readonly number[]): number {
  return precedence.find((code) => codes.includes(code)) ?? codes.find((code) => code !== 0) ?? 0
}

export class PlinkError<C extends FaultCode = FaultCode> extends Error {
  override readonly name = 'PlinkError'
  readonly code: C
  readonly facts: Faults[C]
  constructor(code: C, facts: Faults[C], options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.facts = facts
  }
  /** As data, for documents and events. */
  get data(): FaultData {
    // Safe: code and facts were given together, typed by the same C.
    return { code: this.code, facts: this.facts } as unknown as FaultData
  }
}

export function isFault<C extends FaultCode>(error: unknown, code: C): error is PlinkError<C> {
  return error instanceof PlinkError && error.code === code
}

/** The exit code of a fault. A gathering has that of the worst it gathers; an interruption by SIGTERM is 143. */
export function exitCodeOf(fault: FaultData): number {
  if (fault.code === 'CHECKS_FAILED') return worstExit(fault.facts.faults.map(exitCodeOf))
  return fault.code === 'INTERRUPTED' && fault.facts.signal === 'SIGTERM' ? 143 : exitCodes[fault.code]
}
