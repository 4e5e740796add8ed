import { command } from '../command.ts'

/** Runs until a signal ends it; announces what to export as soon as it listens. */
export const simulatorCommand = command({
  name: 'simulator',
  flags: ['port', 'scenario', 'speed', 'export', 'log'],
  exits: [],
  examples: ['plink simulator', 'plink simulator --port 4500 --speed 10', 'plink simulator --export terraform'],
  async run({ signal, text, narrate, announce }, { port, scenario, speed, log, export: exported }) {
    const { startSimulator } = await import('../../simulator/simulator.ts')
    const running = await startSimulator({
      port,
      ...(scenario !== null && { scenario }),
      ...(speed !== null && { speed }),
      signal,
      ...(log && { onRequest: narrate }),
      onProblem: (problem) => {
        const { kind, address } = problem
        // Other problems are system errors, which their code names.
        const told = kind === 'address-missing' ? text.demo.noLoopback(address, problem.command) : kind
        narrate(`${address}:${problem.port} ${told}`)
      },
    })
    try {
      announce({ kind: 'simulator', simulator: running.document, exported })
      return await aborted(signal)
    } finally {
      await running.close()
    }
  },
})

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
