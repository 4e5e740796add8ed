import type { PlinkEvent } from '../../model/event.ts'
import type { DirectionName } from '../../model/link.ts'
import type { StepPhase } from '../../model/step-phase.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { hanging } from './columns.ts'
import type { Style, Tone } from './style.ts'
import { displayWidth, padEnd } from './width.ts'

type StepEvent = PlinkEvent & { readonly event: 'step' }

/**
 * How long a step usually takes. Alibaba Cloud documents no times. These are the delays of its Terraform provider before
 * its first look: 5 s for services and connections, 60 s for endpoints, zones and security groups.
 */
const usualMs: Readonly<Record<string, number | undefined>> = {
  service: 5_000,
  connection: 5_000,
  endpoint: 60_000,
  zone: 60_000,
  'security-group': 60_000,
}

/** `outbound/zone:cn-hangzhou-h` is a `zone`. */
function kindOfStep(step: string): string {
  return step.slice(step.indexOf('/') + 1).replace(/:.*$/, '')
}

/** Whether a step in this phase goes on, and whether a line is printed for it. */
const phases: Readonly<
  Record<
    StepPhase,
    { readonly moves: boolean; readonly line: 'always' | 'once' | 'still' | 'begun' | 'never'; readonly tone: Tone }
  >
> = {
  looking: { moves: false, line: 'never', tone: 'idle' },
  found: { moves: false, line: 'never', tone: 'ok' },
  adopted: { moves: false, line: 'always', tone: 'ok' },
  // With a moving line on the screen, a line for each start would be noise.
  creating: { moves: true, line: 'still', tone: 'idle' },
  // Told where nothing was told to have begun: what went away a moment ago may be there still.
  waiting: { moves: true, line: 'begun', tone: 'idle' },
  ready: { moves: false, line: 'always', tone: 'ok' },
  removing: { moves: true, line: 'still', tone: 'idle' },
  removed: { moves: false, line: 'always', tone: 'ok' },
  kept: { moves: false, line: 'always', tone: 'idle' },
  // Repeated with every pass of a wait that may last for days.
  peer: { moves: false, line: 'once', tone: 'warn' },
}

/** The steps under way, as their events tell. */
export class ProgressBoard {
  readonly #text: Text
  readonly #style: Style
  readonly #now: () => number
  readonly #moving = new Map<string, { readonly name: string; readonly status: string; readonly since: number }>()
  /** Starts that were printed: a step may need several calls. */
  readonly #begun = new Set<string>()

  constructor(text: Text, style: Style, now: () => number) {
    this.#text = text
    this.#style = style
    this.#now = now
  }

  /** The lines to print for an event; `isMoving` when a spinner shows what is under way. */
  step(event: StepEvent, isMoving: boolean): string[] {
    const { moves, line, tone } = phases[event.phase]
    const direction = this.#text.words.directions[event.direction]
    const name = sanitize(this.#text.step(event.step))
    const known = this.#moving.get(event.step)
    const status = event.status === null ? this.#text.words.phases[event.phase] : sanitize(event.status)
    if (moves)
      this.#moving.set(event.step, {
        name: this.#text.remark(`${direction} ${name}`, status),
        status,
        since: known?.since ?? this.#now(),
      })
    else this.#moving.delete(event.step)
    if (line === 'never' || ((line === 'still' || line === 'begun') && isMoving)) return []
    if (line === 'begun' && known) return []
    if (line !== 'always' && this.#saidBefore(event)) return []
    const id = event.id === null || name.includes(event.id) ? '' : `  ${sanitize(event.id)}`
    const took = !moves && known ? `  ${this.#style.dim(this.#text.duration(this.#now() - known.since))}` : ''
    const lead = this.lead(tone, event.direction)
    const said = `${name}${id}  ${this.#text.words.phases[event.phase]}`
    const isWide = displayWidth(lead + said + took) > this.#style.width
    return isWide ? hanging(lead, said + took, this.#style) : [lead + said + took]
  }

  /** Mark and direction, padded so that what follows is aligned. */
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

  /** How long the oldest of these steps has taken, and how long such a step usually takes. */
  elapsed(): string {
    const [[step, oldest] = []] = [...this.#moving].toSorted(([, a], [, b]) => a.since - b.since)
    if (step === undefined || oldest === undefined) return ''
    // Whole seconds: it is drawn several times in each.
    const passed = Math.max(1000, Math.floor((this.#now() - oldest.since) / 1000) * 1000)
    const usual = usualMs[kindOfStep(step)]
    return this.#text.events.elapsed(
      this.#text.duration(passed),
      usual === undefined ? null : this.#text.duration(usual),
    )
  }

  #saidBefore({ step, phase }: StepEvent): boolean {
    const key = `${phase} ${step}`
    if (this.#begun.has(key)) return true
    this.#begun.add(key)
    return false
  }
}
