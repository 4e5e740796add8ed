/** What is wrong with a value, wherever it stands: in a file, behind a flag, or typed into the wizard. */
export type ValueProblem =
  | { readonly kind: 'syntax'; readonly reason: string }
  /** The file cannot be read; `reason` is the system's code, `EACCES`. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'unknown-key'; readonly key: string; readonly known: readonly string[]; readonly meant?: string }
  | { readonly kind: 'wrong-type'; readonly expected: string; readonly found: string }
  | { readonly kind: 'missing'; readonly key: string }
  | { readonly kind: 'bad-value'; readonly value: string; readonly expected: string; readonly meant?: string }
  | { readonly kind: 'bad-id'; readonly value: string; readonly expected: string }
  | { readonly kind: 'bad-uid'; readonly value: string }
  | { readonly kind: 'literal-password'; readonly target: string }
  | { readonly kind: 'bad-target'; readonly target: string; readonly reason: TargetProblem }
  /** A managed database or cache, which no load balancer takes. */
  | { readonly kind: 'no-backend'; readonly value: string; readonly product: string }
  | { readonly kind: 'mixed-load-balancers'; readonly ids: readonly string[] }
  | { readonly kind: 'unsupported-version'; readonly value: string }
  | { readonly kind: 'duplicate'; readonly value: string }
  /** An answer to a question of `plink init` that does not arise. */
  | { readonly kind: 'not-asked'; readonly key: string }

/** Why a text is no target of `plink test`. */
export type TargetProblem =
  | 'not-a-url'
  | 'unknown-scheme'
  | 'no-host'
  | 'bad-address'
  | 'no-port'
  | 'unknown-place'
  | 'bad-option'
  | 'literal-password'

/** A place in plink.yaml, an invite or an answers file, and what is wrong there. Lines and columns count from 1. */
export interface ManifestProblem {
  readonly line: number
  readonly column: number
  /** Dotted path, `inbound.service.payer`. */
  readonly path: string
  readonly problem: ValueProblem
}

/** What is wrong with a file: the first problems, and how many more there are. */
export interface FileProblems {
  readonly file: string
  /** In the order of their lines, at most 50. */
  readonly problems: readonly ManifestProblem[]
  readonly further: number
}
