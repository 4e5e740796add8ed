import type { Environment } from '../../src/model/environment.ts'
import type { Lane } from './lane.ts'
import type { DistortName } from './names.ts'
import type { Distort } from './relay.ts'

/** Secrets of the cases: none of them may come out again, in whatever form. Each has what a URL, JSON and a shell escape. */
export const canaries = [
  'C4n4ry!t41l',
  'C4n4ry/t41l',
  'C4n4ry?t41l',
  'C4n4ry#t@41l',
  'C4n4ry"t<4\\1l',
  'C4n4ry%2Ft41l',
  "C4n4ry't 41l",
] as const

/** One run of plink in a folder of its own. */
export interface Case {
  readonly words: readonly string[]
  /** Of the folder, by name; those that begin with `~/` are of the home folder. */
  readonly files: Readonly<Record<string, string>>
  readonly env: Environment
  /** Whether the run may end with 0; by a judgement that shares no code with plink, asked when it is over. */
  readonly maySucceed: boolean | (() => boolean | Promise<boolean>)
  /** What may not come out beside the canaries, as it is written. */
  readonly secrets?: readonly string[]
  /** No part of a canary may come out either: none is in a place where it would be a name. */
  readonly isSecretWhole?: boolean
  /** What becomes of the cloud's replies; without it the cloud refuses everything. */
  readonly distort?: Distort
  /** What becomes of the replies of the name server. */
  readonly distortName?: DistortName
  /** What the server at `PORT` says to whoever connects. */
  readonly sends?: string
  /** Done before the run. */
  readonly before?: () => Promise<void>
}

/** What must not happen, by the heads of the table's columns. */
export const failures = [
  'crashes',
  'hangs over 2 s',
  'leaked canaries',
  'raw control characters',
  'writes outside the folder',
  'false success',
] as const
export type Failure = (typeof failures)[number]

/** A kind of input, and how one of its cases is drawn. */
export interface Kind {
  readonly name: string
  /** How many there are of this kind, beside those of the others. */
  readonly share: number
  draw(random: Random, lane: Lane): Case
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
