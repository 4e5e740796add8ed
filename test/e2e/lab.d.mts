import type { ChildProcess } from 'node:child_process'
import type { SimulatorDocument } from '../../src/model/result.ts'

export interface Ran {
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}
export type Environment = Record<string, string | undefined>
export interface Household {
  readonly home: string
  readonly env: Environment
  folder(yaml: string): string
  plink(words: readonly string[], cwd: string, more?: Environment): Promise<Ran>
  remove(): void
}
export interface Lab extends Household {
  readonly document: SimulatorDocument
  // biome-ignore lint/suspicious/noExplicitAny: the control API answers whatever its path says; tests look at what they asked for.
  control(path: string, init?: { method?: string; body?: unknown }): Promise<any>
  close(): Promise<void>
}
export const bin: string
export function openLab(options?: { scenario?: string; speed?: number; backends?: boolean }): Promise<Lab>
export function openHousehold(document: SimulatorDocument): Household
export function startPlink(
  words: readonly string[],
  cwd: string,
  env: Environment,
): { child: ChildProcess; done: Promise<Ran> }
export function runPlink(words: readonly string[], cwd: string, env: Environment): Promise<Ran>
export function twoWaySpec(document: SimulatorDocument, options?: { name?: string; peer?: string }): string
