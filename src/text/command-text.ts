/** What the help says of one command. */
export interface CommandText {
  /** One line in the list of commands. */
  readonly summary: string
  /** What else there is to know, in the command's own help. */
  readonly description: string
  /** What each example of the command's record does, in the same order. */
  readonly examples: readonly string[]
}
