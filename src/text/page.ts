/** What the live page of the simulator says. Words of the API, statuses among them, are shown as they are. */
export interface PageText {
  readonly lang: 'en' | 'zh'
  readonly title: string
  readonly about: (facts: { region: string; scenario: string; speed: number }) => string
  /** The name of this language. */
  readonly language: string
  readonly accounts: Readonly<Record<'you' | 'emqx' | 'peer', string>>
  readonly headings: Readonly<Record<'services' | 'endpoints' | 'loadBalancers' | 'links' | 'calls', string>>
  readonly nothing: string
  readonly more: (count: number) => string
  readonly fields: Readonly<
    Record<
      | 'payer'
      | 'whitelist'
      | 'resources'
      | 'connections'
      | 'service'
      | 'securityGroups'
      | 'zones'
      | 'domain'
      | 'backends',
      string
    >
  >
  readonly payers: Readonly<Record<'Endpoint' | 'EndpointService', string>>
  /** What a new TCP connection meets. */
  readonly verdicts: Readonly<Record<'carry' | 'refuse' | 'reset' | 'drop' | 'accept-close' | 'silent', string>>
  readonly traffic: (facts: { connections: number; open: number; sent: string; received: string }) => string
  readonly health: Readonly<Record<'well' | 'ill' | 'unknown', string>>
  readonly notCarriedOut: string
  readonly console: ConsoleText
}

/** The pretend console of EMQX, in the words of its documentation. */
export interface ConsoleText {
  readonly title: string
  readonly deployment: string
  readonly zone: string
  readonly region: string
  readonly uid: string
  readonly copy: string
  readonly copied: string
  readonly statuses: Readonly<
    Record<'creating' | 'running' | 'failed' | 'deleting' | 'off' | 'received' | 'ready' | 'closing' | 'closed', string>
  >
  readonly privateLink: {
    readonly title: string
    readonly steps: readonly [zone: string, uid: string, service: string]
    readonly serviceId: string
    readonly create: string
    readonly domain: string
    readonly remove: string
    readonly confirm: (service: string) => string
  }
  readonly addon: { readonly title: string; readonly what: string; readonly enable: string }
  readonly request: {
    readonly title: string
    readonly what: string
    readonly uid: string
    readonly submit: string
    readonly serviceId: string
    readonly approve: string
    readonly approved: string
    readonly byItself: string
    readonly byHand: string
    readonly switchToHand: string
    readonly switchToItself: string
    readonly close: string
    readonly confirm: (request: string) => string
  }
  /** By the code of the console's answer. */
  readonly errors: Readonly<Record<string, string>>
}
