/** One flag as a shell has to know it. */
export interface CompletedFlag {
  /** `--output`, and `-o` where it has a short form. */
  readonly words: readonly string[]
  readonly meaning: string
  /** Null for a switch. */
  readonly value: CompletedValue | null
}

/** Its choices, file names, what `plink completion --candidates` lists, or nothing that is known. */
export type CompletedValue = readonly string[] | 'files' | { readonly candidates: string } | 'unknown'

/** A place in a command line: the words so far, and what may follow them. The program itself has no words. */
export interface CompletedPlace {
  /** `state adopt` */
  readonly words: string
  readonly next: readonly { readonly word: string; readonly meaning: string }[]
  /** What its argument can be. */
  readonly argument?: CompletedValue
  readonly flags: readonly CompletedFlag[]
}

/** Flags that decide what there is to offer: the candidates are asked for with those that the line has. */
export const sourceFlags = ['--file', '--state'] as const

/**
 * The command that lists candidates when the user asks for them.
 * @param files what the shell puts in for the source flags of the line
 */
export function candidatesCommand(shell: string, kind: string, files: string): string {
  return `plink completion ${shell} ${files} --candidates ${kind} 2>/dev/null`
}

/** Every flag of every place, each once. */
export function allFlags(places: readonly CompletedPlace[]): CompletedFlag[] {
  return [...new Map(places.flatMap((place) => place.flags).map((flag) => [flag.words.join(), flag])).values()]
}
