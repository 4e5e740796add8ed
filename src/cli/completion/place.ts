/** One flag as a shell has to know it. */
export interface CompletedFlag {
  /** `--output`, and `-o` where it has a short form. */
  readonly words: readonly string[]
  readonly meaning: string
  /** Null for a switch; else its choices, the names of files, or anything. */
  readonly value: readonly string[] | 'file' | 'any' | null
}

/** A place in a command line: the words so far, and what may follow them. The program itself has no words. */
export interface CompletedPlace {
  /** `state adopt` */
  readonly words: string
  readonly next: readonly { readonly word: string; readonly meaning: string }[]
  readonly flags: readonly CompletedFlag[]
}

/** Every flag of every place, each once. */
export function allFlags(places: readonly CompletedPlace[]): CompletedFlag[] {
  return [...new Map(places.flatMap((place) => place.flags).map((flag) => [flag.words.join(), flag])).values()]
}
