import type { Judge, Outcome } from './outcome.ts'

/** Exit codes that say: it works, and there is nothing to do. */
const fine = 0
/** A confirmed finding says that no traffic can pass. */
const broken = 6

/**
 * Where two commands say different things of the same link. `test` knows more than the others, so it may find what they do
 * not; what they find it may not call well.
 * @param outcomes of commands that were asked of one state; `up` may have changed it and is left out by the caller if it has
 */
export function contradictions(outcomes: readonly Outcome[]): string[] {
  const of = (name: Judge) => outcomes.find(({ command }) => command === name)
  const found: string[] = []
  for (const sure of outcomes.filter(({ code, command }) => code === broken && command !== 'test')) {
    for (const other of outcomes.filter(({ code }) => code === fine))
      found.push(`${sure.command} ends with ${broken}, ${other.command} with ${fine}`)
  }
  const [status, doctor] = [of('status'), of('doctor')]
  if (doctor?.code === fine) {
    for (const other of outcomes.filter(({ code }) => code !== fine))
      found.push(`doctor ends with ${fine}, ${other.command} with ${other.code}`)
  }
  for (const other of [of('up'), doctor]) {
    for (const direction of ['inbound', 'outbound'] as const) {
      const [one, two] = [status?.states[direction], other?.states[direction]]
      if (one !== undefined && two !== undefined && one !== two)
        found.push(`status says that ${direction} is ${one}, ${other?.command} that it is ${two}`)
    }
  }
  return found
}
