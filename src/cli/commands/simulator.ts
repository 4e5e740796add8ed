import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

/** Runs until a signal ends it; announces what to paste as soon as it listens. */
export const simulatorCommand = command({
  name: 'simulator',
  flags: ['port', 'scenario', 'speed', 'export', 'log', 'open', 'record', 'verify'],
  exits: [3, 4, 5, 6],
  examples: [
    'plink simulator',
    'plink simulator --port 4500 --speed 10',
    'plink simulator --export terraform',
    'plink simulator --state cloud.json',
    'plink simulator --record recordings',
    'plink simulator --verify recordings',
  ],
  async run(context, options) {
    const { verify, record } = options
    if (verify !== null) return (await import('../recording.ts')).verifyRecordings(context, verify, options.speed ?? 1)
    if (record !== null) return (await import('../recording.ts')).recordCloud(context, options, record)
    const { host, signal, text, narrate, announce } = context
    const { port, scenario, speed, log, export: exported, state, open } = options
    const { startSimulator, UnreadableWorld } = await import('../../simulator/simulator.ts')
    const { worldFile } = await import('../simulated-world.ts')
    const { loadText } = await import('../../text/index.ts')
    const { openInBrowser } = await import('../open-in-browser.ts')
    const world = worldFile(host, state)
    const saved = world?.read()
    let unsaved: unknown
    const running = await startSimulator({
      port,
      ...(scenario !== null && { scenario }),
      ...(speed !== null && { speed }),
      ...(saved !== undefined && { saved }),
      ...(world && { onSave: (written) => (unsaved = failureOf(() => world.write(written))) }),
      page: { texts: { en: (await loadText('en')).page, zh: (await loadText('zh')).page }, lang: text.lang },
      signal,
      ...(log && { onRequest: narrate }),
      onProblem: (problem) => {
        const { kind, address } = problem
        // Other problems are system errors, which their code names.
        const told = kind === 'address-missing' ? text.demo.noLoopback(address, problem.command) : kind
        narrate(`${address}:${problem.port} ${told}`)
      },
    }).catch((error: unknown) => {
      if (!(error instanceof UnreadableWorld) || world === undefined) throw error
      throw new PlinkError('WORLD_UNREADABLE', { file: world.file, reason: error.message }, { cause: error })
    })
    try {
      announce({ kind: 'simulator', simulator: running.document, exported })
      if (open && running.document.page !== null) openInBrowser(running.document.page)
      await aborted(signal)
    } finally {
      await running.close()
    }
    // Only the last attempt to save counts: an earlier one that failed was made up for.
    throw unsaved ?? signal.reason
  },
})

function failureOf(work: () => void): unknown {
  try {
    work()
    return undefined
  } catch (error) {
    return error
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
