import type { PlinkEvent } from '../model/event.ts'
import { clean } from '../text/clean.ts'
import { sayNext } from '../text/say.ts'
import type { Text } from '../text/text.ts'
import { Board } from './board.ts'
import { beside, paragraph } from './columns.ts'
import { faultDocument, testDocument } from './document.ts'
import { faultLines } from './fault.ts'
import { printJsonLine } from './json.ts'
import { openSpinner } from './spinner.ts'
import type { Style } from './style.ts'
import { testLine } from './tests.ts'

export interface ReporterOptions {
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
  /** Milliseconds, to say how long a step took. */
  readonly now: () => number
}

/** Says on stderr what happens. */
export interface Reporter {
  emit(event: PlinkEvent): void
  /** While a question is on the screen: nothing moves, and lines wait until `resume`. */
  pause(): void
  resume(): void
  /** Takes the moving line away; later events are lines still. */
  stop(): void
}

export function openReporter(options: ReporterOptions): Reporter {
  return options.output === 'json' ? jsonReporter(options) : humanReporter(options)
}

function jsonReporter({ text, write, quiet, debug }: ReporterOptions): Reporter {
  return {
    emit(event) {
      if (isHeard(event, quiet, debug)) write(printJsonLine(eventDocument(event, text)))
    },
    pause() {},
    resume() {},
    stop() {},
  }
}

function humanReporter(options: ReporterOptions): Reporter {
  const { text, style, write, terminal, quiet, debug, now } = options
  const board = new Board(text, style, now)
  // Beside a stream of debug lines a moving one would only flicker.
  const spinner = terminal && !quiet && !debug ? openSpinner(terminal, style) : undefined
  const lines = eventLines(options, board, spinner !== undefined)
  let held: string[] | undefined
  const say = (said: readonly string[]) => {
    if (said.length === 0) return
    if (held) held.push(...said)
    else if (spinner) spinner.around(() => write(`${said.join('\n')}\n`))
    else write(`${said.join('\n')}\n`)
  }
  return {
    emit(event) {
      if (!isHeard(event, quiet, debug)) return
      say(lines(event))
      if (!held) spinner?.show(board.waiting())
    },
    pause() {
      held ??= []
      spinner?.show('')
    },
    resume() {
      const waited = held ?? []
      held = undefined
      say(waited)
      spinner?.show(board.waiting())
    },
    stop() {
      spinner?.stop()
    },
  }
}

function isHeard({ event }: PlinkEvent, quiet: boolean, debug: boolean): boolean {
  if (event === 'warning' || event === 'error') return true
  if (event === 'call') return debug
  return !quiet
}

/** A closure, since it remembers what was said: the same request to the peer is said once, an act is titled once. */
function eventLines({ text, style, debug }: ReporterOptions, board: Board, isMoving: boolean) {
  const asked = new Set<string>()
  let lastAct = ''
  return (event: PlinkEvent): string[] => {
    switch (event.event) {
      case 'begin':
        return [style.bold(text.events.begin(event.command, clean(event.link), clean(event.region)))]
      case 'step':
        return board.step(event, isMoving)
      case 'retry': {
        // One or two are the cloud's everyday life.
        if (!debug && event.attempt < 3) return []
        const wait = text.duration(event.waitMs)
        const said = text.events.retry({
          action: event.action,
          reason: clean(event.reason),
          attempt: event.attempt,
          wait,
        })
        return beside(`${style.mark('idle')} `, said, style, style.dim)
      }
      case 'peer': {
        const said = `${text.picture.who('peer')}${sayNext(text, event.next)}`
        const key = `${event.direction} ${said}`
        if (asked.has(key)) return []
        asked.add(key)
        return beside(board.lead('warn', event.direction), said, style)
      }
      case 'warning':
        return faultLines(event.fault, text, style, 'warn')
      case 'error':
        return faultLines(event.fault, text, style)
      case 'test':
        return [testLine(event.result, text, style)]
      case 'call': {
        const { action, outcome, requestId, ms } = event
        const side = text.words.sides[event.side]
        const took = text.duration(ms)
        return [
          style.dim(
            text.events.call({ side, action, took, outcome: clean(outcome), requestId: requestId && clean(requestId) }),
          ),
        ]
      }
      case 'act': {
        const isNew = event.act !== lastAct
        lastAct = event.act
        // The first line of an act is its title.
        const said = event.text.split('\n').map(clean).join('\n')
        return isNew ? ['', ...paragraph(said, 0, style, style.bold)] : paragraph(said, 0, style)
      }
    }
  }
}

/** An event as one JSON object, `event` first; sentences beside their codes. */
function eventDocument(event: PlinkEvent, text: Text): Readonly<Record<string, unknown>> {
  switch (event.event) {
    case 'warning':
    case 'error':
      return { event: event.event, ...faultDocument(event.fault, text) }
    case 'peer': {
      const { direction, next } = event
      return { event: 'peer', direction, next: sayNext(text, next), nextCode: next.code, nextFacts: next.facts }
    }
    case 'test':
      return { event: 'test', ...testDocument(event.result, text) }
    case 'begin':
    case 'step':
    case 'retry':
    case 'call':
    case 'act': {
      const { event: name, ...facts } = event
      return { event: name, ...facts }
    }
  }
}
