import { backendTypeOf, type Form, forms, matches } from './form.ts'
import { shownWord } from './mask.ts'

// Listeners and backends of a load balancer to create, as one word each: for flags and for the answers of `plink init`.

/** `6379`, or `6379:6380` when the backends answer on another port. */
export const listenerWord = wordOf('6379 | 6379:6380', (word) => {
  const ports = word.split(':')
  return ports.length <= 2 && ports.every((port) => matches(port, forms.port))
})

/** `i-…`, `eni-…=192.168.0.10`, `i-…,50`: an id, which of its addresses, and a weight other than 100. */
export const backendWord = wordOf(
  'i-… | eni-…=192.168.0.10 | i-…,50',
  (word) => {
    const { id, ip, weight } = partsOf(word)
    // Only an instance has a main address.
    const isPlaced = ip === undefined ? backendTypeOf(id) === 'ecs' : matches(ip, forms.address)
    return isPlaced && /^(?:\d{1,2}|100)$/.test(weight)
  },
  (word) => forms.backend.problemOf(partsOf(word).id),
)

/** @param word of the form `listenerWord` */
export function parseListener(word: string): { readonly port: number; readonly backendPort: number } {
  const [port = 0, backendPort = port] = word.split(':').map(Number)
  return { port, backendPort }
}

/** @param word of the form `backendWord` */
export function parseBackend(word: string) {
  const { id, ip, weight } = partsOf(word)
  return { id, type: backendTypeOf(id), ...(ip !== undefined && { ip }), weight: Number(weight) }
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
