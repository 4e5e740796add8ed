export interface KillPoint {
  readonly story: string
  /** Of the story's commands the one that dies: `service create`. */
  readonly command: string
  readonly kind: 'api' | 'file'
  /** Of a change; other points count all requests. */
  readonly action?: string
  readonly nth: number
  readonly moment: 'before' | 'half' | 'after'
}
export interface Tally {
  readonly points: number
  readonly runs: number
  readonly kills: number
  readonly doubles: number
  readonly orphans: number
  readonly touched: number
  readonly stuck: number
  readonly examples: readonly string[]
}
export function isChange(point: KillPoint): boolean
export function isUnheardOf(point: KillPoint): boolean
export function commandOf(line: string): string
export function crash(options?: {
  stride?: number
  lanes?: number
  freshTokens?: boolean
  giveUp?: boolean
  pick?: (point: KillPoint) => boolean
  only?: readonly string[]
  log?: (line: string) => void
}): Promise<Tally>
