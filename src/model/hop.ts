/** What traffic passes, in order; `peer-addon` is what only a person can look up (EMQX's intranet LB add-on). */
export const hopNames = [
  'peer-addon',
  'dns',
  'endpoint',
  'security-group',
  'zone',
  'connection',
  'service',
  'listener',
  'backend',
  'protocol',
] as const
export type HopName = (typeof hopNames)[number]
export type HopState = 'ok' | 'warn' | 'fail' | 'undetermined' | 'skipped'

type Id = string
type Status = string

/** What was read of each hop, under wire names or ours. Documents carry it as it is, so keys are public. */
export interface HopEvidence {
  'peer-addon': Record<never, never>
  dns: { domain?: string | null; addresses?: readonly string[] }
  endpoint: {
    id?: Id
    status?: Status
    vpc?: Id | null
    ownerUid?: string
    /** Endpoints at the service, none of which is the expected one. */
    asking?: readonly Id[]
  }
  'security-group': { ids?: readonly Id[]; admits?: readonly number[]; closed?: readonly number[]; status?: string }
  /** Here and below `status` sums up what is not as it should be. */
  zone: { zones?: Readonly<Record<string, Status>>; status?: string }
  connection: { status?: Status }
  service: { id?: Id; status?: Status; visible?: boolean }
  listener: {
    listeners?: readonly { lb: Id; port: number; protocol: string; status: Status }[]
    status?: string
  }
  backend: { servers?: readonly { port: number; id: Id; health: Status }[]; status?: string }
  protocol: { verdict?: string; answer?: string }
}

export type Hop = {
  readonly [H in HopName]: { readonly hop: H; readonly state: HopState; readonly evidence: Readonly<HopEvidence[H]> }
}[HopName]
