import { exitCodeOf, PlinkError } from '../model/fault.ts'
import { loadGraphemes } from '../output/human/width.ts'
import { detectLanguage } from '../text/detect-language.ts'
import { loadCliText, loadText } from '../text/index.ts'
import type { Lang, Text } from '../text/text.ts'
import type { CommandContext } from './command.ts'
import { commands } from './command-table.ts'
import { isDocument, type Values } from './flags.ts'
import { type ParsedLine, parseArgv } from './parse-argv.ts'
import type { Host } from './process.ts'
import type { Reporter } from './reporter.ts'
import { widthOf } from './terminal.ts'

/** One run of plink. */
export interface Session {
  /** Runs the command line and prints its result. @returns the exit code */
  run(): Promise<number>
  /** Prints an error that nobody caught. @returns the exit code */
  crash(error: unknown): number
}

export function openSession(host: Host): Session {
  let reporter: Reporter | undefined
  const open = async (values: Values, lang: Lang): Promise<{ reporter: Reporter; text: Text }> => {
    const [{ openReporter }, text] = await Promise.all([
      import('./reporter.ts'),
      loadText(lang),
      ...(isDocument(values.output) ? [] : [loadGraphemes()]),
    ])
    reporter = openReporter(host, values, text)
    return { reporter, text }
  }
  const runLine = async (read: ParsedLine, values: Values, lang: Lang): Promise<number> => {
    if ('line' in read && read.line.kind === 'help') {
      // Help must be fast: it loads its own texts and no output code.
      const [{ helpPage }, cli] = await Promise.all([import('./help.ts'), loadCliText(lang)])
      const page = helpPage(cli, read.line.topic, widthOf(host.stdout, host.env))
      host.stdout.write(isDocument(values.output) ? `${JSON.stringify({ schema: 'plink/1', help: page })}\n` : page)
      return 0
    }
    if ('line' in read && read.line.kind === 'docs') {
      const { readDocsPage } = await import('./docs-page.ts')
      host.stdout.write(await readDocsPage(host, read.line.page, lang))
      return 0
    }
    const { reporter, text } = await open(values, lang)
    try {
      if ('fault' in read) throw read.fault
      const { line } = read
      if (line.kind !== 'run') {
        await reporter.end({ kind: 'version', version: host.version })
        return 0
      }
      const context: CommandContext = {
        command: line.command.name,
        commands,
        host,
        clock: host.clock,
        signal: host.signal,
        text,
        ...reporter.forCommands,
      }
      const { result, exit, afterwards } = await line.command.run(context, values, line.words)
      await reporter.end(result)
      await afterwards?.()
      return exit
    } catch (error) {
      const fault = faultOf(error, host.signal)
      await reporter.fail(fault)
      return exitCodeOf(fault.data)
    } finally {
      reporter.close()
    }
  }
  return {
    async run() {
      const read = parseArgv(host.words, host.env)
      const values = 'line' in read ? read.line.values : read.values
      const lang = detectLanguage({ flag: values.lang ?? undefined, env: host.env, locale: systemLocale() })
      const exit = await runLine(read, values, lang)
      const reason = await host.stdout.failure()
      if (reason === undefined || outranking.includes(exit)) return exit
      const fault = new PlinkError('OUTPUT_UNWRITABLE', { reason })
      await (reporter ?? (await open(values, lang)).reporter).fail(fault)
      return exitCodeOf(fault.data)
    },
    crash(error) {
      const fault = faultOf(error, host.signal)
      // It happened before the language was known.
      if (reporter === undefined) host.stderr.write(`${fault.data.code} ${JSON.stringify(fault.facts)}\n`)
      else reporter.crash(fault)
      return exitCodeOf(fault.data)
    },
  }
}

/** Exit codes that say more than that the result could not be printed. */
const outranking: readonly number[] = [130, 143, 1, 2]

/** Any other error is a bug, unless the run was interrupted: aborted sockets throw errors of their own. */
function faultOf(error: unknown, signal: AbortSignal): PlinkError {
  if (error instanceof PlinkError) return error
  if (signal.aborted && signal.reason instanceof PlinkError) return signal.reason
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
  return new PlinkError('BUG', { message, stack }, { cause: error })
}

function systemLocale(): string {
  // Any formatter knows it. This one takes a third of a millisecond to create, a date format 25 ms.
  return new Intl.PluralRules().resolvedOptions().locale
}
