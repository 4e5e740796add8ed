import { networkInterfaces } from 'node:os'
import type { Elsewhere, Vantages } from '../actions/test.ts'
import type { LinkContext } from '../engine/link-context.ts'
import type { Clock } from '../model/clock.ts'
import type { Environment } from '../model/environment.ts'
import { PlinkError } from '../model/fault.ts'
import type { ProbeOutcome, ProbeRequest } from '../model/probe.ts'
import type { CommandContext } from './command.ts'
import type { GlobalOptions, Options } from './flags.ts'

/** How long a test may take, in milliseconds, unless `--timeout` says less. */
export interface TestLimits {
  /** One stage from here: the name, the connection, TLS, the protocol. */
  readonly stage: number
  /** A test from a deployment, whose API alone waits up to 60 s for a connector. */
  readonly call: number
  /** All of it, from when the vantages are opened: what is late then has little time left. */
  readonly all: number
}
const patient: TestLimits = { stage: 10_000, call: 25_000, all: Number.POSITIVE_INFINITY }
/** What a test has however late it is. */
const least = 500

/** Where a test can start: this machine, an EMQX deployment if its API is configured, and the machine that `--from` names. */
export async function openVantages(
  context: CommandContext,
  options: GlobalOptions & Options<'in-vpc' | 'from' | 'answers'>,
  link: LinkContext,
  { stage: longestStage, call: longestCall, all } = patient,
): Promise<Vantages> {
  const { host, clock, signal } = context
  const began = clock.now()
  const left = () => Math.max(least, began + all - clock.now())
  const { env } = host
  const [{ probe }, { openLookup }] = await Promise.all([import('../probe/probe.ts'), import('../probe/dns.ts')])
  const { within, DeadlineExceeded } = await import('../probe/deadline.ts')
  const inTime = async (request: ProbeRequest, deadlineMs: number, ask: DeploymentProbe): Promise<ProbeOutcome> => {
    try {
      return await within(Math.min(options.timeout, longestCall, deadlineMs, left()), { clock, signal }, (ends) =>
        ask(request, ends),
      )
    } catch (error) {
      if (!(error instanceof DeadlineExceeded)) throw error
      const detail = { code: 'VANTAGE_FAILED', facts: { status: null, answer: 'ETIMEDOUT' } } as const
      const ms = { dns: null, connect: null, tls: null, protocol: null }
      return { ok: false, verdict: 'undetermined', reached: 'nothing', ms, detail }
    }
  }
  const lookup = openLookup(env['PLINK_DNS_SERVER'] || null)
  const url = env['EMQXCLOUD_DEPLOYMENT_ENDPOINT'] || undefined
  const key = env['EMQXCLOUD_DEPLOYMENT_API_KEY'] ?? ''
  const secret = env['EMQXCLOUD_DEPLOYMENT_API_SECRET'] ?? ''
  const deployment = url === undefined ? null : await deploymentAt(clock, env, url, key, secret)
  let here: Promise<string | null> | undefined
  return {
    local: (request, deadlineMs = longestStage) =>
      probe(request, {
        lookup,
        clock,
        signal,
        deadlineMs: Math.min(options.timeout, longestStage, deadlineMs, left()),
      }),
    resolve: (name) =>
      within(Math.min(options.timeout, longestStage, left()), { clock, signal }, (ends) => lookup(name, ends)).catch(
        (error) => {
          signal.throwIfAborted()
          if (error instanceof TypeError) throw error
          return null
        },
      ),
    emqx: deployment && ((request, deadlineMs = longestCall) => inTime(request, deadlineMs, deployment.probe)),
    addresses: () =>
      Object.values(networkInterfaces()).flatMap((all = []) =>
        all.flatMap(({ family, internal, address }) => (family === 'IPv4' && !internal ? [address] : [])),
      ),
    elsewhere: await elsewhereBy(context, options, link, () => Math.min(options.timeout, longestCall, left())),
    hereVpc: () => {
      here ??= hereVpc(env, options['in-vpc'], signal)
      return here
    },
  }
}

async function elsewhereBy(
  context: CommandContext,
  options: GlobalOptions & Options<'from' | 'answers'>,
  link: LinkContext,
  longestMs: () => number,
): Promise<Elsewhere | null> {
  const { from, answers } = options
  if (answers !== null && from !== 'paste')
    throw new PlinkError('BAD_FLAG', { flag: '--from', value: from ?? '', expected: 'paste' })
  if (from === null || from === 'local' || from === 'emqx') return null
  const { byPaste, onInstance } = await import('./elsewhere.ts')
  return from === 'paste' ? byPaste(context, options) : onInstance(from.slice('ecs:'.length), link, context, longestMs)
}

/** Said by flag or variable, else what ECS metadata tells; the variable that turns that off is the SDKs' own. */
async function hereVpc(env: Environment, said: string | null, signal: AbortSignal): Promise<string | null> {
  if (said !== null || env['ALIBABA_CLOUD_ECS_METADATA_DISABLED'] === 'true') return said
  const { findVpc } = await import('../alibaba/ecs-metadata.ts')
  return findVpc(signal)
}

type DeploymentProbe = (request: ProbeRequest, signal: AbortSignal) => Promise<ProbeOutcome>

async function deploymentAt(clock: Clock, env: Environment, url: string, key: string, secret: string) {
  const [{ openDeployment }, { probeFromDeployment }] = await Promise.all([
    import('../emqx/deployment.ts'),
    import('../emqx/probe.ts'),
  ])
  const deployment = openDeployment({ url, key, secret, env })
  return {
    probe: (request: ProbeRequest, signal: AbortSignal) => probeFromDeployment(request, deployment, { clock, signal }),
  }
}
