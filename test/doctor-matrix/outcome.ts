import type { Environment } from '../../src/model/environment.ts'
import type { DirectionName } from '../../src/model/link.ts'
import type { ProcessResult } from '../harness/processes.ts'
import type { Stage } from './stage.ts'

/** The commands that judge a link. */
export const judges = ['status', 'plan', 'test', 'doctor', 'up'] as const
export type Judge = (typeof judges)[number]

/** What a command said of a link, in one form for all of them. */
export interface Outcome {
  readonly command: Judge
  readonly code: number | null
  /** In the order in which they were said. */
  readonly findings: readonly Finding[]
  /** `inbound listener fail` */
  readonly hops: readonly { readonly direction: DirectionName; readonly hop: string; readonly state: string }[]
  /** What a plan would mend, or `up` says that it has: `inbound connection`. */
  readonly mends: readonly { readonly direction: DirectionName; readonly hop: string }[]
  readonly states: Readonly<Partial<Record<DirectionName, string>>>
  /** The name of each direction's endpoint. */
  readonly domains: Readonly<Partial<Record<DirectionName, string>>>
  /** Of tests: whether each said that it works. */
  readonly tests: readonly { readonly direction: DirectionName | null; readonly ok: boolean; readonly detail: string }[]
  /** What a finding lacks that a person needs: words in the language asked for, evidence, a way to mend it. */
  readonly lacks: readonly string[]
  readonly seconds: number
  readonly result: ProcessResult
}

export type Lang = 'en' | 'zh'

export interface Finding {
  readonly code: string
  readonly severity: string
  readonly certainty: string
  readonly hop: string | null
  readonly direction: DirectionName | null
}

const words: Readonly<Record<Judge, readonly string[]>> = {
  status: ['status', '--exit-code'],
  plan: ['plan', '--exit-code'],
  test: ['test'],
  doctor: ['doctor'],
  up: ['up', '-y'],
}

/**
 * How long `up` may wait for what never comes, and for what comes as soon as the machine gets to it: the world is quick, so
 * that to need the second is worth a report.
 */
const patience = { inVain: '20s', busy: '2m' } as const

export interface Asking {
  readonly env?: Environment
  /** Something that `up` has to wait for hangs for good. */
  readonly hangs?: boolean
  /** For the commands that test: where to start from. */
  readonly words?: readonly string[]
}

/** Runs a command on a stage as a script would. */
export async function ask(
  stage: Stage,
  command: Judge,
  lang: Lang,
  { env = {}, hangs = false, words: more = [] }: Asking = {},
): Promise<Outcome> {
  const began = performance.now()
  const all = { ...stage.env, ...env, PLINK_LANG: lang }
  const limit = command === 'up' ? ['--timeout', hangs ? patience.inVain : patience.busy] : []
  const place = command === 'test' || command === 'doctor' ? more : []
  const result = await stage.home.plink([...words[command], ...limit, ...place, '-o', 'json'], stage.folder, all)
  return read(command, lang, result, (performance.now() - began) / 1000)
}

// biome-ignore lint/suspicious/noExplicitAny: a document is looked at key by key; what is not there was not said.
type Json = any

function read(command: Judge, lang: Lang, result: ProcessResult, seconds: number): Outcome {
  let document: Json = {}
  try {
    document = JSON.parse(result.stdout)
  } catch {
    // It said nothing that a program can read: no findings.
  }
  const directions: [DirectionName, Json][] = Object.entries(document.directions ?? {}) as [DirectionName, Json][]
  const error = document.error
    ? [{ code: document.error.code, severity: 'error', certainty: 'confirmed', hop: null, direction: null }]
    : []
  const results: Json[] = document.results ?? []
  const changes: Json[] = document.changes ?? []
  return {
    command,
    code: result.code,
    findings: [
      ...error,
      ...findingsOf(document, null),
      ...directions.flatMap(([direction, value]) => findingsOf(value, direction)),
      ...results.flatMap((each) => findingsOf(each, each.direction)),
    ],
    hops: directions.flatMap(([direction, { hops = [] }]) =>
      hops.map(({ hop, state }: { hop: string; state: string }) => ({ direction, hop, state })),
    ),
    mends: [
      ...changes.filter(({ action }) => ['create', 'update', 'peer', 'wait'].includes(action)),
      ...madeIn(result.stderr),
    ].map(({ direction, step }) => ({ direction, hop: hopOf[kindOf(step)] ?? kindOf(step) })),
    states: Object.fromEntries(directions.map(([direction, { state }]) => [direction, state])),
    domains: Object.fromEntries(
      directions.flatMap(([direction, { endpoints = [] }]) => {
        const expected = endpoints.find((each: Json) => each.expected)
        return expected ? [[direction, expected.domain]] : []
      }),
    ),
    tests: results.map(({ direction, ok, detail }) => ({ direction, ok, detail: String(detail) })),
    lacks: [document, ...Object.values<Json>(document.directions ?? {}), ...results].flatMap(({ findings = [] }) =>
      findings.flatMap((each: Json) => lacksOf(each, lang)),
    ),
    seconds,
    result,
  }
}

function lacksOf({ code, message, hint, evidence, fix, side, ask: asks }: Json, lang: Lang): string[] {
  const sentences = [message, hint].map(String)
  const isForeign = (text: string) => /\p{Script=Han}/u.test(text) !== (lang === 'zh')
  return [
    ...(sentences.some((text) => text === '' || /undefined|\[object|NaN/.test(text) || isForeign(text))
      ? [`${code} has no good words: ${sentences.join(' ')}`]
      : []),
    ...(Object.keys(evidence ?? {}).length === 0 ? [`${code} has no evidence`] : []),
    ...(typeof fix === 'string' && fix !== '' ? [] : [`${code} has no fix`]),
    ...(side === 'you' || side === 'peer' ? [] : [`${code} is on nobody's side`]),
    ...(side === 'peer' && typeof asks !== 'string' ? [`${code} has nothing to forward to the peer`] : []),
  ]
}

/** Whether it gave up waiting. */
export function gaveUp({ code }: Outcome): boolean {
  return code === 5
}

/** Steps that a command says it has made, and found ready. */
function madeIn(stderr: string): Json[] {
  const steps: Json[] = stderr
    .split('\n')
    .filter((line) => line.startsWith('{"event":"step"'))
    .map((line) => JSON.parse(line))
  return steps.filter(
    ({ step, phase }, index) =>
      phase === 'ready' && steps.slice(0, index).some((each) => each.step === step && each.phase === 'creating'),
  )
}

/** The hop that a step is about, where it has another name. */
const hopOf: Readonly<Record<string, string>> = {
  'load-balancer': 'listener',
  resource: 'service',
  whitelist: 'service',
  rule: 'security-group',
}

function kindOf(step: string): string {
  return /^\w+\/([\w-]+)/.exec(step)?.[1] ?? ''
}

function findingsOf({ findings = [], warnings = [] }: Json, direction: DirectionName | null): Finding[] {
  return [...findings, ...warnings].map((each) => ({
    code: String(each.code),
    severity: String(each.severity ?? 'warning'),
    certainty: String(each.certainty ?? 'confirmed'),
    hop: each.hop ?? null,
    direction: each.direction ?? each.facts?.direction ?? direction,
  }))
}
