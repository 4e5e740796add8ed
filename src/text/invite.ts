import type { Amendment } from '../model/invite.ts'

/** The lines `name: value` of a letter to the other party, and the sentences around them. */
export interface LetterText {
  readonly labels: Readonly<
    Record<
      | 'subject'
      | 'region'
      | 'link'
      | 'service'
      | 'serviceName'
      | 'zones'
      | 'ports'
      | 'payer'
      | 'providerUid'
      | 'whitelistUid'
      | 'whitelistedUid'
      | 'endpoint'
      | 'wantedZones'
      | 'wantedPorts'
      | 'file'
      | 'checksum'
      | 'command'
      | 'answer',
      string
    >
  >
  /** Between a name and its value. */
  readonly colon: string
  readonly unknown: string
  readonly payers: Readonly<Record<'Endpoint' | 'EndpointService', string>>
  readonly payerUnconfirmed: string
  readonly generic: {
    readonly greeting: (link: string) => string
    readonly youConsume: string
    readonly youProvide: string
    /** What the consumer has to do; with the endpoint known only the approval is left. */
    readonly consume: (known: { service: boolean; uid: boolean; endpoint: boolean }) => readonly string[]
    readonly provide: (known: { service: boolean; endpoint: boolean }) => readonly string[]
    readonly withFile: string
    readonly withoutFile: string
    readonly answer: string
  }
  readonly emqx: {
    readonly inbound: string
    /** Steps in EMQX's console. */
    readonly steps: (known: { zones: string; uid: string | null; service: string | null }) => readonly string[]
    readonly payerTicket: (uid: string) => readonly string[]
    readonly outbound: string
    /** What to do before sending the request. */
    readonly before: readonly string[]
    readonly subject: (region: string) => string
    readonly body: (known: { service: string | null; endpoint: string | null }) => readonly string[]
    readonly closing: string
  }
}

/** What `plink invite` and `plink accept` say. */
export interface InviteText {
  readonly letter: LetterText
  readonly columns: Readonly<Record<'key' | 'was' | 'will' | 'from', string>>
  readonly from: Readonly<Record<Amendment['from'], string>>
  readonly accepted: (file: string) => string
  /** What to do once everything is known. */
  readonly picksItUp: string
  readonly nothingNew: (file: string) => string
  readonly unchecked: string
}
