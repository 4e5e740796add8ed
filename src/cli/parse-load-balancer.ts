import { PlinkError } from '../model/fault.ts'
import type { BackendIntent, ListenerIntent } from '../model/link.ts'

/** `6379`, or `6379:6380` when the backends answer on another port. */
export function listenerIn(word: string): ListenerIntent {
  const [port = 0, backendPort = port] = word.split(':').map(Number)
  return { port, backendPort }
}

/**
 * `i-…`, `eni-…=192.168.0.10`, `i-…,50`: an id, which of its addresses, and a weight other than 100.
 * @throws PlinkError BAD_FLAG for a network interface or container group without an address
 */
export function backendIn(word: string): BackendIntent {
  const [thing = '', weight = '100'] = word.split(',')
  const [id = '', ip] = thing.split('=')
  const type = id.startsWith('eni-') ? 'eni' : id.startsWith('eci-') ? 'eci' : 'ecs'
  if (type !== 'ecs' && ip === undefined) {
    throw new PlinkError('BAD_FLAG', { flag: '--backend', value: word, expected: `${id}=192.168.0.10` })
  }
  return { id, type, ...(ip !== undefined && { ip }), weight: Number(weight) }
}
