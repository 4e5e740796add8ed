/** The acts of the demo, in order: a deployment, both halves of both directions, the tests, the way back, the proof. */
export type DemoAct =
  | 'deployment'
  | 'plan'
  | 'provider'
  | 'uid'
  | 'approve'
  | 'consumer'
  | 'status'
  | 'test'
  | 'again'
  | 'down'
  | 'proof'

/** A server behind a load balancer of the demo: one that is installed here, or the demo's own. */
export type DemoServer = 'real' | 'built-in'

export interface DemoText {
  readonly title: string
  readonly intro: string
  /** What runs where. */
  readonly servers: (facts: { redis: DemoServer; mqtt: DemoServer }) => string
  readonly accounts: (facts: { you: string; peer: string; region: string }) => string
  readonly acts: Readonly<Record<DemoAct, { readonly title: string; readonly text: string }>>
  /** Before a command that the demo runs: `$ plink up`. */
  readonly runs: (line: string) => string
  /** The vendor's robot did something in its pretend console. */
  readonly vendor: {
    readonly showsUid: (uid: string) => string
    readonly takesService: (service: string) => string
    readonly createdEndpoint: (endpoint: string) => string
    readonly givesService: (service: string) => string
    readonly approves: (endpoint: string) => string
    readonly removes: (endpoint: string) => string
  }
  /** What the simulator says after `down`. */
  readonly proof: (facts: { left: number; touched: number; given: number; calls: number }) => string
  readonly finished: (seconds: number) => string
  readonly failed: (command: string, exitCode: number) => string
  /** macOS has only 127.0.0.1: the others must be added by hand, once. */
  readonly noLoopback: (address: string, command: string) => string
  readonly next: string
}
