import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { findInstance, runOnInstance } from '../actions/cloud-assistant.ts'
import type { Elsewhere } from '../actions/test.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { PlinkError } from '../model/fault.ts'
import { DeadlineExceeded, within } from '../probe/deadline.ts'
import { readRecordings } from '../probe/remote/recording.ts'
import { packed, type ScriptedTest, scriptOf } from '../probe/remote/script.ts'
import { openScriptedVantage, type ScriptRun } from '../probe/remote/scripted-vantage.ts'
import type { CommandContext } from './command.ts'
import type { GlobalOptions, Options } from './flags.ts'
import { readUserFile } from './read-user-file.ts'

/** Tests that one command makes: Cloud Assistant tells no more than 24 KiB of what a command printed. */
const testsPerCommand = 8

/**
 * An instance that Cloud Assistant runs the tests on.
 * @param longestMs how long that may take from now on, in milliseconds
 */
export function onInstance(
  id: string,
  link: LinkContext,
  { clock, signal }: CommandContext,
  longestMs: () => number,
): Elsewhere {
  let looked: ReturnType<typeof findInstance> | undefined
  const found = () => {
    looked ??= findInstance(link, id)
    return looked
  }
  const run = async (tests: readonly ScriptedTest[]): Promise<ScriptRun> => {
    const place = await found()
    if ('kind' in place) return place
    const parts = Array.from({ length: Math.ceil(tests.length / testsPerCommand) }, (_, at) =>
      tests.slice(at * testsPerCommand, (at + 1) * testsPerCommand),
    )
    try {
      const runs = await within(longestMs(), { clock, signal }, (ends) =>
        Promise.all(
          parts.map((part) =>
            runOnInstance(place, link, { script: scriptOf(part), token: randomUUID(), signal: ends }),
          ),
        ),
      )
      const printed = runs.flatMap((each) => (each.kind === 'printed' ? [each.output] : []))
      return printed.length === 0 && runs[0] ? runs[0] : { kind: 'printed', output: printed.join('\n') }
    } catch (error) {
      if (!(error instanceof DeadlineExceeded)) throw error
      return { kind: 'unable', facts: { reason: 'late', about: null } }
    }
  }
  return {
    name: `ecs:${id}`,
    async vpc() {
      const place = await found()
      if ('kind' in place) return { code: 'VANTAGE_CANNOT', facts: place.facts }
      return { vpc: place.instance.VpcAttributes?.VpcId || null }
    },
    ask: openScriptedVantage(run, { clock, signal }),
  }
}

/** A server where a person runs the tests: the script is shown, and what it prints is read back. */
export function byPaste(context: CommandContext, options: GlobalOptions & Options<'answers'>): Elsewhere {
  const { host, clock, signal, text } = context
  // One question at a time, where tests start in several VPCs.
  let before: Promise<unknown> = Promise.resolve()
  const run = async (tests: readonly ScriptedTest[], vpc: string | null): Promise<ScriptRun> => {
    if (options.answers !== null) {
      const output = readUserFile(resolve(host.cwd, options.answers), options.answers)
      if (output === undefined)
        throw new PlinkError('BAD_FLAG', { flag: '--answers', value: options.answers, expected: 'FILE' })
      return { kind: 'printed', output }
    }
    const said = [text.cli.paste.run(vpc), '', ...packed(scriptOf(tests)).trimEnd().split('\n'), '']
    for (const line of said) context.narrate(line)
    if (context.confirm === null || options.quiet)
      throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'PASTE', flag: '--answers FILE' }] })
    context.narrate(text.cli.paste.read)
    const { readLines } = await import('./stdin-lines.ts')
    const lines = readLines(host.prompt.input, signal)
    const heard: string[] = []
    const missing = new Set(tests.map(({ key }) => key))
    try {
      while (missing.size > 0) {
        const line = await lines.next()
        if (line === '' && heard.length > 0) break
        heard.push(line)
        for (const { key } of readRecordings(line)) missing.delete(key)
      }
    } finally {
      lines.close()
    }
    return { kind: 'printed', output: heard.join('\n') }
  }
  const inTurn = (tests: readonly ScriptedTest[], vpc: string | null): Promise<ScriptRun> => {
    const mine = before.then(() => run(tests, vpc))
    before = mine.catch(() => undefined)
    return mine
  }
  return {
    name: 'paste',
    vpc: async (wanted) => ({ vpc: wanted }),
    ask: openScriptedVantage(inTurn, { clock, signal }),
  }
}
