import type { Durations } from './durations.ts'
import type { Rules } from './rules.ts'

/** What one account starts with. */
export interface ScenarioAccount {
  readonly name: string
  readonly uid: string
  readonly productOpen: boolean
  readonly mayPay: boolean
  /** The VPC's block and its vSwitches, as the last two bytes of 127.n: `128.0/17`. */
  readonly cidr: string
  /** vSwitches by the letter of their zone. */
  readonly vswitches: Readonly<Record<string, string>>
  readonly loadBalancer: {
    readonly type: 'slb' | 'nlb'
    /** Letters; a CLB's master zone first, then its slave zone. */
    readonly zones: readonly string[]
    /** Listener port; the host listens on the same. */
    readonly ports: readonly number[]
  }
  /** TCP ports that its security group admits from its own VPC. */
  readonly admits: readonly number[]
}

/** A world to start from, as data. */
export interface Scenario {
  readonly region: string
  readonly accounts: readonly ScenarioAccount[]
  /** The account whose side the vendor's robot plays; null: nobody's. */
  readonly vendor: string | null
  readonly rules?: Partial<Rules>
  readonly durations?: Partial<Durations>
}

const you: ScenarioAccount = {
  name: 'you',
  uid: '1417000000000001',
  productOpen: true,
  mayPay: true,
  cidr: '0.0/17',
  vswitches: { h: '1.0/24', i: '2.0/24' },
  loadBalancer: { type: 'slb', zones: ['h', 'i'], ports: [6379] },
  admits: [1883, 8083],
}

const emqx: ScenarioAccount = {
  name: 'emqx',
  uid: '1968000000000002',
  productOpen: true,
  mayPay: true,
  cidr: '128.0/17',
  vswitches: { h: '129.0/24', i: '130.0/24' },
  loadBalancer: { type: 'slb', zones: ['h', 'i'], ports: [1883, 8083] },
  admits: [6379],
}

/** Has a service and an endpoint of its own that nobody may touch. Its id does not fit into a JavaScript number. */
const stranger: ScenarioAccount = {
  name: 'stranger',
  uid: '9107199254740993',
  productOpen: true,
  mayPay: true,
  cidr: '248.0/21',
  vswitches: { h: '249.0/24', i: '250.0/24' },
  loadBalancer: { type: 'slb', zones: ['h', 'i'], ports: [5432] },
  admits: [5432],
}

const region = 'cn-hangzhou'
const overTwoZones = { type: 'nlb', zones: ['h', 'i'] } as const

export const scenarios = {
  /** The story of EMQX's article: your Redis, their broker, both directions. */
  article: { region, accounts: [you, emqx, stranger], vendor: 'emqx' },
  /** Two plain accounts; you hold both sides' keys, and no robot acts. */
  'two-companies': { region, accounts: [you, { ...emqx, name: 'peer' }, stranger], vendor: null },
  /** Both sides with network load balancers over two zones. */
  nlb: {
    region,
    accounts: [
      { ...you, loadBalancer: { ...overTwoZones, ports: [6379] } },
      { ...emqx, loadBalancer: { ...overTwoZones, ports: [1883, 8083] } },
      stranger,
    ],
    vendor: 'emqx',
  },
  /** You have not opened PrivateLink yet. */
  closed: { region, accounts: [{ ...you, productOpen: false }, emqx, stranger], vendor: 'emqx' },
  /** They are in a zone where you have neither a vSwitch nor a load balancer. */
  'no-common-zone': {
    region,
    accounts: [
      you,
      {
        ...emqx,
        vswitches: { j: '129.0/24', k: '130.0/24' },
        loadBalancer: { ...emqx.loadBalancer, zones: ['k', 'j'] },
      },
      stranger,
    ],
    vendor: 'emqx',
  },
  /** You are not allow-listed to pay for the endpoints of others. */
  'payer-locked': { region, accounts: [{ ...you, mayPay: false }, emqx, stranger], vendor: 'emqx' },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

export function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(scenarios, name)
}
