/** The person wants to go back to the question before. */
export const back: unique symbol = Symbol('back')
export type Back = typeof back

/** One line of a list. */
export interface ListEntry {
  readonly value: string
  /** One line, uncoloured. */
  readonly name: string
  /** Why it cannot be chosen; null when it can. */
  readonly why: string | null
  /** What else there is to know, shown where the cursor stands. */
  readonly hint: string | null
  /** Not one of the things to choose among, but something else to do: type an id, leave it open. */
  readonly isAct?: boolean
}

export interface PromptQuestion {
  /** One line, shorter than half the screen. */
  readonly message: string
  /** What there is to know before, uncoloured; lines are broken where they are shown. */
  readonly about: readonly string[]
}

export interface ListQuestion extends PromptQuestion {
  readonly entries: readonly ListEntry[]
  readonly many: boolean
  readonly preset: readonly string[]
  /** What was chosen, once it is chosen. */
  readonly sayChosen: (values: readonly string[]) => string
  /** Why these cannot be the answer together; null when they can. */
  readonly judge: (values: readonly string[]) => string | null
}

export interface TextQuestion extends PromptQuestion {
  readonly preset: string
  /** Why this cannot be the answer; null when it can. Asked at every key. */
  readonly judge: (text: string) => string | null
}

/** Who asks the person: prompts that redraw themselves, or plain lines. */
export interface PromptSession {
  /** @throws PlinkError INTERRUPTED */
  choose(posed: ListQuestion): Promise<readonly string[] | Back>
  /** @throws PlinkError INTERRUPTED */
  write(posed: TextQuestion): Promise<string | Back>
  /** Lines that need no answer. */
  say(lines: readonly string[]): void
  close(): void
}
