import { connect as dial, type Socket } from 'node:net'
import type { Clock } from '../model/clock.ts'

/** How long one address may keep the next one waiting, as in RFC 8305. */
const headStartMs = 250

/**
 * A TCP connection to the first of the addresses that takes one. The next is tried when the one before has failed or
 * hesitates. When all fail, the error is that of the first.
 */
export async function connect(
  addresses: readonly string[],
  port: number,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Socket> {
  const over = new AbortController()
  const either = AbortSignal.any([signal, over.signal])
  let before: Promise<unknown> = Promise.reject(new Error('there is none before the first'))
  const attempts = addresses.map((address, index) => {
    const turn = Promise.race([failed(before), clock.sleep(headStartMs * index, either)])
    const attempt = turn.then(() => open(address, port, either))
    before = attempt
    return attempt
  })
  try {
    return await Promise.any(attempts)
  } catch (error) {
    throw error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error
  } finally {
    over.abort()
  }
}

/** Resolves when the other fails; otherwise never. */
function failed(other: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    other.catch(() => resolve())
  })
}

function open(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const socket = dial({ host, port })
    const abort = (): void => {
      socket.destroy()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    // Stays: a socket without it brings the process down when it fails later.
    socket.on('error', (error) => {
      signal.removeEventListener('abort', abort)
      reject(error)
    })
    socket.once('connect', () => {
      signal.removeEventListener('abort', abort)
      resolve(socket)
    })
  })
}
