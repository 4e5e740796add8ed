import type { BackendIntent, ListenerIntent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { backendTypeOf, type Form, forms, matches } from '../model/form.ts'
import { shownWord } from '../model/mask.ts'

/** `6379`, or `6379:6380` when the backends answer on another port. */
export const listenerWord = wordOf('6379 | 6379:6380', (word) => {
  const ports = word.split(':')
  return ports.length <= 2 && ports.every((port) => matches(port, forms.port))
})

/** `i-…`, `eni-…=192.168.0.10`, `i-…,50`: an id, which of its addresses, and a weight other than 100. */
export const backendWord = wordOf(
  'i-… | eni-…=192.168.0.10 | i-…,50',
  (word) => {
    const { ip, weight } = partsOf(word)
    return (ip === undefined || matches(ip, forms.address)) && /^(?:\d{1,2}|100)$/.test(weight)
  },
  (word) => forms.backend.problemOf(partsOf(word).id),
)

export function parseListener(word: string): ListenerIntent {
  const [port = 0, backendPort = port] = word.split(':').map(Number)
  return { port, backendPort }
}

/** @throws PlinkError BAD_FLAG for a network interface or container group without an address */
export function parseBackend(word: string): BackendIntent {
  const { id, ip, weight } = partsOf(word)
  const type = backendTypeOf(id)
  if (type !== 'ecs' && ip === undefined) {
    throw new PlinkError('BAD_FLAG', { flag: '--backend', value: shownWord(word), expected: `${id}=192.168.0.10` })
  }
  return { id, type, ...(ip !== undefined && { ip }), weight: Number(weight) }
}

function partsOf(word: string) {
  const [thing = '', weight = '100', ...more] = word.split(',')
  const [id = '', ip, ...others] = thing.split('=')
  // What has too many parts has a part that is wrong.
  return { id, ip: others.length > 0 ? thing : ip, weight: more.length > 0 ? word : weight }
}

function wordOf(expected: string, isGood: (word: string) => boolean, more: Form['problemOf'] = () => undefined): Form {
  return {
    expected,
    problemOf: (word) =>
      more(word) ?? (isGood(word) ? undefined : { kind: 'bad-value', value: shownWord(word), expected }),
  }
}
