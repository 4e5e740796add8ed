import type { Judge, Outcome } from './outcome.ts'

/** Exit codes that say: it works, and there is nothing to do. */
const fine = 0
/** Something is broken. */
const broken = 6
/** Exit codes that judge a link; a refused read, a difference and a wait that was given up judge nothing. */
const judging = [3, broken, 8]

/** What every command can know. `test` and `doctor` may know more, and `test` does not know of what carries no traffic. */
const readers: readonly Judge[] = ['status', 'plan', 'up']

/**
 * Where two commands say different things of the same link.
 * @param outcomes of commands that were asked of one state; `up` is left out by the caller if it has changed it
 * @param isInTheApi whether all that is wrong stands in replies of the API, so that no command knows more than another
 */
export function contradictions(outcomes: readonly Outcome[], isInTheApi: boolean): string[] {
  const of = (name: Judge) => outcomes.find(({ command }) => command === name)
  const found: string[] = []
  for (const sure of outcomes.filter(({ code, command }) => code === broken && readers.includes(command))) {
    for (const other of outcomes.filter(({ code, command }) => code === fine && command !== 'test'))
      found.push(`${sure.command} ends with ${broken}, ${other.command} with ${fine}`)
  }
  const [status, doctor] = [of('status'), of('doctor')]
  if (doctor?.code === fine) {
    for (const [direction, state] of Object.entries(status?.states ?? {}))
      if (state !== 'connected') found.push(`doctor ends with ${fine}, and status says that ${direction} is ${state}`)
    for (const other of outcomes.filter(({ code }) => judging.includes(code ?? fine)))
      found.push(`doctor ends with ${fine}, ${other.command} with ${other.code}`)
  }
  for (const other of [of('up'), ...(isInTheApi ? [doctor] : [])]) {
    for (const direction of ['inbound', 'outbound'] as const) {
      const [one, two] = [status?.states[direction], other?.states[direction]]
      if (one !== undefined && two !== undefined && one !== two)
        found.push(`status says that ${direction} is ${one}, ${other?.command} that it is ${two}`)
    }
  }
  return found
}
