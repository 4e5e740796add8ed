import * as fs from 'node:fs'
import { join, resolve } from 'node:path'
import type { Action } from '../alibaba/operations.ts'
import { PlinkError } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { ExportFormat, VerifiedRecording } from '../model/result.ts'
import { errnoOf } from '../state/atomic-file.ts'
import { readTextFile } from '../state/text-file.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import type { GlobalOptions } from './flags.ts'

/** Bytes of a recording. */
const largestRecording = 256 << 20

/**
 * Stands between clients and the real cloud until the signal, and writes what passes, sanitised, into a new file of the folder.
 * @throws PlinkError as any command that calls the cloud; FILE_UNWRITABLE
 */
export async function recordCloud(
  context: CommandContext,
  options: GlobalOptions & { readonly port: number; readonly export: ExportFormat },
  folder: string,
): Promise<never> {
  const { host, signal, clock, emit, announce } = context
  const { env, home } = host
  const [
    { openCredentials },
    { openEndpoints },
    { signAndSend },
    { openHttpClient },
    { requireRegion },
    { identitiesInUse },
  ] = await Promise.all([
    import('../alibaba/credentials/credentials.ts'),
    import('../alibaba/endpoints.ts'),
    import('../alibaba/signed-request.ts'),
    import('../net/http-client.ts'),
    import('./open-link.ts'),
    import('./identities.ts'),
  ])
  const { operations } = await import('../alibaba/operations.ts')
  const { startRecorder } = await import('../simulator/transcript/record.ts')
  const region = await requireRegion(context, options)
  const { identities } = await identitiesInUse(context, options)
  const endpoints = openEndpoints(env)
  const http = openHttpClient({ env, timeouts: { connectMs: 10_000, responseMs: 60_000 } })
  const credentials = new Map(
    identities.map(({ side, profile }) => [
      side as string,
      openCredentials({ side: side as SideName, profile, env, home, endpoints, clock, emit }),
    ]),
  )
  const file = newRecording(context, folder)
  const recorder = await startRecorder({
    port: options.port,
    region,
    accounts: Object.fromEntries(identities.map(({ side, uid }) => [side, uid])),
    isForwarded: (action) => Object.hasOwn(operations, action),
    async forward(account, name, input) {
      // Safe: `isForwarded` has seen that it is one.
      const action = name as Action
      const keys = await credentials.get(account)?.get(signal)
      if (keys === undefined) throw new Error(`no keys of ${account}`)
      const base = endpoints.urlOf(action, input['RegionId'] ?? region)
      const nonce = crypto.randomUUID()
      const date = new Date(clock.now())
      return signAndSend({
        action,
        input,
        base,
        keys,
        nonce,
        date,
        send: (request) => http.send(request, AbortSignal.any([signal])),
      })
    },
    onLine: (line) => fs.appendFileSync(file, line),
  })
  try {
    announce({ kind: 'recorder', recorder: recorder.document, file, exported: options.export })
    await new Promise<void>((done) => {
      if (signal.aborted) done()
      signal.addEventListener('abort', () => done(), { once: true })
    })
  } finally {
    await recorder.close()
  }
  throw signal.reason
}

/**
 * Plays every recording of a folder on the simulator.
 * @param speed how much faster than the real cloud the recorded one was, where that was a simulator
 * @throws PlinkError RECORDING_UNREADABLE for a file that is none
 */
export async function verifyRecordings(
  { host }: CommandContext,
  folder: string,
  speed: number,
): Promise<CommandOutcome> {
  const { readTranscript } = await import('../simulator/transcript/transcript.ts')
  const { verifyTranscript } = await import('../simulator/transcript/verify.ts')
  const recordings: VerifiedRecording[] = []
  for (const name of filesIn(resolve(host.cwd, folder), folder)) {
    const file = join(folder, name)
    const transcript = readTranscript(readTextFile(resolve(host.cwd, file), largestRecording))
    if (transcript === undefined) throw new PlinkError('RECORDING_UNREADABLE', { file, reason: 'not a recording' })
    recordings.push({
      file,
      calls: transcript.exchanges.length,
      differences: await verifyTranscript(transcript, speed),
    })
  }
  if (recordings.length === 0) throw new PlinkError('RECORDING_UNREADABLE', { file: folder, reason: 'no *.jsonl' })
  const isDifferent = recordings.some(({ differences }) => differences.length > 0)
  return { result: { kind: 'verified', recordings }, exit: isDifferent ? 6 : 0 }
}

function filesIn(path: string, folder: string): string[] {
  try {
    return fs
      .readdirSync(path)
      .filter((name) => name.endsWith('.jsonl'))
      .sort()
  } catch (error) {
    throw new PlinkError(
      'RECORDING_UNREADABLE',
      { file: folder, reason: errnoOf(error) ?? 'unreadable' },
      { cause: error },
    )
  }
}

/** A file of its own for each recording, readable by its owner only. */
function newRecording({ host, clock }: CommandContext, folder: string): string {
  const file = join(folder, `recording-${new Date(clock.now()).toISOString().replace(/[:.]/g, '-')}.jsonl`)
  try {
    fs.mkdirSync(resolve(host.cwd, folder), { recursive: true })
    fs.writeFileSync(resolve(host.cwd, file), '', { flag: 'wx', mode: 0o600 })
    return resolve(host.cwd, file)
  } catch (error) {
    throw new PlinkError('FILE_UNWRITABLE', { file, reason: errnoOf(error) ?? 'unwritable' }, { cause: error })
  }
}
