import type { Environment, Lab, Ran } from './lab.mjs'

/** An account of the simulator, by its name. */
export type Who = string
export interface Cast {
  readonly known: Record<string, string>
  readonly folders: Readonly<Record<Who, string>>
  readonly env: Environment
  filled(text: string): string
  wordsOf(who: Who, line: string): string[]
  say(who: Who, line: string): Promise<Ran>
  learn(who: Who, ran: Pick<Ran, 'stdout'>): void
  close(): void
}
export function openCast(lab: Lab, folder: string, more?: Environment): Cast
/** Worlds are as the simulator's control API answers them. */
export type World = Readonly<Record<string, object>>
export function evening(world: World, before: World): (value: object) => object
export function normalWorld(world: World, before: World): World
