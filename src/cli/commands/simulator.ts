import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions, Options } from '../flags.ts'

/** Runs until a signal ends it; what to export is told as soon as it listens. */
export async function run(
  context: CommandContext,
  { port, scenario, speed }: GlobalOptions & Options<'port' | 'scenario' | 'speed'>,
): Promise<CommandOutcome> {
  const { startSimulator } = await import('../../simulator/simulator.ts')
  const { signal } = context
  const simulator = await startSimulator({
    port,
    ...(scenario !== null && { scenario }),
    ...(speed !== null && { speed }),
    signal,
    onProblem: (problem) => {
      const { kind, address } = problem
      // Others are told by their code, as errors of the system are.
      const told = kind === 'address-missing' ? context.text.demo.noLoopback(address, problem.command) : kind
      context.narrate(`${address}:${problem.port} ${told}`)
    },
  })
  try {
    context.announce({ kind: 'simulator', simulator: simulator.document })
    return await aborted(signal)
  } finally {
    await simulator.close()
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
