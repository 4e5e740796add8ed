import type { Environment } from '../../src/model/environment.ts'
import type { Distort } from './relay.ts'

/** Secrets of the cases: none of them may come out again, in whatever form. Each has what a URL, JSON and a shell escape. */
export const canaries = [
  'C4n4ry!pass',
  'C4n4ry/pass',
  'C4n4ry?pass',
  'C4n4ry#p@ss',
  'C4n4ry"p<s\\s',
  'C4n4ry%2Fpass',
] as const

/** One run of plink in a folder of its own. */
export interface Case {
  readonly words: readonly string[]
  /** Of the folder, by name; those that begin with `~/` are of the home folder. */
  readonly files: Readonly<Record<string, string>>
  readonly env: Environment
  /** Whether the run may end with 0; by a judgement that shares no code with plink. */
  readonly maySucceed: boolean
  /** What becomes of the cloud's replies; without it the cloud refuses everything. */
  readonly distort?: Distort
  /** What the server at `PORT` says to whoever connects. */
  readonly sends?: string
}

/** What must not happen, in the order of the table's columns. */
export const failures = ['crash', 'hang', 'leak', 'control', 'outside', 'false success'] as const
export type Failure = (typeof failures)[number]

/** A kind of input, and how one of its cases is drawn. */
export interface Kind {
  readonly name: string
  /** Of 1,000 cases, how many are of this kind. */
  readonly share: number
  draw(random: Random): Case
}

/** Numbers of one case; the same seed gives the same case. */
export interface Random {
  /** From 0 to below `bound`. */
  below(bound: number): number
  chance(probability: number): boolean
  of<T>(choices: readonly T[]): T
}

/** mulberry32, which is enough for choices: what matters is that a seed gives the same case everywhere. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  // The first numbers of neighbouring seeds are alike.
  for (let turn = 0; turn < 4; turn++) next()
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    below,
    chance: (probability) => next() < probability,
    // Safe: an index below the length.
    of: <T>(choices: readonly T[]): T => choices[below(choices.length)] as T,
  }
}
