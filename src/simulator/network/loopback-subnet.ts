import { once } from 'node:events'
import { createServer } from 'node:net'
import { isListening } from './program.ts'

/** Guards a 127.n against other simulators on this machine; any port that is the same for all of them would do. */
const guardPort = 41_417
const first = 10
const last = 250

/**
 * Takes a free 127.n, so that many simulators run side by side. A machine that only has 127.0.0.1 (macOS) gets the first
 * one unguarded; the data plane then says what command gives it the addresses.
 * @param wanted the n to take if it is free
 */
export async function takeLoopbackSubnet(wanted = first): Promise<{ n: number; release(): Promise<void> }> {
  for (let offset = 0; offset <= last - first; offset++) {
    const n = offset === 0 ? wanted : first + ((wanted - first + offset) % (last - first + 1))
    const guard = createServer().unref()
    const failed = new Promise<NodeJS.ErrnoException>((resolve) => guard.once('error', resolve))
    const listening = once(guard, 'listening').then(() => undefined)
    // A failure is told by the other promise.
    listening.catch(() => undefined)
    guard.listen({ host: `127.${n}.0.1`, port: guardPort })
    const error = await Promise.race([failed, listening])
    if (error === undefined) {
      const release = (): Promise<void> => new Promise((resolve) => guard.close(() => resolve()))
      if (!(await isServing(n))) return { n, release }
      await release()
    } else if (error.code !== 'EADDRINUSE') break
  }
  return { n: first, release: () => Promise.resolve() }
}

/** Whether a server of a simulator that has ended is still there, where servers of this one would listen. */
async function isServing(n: number): Promise<boolean> {
  const hosts = [`127.${n}.1.1`, `127.${n}.129.1`]
  const answers = await Promise.all(hosts.flatMap((host) => [6379, 1883, 8083].map((port) => isListening(host, port))))
  return answers.includes(true)
}
