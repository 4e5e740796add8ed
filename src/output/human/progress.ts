import type { PlinkEvent, StepPhase } from '../../model/event.ts'
import type { DirectionName } from '../../model/link.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import type { Style, Tone } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

type StepEvent = PlinkEvent & { readonly event: 'step' }

/** What a phase means for the screen: the step goes on moving or rests, and whether a line says so. */
const phases: Readonly<
  Record<
    StepPhase,
    { readonly moves: boolean; readonly line: 'always' | 'once' | 'still' | 'never'; readonly tone: Tone }
  >
> = {
  looking: { moves: false, line: 'never', tone: 'idle' },
  found: { moves: false, line: 'never', tone: 'ok' },
  adopted: { moves: false, line: 'always', tone: 'ok' },
  // Where something moves already, a line for every beginning would be noise.
  creating: { moves: true, line: 'still', tone: 'idle' },
  waiting: { moves: true, line: 'never', tone: 'idle' },
  ready: { moves: false, line: 'always', tone: 'ok' },
  removing: { moves: true, line: 'still', tone: 'idle' },
  removed: { moves: false, line: 'always', tone: 'ok' },
  kept: { moves: false, line: 'always', tone: 'idle' },
  // Said again with every pass of a wait that may last for days.
  peer: { moves: false, line: 'once', tone: 'warn' },
}

/** The steps under way, by what was heard of them. */
export class ProgressBoard {
  readonly #text: Text
  readonly #style: Style
  readonly #now: () => number
  readonly #moving = new Map<string, { readonly name: string; readonly status: string; readonly since: number }>()
  /** Beginnings that were said: a step may need several calls. */
  readonly #begun = new Set<string>()

  constructor(text: Text, style: Style, now: () => number) {
    this.#text = text
    this.#style = style
    this.#now = now
  }

  /** The lines this event is worth; `isMoving` when a spinner shows what is under way. */
  step(event: StepEvent, isMoving: boolean): string[] {
    const { moves, line, tone } = phases[event.phase]
    const direction = this.#text.words.directions[event.direction]
    const name = sanitize(this.#text.step(event.step))
    const known = this.#moving.get(event.step)
    const status = event.status === null ? this.#text.words.phases[event.phase] : sanitize(event.status)
    if (moves)
      this.#moving.set(event.step, {
        name: `${direction} ${name} ${status}`,
        status,
        since: known?.since ?? this.#now(),
      })
    else this.#moving.delete(event.step)
    if (line === 'never' || (line === 'still' && isMoving)) return []
    if ((line === 'still' || line === 'once') && this.#saidBefore(event)) return []
    const id = event.id === null || name.includes(event.id) ? '' : `  ${sanitize(event.id)}`
    const took = !moves && known ? `  ${this.#style.dim(this.#text.duration(this.#now() - known.since))}` : ''
    return [`${this.lead(tone, event.direction)}${name}${id}  ${this.#text.words.phases[event.phase]}${took}`]
  }

  /** Mark and direction, padded so that what follows stands in a column. */
  lead(tone: Tone, direction: DirectionName): string {
    const names = this.#text.words.directions
    const column = Math.max(...Object.values(names).map(displayWidth))
    return `${this.#style.mark(tone)} ${this.#style.dim(padEnd(names[direction], column))}  `
  }

  /** What is under way, for the moving line; empty when nothing is. */
  waiting(): string {
    const names = [...this.#moving.values()].map(({ name }) => name)
    return names.length === 0 ? '' : this.#text.events.waitingFor(this.#text.list(names))
  }

  #saidBefore({ step, phase }: StepEvent): boolean {
    const key = `${phase} ${step}`
    if (this.#begun.has(key)) return true
    this.#begun.add(key)
    return false
  }
}
