import type { DirectionName, Payer, PeerKind } from './link.ts'

/**
 * What `plink init` asks, in this order. A name is the place in plink.yaml that the answer goes to; `directions` says which
 * places there are, and `peer.zone` only narrows what is offered.
 */
export const answerNames = [
  'peer.kind',
  'region',
  'name',
  'directions',
  'peer.zone',
  'peer.uid',
  'inbound.service.id',
  'inbound.service.payer',
  'inbound.service.loadBalancers',
  'inbound.service.loadBalancers.create.vswitch',
  'inbound.service.loadBalancers.create.listeners',
  'inbound.service.loadBalancers.create.backends',
  'inbound.tests',
  'outbound.service.id',
  'outbound.tests',
  'outbound.endpoint.id',
  'outbound.endpoint.vpc',
  'outbound.endpoint.zones',
  'outbound.endpoint.securityGroups',
  'outbound.endpoint.allow',
] as const
export type AnswerName = (typeof answerNames)[number]

/** One text, or a list where plink.yaml has one; zones, listeners and backends are words as for flags: `cn-hangzhou-h=vsw-…`. */
export type AnswerValue = string | readonly string[]

/** Where a value comes from. */
export type AnswerSource =
  | 'you'
  /** There was one thing that fits. */
  | 'only-choice'
  /** `--set`, or the answers file. */
  | 'flag'
  | 'file'
  /** The environment, a profile, the name of the folder. */
  | 'default'

export interface Answer {
  readonly value: AnswerValue
  readonly source: AnswerSource
}
export type Answers = Readonly<Partial<Record<AnswerName, Answer>>>

/** An answer that leaves a place open: plink.yaml may be silent there, `up` says who can tell. */
export const later = 'later'
/** Nothing is adopted: plink makes a new one. */
export const makeNew = 'new'

/** One thing that can be chosen, as facts: texts make its line. */
export type ChoiceFacts =
  | { readonly is: 'peer'; readonly kind: PeerKind }
  | { readonly is: 'region'; readonly id: string; readonly known: boolean }
  | { readonly is: 'direction'; readonly name: DirectionName; readonly emqx: boolean }
  | { readonly is: 'new'; readonly what: 'service' | 'endpoint' }
  | {
      readonly is: 'service'
      readonly id: string
      readonly payer: string | null
      readonly status: string
      readonly description: string
    }
  | { readonly is: 'payer'; readonly payer: Payer }
  | {
      readonly is: 'load-balancer'
      readonly id: string
      readonly type: 'clb' | 'nlb'
      readonly name: string
      readonly zones: readonly string[]
      /** Ports with a running listener. */
      readonly ports: readonly number[]
    }
  | { readonly is: 'target'; readonly url: string }
  | { readonly is: 'zone'; readonly id: string }
  | {
      readonly is: 'offered-service'
      readonly id: string
      readonly payer: string | null
      readonly zones: readonly string[]
    }
  | {
      readonly is: 'endpoint'
      readonly id: string
      readonly name: string
      readonly service: string
      readonly status: string
    }
  | { readonly is: 'vpc'; readonly id: string; readonly name: string; readonly cidr: string }
  | {
      readonly is: 'vswitch'
      readonly id: string
      readonly name: string
      readonly zone: string
      readonly free: number
      /** Null where all are of one. */
      readonly vpc: string | null
    }
  | { readonly is: 'listener'; readonly port: number; readonly protocol: string }
  | { readonly is: 'instance'; readonly id: string; readonly name: string; readonly ip: string; readonly zone: string }
  | { readonly is: 'block'; readonly cidr: string; readonly vpc: string; readonly ports: readonly number[] }
  | {
      readonly is: 'security-group'
      readonly id: string
      readonly name: string
      readonly admits: readonly number[]
      readonly closed: readonly number[]
    }

/** Who is asked: whose keys these are. */
export interface SignedInIdentity {
  readonly uid: string
  readonly type: 'Account' | 'RAMUser' | 'AssumedRoleUser'
  readonly arn: string
}

/** Who pays for the endpoint of a direction, by zone and hour, and for its traffic. `unknown`: the provider decides. */
export type PaidBy = 'you' | 'peer' | 'unknown'

export function textAnswer(answers: Answers, name: AnswerName): string | undefined {
  const value = answers[name]?.value
  return typeof value === 'string' ? value : undefined
}

/** The value as a list; empty where nothing was said, or `later`. */
export function listAnswer(answers: Answers, name: AnswerName): readonly string[] {
  const value = answers[name]?.value
  return value === undefined || typeof value === 'string' ? [] : value
}

/** A text that says something: neither missing nor `later`, nor `new`. */
export function idAnswer(answers: Answers, name: AnswerName): string | undefined {
  const value = textAnswer(answers, name)
  return value === later || value === makeNew ? undefined : value
}
