import { spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import type { SimulatorDocument } from '../../src/model/result.ts'
import { bin } from './processes.ts'
import { startTcpServer } from './servers.ts'
import { openSimulatorClient, type SimulatorClient, type SimulatorRules, setRules } from './simulator-client.ts'
import { openUserHome, type UserHome } from './user-home.ts'

/**
 * `plink simulator` in a process of its own, and a user's home folder from which the built plink is run against it as a
 * child. Only argv, environment and HTTP pass between the three.
 */
export interface Sandbox extends SimulatorClient, UserHome {
  close(): Promise<void>
}

export interface SandboxOptions {
  readonly scenario?: string
  /** Virtual seconds per second. */
  readonly speed?: number
  /** Whether something accepts connections where the load balancers' servers are, so that they are healthy. */
  readonly backends?: boolean
  readonly rules?: SimulatorRules
}

export async function openSandbox({
  scenario = 'two-companies',
  speed = 50,
  backends = true,
  rules,
}: SandboxOptions = {}): Promise<Sandbox> {
  const simulator = await startSimulatorProcess(scenario, speed)
  try {
    const servers = backends ? await Promise.all(serversOf(simulator.document)) : []
    const home = openUserHome(simulator.document)
    await setRules(openSimulatorClient(simulator.document), rules)
    return {
      ...openSimulatorClient(simulator.document),
      ...home,
      async close() {
        // Servers first: once the simulator is gone, another may take its addresses.
        await Promise.all(servers.map((server) => server.stop()))
        await simulator.stop()
        home.remove()
      },
    }
  } catch (error) {
    await simulator.stop()
    throw error
  }
}

async function startSimulatorProcess(scenario: string, speed: number) {
  const child = spawn(
    process.execPath,
    [bin, 'simulator', '-o', 'json', '--scenario', scenario, '--speed', String(speed)],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: tmpdir() } },
  )
  // However this process ends, its simulator ends too.
  const kill = () => child.kill('SIGKILL')
  process.setMaxListeners(0).once('exit', kill)
  const document = await new Promise<SimulatorDocument>((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      errors += chunk
    })
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      // The document is one line.
      if (text.endsWith('\n')) resolve(JSON.parse(text))
    })
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}: ${errors}${text}`)))
  })
  return {
    document,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
    },
  }
}

/** Servers at every host of the two parties, which only accept and hang up unless said otherwise. */
export function serversOf(
  { given }: SimulatorDocument,
  answer: (socket: Socket) => void = (socket) => socket.destroySoon(),
) {
  const you = given['you.host']
  const peer = given['emqx.host'] ?? given['peer.host']
  const addresses = [
    [you, 6379],
    [peer, 1883],
    [peer, 8083],
  ] as const
  return addresses.map(([host, port]) => startTcpServer(answer, { port, ...(host !== undefined && { host }) }))
}
