import type { FaultData } from '../../model/fault.ts'
import { type Finding, isBreach } from '../../model/finding.ts'
import type { ExportFormat, LinkStatus, Result, SimulatorDocument } from '../../model/result.ts'
import { concernsAdmission } from '../../model/step-id.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'
import { explainedLines } from '../explained.ts'
import { faultLines } from '../fault.ts'
import { exportOf } from '../simulator-exports.ts'
import { columnWidth, paragraph } from './columns.ts'
import { costLines } from './cost.ts'
import { doctorLines } from './doctor.ts'
import { doneLines } from './done.ts'
import { checkedLines, itemLines, listingLines } from './inventory.ts'
import { inviteLines } from './invite.ts'
import { changeLines, planSummary } from './plan.ts'
import { policyLines } from './policy.ts'
import { admissionLines } from './port-admissions.ts'
import { stateLines } from './state.ts'
import { statusLines } from './status.ts'
import type { Style, Tone } from './style.ts'
import { testLines } from './tests.ts'
import { verifiedLines } from './verified.ts'
import { watchLines } from './watch.ts'
import { whoamiLines } from './whoami.ts'
import { padEnd } from './width.ts'
import { answerTable, commandLines } from './wizard.ts'

/** A result for people, with a line break at its end. Faults of a link or a plan go to stderr, as events. */
export function formatHuman(result: Result, text: Text, style: Style): string {
  return `${resultLines(result, text, style).join('\n')}\n`
}

function resultLines(result: Result, text: Text, style: Style): string[] {
  switch (result.kind) {
    case 'link':
      return linkLines(result, text, style)
    case 'plan':
      return planLines(result, text, style)
    case 'test': {
      const good = result.results.filter(({ ok }) => ok).length
      const unknown = result.results.filter(({ ok, verdict }) => !ok && verdict === 'undetermined').length
      const summary = text.picture.testSummary(good, result.results.length, unknown)
      return [...testLines(result.results, text, style), '', style.tone(result.ok ? 'ok' : 'fail', summary)]
    }
    case 'doctor':
      return doctorLines(result.report, result.exit, text, style)
    case 'simulator':
      return startedLines(result.simulator, result.exported, text, style)
    case 'recorder': {
      const { comment, into, lines } = exportOf(result.recorder, result.exported)
      const said = [text.picture.recording(result.file), text.picture.copyInto[into]]
      return [
        ...said.map((line) => style.dim(`${comment} ${line}`)),
        ...lines,
        style.dim(`${comment} ${text.picture.stopWithCtrlC}`),
      ]
    }
    case 'verified':
      return verifiedLines(result.recordings, text, style)
    case 'demo': {
      const say = result.ok ? text.picture.demoDone : text.picture.demoFailed
      return [style.tone(result.ok ? 'ok' : 'fail', say(result.seconds))]
    }
    case 'state':
    case 'steps':
    case 'adoption':
    case 'forgotten':
    case 'unlocked':
      return stateLines(result, text, style)
    case 'policy':
      return policyLines(result, text, style)
    case 'invite':
    case 'accept':
      return inviteLines(result, text, style)
    case 'explained':
      return explainedLines(result.explained, text, style)
    case 'whoami':
      return whoamiLines(result.identities, result.region, text, style)
    case 'script':
      return [result.script.trimEnd()]
    case 'listing':
      return listingLines(result.listing, text, style)
    case 'item':
      return itemLines(result.item, text, style)
    case 'lb-check':
      return result.loadBalancers.flatMap((each) => checkedLines(each, text, style))
    case 'init':
      return initLines(result, text, style)
    case 'console-page':
      return [style.link(result.url)]
    case 'version':
      return [result.version]
  }
}

function planLines(plan: Result & { kind: 'plan' }, text: Text, style: Style): string[] {
  const { changes, admissions = [], warnings, findings = [], faults = [], cost = [] } = plan
  const isChanging = changes.some(({ action }) => action !== 'none')
  const costs = isChanging ? costLines(cost, text, style) : []
  // Who is allowed is of interest where an endpoint or a rule changes.
  const shown = admissions.filter(({ direction }) =>
    changes.some(
      (change) => change.direction === direction && change.action !== 'none' && concernsAdmission(change.step),
    ),
  )
  // With faults the list may be incomplete: then an empty one does not mean that all is well.
  const summary =
    (faults.length > 0 || findings.some(isBreach)) && changes.every(({ action }) => action === 'none')
      ? []
      : [planSummary(changes, text)]
  return [
    `${style.bold(sanitize(plan.link))}  ${style.dim(sanitize(plan.region))}`,
    ...changeLines(changes, plan.region, text, style),
    ...(shown.length > 0 ? ['', ...shown.flatMap((each) => admissionLines(each, text, style))] : []),
    ...warnings.flatMap((warning) => ['', ...faultLines(warning, text, style, toneIn(findings, warning))]),
    ...summary.flatMap((line) => ['', ...paragraph(line, 0, style, style.bold)]),
    ...(summary.length > 0 ? costs : []),
  ]
}

/** A warning about something that is broken looks like it. */
function toneIn(findings: readonly Finding[], { code }: FaultData): Tone {
  return findings.some((finding) => finding.code === code && isBreach(finding)) ? 'fail' : 'warn'
}

function initLines(
  { file, answers, paid, command, shown }: Result & { kind: 'init' },
  text: Text,
  style: Style,
): string[] {
  const { wizard } = text
  if (shown) return paragraph(wizard.next, 0, style)
  return [
    ...answerTable(answers, paid, text, style),
    '',
    style.tone('ok', wizard.written(file)),
    wizard.sameAs,
    ...commandLines(command),
    '',
    ...paragraph(wizard.next, 0, style),
  ]
}

function linkLines(result: Result & { kind: 'link' }, text: Text, style: Style): string[] {
  const { after, status, left, removed, faults, done, verbose = false, changes } = result
  if (done !== undefined && !verbose) return doneLines(done, result, text, style)
  if (changes !== undefined) return watchLines(status, changes, verbose, text, style)
  if (after === 'down' && faults.length === 0 && isGone(status)) {
    const { partGone, linkGone, nothingFound } = text.picture
    const said = left ? partGone : removed ? linkGone : nothingFound
    return paragraph(said, 0, style).map((line) => style.tone('ok', line))
  }
  const kept = after === 'up' && faults.length > 0 ? paragraph(text.picture.kept(zonesOf(status)), 0, style) : []
  return [
    ...statusLines(status, { verbose, addresses: after === 'up', isRemoved: after === 'down' }, text, style),
    ...(kept.length > 0 ? ['', ...kept] : []),
  ]
}

function isGone({ directions }: LinkStatus): boolean {
  return Object.values(directions).every(({ state }) => state === 'absent')
}

/** Zones of endpoints created by plink: the unit that PrivateLink bills. */
function zonesOf({ directions }: LinkStatus): number {
  const mine = Object.values(directions).flatMap(({ endpoints }) => endpoints.filter((endpoint) => endpoint.mine))
  return mine.reduce((sum, { zones }) => sum + zones.length, 0)
}

/** Lines to paste: everything that is not part of the configuration is a comment. */
function startedLines(started: SimulatorDocument, format: ExportFormat, text: Text, style: Style): string[] {
  const { picture } = text
  const exported = exportOf(started, format)
  const given = Object.entries(started.given)
  const names = columnWidth(
    given.map(([name]) => name),
    30,
  )
  const comments = (lines: readonly string[]) => lines.map((line) => style.dim(`${exported.comment} ${line}`.trimEnd()))
  return [
    ...comments([picture.simulator(started.scenario, started.region, started.speed), picture.copyInto[exported.into]]),
    ...exported.lines,
    ...comments([
      '',
      ...started.accounts.map(
        ({ name, uid, accessKeyId, accessKeySecret }) =>
          `${picture.account(name, uid)}  ${accessKeyId} ${accessKeySecret}`,
      ),
      '',
      `${picture.given}${text.colon.trimEnd()}`,
      ...given.map(([name, id]) => `  ${padEnd(name, names)}  ${id}`),
      '',
      ...(started.page === null ? [] : [`${picture.page}${text.colon}${started.page}`]),
      ...(started.vendor === null ? [] : [`${picture.vendorConsole}${text.colon}${started.vendor.console}`]),
      `${picture.control}${text.colon}${started.control}`,
      picture.stopWithCtrlC,
    ]),
  ]
}
