import { type FindingCode, type FindingFacts, findings } from './finding.ts'
import type { DirectionName, Payer, SideName } from './link.ts'
import type { FileProblems, TargetProblem, ValueProblem } from './value-problem.ts'

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

/** Why a source gives no credentials. Names of fields, files and codes; never a value. */
export type CredentialsProblem =
  | { readonly kind: 'not-found' | 'not-json' | 'not-a-url' | 'expired' | 'command-failed' | 'login-needed' }
  /** A system's code, `EACCES`. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  | { readonly kind: 'http-status'; readonly status: number }
  | { readonly kind: 'incomplete'; readonly field: string }
  /** A line break or a letter that no key has: copied with something around it. */
  | { readonly kind: 'bad-characters'; readonly field: string }
  | { readonly kind: 'unsupported'; readonly mode: string }
  /** The cloud's code. */
  | { readonly kind: 'role-refused'; readonly code: string }

/** Endpoints of others at a service of ours. */
interface Consumers {
  readonly direction: DirectionName
  readonly service: string
  readonly endpoints: readonly { readonly id: string; readonly ownerUid: string }[]
}

interface Refusal {
  readonly side: SideName
  /** `privatelink.CreateVpcEndpoint` */
  readonly action: string
  readonly apiCode: string
  readonly apiMessage: string
  /** Null when the answer carried none. */
  readonly requestId: string | null
  /** Whose role was to be assumed, `profile ops`; only for calls that credentials are made of. */
  readonly source?: string
}

/**
 * Who can remove the cause of an error: whoever runs plink, the side that the message names, the owner of the endpoint
 * service or of the endpoint, both sides, whoever runs the network, or the authors of plink.
 */
export type FaultOwner = 'you' | 'side' | 'provider' | 'consumer' | 'both' | 'network' | 'plink'

/** What is declared once for each error; the sentences about it are in text/, its page is made from both. */
export interface FaultRecord<Facts> {
  /** The same in every output format. */
  readonly exit: number
  readonly owner: FaultOwner
  /** Type only: what the sentences and `error.facts` of the documents are made from. */
  readonly facts?: Facts
}

function fault<Facts>(exit: number, owner: FaultOwner = 'you'): FaultRecord<Facts> {
  return { exit, owner }
}

/** Several errors in one; an interface, since its members are errors again. */
interface Gathered {
  readonly faults: readonly FaultData[]
}

/** Errors that are no finding of a check. */
const ownFaults = {
  // wrong usage
  USAGE: fault<{ problem: string }>(2),
  UNKNOWN_COMMAND: fault<{ command: string; meant: string | null }>(2),
  UNKNOWN_OPTION: fault<{ option: string; command: string; meant: string | null }>(2),
  /** `problem` where there is more to say than what was expected. */
  BAD_FLAG: fault<{ flag: string; value: string; expected: string; problem?: ValueProblem }>(2),
  MISSING_ARGUMENT: fault<{ name: string; command: string }>(2),
  UNEXPECTED_ARGUMENT: fault<{ argument: string; command: string }>(2),
  INPUT_NEEDED: fault<{ questions: readonly Question[] }>(2),
  SPEC_MISSING: fault<{ file: string }>(2),
  SPEC_INVALID: fault<FileProblems>(2),
  /** Answers of `--set`, and those of a file that no question arises for. */
  ANSWERS_INVALID: fault<{ problems: readonly { from: string; name: string; problem: ValueProblem }[] }>(2),
  TARGET_INVALID: fault<{ target: string; reason: TargetProblem }>(2),
  SECRET_UNSET: fault<{ target: string; variable: string }>(2),
  ENDPOINT_URL_INVALID: fault<{ variable: string; url: string }>(2),
  PROXY_UNSUPPORTED: fault<{ variable: string; scheme: string }>(2),
  /** NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment. */
  TLS_VERIFICATION_OFF: fault<Record<never, never>>(2),
  /** `old`: it is the REST API of a version 4 deployment, which has no connectors_probe. */
  DEPLOYMENT_URL_INVALID: fault<{ variable: string; url: string; old: boolean }>(2),
  REGION_MISSING: fault<Record<never, never>>(2),
  NO_TARGETS: fault<{ file: string }>(2),
  STEP_UNKNOWN: fault<{ step: string; known: readonly string[] }>(2),
  /** `state adopt` found several states' things and was not told which is meant. */
  LINEAGE_UNCLEAR: fault<{
    link: string
    lineages: readonly { readonly lineage: string; readonly ids: readonly string[] }[]
  }>(2),
  DIRECTION_ABSENT: fault<{ direction: DirectionName; file: string }>(2),
  /** Flags of a step command and plink.yaml differ: a warning where the command goes on by plink.yaml, a refusal where it cannot. */
  SPEC_DIFFERS: fault<{ file: string; differences: readonly { key: string; spec: string; given: string }[] }>(2),
  /** A step command that changes or ends something, and the link has no such thing; `make` is the command that makes it. */
  NOT_MADE_YET: fault<{ step: string; make: string }>(2),
  INVITE_MISSING: fault<{ file: string }>(2),
  INVITE_INVALID: fault<FileProblems>(2, 'both'),
  /** The values and the check do not go together: a mistake of copying. `file` is null for values read over the phone. */
  INVITE_CHANGED: fault<{ file: string | null; wanted: string; is: string }>(2, 'both'),
  /** It is of this account itself. */
  INVITE_OWN: fault<{ uid: string }>(2),
  /** It is about another link than this one. */
  INVITE_ELSEWHERE: fault<{ what: 'region' | 'uid' | 'service'; invite: string; here: string }>(2, 'both'),
  /** plink.yaml says something else already. */
  INVITE_CONTRADICTS: fault<{ file: string; differences: readonly { key: string; spec: string; given: string }[] }>(
    2,
    'both',
  ),

  // not possible in this situation
  FILE_UNWRITABLE: fault<{ file: string; reason: string }>(3),
  /** What the command did is done; stdout did not take its result. */
  OUTPUT_UNWRITABLE: fault<{ reason: string }>(3),
  /** Something that plink did not write stands where it would write. */
  FILE_FOREIGN: fault<{ file: string; isLink: boolean }>(3),
  /** The endpoint is not among those that asked to be connected. */
  ENDPOINT_NOT_ASKING: fault<{ id: string; service: string; asking: readonly string[] }>(3, 'consumer'),
  PAYER_DIFFERS: fault<{ id: string; said: Payer; is: string }>(3, 'provider'),
  /** `owner` is who owns a lock file that cannot be read. */
  STATE_LOCKED: fault<{ file: string; holder: LockHolder | null; owner: string | null }>(3),
  STATE_BROKEN: fault<{ file: string; reason: string; backup: string | null }>(3),
  /** It is there and may not be read. */
  STATE_UNREADABLE: fault<{ file: string; reason: string; owner: string | null }>(3),
  /** It is not the one that was written last. Only ever a warning. */
  STATE_OLD: fault<{ seconds: number }>(3),
  STATE_NEWER: fault<{ file: string; schema: string }>(3),
  STATE_FOREIGN: fault<{ file: string; found: string; wanted: string }>(3),
  STATE_UNWRITABLE: fault<{ file: string; reason: string }>(3),
  /** Nothing of the account carries the link's tags. */
  NOTHING_TO_ADOPT: fault<{ link: string; region: string }>(3),
  STEP_REMEMBERED: fault<{ step: string; id: string }>(3),
  ADOPT_NEEDS: fault<{ step: string; id: string; needs: string }>(3),
  /** `plink init` writes no plink.yaml over another one unless a person agrees. */
  SPEC_EXISTS: fault<{ file: string }>(3),
  /** `nearMisses`: variables that are set, look like credentials and are not read. */
  CREDENTIALS_MISSING: fault<{ side: SideName; profile: string | null; nearMisses: readonly string[] }>(3, 'side'),
  CREDENTIALS_UNUSABLE: fault<{
    side: SideName
    profile: string | null
    source: string
    problem: CredentialsProblem
  }>(3, 'side'),
  PROFILE_UNKNOWN: fault<{ side: SideName; profile: string; file: string; known: readonly string[] }>(3),
  /** Not among the documented regions: new, or mistyped. Only ever a warning. */
  REGION_UNKNOWN: fault<{ region: string; meant: string | null }>(3),
  CHECKS_FAILED: fault<Gathered>(3),
  /** Adopted, not made: changed or deleted only when it is named. */
  NOT_OURS: fault<{ id: string }>(3),
  PLAN_UNREADABLE: fault<{ file: string; reason: string }>(2),
  /** What `doctor --offline` was given; `reason` is a system's code, or the path of what is wrong in it. */
  EVIDENCE_UNREADABLE: fault<{ file: string; reason: string }>(2),
  RECORDING_UNREADABLE: fault<{ file: string; reason: string }>(2),
  /** A file that should hold a saved cloud to try things on, and does not. */
  WORLD_UNREADABLE: fault<{ file: string; reason: string }>(2),
  /** plink.yaml, the flags, or the cloud differ from what `plan --out` saw; `changes` is empty where plink.yaml or flags do. */
  PLAN_OUTDATED: fault<{ file: string; changes: readonly { action: string; step: string }[] }>(3),
  /** An endpoint of an account that the link does not know: never let in. */
  ENDPOINT_OF_STRANGER: fault<{ id: string; ownerUid: string; known: readonly string[] }>(3),
  /** A load balancer of ours with listeners that plink did not make. */
  LB_IN_SERVICE: fault<{ id: string; services: readonly string[] }>(3),
  LB_CARRIES_OTHERS: fault<{ id: string; ports: readonly number[] }>(3),
  /** The command of `--on-ready`; `reason` is a signal or a system's code where there is no exit code. Only ever a warning. */
  ON_READY_FAILED: fault<{ command: string; code: number | null; reason: string | null }>(3),
  BLOCKED: fault<{ direction: DirectionName; step: string; id: string; field: string; is: string; wanted: string }>(
    3,
    'both',
  ),
  /** Several resources carry the tags of one step: which of them is meant, only a person can tell. */
  SEVERAL_FOUND: fault<{
    direction: DirectionName
    step: string
    kind: 'service' | 'endpoint' | 'load-balancer'
    ids: readonly string[]
    /** The one that is remembered, or the first that was found. */
    keep: string
  }>(3),
  /** Requests that nobody approved, which the removal of the service rejects. Only ever a warning. */
  PENDING_REQUESTS: fault<Consumers>(3),
  /** Connected still, though their account is taken off the whitelist. Only ever a warning. */
  STILL_CONNECTED: fault<Consumers>(3),
  /** plink.yaml does not ask for it any more, and what was made for it is still there. Only ever a warning. */
  DIRECTION_LEFT: fault<{ direction: DirectionName }>(3),
  /** Attaching switched on a load balancer's deletion protection, and plink may not be the one to switch it off. Only ever a warning. */
  PROTECTION_LEFT: fault<{ id: string; command: string }>(3),
  FOREIGN_CONSUMERS: fault<Consumers>(3),

  // found before anything is made, beside the findings of the checks (finding.ts)
  UID_MISSING: fault<{ direction: DirectionName }>(3),
  UID_NOT_CALLER: fault<{ side: SideName; is: string; wanted: string }>(3),
  PAYER_FORBIDDEN: fault<{ payer: Payer; side: SideName; requestId: string | null }>(3, 'side'),

  // Alibaba Cloud refused
  CLOUD_REFUSED: fault<Refusal>(4, 'side'),
  CLOUD_DENIED: fault<Refusal & { readonly permission: string }>(4, 'side'),
  PRODUCT_CLOSED: fault<{ side: SideName; uid: string }>(4, 'side'),
  STEP_ENDED_BADLY: fault<{ direction: DirectionName; step: string; id: string; status: string }>(4, 'both'),

  // timed out, or the connection to the cloud is broken
  CLOUD_UNREACHABLE: fault<{
    side: SideName
    action: string
    host: string
    reason: string
    /** Who signed a certificate that is not trusted; null for every other reason. */
    issuer: string | null
  }>(5, 'network'),
  CLOUD_GARBLED: fault<{
    side: SideName
    action: string
    host: string
    status: number
    contentType: string
    /** The field that is missing or not what it should be, `Vpcs.Vpc[0].VpcId`; null when the reply is no reply of the API at all. */
    field: string | null
    requestId: string | null
  }>(5, 'network'),
  WAIT_TIMEOUT: fault<{
    direction: DirectionName
    step: string
    seen: Readonly<Record<string, number>>
    seconds: number
  }>(5),

  DECLINED: fault<{ question: string }>(7),
  /** `untouched`: the command had not changed anything yet. */
  INTERRUPTED: fault<{ signal: 'SIGINT' | 'SIGTERM'; untouched?: true }>(130),
  BUG: fault<{ message: string; stack: string }>(1, 'plink'),
}

/** Every error that plink can end with or warn of: a command may refuse because of what a check found. */
export const faults: {
  readonly [C in keyof typeof ownFaults]: FaultRecord<NonNullable<(typeof ownFaults)[C]['facts']>>
} & {
  readonly [C in FindingCode]: FaultRecord<FindingFacts[C]>
} = { ...ownFaults, ...findings }

export type FaultCode = keyof typeof faults
/** The facts of each error. */
export type Faults = { readonly [C in FaultCode]: NonNullable<(typeof faults)[C]['facts']> }

/** An error as data: what events, documents and lists of errors carry. */
export type FaultData = { readonly [C in FaultCode]: { readonly code: C; readonly facts: Faults[C] } }[FaultCode]

/** Where an error or a finding is explained; the headings of these pages are the codes. */
export function docsOf(code: FaultCode): string {
  return `docs/${Object.hasOwn(findings, code) ? 'checks' : 'errors'}.md#${code.toLowerCase()}`
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
  return fault.code === 'INTERRUPTED' && fault.facts.signal === 'SIGTERM' ? 143 : faults[fault.code].exit
}
