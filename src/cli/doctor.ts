import { resolve } from 'node:path'
import { applyCalls, examine, exitOfDoctor, reportOf, safeFixes } from '../actions/doctor.ts'
import { type EvidenceBundle, readBundle, sanitizedObservations } from '../diagnose/bundle.ts'
import { diagnose } from '../diagnose/diagnose.ts'
import { readsOf } from '../engine/account-reads.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { type DirectionName, directionNames } from '../model/link.ts'
import { shownWord } from '../model/mask.ts'
import type { DoctorReport } from '../model/result.ts'
import type { State } from '../state/state.ts'
import { readTextFile } from '../state/text-file.ts'
import { connectionsOf } from '../steps/service-reads.ts'
import { askWithFlags } from './ask.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import type { GlobalOptions, Options } from './flags.ts'
import { openAccounts, openLink, requireRegion } from './open-link.ts'
import { runOnLink } from './run-on-link.ts'
import { openVantages, type TestLimits } from './vantages.ts'
import { writeOwnFile } from './write-file.ts'

type DoctorOptions = GlobalOptions &
  Options<
    | 'direction'
    | 'from'
    | 'answers'
    | 'in-vpc'
    | 'endpoint'
    | 'service'
    | 'fix'
    | 'bundle'
    | 'offline'
    | 'allow-undetermined'
  >

/** What is not answered by then is the finding: a diagnosis is to be there within 15 s. */
const limits: TestLimits = { stage: 5_000, call: 11_000, all: 13_000 }

/** `plink doctor`: looks, tests, judges; with `--fix` puts right what is safe, and looks again. */
export async function runDoctor(context: CommandContext, options: DoctorOptions): Promise<CommandOutcome> {
  if (options.offline !== null) return offline(context, options, options.offline)
  const link = await openSubject(context, options)
  const { env } = context.host
  const request = {
    targets: [],
    directions: link.directions,
    from: options.from,
    variable: (name: string) => env[name],
  }
  const look = async () =>
    examine(link.linkContext, link.state, request, await openVantages(context, options, link.linkContext, limits))
  let { report, observations } = await look()
  if (options.fix && (await fixed(context, options, link.linkContext, report)))
    ({ report, observations } = await look())
  if (options.bundle !== null) {
    const { link: name, region } = report
    const bundle: EvidenceBundle = {
      schema: 'plink/1',
      bundle: 1,
      at: new Date(report.at).toISOString(),
      link: name,
      region,
      observations: sanitizedObservations(observations),
    }
    const path = resolve(context.host.cwd, options.bundle)
    const isOurs = (text: string) => !('wrong' in readBundle(text))
    writeOwnFile(path, options.bundle, `${JSON.stringify(bundle, null, 2)}\n`, context.host, isOurs)
  }
  return outcomeOf(report, options)
}

function outcomeOf(report: DoctorReport, options: DoctorOptions): CommandOutcome {
  const exit = exitOfDoctor(report, options['allow-undetermined'])
  return { result: { kind: 'doctor', ok: exit === 0, exit, report }, exit }
}

function offline(context: CommandContext, options: DoctorOptions, file: string): CommandOutcome {
  const { link: name, region, at, observations } = loadBundle(context, file)
  const intent: Intent = { name, region, peer: { kind: 'generic' }, directions: {} }
  const clock = { ...context.clock, now: () => Date.parse(at) }
  const wanted = observations.filter(({ direction }) => options.direction === null || direction === options.direction)
  return outcomeOf(reportOf({ intent, clock }, wanted.map(diagnose), null), options)
}

/** @throws PlinkError EVIDENCE_UNREADABLE */
function loadBundle({ host }: CommandContext, file: string): EvidenceBundle {
  const unreadable = (reason: string) => new PlinkError('EVIDENCE_UNREADABLE', { file: shownWord(file), reason })
  let text: string
  try {
    text = readTextFile(resolve(host.cwd, file))
  } catch (error) {
    throw unreadable(error instanceof Error && 'code' in error ? String(error.code) : 'unreadable')
  }
  const bundle = readBundle(text)
  if ('wrong' in bundle) throw unreadable(bundle.wrong)
  return bundle
}

interface Subject {
  readonly linkContext: LinkContext
  readonly state: State | null
  readonly directions: readonly DirectionName[]
}

/** The link of plink.yaml or the state file; or what flags name, which needs neither. */
async function openSubject(context: CommandContext, options: DoctorOptions): Promise<Subject> {
  const { endpoint, service } = options
  if (endpoint === null && service === null) return openLink(context, options)
  const region = await requireRegion(context, options)
  const half = {
    service: { payer: 'Endpoint' as const, loadBalancers: [] },
    endpoint: { securityGroups: [], zones: {} },
    tests: [],
  }
  const bare: Intent = { name: endpoint ?? service ?? '', region, peer: { kind: 'generic' }, directions: {} }
  const linkContext = await openAccounts(context, options, bare)
  // Whoever is connected is whom the service is for, as far as anybody can tell from here.
  const rows = service === null ? [] : await connectionsOf(readsOf(linkContext)('you'), service)
  const row = rows.find(({ ConnectionStatus }) => ConnectionStatus === 'Connected') ?? rows[0]
  const intent: Intent = {
    ...bare,
    peer: { kind: 'generic', ...(row && { uid: row.EndpointOwnerId }) },
    directions: {
      ...(service !== null && {
        inbound: {
          ...half,
          service: { ...half.service, id: service },
          endpoint: { ...half.endpoint, ...(row && { id: row.EndpointId }) },
        },
      }),
      ...(endpoint !== null && { outbound: { ...half, endpoint: { ...half.endpoint, id: endpoint } } }),
    },
  }
  const directions = directionNames.filter((name) => intent.directions[name] !== undefined)
  return { linkContext: { ...linkContext, intent }, state: null, directions }
}

/** Whether something was put right. Everything is shown before, and asked for. */
async function fixed(
  context: CommandContext,
  options: DoctorOptions,
  linkContext: LinkContext,
  report: DoctorReport,
): Promise<boolean> {
  const fixes = safeFixes(report)
  if (fixes.length === 0) return false
  context.show({ kind: 'doctor', ok: false, exit: 6, report })
  const ask = askWithFlags(context, { yes: options.yes })
  await ask({ code: 'APPLY_FIXES', facts: { commands: fixes.map(({ command }) => command) } })
  await applyCalls(linkContext, fixes)
  if (fixes.some(({ apply }) => apply?.how === 'up')) {
    const { up } = await import('../actions/up.ts')
    await runOnLink(context, 'up', { ...options, yes: true, 'no-wait': true }, (changes) => up(changes))
  }
  return true
}
