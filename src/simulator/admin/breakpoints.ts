/** A request that is parked. */
export interface Held {
  readonly seq: number
  readonly action: string
  readonly account: string
  readonly when: 'before' | 'after'
}

interface Parked {
  readonly held: Held
  readonly go: (how: 'on' | 'discard') => void
}

/** Where requests wait for an operator: a crash test kills the client meanwhile. */
export class HoldingPen {
  readonly #parked: Parked[] = []
  readonly #watchers = new Set<() => void>()

  list(): Held[] {
    return this.#parked.map(({ held }) => held)
  }

  /** Resolves when released; `discard` means: as if it had never arrived. */
  park(held: Held): Promise<'on' | 'discard'> {
    return new Promise((go) => {
      this.#parked.push({ held, go })
      for (const watch of this.#watchers) watch()
    })
  }

  release(how: 'on' | 'discard'): number {
    const parked = this.#parked.splice(0)
    for (const { go } of parked) go(how)
    return parked.length
  }

  /** Resolves as soon as somebody is parked, or after `ms` real milliseconds. */
  async someone(ms: number): Promise<Held[]> {
    if (this.#parked.length === 0) {
      await new Promise<void>((resolve) => {
        const end = () => {
          clearTimeout(timer)
          this.#watchers.delete(end)
          resolve()
        }
        const timer = setTimeout(end, ms).unref()
        this.#watchers.add(end)
      })
    }
    return this.list()
  }
}
