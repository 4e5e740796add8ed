import type { Asking } from '../model/ask.ts'
import { systemClock } from '../model/clock.ts'
import type { FaultData, PlinkError } from '../model/fault.ts'
import type { Result } from '../model/result.ts'
import type { StepPhase } from '../model/step-phase.ts'
import { type Document, documentOf, errorDocument } from '../output/document.ts'
import { openEventPrinter } from '../output/events.ts'
import { formatHuman } from '../output/human/human.ts'
import { openStyle } from '../output/human/style.ts'
import { printJson, printJsonLine } from '../output/json.ts'
import type { Text } from '../text/text.ts'
import { Bell } from './bell.ts'
import type { CommandContext } from './command.ts'
import { isDocument, type Values } from './flags.ts'
import { LiveRegion } from './live-region.ts'
import { printResult } from './print-result.ts'
import type { Host } from './process.ts'
import { colorOf, hasHyperlinks, isInteractive, isPlain, isUnicode, widthOf } from './terminal.ts'

/** Prints what a run has to say: the result on stdout, everything else on stderr. */
export interface Reporter {
  /** Shows what a command ended with. */
  end(result: Result): Promise<void>
  /** Shows why it did not. */
  fail(fault: PlinkError): Promise<void>
  /** The same synchronously, for a process that is about to end. */
  crash(fault: PlinkError): void
  close(): void
  readonly forCommands: Pick<CommandContext, 'emit' | 'confirm' | 'show' | 'announce' | 'narrate' | 'color'>
}

export function openReporter(host: Host, values: Values, text: Text): Reporter {
  const { env, stdout, stderr } = host
  const { output, quiet, debug } = values
  const plain = isPlain(values, env)
  const styleOf = (stream: Host['stdout']) =>
    openStyle({
      width: widthOf(stream, env),
      unicode: isUnicode(env) && !plain,
      colors: colorOf(stream, env, values['no-color']),
      hyperlinks: hasHyperlinks(stream, env) && !plain,
    })
  // A screen reader has read the last screen already: the next one goes below it.
  const screen = new LiveRegion(plain ? { ...stdout, columns: () => undefined } : stdout, text.picture.moreLines)
  const reporter = openEventPrinter({
    output: isDocument(output) ? output : 'human',
    text,
    style: styleOf(stderr),
    write(said) {
      // A line written on the same terminal scrolls the screen up.
      if (stderr.isTerminal) screen.leave()
      stderr.write(said)
    },
    terminal: stderr.isTerminal && !plain ? host.prompt.output : null,
    quiet,
    debug,
    now: systemClock.now,
  })
  /** Stdout has one document at most: a command that keeps running has printed its own before it is interrupted. */
  let isGiven = false
  /** Ctrl-C is the normal end of this command. */
  let isEndless = false
  /** What is on the screen and keeps changing. */
  let standing: Result | undefined
  let shown = ''
  const give = (printed: string) => {
    if (!isGiven) stdout.write(printed)
    isGiven = true
  }
  const isCalled = output !== 'json' && !quiet && env['TERM'] !== 'dumb' && isInteractive(host, values['no-input'])
  const bell = new Bell(isCalled ? (sound) => stderr.write(sound) : null, systemClock.now)
  /** Whether anything in the cloud was changed, or began to be. */
  let hasChanged = false
  const draw = (result: Result) => formatHuman(result, text, styleOf(stdout))

  const stand = (result: Result) => {
    if (standing === undefined && !plain) stdout.onResize(() => standing && screen.draw(draw(standing)))
    standing = result
    screen.draw(draw(result))
  }

  /** Prints a result only if it differs from the last one: a line of JSON, a YAML document, or text. */
  const showDocument = (result: Result) => {
    const document = documentOf(result, text)
    const seen = JSON.stringify(document)
    if (seen === shown) return
    shown = seen
    isGiven = true
    if (output === 'human') stand(result)
    else if (output === 'json') {
      stdout.write(printJsonLine(document))
      if (!quiet) stderr.write(printJsonLine({ event: 'status', time: timeNow(), ...document }))
    } else {
      const start = output === 'yaml' ? '---\n' : ''
      void printResult(result, text, values).then((page) => stdout.write(`${start}${page}`))
    }
  }

  const confirm = async (asking: Asking): Promise<boolean> => {
    const { confirm: ask } = await import('./confirm.ts')
    reporter.pause()
    bell.ring()
    try {
      return await ask(asking, text, styleOf(stderr), host, plain)
    } finally {
      bell.attend()
      reporter.resume()
    }
  }

  return {
    async end(result) {
      reporter.stop()
      standing = undefined
      if (output === 'human') {
        screen.finish(draw(result))
        isGiven = true
      } else if (shown === '') give(await printResult(result, text, values))
      else showDocument(result)
      for (const fault of faultsIn(result)) reporter.emit({ event: 'error', fault })
    },
    async fail({ data }) {
      const fault = data.code === 'INTERRUPTED' && !hasChanged ? untouched(data) : data
      reporter.stop()
      standing = undefined
      // There is nothing to save and nothing to explain.
      if (isEndless && fault.code === 'INTERRUPTED') return
      if (isDocument(output)) give(await print(errorDocument([fault], text), output))
      reporter.emit({ event: 'error', fault })
    },
    crash({ data: fault }) {
      reporter.stop()
      // JSON is valid YAML, and needs no package that may be the cause of the crash.
      if (isDocument(output)) give(printJson(errorDocument([fault], text)))
      reporter.emit({ event: 'error', fault })
    },
    close: () => reporter.stop(),
    forCommands: {
      emit(event) {
        if (event.event === 'step' && changing.has(event.phase)) hasChanged = true
        reporter.emit(event)
        if (event.event === 'wait' && (event.phase === 'acted' || event.phase === 'gave-up')) bell.ring()
      },
      confirm: isInteractive(host, values['no-input']) ? confirm : null,
      color: colorOf(stderr, env, values['no-color']) > 0,
      show(result) {
        isEndless = true
        // Where a screen is drawn over the last one, the time of the check goes on although nothing changes.
        if (output === 'human' && stdout.isTerminal && !plain) stand(result)
        else showDocument(result)
      },
      announce(result) {
        isEndless = true
        if (output === 'human') give(draw(result))
        else if (output === 'json') give(printJsonLine(documentOf(result, text)))
        else void printResult(result, text, values).then(give)
      },
      narrate(line) {
        if (quiet) return
        stderr.write(output === 'json' ? printJsonLine({ event: 'output', time: timeNow(), line }) : `${line}\n`)
      },
    },
  }
}

const changing: ReadonlySet<StepPhase> = new Set(['creating', 'waiting', 'removing', 'removed', 'ready'])

function untouched(fault: FaultData & { readonly code: 'INTERRUPTED' }): FaultData {
  return { ...fault, facts: { ...fault.facts, untouched: true } }
}

function timeNow(): string {
  return new Date(systemClock.now()).toISOString()
}

async function print(document: Document, output: 'json' | 'yaml'): Promise<string> {
  if (output === 'json') return printJson(document)
  const { printYaml } = await import('../output/yaml.ts')
  return printYaml(document)
}

/** Errors that came with a result. */
function faultsIn(result: Result) {
  return result.kind === 'link' || result.kind === 'plan' ? (result.faults ?? []) : []
}
