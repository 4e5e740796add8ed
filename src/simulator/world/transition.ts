/** One object passing through a transient status. */
export interface Transition {
  readonly seq: number
  /** `service epsrv-…`, `zone ep-…:cn-hangzhou-h`, … */
  readonly object: string
  /** The endpoint service it is about: what tells the directions apart. Null for load balancers. */
  readonly service: string | null
  /** Empty when the object comes into being. */
  readonly from: string
  /** The transient status. */
  readonly via: string
  /** Empty when the object is gone at the end. */
  readonly to: string
  /** Virtual milliseconds. */
  readonly start: number
  /** Null: it never ends (fault `stuck`). */
  readonly end: number | null
  /** How much of real time that is at the speed of its beginning. Zero while the clock is frozen. */
  readonly realMs: number
  /** Transitions that had to be over before this one could begin. */
  readonly after: readonly number[]
  /** The request that caused it; null: it follows from another transition, or an operator did it. */
  readonly request: number | null
  done: boolean
  /** How often a read has answered with the transient status. */
  served: number
  readonly finish: (at: number) => void
}

export interface TransitionSpec {
  readonly object: string
  /** Objects whose changes had to come first. */
  readonly needs: readonly string[]
  readonly service: string | null
  readonly from: string
  readonly via: string
  readonly to: string
  readonly ms: number
  /** Makes the lasting status true; `at` is the virtual time of it, which may lie a little in the past. */
  readonly finish: (at: number) => void
}
