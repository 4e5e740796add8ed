import type { PlinkEvent } from '../model/event.ts'
import { formatNext } from '../text/format.ts'
import { sanitize } from '../text/sanitize.ts'
import type { Text } from '../text/text.ts'
import { testDocument } from './document.ts'
import { faultLines } from './fault.ts'
import { faultDocument } from './fault-document.ts'
import { hanging, paragraph } from './human/columns.ts'
import { nextLines } from './human/next.ts'
import { admissionLines } from './human/port-admissions.ts'
import { ProgressBoard } from './human/progress.ts'
import { openSpinner } from './human/spinner.ts'
import type { Style } from './human/style.ts'
import { minuteOf } from './human/time.ts'
import { displayWidth } from './human/width.ts'
import { printJsonLine } from './json.ts'

export interface EventPrinterOptions {
  readonly output: 'human' | 'json' | 'yaml'
  readonly text: Text
  readonly style: Style
  /** Writes to stderr. */
  readonly write: (text: string) => void
  /** The terminal behind stderr, to draw a spinner on; null when it is none. */
  readonly terminal: NodeJS.WritableStream | null
  /** Warnings and errors only. */
  readonly quiet: boolean
  /** Every call as well. */
  readonly debug: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Prints on stderr what happens. */
export interface EventPrinter {
  emit(event: PlinkEvent): void
  /** While a question is on the screen: nothing moves, and lines are held back until `resume`. */
  pause(): void
  resume(): void
  /** Removes the moving line; later events are still printed as lines. */
  stop(): void
}

export function openEventPrinter(options: EventPrinterOptions): EventPrinter {
  return options.output === 'json' ? jsonPrinter(options) : humanPrinter(options)
}

function jsonPrinter({ text, write, quiet, debug, now }: EventPrinterOptions): EventPrinter {
  return {
    emit(event) {
      if (isHeard(event, quiet, debug)) write(printJsonLine(timed(eventDocument(event, text), now())))
    },
    pause() {},
    resume() {},
    stop() {},
  }
}

function humanPrinter(options: EventPrinterOptions): EventPrinter {
  const { text, style, write, terminal, quiet, debug, now } = options
  const board = new ProgressBoard(text, style, now)
  // Among debug lines a moving line would only flicker.
  const spinner = terminal && !quiet && !debug ? openSpinner(terminal, style) : undefined
  const lines = eventLines(options, board, spinner !== undefined)
  let held: string[] | undefined
  /** The moving line while plink waits for a person. */
  let people = ''
  const show = () => {
    if (held) return
    const waiting = board.waiting()
    spinner?.show(waiting === '' ? people : waiting, waiting === '' ? undefined : () => board.elapsed())
  }
  const say = (said: readonly string[]) => {
    if (said.length === 0) return
    if (held) held.push(...said)
    else if (spinner) spinner.around(() => write(`${said.join('\n')}\n`))
    else write(`${said.join('\n')}\n`)
  }
  return {
    emit(event) {
      if (!isHeard(event, quiet, debug)) return
      if (event.event === 'wait') people = peopleLine(event, text)
      say(lines(event))
      show()
    },
    pause() {
      held ??= []
      spinner?.show('')
    },
    resume() {
      const waited = held ?? []
      held = undefined
      say(waited)
      show()
    },
    stop() {
      spinner?.stop()
    },
  }
}

function peopleLine({ phase, until }: PlinkEvent & { readonly event: 'wait' }, text: Text): string {
  if (phase === 'acted' || phase === 'gave-up') return ''
  return text.events.waitingForPeople(until === null ? null : minuteOf(Date.parse(until)))
}

function isHeard({ event }: PlinkEvent, quiet: boolean, debug: boolean): boolean {
  if (event === 'warning' || event === 'error') return true
  if (event === 'call') return debug
  return !quiet
}

/** A closure, since it remembers what was printed: the same request to the peer and the title of an act appear once. */
function eventLines({ text, style, debug, now }: EventPrinterOptions, board: ProgressBoard, isMoving: boolean) {
  const asked = new Set<string>()
  let lastAct = ''
  let hasWaited = false
  let region: string | null = null
  return (event: PlinkEvent): string[] => {
    switch (event.event) {
      case 'begin':
        region = event.region
        return [style.bold(text.events.begin(event.command, sanitize(event.link), sanitize(event.region)))]
      case 'step':
        return board.step(event, isMoving)
      case 'retry': {
        // One or two retries are normal.
        if (!debug && event.attempt < 3) return []
        const wait = text.duration(event.waitMs)
        const said = text.events.retry({
          action: event.action,
          reason: sanitize(event.reason),
          attempt: event.attempt,
          wait,
        })
        return hanging(`${style.mark('idle')} `, said, style, style.dim)
      }
      case 'peer': {
        const key = `${event.direction} ${formatNext(text, event.next)}`
        if (asked.has(key)) return []
        asked.add(key)
        const lead = board.lead('warn', event.direction)
        const inner = { ...style, width: style.width - displayWidth(lead) }
        const [first = '', ...rest] = nextLines({ actor: 'peer', next: event.next, region }, now(), text, inner)
        return [`${lead}${first}`, ...rest.map((line) => `  ${line}`)]
      }
      case 'wait': {
        const { phase, until } = event
        // Each pass begins a wait; that Ctrl-C is safe is mentioned once.
        if (phase === 'begin' && hasWaited) return []
        hasWaited = true
        const end = until === null ? null : Date.parse(until)
        const limit = end === null ? null : { until: minuteOf(end), left: text.duration(aboutMs(end - now())) }
        const said = text.events.wait(phase, limit)
        return said === '' ? [] : hanging(`${style.mark('idle')} `, said, style, style.dim)
      }
      case 'warning':
        return faultLines(event.fault, text, style, 'warn')
      case 'error':
        return faultLines(event.fault, text, style)
      case 'admission':
        return admissionLines(event.admission, text, style)
      case 'test':
        // The result of the command shows each test.
        return []
      case 'call': {
        const { action, outcome, requestId, ms } = event
        const side = text.words.sides[event.side]
        const took = text.duration(ms)
        return [
          style.dim(
            text.events.call({
              side,
              action,
              took,
              outcome: sanitize(outcome),
              requestId: requestId && sanitize(requestId),
            }),
          ),
        ]
      }
      case 'act': {
        const isNew = event.act !== lastAct
        lastAct = event.act
        // The first line of an act is its title.
        const said = event.text.split('\n').map(sanitize).join('\n')
        return isNew ? ['', ...paragraph(said, 0, style, style.bold)] : paragraph(said, 0, style)
      }
    }
  }
}

/** What is left of a wait; of a long one whole minutes, like the time of day next to it. */
function aboutMs(left: number): number {
  return left < 10 * 60_000 ? Math.max(0, left) : Math.round(left / 60_000) * 60_000
}

/** When it happened goes second, after the name of the event. */
function timed({ event, ...rest }: Readonly<Record<string, unknown>>, now: number): Readonly<Record<string, unknown>> {
  return { event, time: new Date(now).toISOString(), ...rest }
}

/** An event as one JSON object, `event` first; sentences next to their codes. */
function eventDocument(event: PlinkEvent, text: Text): Readonly<Record<string, unknown>> {
  switch (event.event) {
    case 'warning':
    case 'error':
      return { event: event.event, ...faultDocument(event.fault, text) }
    case 'peer': {
      const { direction, next } = event
      return { event: 'peer', direction, next: formatNext(text, next), nextCode: next.code, nextFacts: next.facts }
    }
    case 'admission':
      return { event: 'admission', ...event.admission }
    case 'test':
      return { event: 'test', ...testDocument(event.result, text) }
    case 'begin':
    case 'step':
    case 'wait':
    case 'retry':
    case 'call':
    case 'act': {
      const { event: name, ...facts } = event
      return { event: name, ...facts }
    }
  }
}
