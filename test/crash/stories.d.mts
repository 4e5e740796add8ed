export interface Story {
  readonly name: string
  /** A plink.yaml of both directions, with this behind our service. */
  readonly behind?: string
  readonly before: readonly string[]
  readonly cycle: readonly string[]
  readonly after?: readonly string[]
}
export const stories: readonly Story[]
