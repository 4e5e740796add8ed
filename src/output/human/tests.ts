import { type Finding, faultOf, isBreach } from '../../model/finding.ts'
import type { TestResult, Timings, Verdict } from '../../model/result.ts'
import { formatDetail, formatFault } from '../../text/format.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging } from './columns.ts'
import type { Style, Tone } from './style.ts'
import { displayWidth, padEnd, padStart } from './width.ts'

const stages: readonly (keyof Timings)[] = ['dns', 'connect', 'tls', 'protocol']

function testTone({ ok, verdict }: { readonly ok: boolean; readonly verdict: Verdict }): Tone {
  if (ok) return 'ok'
  return verdict === 'undetermined' ? 'unknown' : 'fail'
}

/** A block per target: the verdict, how long each stage took, the reply, and once for all targets what is broken. */
export function testLines(results: readonly TestResult[], text: Text, style: Style): string[] {
  const verdicts = columnWidth(
    results.map(({ verdict }) => text.words.verdicts[verdict]),
    30,
  )
  const times = results.map(({ ms }) => stages.map((stage) => sayTime(ms[stage], text, style)))
  const columns = stages.map((stage, at) =>
    Math.max(
      displayWidth(text.words.stages[stage]),
      columnWidth(
        times.map((row) => row[at] ?? ''),
        12,
      ),
    ),
  )
  const gap = ' '.repeat(2)
  const heading = stages.map((stage, at) => padStart(text.words.stages[stage], columns[at] ?? 0)).join(gap)
  const indent = displayWidth(style.mark('ok')) + 1
  const told = new Set<string>()
  const isNews = ({ code, facts }: Finding) => {
    const key = JSON.stringify([code, facts])
    return !told.has(key) && told.add(key)
  }
  // What is broken is said with a target that shows it, not with one that works all the same.
  const isAlone = (finding: Finding) =>
    results.every(({ ok, findings }) => ok || !findings.some(({ code }) => code === finding.code))
  const blocks = results.flatMap((result, index) => {
    const tone = testTone(result)
    const cells = (times[index] ?? []).map((time, at) => padStart(time, columns[at] ?? 0)).join(gap)
    const verdict = style.tone(tone, padEnd(text.words.verdicts[result.verdict], verdicts))
    const where = [
      result.direction === null ? '' : text.words.directions[result.direction],
      vantageName(result.from, text),
    ]
    return [
      `${style.mark(tone)} ${style.bold(sanitize(result.target))}  ${style.dim(where.filter((part) => part !== '').join(` ${style.glyphs.dot} `))}`,
      `${' '.repeat(indent)}${verdict}${gap}${cells}`,
      ...hanging(' '.repeat(indent), formatDetail(text, result.detail), style, style.dim),
      ...result.findings
        .filter((finding) => isBreach(finding) && (!result.ok || isAlone(finding)) && isNews(finding))
        .flatMap((finding) =>
          hanging(' '.repeat(indent), text.remark(formatFault(text, faultOf(finding)).message, finding.code), style),
        ),
    ]
  })
  return results.length === 0 ? [] : [`${' '.repeat(indent + verdicts)}${gap}${style.dim(heading)}`, ...blocks]
}

function sayTime(ms: number | null, text: Text, style: Style): string {
  return ms === null ? style.glyphs.none : text.duration(ms)
}

/** `i-bp1… (Cloud Assistant)` */
export function vantageName(from: string, { words, remark }: Text): string {
  const [kind, id] = from.split(':')
  if (id !== undefined) return remark(sanitize(id), words.from.ecs)
  // Safe: only that of an instance has a colon.
  return words.from[kind as Exclude<keyof Text['words']['from'], 'ecs'>]
}
