import type { Asked, AskedCode } from '../model/ask.ts'
import type { PlannedCost } from '../model/cost.ts'
import type { WaitPhase } from '../model/event.ts'
import type { FaultCode, Faults } from '../model/fault.ts'
import type { Certainty } from '../model/finding.ts'
import type { HopName, HopState } from '../model/hop.ts'
import type {
  ConnectionSummary,
  EndpointDetails,
  LoadBalancerDetails,
  LoadBalancerSummary,
  ServiceDetails,
  ServiceZone,
  WhitelistEntry,
} from '../model/inventory.ts'
import type { DirectionName, SideName } from '../model/link.ts'
import type { Policy } from '../model/policy.ts'
import type {
  Actor,
  AdmittingRule,
  DetailCode,
  Details,
  Difference,
  DirectionState,
  DoctorVerdict,
  NextCode,
  Nexts,
  PlanAction,
  Reached,
  ReasonCode,
  Reasons,
  Verdict,
} from '../model/result.ts'
import type { StepPhase } from '../model/step-phase.ts'
import type { TargetProblem, ValueProblem } from '../model/value-problem.ts'
import type { VantageObstacle } from '../model/vantage.ts'
import type { CliText } from './cli.ts'
import type { DemoText } from './demo.ts'
import type { ExplainText } from './explain.ts'
import type { Instruction } from './instruction.ts'
import type { InviteText } from './invite.ts'
import type { PageText } from './page.ts'
import type { StateText } from './state.ts'
import type { NamedKind } from './steps.ts'
import type { WhoamiText } from './whoami.ts'
import type { WizardText } from './wizard.ts'

export type Lang = 'en' | 'zh'

/** What is said of a fault. */
export interface Sentence {
  /** One line with the wrong value in it, without a final stop. */
  readonly message: string
  /** Why, what to do next, who must do it: whole sentences. */
  readonly hint: string
  /** One line per finding, for a fault that gathers several. */
  readonly details?: readonly string[]
  /** Of a finding on the other party's side: what to forward to it. */
  readonly ask?: string
}

export interface ConfirmationText {
  /** What there is to know before answering; may have several lines. */
  readonly about: string
  /** To be answered by yes or no. */
  readonly question: string
}

export type FaultText = { readonly [C in FaultCode]: (facts: Faults[C]) => Sentence }
export type NextText = { readonly [C in NextCode]: (facts: Nexts[C]) => string | Instruction }
export type ReasonText = { readonly [C in ReasonCode]: (facts: Reasons[C]) => string }
export type DetailText = { readonly [C in DetailCode]: (facts: Details[C]) => string }
export type AskingText = { readonly [C in AskedCode]: (facts: Asked[C]) => ConfirmationText }
export type ValueProblemText = {
  readonly [K in ValueProblem['kind']]: (problem: Extract<ValueProblem, { kind: K }>) => string
}

/** Names of things: nouns and short states, as they stand in tables and pictures. */
export interface Words {
  readonly states: Readonly<Record<DirectionState, string>>
  readonly actors: Readonly<Record<Actor, string>>
  readonly sides: Readonly<Record<SideName, string>>
  readonly directions: Readonly<Record<DirectionName, string>>
  readonly hops: Readonly<Record<HopName, string>>
  readonly hopStates: Readonly<Record<HopState, string>>
  readonly actions: Readonly<Record<PlanAction, string>>
  /** What is not made and removed, but connected with something that stays. */
  readonly attachments: Readonly<Partial<Record<NamedKind, Readonly<Record<'create' | 'delete', string>>>>>
  /** Why such a thing is undone. */
  readonly attachedByPlink: string
  readonly verdicts: Readonly<Record<Verdict, string>>
  readonly stages: Readonly<Record<Reached, string>>
  readonly steps: Readonly<Record<NamedKind, string>>
  readonly phases: Readonly<Record<StepPhase, string>>
  /** Vantages of a test. */
  readonly from: Readonly<Record<'local' | 'emqx' | 'paste' | 'ecs', string>>
  /** Why a test was not made on another machine. */
  readonly obstacles: Readonly<Record<VantageObstacle, string>>
}

/** What a person types or compares, as it is called beside the value. */
export type ValueName = 'service' | 'serviceName' | 'endpoint' | 'uid' | 'region' | 'zone'

/** How the peer's part is done: by somebody in EMQX's console, by EMQX's staff, or by another company. */
export type PeerAction = 'emqx-console' | 'emqx' | 'peer'

/** Keys of lists and details that are shown with a label. */
export type FieldName =
  | keyof ServiceDetails
  | keyof ServiceZone
  | keyof WhitelistEntry
  | keyof ConnectionSummary
  | keyof EndpointDetails
  | keyof LoadBalancerSummary
  | keyof LoadBalancerDetails

/** What stands around the facts in pictures and tables. */
export interface PictureText {
  readonly address: string
  /** Label of how long somebody has been waited for. */
  readonly since: string
  readonly sinceThen: (facts: { ago: string; time: string }) => string
  readonly values: Readonly<Record<ValueName, string>>
  /** After a domain that was derived from the naming rule, not read. */
  readonly derived: string
  readonly unexpected: string
  readonly unexpectedConnected: string
  /** Label of the next step, by who takes it: `Action needed`, `In the EMQX console`. */
  readonly actions: Readonly<Record<Exclude<Actor, 'peer'> | PeerAction, string>>
  /** Column and field labels of lists and details, by the key in the document. */
  readonly labels: Readonly<Record<FieldName, string>>
  /** State of a direction whose peer is EMQX. */
  readonly waitingForEmqx: string
  readonly yes: string
  readonly no: string
  /** Names of the checks of `lb check`, by their id. */
  readonly checks: Readonly<Record<string, string>>
  readonly noResults: string
  /** Endpoints that wait for approval. */
  readonly pending: (endpoints: string) => string
  /** A step command deleted its resource; others of the link remain. */
  readonly partGone: string
  readonly linkGone: string
  readonly nothingFound: string
  /** A step command found everything as it should be. */
  readonly noChanges: string
  /** Header of `status --watch`; `time` is a time of day. */
  readonly lastCheck: (time: string) => string
  /** Above what changed while a link was watched. */
  readonly changed: string
  /** Instead of the lines that do not fit the terminal. */
  readonly moreLines: (lines: number) => string
  readonly noDirection: string
  /** Heading of a RAM policy. */
  readonly policyFor: (side: SideName, purpose: Policy['purpose']) => string
  readonly permission: Readonly<Record<'allowed' | 'denied' | 'undetermined', string>>
  readonly planEmpty: string
  readonly planSummary: (counts: Readonly<Partial<Record<PlanAction, number>>>) => string
  /** Stands above what the link will cost by the hour: that these are list prices, and whose. */
  readonly cost: string
  /** Of one direction; prices are those of all its zones, or of one where `zones` is null. */
  readonly costOf: (facts: Pick<PlannedCost, 'zones' | 'payer' | 'loadBalancers' | 'addOn'> & CostPrices) => string
  /** Who gets in on a port of a security group, and by which rule. */
  readonly admits: (group: string, port: number, rule: AdmittingRule) => string
  readonly willAdmit: (group: string, port: number, block: string) => string
  readonly admitsNobody: (group: string, port: number) => string
  readonly warnings: string
  readonly testSummary: (good: number, all: number, unknown: number) => string
  /** After a failed `up`: what was made stays, costs, and can be gone on with or removed. `zones` are endpoint zones of ours. */
  readonly kept: (zones: number) => string
  readonly docs: string
  readonly requestId: string
  readonly cloudCode: string
  readonly account: (name: string, uid: string) => string
  readonly given: string
  readonly page: string
  readonly vendorConsole: string
  readonly control: string
  readonly stopWithCtrlC: string
  readonly simulator: (scenario: string, region: string, speed: number) => string
  readonly copyInto: Readonly<Record<'shell' | 'program', string>>
  /** Above the lines to paste while calls are recorded. */
  readonly recording: (file: string) => string
  /** What is different between a recording of the real cloud and the simulator. */
  readonly verified: {
    readonly summary: (calls: number, differences: number) => string
    /** At which call, and at how many. */
    readonly calls: (first: number, count: number) => string
    readonly kinds: Readonly<Record<Difference['kind'], string>>
    readonly cloud: string
    readonly simulator: string
  }
  readonly demoDone: (seconds: number) => string
  readonly demoFailed: (seconds: number) => string
}

type SaidPrice = { readonly CNY: string | null; readonly USD: string | null }

interface CostPrices {
  readonly perHour: SaidPrice
  readonly perGB: SaidPrice
  readonly addOnPerHour: SaidPrice
}

/** Labels beside what a diagnosis found. */
export interface DoctorText {
  readonly certainty: Readonly<Record<Certainty, string>>
  readonly evidence: string
  readonly ruledOut: string
  /** The first causes that were ruled out, and how many there are further. */
  readonly more: (shown: readonly string[], further: number) => string
  readonly fix: string
  readonly ask: string
  /** What to forward where a finding has no words of its own for it. */
  readonly tellPeer: (message: string) => string
  readonly notSeen: string
  readonly verdicts: Readonly<Record<DoctorVerdict, string>>
  readonly brokenAt: (hop: string) => string
  readonly sides: Readonly<Record<SideName, string>>
  readonly summary: (all: number, mine: number, exit: number) => string
}

export interface EventText {
  readonly begin: (command: string, link: string, region: string) => string
  readonly waitingFor: (things: string) => string
  /** How long something has taken, and how long it usually takes; null when that is not known. */
  readonly elapsed: (elapsed: string, usual: string | null) => string
  /** On the moving line while people are waited for; `until` is a time of day, null when only Ctrl-C ends it. */
  readonly waitingForPeople: (until: string | null) => string
  /** A line for each turn of such a wait; empty where none is needed. `left` is how long plink still waits. */
  readonly wait: (phase: WaitPhase, facts: { until: string; left: string } | null) => string
  readonly retry: (facts: { action: string; reason: string; attempt: number; wait: string }) => string
  readonly call: (facts: {
    side: string
    action: string
    took: string
    outcome: string
    requestId: string | null
  }) => string
}

/** Every sentence plink says, in one language. */
export interface Text {
  readonly lang: Lang
  /** Between a label and what follows on the same line. */
  readonly colon: string
  /** A remark in brackets at the end of what is said. */
  readonly remark: (said: string, remark: string) => string
  readonly fault: FaultText
  readonly next: NextText
  readonly reason: ReasonText
  readonly detail: DetailText
  readonly asking: AskingText
  readonly valueProblem: ValueProblemText
  readonly targetProblem: Readonly<Record<TargetProblem, string>>
  readonly words: Words
  /** The name of a step by its id or kind: `inbound/zone:cn-hangzhou-h` is "zone cn-hangzhou-h". */
  readonly step: (id: string) => string
  readonly list: (items: readonly string[]) => string
  /** A time span for people. */
  readonly duration: (ms: number) => string
  readonly doctor: DoctorText
  readonly explain: ExplainText
  readonly whoami: WhoamiText
  readonly picture: PictureText
  readonly events: EventText
  readonly cli: CliText
  readonly demo: DemoText
  readonly page: PageText
  readonly state: StateText
  readonly invite: InviteText
  readonly wizard: WizardText
}
