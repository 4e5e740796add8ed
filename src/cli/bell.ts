/** How long after a person was last known to look the bell is worth ringing, in milliseconds. */
const attentiveMs = 10_000

/** The terminal's bell, for a person who went away while plink waits; silent while they are surely looking. */
export class Bell {
  readonly #write: ((text: string) => void) | null
  readonly #now: () => number
  #attended: number

  /** @param write to the terminal; null where nobody is to be called */
  constructor(write: ((text: string) => void) | null, now: () => number) {
    this.#write = write
    this.#now = now
    // Whoever has just started the command is there.
    this.#attended = now()
  }

  /** Calls the person, once: what follows at once needs no second call. */
  ring(): void {
    const isAway = this.#now() - this.#attended >= attentiveMs
    this.attend()
    if (isAway) this.#write?.('\u0007')
  }

  /** A person has just answered. */
  attend(): void {
    this.#attended = this.#now()
  }
}
