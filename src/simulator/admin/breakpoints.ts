/** A request that is parked. */
export interface HeldRequest {
  readonly seq: number
  readonly action: string
  readonly account: string
  readonly when: 'before' | 'after'
}

interface Parked {
  readonly held: HeldRequest
  readonly go: (how: 'on' | 'discard') => void
}

/** Requests parked by a `hold` fault until the operator releases them; crash tests kill the client meanwhile. */
export class Breakpoints {
  readonly #parked: Parked[] = []
  readonly #watchers = new Set<() => void>()

  list(): HeldRequest[] {
    return this.#parked.map(({ held }) => held)
  }

  /** Resolves when released; `discard` means: as if it had never arrived. */
  park(held: HeldRequest): Promise<'on' | 'discard'> {
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

  /** Resolves as soon as a request is parked, or after `ms` real milliseconds. */
  async whenHeld(ms: number): Promise<HeldRequest[]> {
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
