import { type Evidence, type Finding, faultOf } from '../../model/finding.ts'
import type { DoctorDirection, DoctorReport, DoctorVerdict } from '../../model/result.ts'
import { formatAsk, formatDetail, formatFault } from '../../text/format.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { columnWidth, hanging, paragraph } from './columns.ts'
import { toneOf } from './findings.ts'
import { nextLines } from './next.ts'
import { directionTitle } from './status.ts'
import type { Style, Tone } from './style.ts'
import { vantageName } from './tests.ts'
import { padEnd } from './width.ts'

const verdictTones: Readonly<Record<DoctorVerdict, Tone>> = {
  works: 'ok',
  broken: 'fail',
  waiting: 'warn',
  untested: 'unknown',
}

/** Each direction: the verdict, the first broken hop and whose side it is on; then everything that was found. */
export function doctorLines(
  { at, region, directions }: DoctorReport,
  exit: number,
  text: Text,
  style: Style,
): string[] {
  const findings = directions.flatMap((each) => each.findings).filter(({ severity }) => severity !== 'info')
  const mine = findings.filter(({ side }) => side === 'you').length
  return [
    ...directions.flatMap((each) => ['', ...directionLines(each, { at, region }, text, style)]).slice(1),
    '',
    style.dim(text.doctor.summary(findings.length, mine, exit)),
  ]
}

function directionLines(
  report: DoctorDirection,
  { at, region }: Pick<DoctorReport, 'at' | 'region'>,
  text: Text,
  style: Style,
): string[] {
  const { direction, verdict, hop, side, status, findings, tests, hidden } = report
  const { doctor, words } = text
  const tone = verdictTones[verdict]
  const said = verdict === 'broken' && hop !== null ? doctor.brokenAt(words.hops[hop]) : doctor.verdicts[verdict]
  const whose = side === null ? '' : `  ${style.dim(doctor.sides[side])}`
  const good = tests.filter(({ ok }) => ok)
  const explained = findings.flatMap(({ facts }) => ('target' in facts ? [facts.target] : []))
  return [
    `${directionTitle(direction, text, style)}  ${style.mark(tone)} ${style.tone(tone, said)}${whose}`,
    ...findings.flatMap((finding) => findingLines(finding, text, style)),
    ...good.flatMap(({ target, detail }) =>
      hanging(`  ${style.mark('ok')} `, `${sanitize(target)}  ${formatDetail(text, detail)}`, style),
    ),
    ...tests
      .filter(({ ok, target }) => !ok && !explained.includes(target))
      .flatMap(({ target, detail }) =>
        hanging(`  ${style.mark('idle')} `, `${sanitize(target)}  ${formatDetail(text, detail)}`, style, style.dim),
      ),
    ...(verdict === 'waiting' ? nextLines({ ...status, region }, at, text, style).map((line) => `  ${line}`) : []),
    ...(hidden.length === 0
      ? []
      : hanging(`  ${style.dim(doctor.notSeen)}  `, text.list(hidden.map((each) => words.hops[each])), style)),
  ]
}

/** Everything about a finding: what, why, what was ruled out, how to fix it, what to forward to whom. */
function findingLines(finding: Finding, text: Text, style: Style): string[] {
  const { code, certainty, fix, evidence, ruledOut } = finding
  const { message, hint } = formatFault(text, faultOf(finding))
  const ask = formatAsk(text, finding)
  const { doctor } = text
  const rows: (readonly [label: string, value: string])[] = [
    // That nothing was measured is no evidence.
    ...(code === 'NOT_TESTED' ? [] : evidenceRows(evidence, text)).map((row) => [doctor.evidence, row] as const),
    ...(ruledOut.length === 0 ? [] : [[doctor.ruledOut, shortList(ruledOut, text)] as const]),
    ...(fix === null ? [] : [[doctor.fix, fix.command] as const]),
    ...(ask !== null ? [[doctor.ask, `“${ask}”`] as const] : []),
  ]
  const width = columnWidth(
    rows.map(([label]) => label),
    20,
  )
  return [
    `  ${style.mark(toneOf(finding))} ${style.bold(code)}  ${style.dim(doctor.certainty[certainty])}`,
    ...paragraph(message, 4, style),
    ...paragraph(hint, 4, style),
    ...rows.flatMap(([label, value], at) => {
      const lead = `    ${style.dim(padEnd(label === rows[at - 1]?.[0] ? '' : label, width))}  `
      // A command is for copying: it stays whole.
      return label === doctor.fix ? [lead + value] : hanging(lead, value, style)
    }),
  ]
}

/** The first few, and how many more there are: the document lists all. */
function shortList(codes: readonly string[], { doctor, list }: Text): string {
  const most = 3
  return codes.length <= most + 1 ? list(codes) : doctor.more(codes.slice(0, most), codes.length - most)
}

/** `DescribeLoadBalancerListeners: ListenerPort 6379, Status stopped`, a line for each call and for each test. */
function evidenceRows(evidence: Evidence, text: Text): string[] {
  const calls = new Map<string, Map<string, string>>()
  for (const [key, value] of Object.entries(evidence)) {
    const at = key.startsWith('tcp:') ? -1 : key.startsWith('test ') ? key.lastIndexOf('.') : key.indexOf('.')
    const [call, field] = at < 0 ? ['', key] : [key.slice(0, at), key.slice(at + 1)]
    const fields = calls.get(call) ?? new Map<string, string>()
    calls.set(call, fields.set(field, sanitize(String(value ?? '—'))))
  }
  return [...calls].map(([call, fields]) =>
    call.startsWith('test ') ? testRow(call.slice('test '.length), fields, text) : callRow(call, fields),
  )
}

function callRow(call: string, fields: ReadonlyMap<string, string>): string {
  const said = [...fields].map(([field, value]) => `${field} ${value}`).join(', ')
  return call === '' ? said : `${call}: ${said}`
}

/** `mqtt://{outbound}:1883: connection reset (this machine)` */
function testRow(target: string, fields: ReadonlyMap<string, string>, text: Text): string {
  const { verdicts } = text.words
  const verdict = fields.get('verdict') ?? ''
  const said = Object.hasOwn(verdicts, verdict) ? verdicts[verdict as keyof typeof verdicts] : verdict // Safe: just found.
  const address = fields.get('address')
  const from = fields.get('from')
  const result = `${sanitize(target)}${address === undefined ? '' : ` ${address}`}${text.colon}${said}`
  return from === undefined ? result : text.remark(result, vantageName(from, text))
}
