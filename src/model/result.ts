import type { PlannedCost } from './cost.ts'
import type { Explained } from './explained.ts'
import type { FaultData, LockHolder } from './fault.ts'
import type { Finding, FindingData } from './finding.ts'
import type { Hop, HopName, HopState } from './hop.ts'
import type { Identity, RegionInUse } from './identity.ts'
import type { CheckedLoadBalancer, Item, Listing } from './inventory.ts'
import type { Amendment, InviteDocument } from './invite.ts'
import type { DirectionName, SideName } from './link.ts'
import type { CheckedPermission, Policy } from './policy.ts'
import type { Adopted, RememberedLink, RememberedStep, Unsure } from './remembered.ts'
import type { StepPhase } from './step-phase.ts'
import type { VantageName, VantageObstacle } from './vantage.ts'
import type { Answers, PaidBy } from './wizard.ts'

export type DirectionState =
  | 'absent'
  | 'creating'
  | 'waiting-for-peer'
  | 'waiting-for-you'
  | 'connecting'
  | 'connected'
  | 'disconnected'
  | 'rejected'
  | 'degraded'
  | 'locked'
  | 'failed'
  | 'deleting'
export type Actor = 'you' | 'peer' | 'cloud' | 'nobody'

/** What keeps a direction from being worked on. */
export interface Refusal {
  readonly direction: DirectionName
  readonly fault: FaultData
}

/** What should happen next in a direction, as facts; text/ makes the sentence. */
export interface Nexts {
  NOTHING: Record<never, never>
  RUN_UP: Record<never, never>
  RUN_TEST: Record<never, never>
  WAIT: { step: string; status: string }
  /** plink.yaml lacks what only you can decide. */
  SPEC_LACKS: { keys: readonly string[] }
  /** The peer does not know our service yet: hand it over. */
  PEER_CREATE_ENDPOINT: {
    emqx: boolean
    service: string
    serviceName: string
    zones: readonly string[]
    uid: string | null
    /** Since when the service is there, as the cloud says. */
    since: string | null
  }
  /** The peer's UID is not known: its console shows it once it knows the service. */
  PEER_TELL_UID: { emqx: boolean; service: string | null; zones: readonly string[]; since: string | null }
  /** The peer has to create its endpoint service and whitelist us. */
  PEER_TELL_SERVICE: { emqx: boolean; uid: string; region: string; zones: readonly string[] }
  /** The service is not visible to us: not whitelisted, other region, or a wrong id. */
  PEER_WHITELIST: { service: string; uid: string }
  PEER_APPROVE: { emqx: boolean; service: string; endpoint: string; since: string | null }
  /** `refused`: the cloud refuses to delete the service before they are gone; waiting for the peer cannot be skipped then. */
  PEER_REMOVE_ENDPOINT: { emqx: boolean; service: string; endpoints: readonly string[]; refused: boolean }
  /** plink made it with the peer's credentials, which are not at hand now. */
  PEER_KEYS_NEEDED: { step: string; id: string | null }
  /** A connection is pending, and nobody named its endpoint. */
  APPROVE: {
    endpoints: readonly {
      id: string
      ownerUid: string
      vpc: string | null
      since: string | null
      expectedUid: boolean
    }[]
  }
  LOCKED: { what: string; id: string; side: SideName }
  /** What a finding says is wrong. */
  FIX: { hop: HopName; finding: FindingData }
}
export type NextCode = keyof Nexts
export type Next = { readonly [C in NextCode]: { readonly code: C; readonly facts: Nexts[C] } }[NextCode]

export interface ServiceStatusDocument {
  readonly id: string
  readonly name: string | null
  readonly status: string | null
  readonly mine: boolean
  readonly zones: readonly string[]
}

export interface EndpointStatusDocument {
  readonly id: string
  readonly ownerUid: string | null
  readonly expected: boolean
  readonly mine: boolean
  readonly domain: string | null
  /** True when the domain was derived from the naming rule, not read. */
  readonly derived: boolean
  readonly ips: readonly string[]
  readonly zones: readonly {
    readonly zone: string
    readonly status: string
    readonly ip: string | null
    readonly domain: string | null
  }[]
  readonly connectionStatus: string | null
}

export interface DirectionStatus {
  readonly state: DirectionState
  readonly actor: Actor
  readonly next: Next
  readonly service: ServiceStatusDocument | null
  readonly endpoints: readonly EndpointStatusDocument[]
  readonly hops: readonly Hop[]
  /** What the checks found, the worst first. */
  readonly findings: readonly Finding[]
}

export type PlanAction = 'create' | 'adopt' | 'update' | 'wait' | 'peer' | 'blocked' | 'none' | 'delete'

/** Why a change is planned, as facts. */
export interface Reasons {
  NOT_THERE: Record<never, never>
  /** It is there, and a change makes it so. */
  NOT_AS_ASKED: Record<never, never>
  /** Tagged or intended as ours, though the state does not know its id: an interrupted run made it. */
  FOUND_BY_TAG: Record<never, never>
  NAMED_IN_SPEC: Record<never, never>
  ALREADY_THERE: Record<never, never>
  /** `down` leaves what plink did not make. */
  ADOPTED: Record<never, never>
  NEEDS: { step: string }
  SPEC_LACKS: { keys: readonly string[] }
  PEER_MUST: { next: Next }
  /** Traffic of these passes through it. */
  IN_USE: { endpoints: readonly string[] }
  APPROVAL_UNNAMED: { endpoints: readonly string[] }
  IN_TRANSITION: { status: string }
  CANNOT_CHANGE: { field: string; is: string; wanted: string }
  BROKEN: { status: string }
  LOOK_FAILED: { code: string }
  /** The state has it, and nobody asks for it any more. */
  NOT_WANTED: Record<never, never>
  /** `down` takes back what plink made. */
  MADE_BY_PLINK: Record<never, never>
}
export type ReasonCode = keyof Reasons
export type Reason = { readonly [C in ReasonCode]: { readonly code: C; readonly facts: Reasons[C] } }[ReasonCode]

export interface PlannedChange {
  readonly direction: DirectionName
  readonly step: string
  readonly action: PlanAction
  readonly id: string | null
  readonly reason: Reason
}

export type Verdict =
  | 'reachable'
  | 'reachable-auth-required'
  | 'login-refused'
  | 'server-unready'
  | 'refused'
  | 'timeout'
  | 'reset'
  | 'dns-failed'
  | 'tls-failed'
  | 'wrong-address'
  | 'wrong-protocol'
  | 'undetermined'

/** How far a test came. */
export type Reached = 'nothing' | 'dns' | 'connect' | 'tls' | 'protocol'

/** What a test found, as facts; text/ makes the sentence of `detail`. */
export interface Details {
  /** The service answered in its own words: `PONG`, `CONNACK 0x00`, `HTTP 204`. */
  ANSWERED: { answer: string }
  /** It answered, and wants a login: reachable all the same. */
  AUTH_REQUIRED: {
    answer: string
    /** There is a login, which was not sent: what a script says may be recorded. */
    withheld?: true
  }
  /** It answered, but not what `?expect=` asks for. */
  UNEXPECTED: { answer: string; expected: string }
  /** The password was wrong: the path works, the login does not. */
  LOGIN_FAILED: { answer: string }
  /** The right protocol answers that it serves nobody now. */
  UNREADY: { answer: string; reason: UnreadyReason }
  OTHER_PROTOCOL: { answer: string }
  REFUSED: { address: string }
  /** Nothing can be sent there: no route, or a rule that forbids it. `reason` is the system's code, `EHOSTUNREACH`. */
  NO_ROUTE: { address: string; reason: string }
  TIMED_OUT: { stage: Reached; ms: number }
  SILENT: { ms: number }
  CLOSED: { stage: Reached }
  NO_SUCH_NAME: { name: string; reason: string }
  TLS: { reason: string }
  /** The certificate is not what was asked for. Times are ISO 8601; `wanted` is the name it was compared with. */
  CERTIFICATE: {
    problem: 'expired' | 'name' | 'untrusted'
    subject: string
    names: readonly string[]
    issuer: string
    from: string
    until: string
    wanted: string
  }
  /** The name resolves to somewhere else than the endpoint's own addresses; nothing was sent there. */
  WRONG_ADDRESS: { name: string; resolved: readonly string[]; expected: readonly string[] }
  /** The target as a whole works, and one zone of the endpoint does not. */
  ZONE_FAILED: { zone: string; address: string; verdict: Verdict }
  /** A variable of the target is not set; other targets are tested. */
  VARIABLE_UNSET: { variable: string }
  /** This machine is not in the endpoint's VPC. */
  OUTSIDE_VPC: { vpc: string | null; here: string | null }
  PEER_VANTAGE_NEEDED: Record<never, never>
  /** The peer's API could not be asked, or did not tell. */
  VANTAGE_FAILED: { status: number | null; answer: string }
  VANTAGE_UNCLEAR: { answer: string }
  /** The test could not be made on another machine, for a reason there; `about` is what its system or the cloud says. */
  VANTAGE_CANNOT: { reason: VantageObstacle; about: string | null }
  /** The place that the test starts from forbids private addresses. */
  VANTAGE_FORBIDS: { answer: string }
  NO_ENDPOINT: { direction: DirectionName }
}
/** Why a server that answers in its protocol serves nobody. */
export type UnreadyReason = 'protected-mode' | 'loading' | 'full' | 'cluster-down' | 'busy'
export type DetailCode = keyof Details
export type Detail = { readonly [C in DetailCode]: { readonly code: C; readonly facts: Details[C] } }[DetailCode]

export interface Timings {
  readonly dns: number | null
  readonly connect: number | null
  readonly tls: number | null
  readonly protocol: number | null
}

/** What one security group of an endpoint says to one TCP port; only of sides whose credentials are held. */
export interface Admission {
  readonly direction: DirectionName
  readonly group: string
  readonly port: number
  /** The rules that let somebody in, and the narrower Drop rules that keep some of those out, strongest first; none: nobody gets in. */
  readonly rules: readonly AdmittingRule[]
  /** Blocks that plink.yaml or `--allow` lets in and no rule of the group does yet; `up` adds them. */
  readonly allow: readonly string[]
}

export interface AdmittingRule {
  /** `sgr-…`; null where ECS gives none. */
  readonly id: string | null
  readonly policy: 'Accept' | 'Drop'
  readonly protocol: string
  /** As ECS writes it, `1883/1883`; `-1/-1` is every port. */
  readonly ports: string
  /** A block, `sg-…` or `pl-…`. */
  readonly source: string
  /** 1 to 100; the lower wins, and Drop beats Accept at the same number. */
  readonly priority: number
  readonly description: string
}

export interface TestResult {
  /** As written, the password still a `${VARIABLE}`. */
  readonly target: string
  readonly direction: DirectionName | null
  readonly from: VantageName
  readonly ok: boolean
  readonly verdict: Verdict
  readonly reached: Reached
  readonly ms: Timings
  readonly detail: Detail
  /** What is known of the direction, with all of its tests: the same as `plink doctor` finds. Empty for a host by itself. */
  readonly findings: readonly Finding[]
}

export interface LinkStatus {
  /** When it was looked at, in milliseconds since the epoch. */
  readonly at: number
  readonly link: string
  readonly region: string
  readonly directions: Readonly<Partial<Record<DirectionName, DirectionStatus>>>
}

/** `untested`: nothing wrong was found, and no protocol answered either. */
export type DoctorVerdict = 'works' | 'broken' | 'waiting' | 'untested'

/** What `plink doctor` says of one direction. */
export interface DoctorDirection {
  readonly direction: DirectionName
  readonly verdict: DoctorVerdict
  /** The first broken hop; null unless something is broken. */
  readonly hop: HopName | null
  /** Who can mend it, or whose turn it is. */
  readonly side: SideName | null
  readonly status: DirectionStatus
  readonly findings: readonly Finding[]
  readonly tests: readonly TestResult[]
  /** Hops that the other account hides: neither broken nor fine. */
  readonly hidden: readonly HopName[]
}

export interface DoctorReport {
  readonly at: number
  readonly link: string
  readonly region: string
  readonly directions: readonly DoctorDirection[]
}

/** A step that a command has finished, and how it ended. */
export interface DoneStep {
  readonly direction: DirectionName
  readonly step: string
  readonly id: string | null
  readonly phase: StepPhase
}

/** A difference between two checks of a link: the state of a direction, or of one of its hops. */
export interface StatusChange {
  /** When it was seen, in milliseconds since the epoch. */
  readonly at: number
  readonly direction: DirectionName
  readonly change:
    | { readonly of: 'direction'; readonly from: DirectionState; readonly to: DirectionState }
    | { readonly of: 'hop'; readonly hop: HopName; readonly from: HopState; readonly to: HopState }
}

/** What was found of a direction while it was planned. */
export type PlannedFinding = Finding & { readonly direction: DirectionName }

/** What a command found or did; output/ turns it into a document or text for people. */
export type Result =
  | {
      readonly kind: 'link'
      /** The command that ended with it. */
      readonly after: 'status' | 'up' | 'down'
      readonly status: LinkStatus
      /** Whether the state still has resources created by plink. */
      readonly left?: boolean
      /** Whether this run removed anything. */
      readonly removed?: boolean
      /** Of a step command: the resources it was about. Without it the whole link is shown. */
      readonly done?: readonly DoneStep[]
      /** Every hop is shown, also of healthy directions. */
      readonly verbose?: boolean
      /** Of `status --watch`: what changed since it began, oldest first. */
      readonly changes?: readonly StatusChange[]
      /** Errors on the way; the document carries the one that decides the exit code as its `error`. */
      readonly faults: readonly FaultData[]
    }
  | {
      readonly kind: 'plan'
      readonly link: string
      readonly region: string
      readonly changes: readonly PlannedChange[]
      /** Which rule lets whom in on which port; without a look at any group, none. */
      readonly admissions?: readonly Admission[]
      readonly warnings: readonly FaultData[]
      /** What the checks found of the link as it will be. */
      readonly findings?: readonly PlannedFinding[]
      readonly cost?: readonly PlannedCost[]
      /** What would stop `up`; the document carries the first as its error. */
      readonly faults?: readonly FaultData[]
    }
  | { readonly kind: 'test'; readonly ok: boolean; readonly results: readonly TestResult[] }
  | { readonly kind: 'doctor'; readonly ok: boolean; readonly exit: number; readonly report: DoctorReport }
  /** A way to the real cloud that writes down what passes; `file` is the recording. */
  | {
      readonly kind: 'recorder'
      readonly recorder: ClientConfig
      readonly file: string
      readonly exported: ExportFormat
    }
  /** Recordings that were played again. */
  | { readonly kind: 'verified'; readonly recordings: readonly VerifiedRecording[] }
  /** `exported`: in which language the lines to paste are. */
  | { readonly kind: 'simulator'; readonly simulator: SimulatorDocument; readonly exported: ExportFormat }
  | {
      readonly kind: 'demo'
      readonly ok: boolean
      readonly seconds: number
      readonly acts: readonly { readonly act: string; readonly seconds: number }[]
    }
  /** `remembered` is null when there is no state file. */
  | { readonly kind: 'state'; readonly file: string; readonly remembered: RememberedLink | null }
  | { readonly kind: 'steps'; readonly file: string; readonly steps: readonly RememberedStep[] }
  | {
      readonly kind: 'adoption'
      readonly file: string
      readonly link: string
      readonly region: string
      readonly lineage: string
      readonly adopted: readonly Adopted[]
      readonly unsure: readonly Unsure[]
    }
  /** `parts` of it stay in the state. */
  | {
      readonly kind: 'forgotten'
      readonly file: string
      readonly forgotten: RememberedStep
      readonly parts: readonly string[]
    }
  | {
      readonly kind: 'unlocked'
      readonly file: string
      /** False when nothing held it. */
      readonly broken: boolean
      /** Null when there was no lock, or it could not be read. */
      readonly holder: LockHolder | null
      readonly alive: boolean | null
    }
  | { readonly kind: 'listing'; readonly listing: Listing }
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'lb-check'; readonly ok: boolean; readonly loadBalancers: readonly CheckedLoadBalancer[] }
  /** `checked` is null unless the permissions at hand were compared. */
  | {
      readonly kind: 'policy'
      readonly policies: readonly Policy[]
      readonly checked: readonly CheckedPermission[] | null
    }
  | { readonly kind: 'invite'; readonly handed: InviteDocument }
  | {
      readonly kind: 'accept'
      /** The plink.yaml that was amended. */
      readonly file: string
      readonly amendments: readonly Amendment[]
      /** What does not fit, or could not be seen: nothing that stops. */
      readonly warnings: readonly FaultData[]
      /** False when no keys were at hand to compare with the cloud. */
      readonly checked: boolean
      /** A person saw the changes before agreeing. */
      readonly shown: boolean
      readonly next: Next
    }
  /** `shown`: a person saw the table and the command before agreeing. */
  | {
      readonly kind: 'init'
      readonly file: string
      readonly answers: Answers
      readonly paid: Readonly<Partial<Record<DirectionName, PaidBy>>>
      /** The words that give the same answers without a question. */
      readonly command: readonly string[]
      readonly shown: boolean
    }
  | { readonly kind: 'explained'; readonly explained: Explained }
  | { readonly kind: 'whoami'; readonly identities: readonly Identity[]; readonly region: RegionInUse }
  | { readonly kind: 'script'; readonly shell: string; readonly script: string }
  /** A page of a web console, for a browser. */
  | { readonly kind: 'console-page'; readonly page: string; readonly url: string }
  | { readonly kind: 'version'; readonly version: string }

/** A recording of the real cloud that was played on the simulator. */
export interface VerifiedRecording {
  readonly file: string
  /** How many calls it holds. */
  readonly calls: number
  readonly differences: readonly Difference[]
}

/** What is different at one call of a recording. */
export interface Difference {
  /** Counted from 1: line 1 of the file is its head. */
  readonly call: number
  readonly action: string
  /** `unplayable`: nothing here stands for a thing that the call is about. */
  readonly kind: 'field' | 'code' | 'status' | 'order' | 'duration' | 'unplayable'
  /** `Services[].ServiceStatus`; of a duration, what took it. */
  readonly path: string
  /** In the real cloud, and on the simulator. */
  readonly there: string
  readonly here: string
}

/** What `plink simulator` can print to be pasted: variables for a shell, or the configuration of Terraform or of an SDK. */
export const exportFormats = [
  'bash',
  'fish',
  'powershell',
  'terraform',
  'python',
  'typescript',
  'go',
  'java',
  'php',
  'csharp',
] as const
export type ExportFormat = (typeof exportFormats)[number]

/** What other programs must know to work with something that `plink simulator` has started. */
export type ClientConfig = Pick<SimulatorDocument, 'endpoint' | 'region' | 'accounts'> &
  Partial<Pick<SimulatorDocument, 'dns' | 'vendor'>>

/** What `plink simulator` prints: where it listens, and the keys and ids of its scenario. */
export interface SimulatorDocument {
  /** Base URL for PLINK_ENDPOINT_URL. */
  readonly endpoint: string
  /** `127.0.0.1:5353`, for PLINK_DNS_SERVER. */
  readonly dns: string
  readonly region: string
  readonly scenario: string
  /** Virtual seconds per real second. */
  readonly speed: number
  readonly accounts: readonly {
    readonly name: string
    readonly uid: string
    readonly accessKeyId: string
    readonly accessKeySecret: string
  }[]
  /** Ids of what the scenario starts with, by a name of its own: `you.vpc`, `you.loadBalancer`, … */
  readonly given: Readonly<Record<string, string>>
  /** The vendor's robot: its pretend console, and the deployment's REST API; null when the scenario has none. */
  readonly vendor: {
    readonly console: string
    readonly deployment: { readonly url: string; readonly key: string; readonly secret: string }
  } | null
  /** Control URL of the simulator: its log, its clock, its faults. */
  readonly control: string
  /** URL of the live page, for a browser; null when there is none. */
  readonly page: string | null
}
