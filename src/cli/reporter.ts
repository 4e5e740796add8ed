import type { Asking } from '../model/ask.ts'
import { systemClock } from '../model/clock.ts'
import type { PlinkError } from '../model/fault.ts'
import type { Result } from '../model/result.ts'
import { type Document, documentOf, errorDocument } from '../output/document.ts'
import { openEventPrinter } from '../output/events.ts'
import { formatHuman } from '../output/human/human.ts'
import { openStyle } from '../output/human/style.ts'
import { printJson, printJsonLine } from '../output/json.ts'
import type { Text } from '../text/text.ts'
import { Bell } from './bell.ts'
import type { CommandContext } from './command.ts'
import type { Values } from './flags.ts'
import { LiveRegion } from './live-region.ts'
import type { Host } from './process.ts'
import { colorOf, isInteractive, isPlain, isUnicode, widthOf } from './terminal.ts'

/** How a run speaks: the result on stdout, once; everything else on stderr. */
export interface Reporter {
  /** Shows what a command ended with. */
  end(result: Result): Promise<void>
  /** Shows why it did not. */
  fail(fault: PlinkError): Promise<void>
  /** The same at once, for a process that ends. */
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
    })
  // Drawing over what was read aloud already says nothing.
  const canvas = new LiveRegion(plain ? { ...stdout, columns: () => undefined } : stdout)
  const reporter = openEventPrinter({
    output,
    text,
    style: styleOf(stderr),
    write(said) {
      // What is written on the same screen pushes the picture up.
      if (stderr.isTerminal) canvas.leave()
      stderr.write(said)
    },
    terminal: stderr.isTerminal && !plain ? host.prompt.output : null,
    quiet,
    debug,
    now: systemClock.now,
  })
  /** Stdout holds one document at most: a command that stays has given its own already when it is interrupted. */
  let isGiven = false
  let hasAnnounced = false
  /** What stands on the screen and goes on changing. */
  let standing: Result | undefined
  let shown = ''
  const give = (printed: string) => {
    if (!isGiven) stdout.write(printed)
    isGiven = true
  }
  const isCalled = output !== 'json' && !quiet && env['TERM'] !== 'dumb' && isInteractive(host, values['no-input'])
  const bell = new Bell(isCalled ? (sound) => stderr.write(sound) : null, systemClock.now)
  const draw = (result: Result) => formatHuman(result, text, styleOf(stdout))

  const stand = (result: Result) => {
    if (standing === undefined && !plain) stdout.onResize(() => standing && canvas.draw(draw(standing)))
    standing = result
    canvas.draw(draw(result))
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
        canvas.finish(draw(result))
        isGiven = true
      } else give(await print(documentOf(result, text), output))
      for (const fault of faultsIn(result)) reporter.emit({ event: 'error', fault })
    },
    async fail({ data: fault }) {
      reporter.stop()
      standing = undefined
      // Ctrl-C is how a command that stays is meant to end: there is nothing to save and nothing to explain.
      if (hasAnnounced && fault.code === 'INTERRUPTED') return
      if (output !== 'human') give(await print(errorDocument([fault], text), output))
      reporter.emit({ event: 'error', fault })
    },
    crash({ data: fault }) {
      reporter.stop()
      // JSON is YAML too, and needs no package that may be what is broken.
      if (output !== 'human') give(printJson(errorDocument([fault], text)))
      reporter.emit({ event: 'error', fault })
    },
    close: () => reporter.stop(),
    forCommands: {
      emit(event) {
        reporter.emit(event)
        if (event.event === 'wait' && (event.phase === 'acted' || event.phase === 'gave-up')) bell.ring()
      },
      confirm: isInteractive(host, values['no-input']) ? confirm : null,
      color: colorOf(stderr, env, values['no-color']) > 0,
      show(result) {
        // Times go on while nothing happens: only on a terminal, where it is drawn over, is that worth a picture.
        const seen = JSON.stringify(documentOf(result, text))
        if (seen === shown && !(output === 'human' && stdout.isTerminal && !plain)) return
        shown = seen
        if (output === 'human') stand(result)
        else if (output === 'json') stderr.write(printJsonLine({ event: 'status', ...documentOf(result, text) }))
        else stderr.write(draw(result))
      },
      announce(result) {
        hasAnnounced = true
        if (output === 'human') give(draw(result))
        else if (output === 'json') give(printJsonLine(documentOf(result, text)))
        else void print(documentOf(result, text), output).then(give)
      },
      narrate(line) {
        if (quiet) return
        stderr.write(output === 'json' ? printJsonLine({ event: 'output', line }) : `${line}\n`)
      },
    },
  }
}

async function print(document: Document, output: 'json' | 'yaml'): Promise<string> {
  if (output === 'json') return printJson(document)
  const { printYaml } = await import('../output/yaml.ts')
  return printYaml(document)
}

/** What went wrong while there was a result all the same. */
function faultsIn(result: Result) {
  return result.kind === 'link' || result.kind === 'plan' ? (result.faults ?? []) : []
}
