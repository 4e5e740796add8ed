import type { Intent } from '../manifest/schema.ts'

/** Anything that survives JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * What is remembered of one step. The key in the file is the step's id, `inbound/service`.
 * - `intended`: written before the call; the call may or may not have arrived. Repeat it with this token and this input.
 * - `made`: it exists; `ready` is a memory, not a fact: the cloud is looked at again before anything is skipped.
 * - `removing`: written before it is taken back.
 */
export type StepRecord =
  | { readonly status: 'intended'; readonly token: string; readonly input: Json; readonly since: string }
  | MadeRecord

interface MadeRecord {
  readonly status: 'made' | 'ready' | 'removing'
  readonly id: string
  readonly mine: boolean
  readonly out: Json
  readonly since: string
}

/** The id of what a record is about; undefined while it is only intended. */
export function idOf(record: StepRecord | undefined): string | undefined {
  return record && record.status !== 'intended' ? record.id : undefined
}

/** Whether a record is of something that plink made, and that is known by its id. */
export function isOwned(record: StepRecord | undefined): record is MadeRecord & { readonly mine: true } {
  return record !== undefined && record.status !== 'intended' && record.mine
}

/** Whether a record is of something that was there before. */
export function isAdopted(record: StepRecord | undefined): record is MadeRecord & { readonly mine: false } {
  return record !== undefined && record.status !== 'intended' && !record.mine
}

/** The link as remembered in plink.state.json, under `link`. Never a secret in it. */
export interface LinkState {
  readonly name: string
  readonly region: string
  /** Account ids seen, to notice when plink is run with another account's keys. */
  readonly uids: Readonly<{ you?: string; peer?: string }>
  /** What was last asked for; `null` before the first `up`. */
  readonly intent: Intent | null
  readonly steps: Readonly<Record<string, StepRecord>>
  /** Endpoints that were turned away with `connection reject`, until they are approved. */
  readonly rejected?: readonly string[]
  /** Load balancers that were adopted with their deletion protection off: attaching may switch it on, and `down` switches it off again. */
  readonly unprotected?: readonly string[]
  /** Steps whose resources were deleted in the last minute, and when: lists may go on showing them. */
  readonly left?: Readonly<Record<string, string>>
  /** Records of steps that could not be read, kept as they are written; they must not stand in the way of the others. */
  readonly broken?: Readonly<Record<string, Json>>
}

export interface State {
  readonly schema: 1
  readonly lineage: string
  readonly serial: number
  readonly link: LinkState
}
