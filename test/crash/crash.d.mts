export interface KillPoint {
  readonly command: 'up' | 'down'
  readonly kind: 'api' | 'file'
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
export const changePoints: readonly KillPoint[]
export const controlPoints: readonly KillPoint[]
export function crash(options?: {
  stride?: number
  lanes?: number
  freshTokens?: boolean
  points?: readonly KillPoint[]
  log?: (line: string) => void
}): Promise<Tally>
