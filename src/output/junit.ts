import type { TestResult } from '../model/result.ts'
import { formatDetail } from '../text/format.ts'
import type { Text } from '../text/text.ts'

/** The results of `plink test` as JUnit XML, which CI systems show; times are in seconds. */
export function printJunit(results: readonly TestResult[], text: Text): string {
  const failed = results.filter(({ ok }) => !ok)
  const total = results.reduce((sum, result) => sum + secondsOf(result), 0)
  const counts = `tests="${results.length}" failures="${failed.length}" errors="0" time="${total.toFixed(3)}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="plink test" ${counts}>`,
    ...results.flatMap((result) => caseLines(result, text)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function caseLines(result: TestResult, text: Text): string[] {
  const { target, direction, from, ok, verdict, detail } = result
  const className = escapeXml(['plink', direction ?? 'target', from].join('.'))
  const opening = `    <testcase name="${escapeXml(target)}" classname="${className}" time="${secondsOf(result).toFixed(3)}"`
  if (ok) return [`${opening}/>`]
  const message = escapeXml(formatDetail(text, detail))
  return [
    `${opening}>`,
    `      <failure type="${escapeXml(verdict)}" message="${message}">${message}</failure>`,
    '    </testcase>',
  ]
}

function secondsOf({ ms }: TestResult): number {
  const parts = Object.values<number | null>({ ...ms })
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) / 1000
}

/** Escapes markup, and drops the control characters that XML 1.0 does not allow. */
function escapeXml(value: string): string {
  const marks: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML does not allow.
  const allowed = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  return allowed.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark)
}
