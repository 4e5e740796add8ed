/** What the help says of one command. */
export interface CommandText {
  /** One sentence without its full stop, in the imperative. */
  readonly summary: string
  /** What each example of the command's record does, in the same order. */
  readonly examples: readonly string[]
}
