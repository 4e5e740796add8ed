import type { FaultData } from '../model/fault.ts'
import { docsOf } from '../model/fault.ts'
import { type Finding, faultOf, isBreach } from '../model/finding.ts'
import type { CheckedLoadBalancer } from '../model/inventory.ts'
import type { DirectionStatus, DoctorReport, Result, TestResult, VerifiedRecording } from '../model/result.ts'
import { formatAsk, formatDetail, formatFault, formatNext, formatReason } from '../text/format.ts'
import type { Text } from '../text/text.ts'
import { costDocument } from './cost-document.ts'
import { environmentOf } from './environment.ts'
import { explainedDocument } from './explained.ts'
import { errorsOf, faultDocument } from './fault-document.ts'
import { sinceOf } from './human/next.ts'
import { countsOf } from './human/plan.ts'
import { rowsOf } from './human/wizard.ts'
import { inviteDocument } from './invite-document.ts'
import { stateDocument } from './state-document.ts'

const schema = 'plink/1'

/** What stdout carries with `-o json` or `-o yaml`: `schema` first, the rest in the order of the contract. */
export type Document = { readonly schema: typeof schema } & Readonly<Record<string, unknown>>

/** A result as one document. The language decides the sentences in it, and nothing else. */
export function documentOf(result: Result, text: Text): Document {
  switch (result.kind) {
    case 'link': {
      const { link, region, directions } = result.status
      const described = Object.entries(directions).map(([name, status]) => [name, directionDocument(status, text)])
      return { schema, link, region, directions: Object.fromEntries(described), ...errorsOf(result.faults, text) }
    }
    case 'plan': {
      const counts = countsOf(result.changes)
      const changes = result.changes.map(({ reason, ...change }) => ({
        direction: change.direction,
        step: change.step,
        action: change.action,
        id: change.id,
        reason: formatReason(text, reason),
        reasonCode: reason.code,
        reasonFacts: reason.facts,
      }))
      const { create = 0, adopt = 0, update = 0, delete: removed = 0, wait = 0, peer = 0, blocked = 0 } = counts
      return {
        schema,
        link: result.link,
        region: result.region,
        changes,
        admissions: result.admissions ?? [],
        summary: { create, adopt, update, delete: removed, wait, peer, blocked },
        ...(result.cost && result.cost.length > 0 && { cost: costDocument(result.cost) }),
        warnings: result.warnings.map((fault) => faultDocument(fault, text)),
        findings: (result.findings ?? []).map((finding) => ({
          direction: finding.direction,
          ...findingDocument(finding, text),
        })),
        ...errorsOf(result.faults ?? [], text),
      }
    }
    case 'test':
      return { schema, ok: result.ok, results: result.results.map((each) => judgedDocument(each, text)) }
    case 'doctor':
      return { schema, ok: result.ok, ...doctorDocument(result.report, text) }
    case 'simulator':
      return { schema, ...result.simulator, environment: environmentOf(result.simulator) }
    case 'recorder':
      return { schema, ...result.recorder, file: result.file, environment: environmentOf(result.recorder) }
    case 'verified':
      return { schema, ok: result.recordings.every(isAsRecorded), recordings: result.recordings }
    case 'demo':
      return { schema, ok: result.ok, seconds: result.seconds, acts: result.acts }
    case 'state':
    case 'steps':
    case 'adoption':
    case 'forgotten':
    case 'unlocked':
      return { schema, ...stateDocument(result) }
    case 'policy':
      return { schema, policies: result.policies, ...(result.checked && { permissions: result.checked }) }
    case 'invite':
    case 'accept':
      return { schema, ...inviteDocument(result, text) }
    case 'explained':
      return { schema, ...explainedDocument(result.explained, text) }
    case 'whoami':
      return { schema, accounts: result.identities, region: result.region.region, regionFrom: result.region.from }
    case 'script':
      return { schema, shell: result.shell, script: result.script }
    case 'listing':
      return { schema, [result.listing.of]: result.listing.rows }
    case 'item':
      return { schema, [result.item.of]: result.item.item }
    case 'lb-check':
      return { schema, ok: result.ok, loadBalancers: result.loadBalancers.map((each) => checkedDocument(each, text)) }
    case 'init':
      return { schema, ...initDocument(result) }
    case 'console-page':
      return { schema, page: result.page, url: result.url }
    case 'version':
      return { schema, version: result.version }
  }
}

/** A command that ended with faults and no result. */
export function errorDocument(faults: readonly FaultData[], text: Text): Document {
  return { schema, ...errorsOf(faults, text) }
}

/** A finding with its sentences; `fix` is a command line where there is one. */
function findingDocument(finding: Finding, text: Text): Readonly<Record<string, unknown>> {
  const { code, severity, certainty, hop, side, facts, evidence, ruledOut, fix } = finding
  const { message, hint } = formatFault(text, faultOf(finding))
  return {
    code,
    severity,
    certainty,
    hop,
    side,
    message,
    hint,
    evidence,
    facts,
    ruledOut,
    fix: fix?.command ?? hint,
    ask: formatAsk(text, finding),
    docs: docsOf(code),
  }
}

function doctorDocument({ link, region, directions }: DoctorReport, text: Text): Readonly<Record<string, unknown>> {
  const described = directions.map(({ direction, verdict, hop, side, hidden, status, tests }) => [
    direction,
    {
      verdict,
      hop,
      side,
      hidden,
      ...directionDocument(status, text),
      results: tests.map((each) => testDocument(each, text)),
    },
  ])
  return { link, region, directions: Object.fromEntries(described) }
}

export function testDocument(result: TestResult, text: Text): Readonly<Record<string, unknown>> {
  const { target, direction, from, ok, verdict, reached, ms, detail } = result
  return {
    target,
    direction,
    from,
    ok,
    verdict,
    reached,
    ms,
    detail: formatDetail(text, detail),
    detailCode: detail.code,
    detailFacts: detail.facts,
  }
}

/** A test with what is known of its direction; `cause` is the first that is broken, where that is why a test failed. */
function judgedDocument(result: TestResult, text: Text): Readonly<Record<string, unknown>> {
  const { ok, verdict, findings } = result
  const breach = ok || verdict === 'undetermined' ? undefined : findings.find(isBreach)
  const cause = breach && faultOf(breach)
  return {
    ...testDocument(result, text),
    ...(cause && { cause: { code: cause.code, ...formatFault(text, cause), docs: docsOf(cause.code) } }),
    findings: findings.map((finding) => findingDocument(finding, text)),
  }
}

function checkedDocument({ id, ok, checks }: CheckedLoadBalancer, text: Text): Readonly<Record<string, unknown>> {
  const found = checks.map(({ check, severity, faults }) => ({
    check,
    severity,
    ok: faults.length === 0,
    faults: faults.map((fault) => faultDocument(fault, text)),
  }))
  return { id, ok, checks: found }
}

/** `answers` is an answers file as it stands. */
function initDocument({ file, answers, paid, command }: Result & { kind: 'init' }): Readonly<Record<string, unknown>> {
  const rows = rowsOf(answers)
  return {
    file,
    answers: Object.fromEntries(rows.map(([name, { value }]) => [name, value])),
    sources: Object.fromEntries(rows.map(([name, { source }]) => [name, source])),
    paid,
    command,
  }
}

function directionDocument(status: DirectionStatus, text: Text): Readonly<Record<string, unknown>> {
  const { state, actor, next, service, endpoints, hops, findings } = status
  return {
    state,
    actor,
    next: formatNext(text, next),
    nextCode: next.code,
    nextFacts: next.facts,
    since: sinceOf(next),
    service,
    endpoints,
    hops: hops.map(({ hop, state, evidence }) => ({ hop, state, evidence })),
    findings: findings.map((finding) => findingDocument(finding, text)),
  }
}

function isAsRecorded({ differences }: VerifiedRecording): boolean {
  return differences.length === 0
}
