import type { Transition } from '../world/transition.ts'

export interface CriticalPath {
  /** How long the chain takes, nothing but the cloud's own transitions counted. */
  readonly ms: { readonly real: number; readonly virtual: number }
  /** One after another; each could begin only when the one before was over. */
  readonly chain: readonly {
    readonly object: string
    readonly from: string
    readonly via: string
    readonly to: string
    readonly ms: number
  }[]
}

/** The longest chain of transitions in a log, and the longest one of each endpoint service: one per direction of a link. */
export function criticalPath(
  transitions: readonly Transition[],
): CriticalPath & { readonly services: Readonly<Record<string, CriticalPath>> } {
  const services = new Set(transitions.flatMap((each) => each.service ?? []))
  return {
    ...longest(transitions),
    services: Object.fromEntries(
      [...services].map((service) => [service, longest(transitions.filter((each) => each.service === service))]),
    ),
  }
}

function longest(transitions: readonly Transition[]): CriticalPath {
  const best = new Map<number, { virtual: number; real: number; steps: readonly Transition[] }>()
  let top: { virtual: number; real: number; steps: readonly Transition[] } = { virtual: 0, real: 0, steps: [] }
  // In the order of the log every predecessor has been seen before.
  for (const each of transitions) {
    // A stuck one has no length.
    const ms = each.end === null ? 0 : each.end - each.start
    const before = each.after.flatMap((seq) => best.get(seq) ?? []).toSorted((a, b) => b.virtual - a.virtual)[0]
    const here = {
      virtual: (before?.virtual ?? 0) + ms,
      real: (before?.real ?? 0) + (each.end === null ? 0 : each.realMs),
      steps: [...(before?.steps ?? []), each],
    }
    best.set(each.seq, here)
    if (here.virtual > top.virtual) top = here
  }
  return {
    ms: { real: top.real, virtual: top.virtual },
    chain: top.steps.map(({ object, from, via, to, start, end }) => ({
      object,
      from,
      via,
      to,
      ms: end === null ? 0 : end - start,
    })),
  }
}
