import { type AnswerName, type Answers, listAnswer, textAnswer } from '../../../model/wizard.ts'
import { emptyOffer, type Question } from './question.ts'

/** What the machine says without being asked. */
export interface WizardEnvironment {
  /** Of `--region`, the environment or the profile. */
  readonly region: string | null
  /** A name for the link: what the state remembers, or the folder's. */
  readonly name: string
}

/** Alibaba Cloud regions in which EMQX Cloud Dedicated is offered (cloud-docs, price/plans.md, China site). */
const emqxRegions = ['cn-hangzhou', 'cn-shanghai', 'cn-beijing', 'cn-shenzhen', 'cn-zhangjiakou', 'cn-chengdu']

/** Who the identities are and which ways the link goes. */
export function linkQuestions({ region, name }: WizardEnvironment): readonly Question[] {
  return [
    {
      name: 'peer.kind',
      takes: 'one',
      needs: [],
      when: () => true,
      offer: async () => ({
        ...emptyOffer,
        choices: (['emqx', 'generic'] as const).map((kind) => ({
          value: kind,
          thing: { is: 'peer', kind },
          whyNot: [],
        })),
        preset: 'emqx',
      }),
    },
    {
      name: 'region',
      takes: 'one',
      needs: [],
      when: () => true,
      offer: async () => {
        const ids = [...new Set([...(region === null ? [] : [region]), ...emqxRegions])]
        return {
          ...emptyOffer,
          choices: ids.map((id) => ({ value: id, thing: { is: 'region', id, known: id === region }, whyNot: [] })),
          preset: region,
          given: region,
          byHand: true,
        }
      },
    },
    {
      name: 'name',
      takes: 'text',
      needs: [],
      when: () => true,
      offer: async () => ({ ...emptyOffer, preset: name, given: name, byHand: true }),
    },
    {
      name: 'directions',
      takes: 'many',
      needs: [],
      when: () => true,
      offer: async (_account, answers) => ({
        ...emptyOffer,
        // With EMQX the way from it to you is a self-service page; the way back needs its staff.
        choices: (['inbound', 'outbound'] as const).map((direction) => ({
          value: direction,
          thing: { is: 'direction', name: direction, emqx: isEmqx(answers) },
          whyNot: [],
        })),
        // EMQX's own article sets up both directions.
        preset: isEmqx(answers) ? ['inbound', 'outbound'] : ['inbound'],
      }),
    },
    {
      name: 'peer.zone',
      takes: 'text',
      needs: ['peer.kind', 'region', 'directions'],
      when: (answers) => isEmqx(answers) && includesDirection(answers, 'inbound'),
      offer: async (account) => {
        const { rows: offered, failed } = await account.zones()
        return {
          ...emptyOffer,
          choices: offered.map((zone) => ({ value: zone, thing: { is: 'zone', id: zone }, whyNot: [] })),
          byHand: true,
          mayWait: true,
          failed,
          missing: offered.length === 0 ? null : (zone) => ({ code: 'LB_ZONE_NOT_OFFERED', facts: { zone, offered } }),
        }
      },
    },
    {
      name: 'peer.uid',
      takes: 'text',
      needs: ['peer.kind', 'directions'],
      when: (answers) => includesDirection(answers, 'inbound'),
      offer: async () => ({ ...emptyOffer, byHand: true, mayWait: true }),
    },
  ]
}

export function isEmqx(answers: Answers): boolean {
  return textAnswer(answers, 'peer.kind') === 'emqx'
}

export function includesDirection(answers: Answers, direction: 'inbound' | 'outbound'): boolean {
  return listAnswer(answers, 'directions').includes(direction)
}

/** The answers and all that count on them. */
export function dependents(questions: readonly Question[], changed: AnswerName): readonly AnswerName[] {
  const gone = new Set<AnswerName>([changed])
  // A question needs only what stands before it, so one pass finds all.
  for (const { name, needs } of questions) if (needs.some((need) => gone.has(need))) gone.add(name)
  gone.delete(changed)
  return [...gone]
}
