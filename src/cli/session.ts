import { systemClock } from '../model/clock.ts'
import { exitCodeOf, PlinkError } from '../model/fault.ts'
import { detectLanguage } from '../text/detect-language.ts'
import { loadCliText, loadText } from '../text/index.ts'
import type { CommandContext } from './context.ts'
import { readLine } from './parse-argv.ts'
import type { Host } from './process.ts'
import type { Reporter } from './reporter.ts'
import { widthOf } from './terminal.ts'

/** One run of plink. */
export interface Session {
  /** Does what the command line asks for, and shows it. @returns the exit code */
  run(): Promise<number>
  /** Shows what was thrown where nobody caught it. @returns the exit code */
  crash(error: unknown): number
}

export function openSession(host: Host): Session {
  let voice: Reporter | undefined
  return {
    async run() {
      const read = readLine(host.words, host.env)
      const values = 'line' in read ? read.line.values : read.values
      const lang = detectLanguage({ flag: values.lang ?? undefined, env: host.env, locale: systemLocale() })
      if ('line' in read && read.line.kind === 'help') {
        // Help is asked for often and by shells in a hurry: it loads its own texts and nothing that draws or speaks.
        const [{ helpPage }, cli] = await Promise.all([import('./help.ts'), loadCliText(lang)])
        const page = helpPage(cli, read.line.topic, widthOf(host.stdout, host.env))
        host.stdout.write(values.output === 'human' ? page : `${JSON.stringify({ schema: 'plink/1', help: page })}\n`)
        return 0
      }
      const [{ openReporter }, text] = await Promise.all([import('./reporter.ts'), loadText(lang)])
      voice = openReporter(host, values, text)
      try {
        if ('fault' in read) throw read.fault
        const { line } = read
        if (line.kind !== 'run') {
          await voice.end({ kind: 'version', version: host.version })
          return 0
        }
        const context: CommandContext = { host, clock: systemClock, signal: host.signal, text, ...voice.forCommands }
        const { result, exit, afterwards } = await line.command.run(context, values, line.words)
        await voice.end(result)
        await afterwards?.()
        return exit
      } catch (error) {
        const fault = faultOf(error, host.signal)
        await voice.fail(fault)
        return exitCodeOf(fault.data)
      } finally {
        voice.close()
      }
    },
    crash(error) {
      const fault = faultOf(error, host.signal)
      // Nothing is known yet, not even the language.
      if (voice === undefined) host.stderr.write(`${fault.data.code} ${JSON.stringify(fault.facts)}\n`)
      else voice.crash(fault)
      return exitCodeOf(fault.data)
    },
  }
}

/** What is no fault of ours is a bug, unless it came of an interruption: an aborted socket throws errors of its own. */
function faultOf(error: unknown, signal: AbortSignal): PlinkError {
  if (error instanceof PlinkError) return error
  if (signal.aborted && signal.reason instanceof PlinkError) return signal.reason
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  return new PlinkError('BUG', { message, stack }, { cause: error })
}

function systemLocale(): string {
  // Any formatter knows it; this one is made in a third of a millisecond, a date format in twenty-five.
  return new Intl.PluralRules().resolvedOptions().locale
}
