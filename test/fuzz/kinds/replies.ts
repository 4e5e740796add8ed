import { type Kind, type Random, randomOf } from '../case.ts'
import { damaged, morsel } from '../mutate.ts'
import type { Distort, Reply } from '../relay.ts'

/** What stands in the place of a value: other types, other sizes, and what a careless program would trust. */
const strange: readonly unknown[] = [
  null,
  [],
  {},
  [null],
  [[]],
  '',
  0,
  -1,
  1e21,
  true,
  '../../../evil',
  '\u001b[31mred',
  '\u202eevil',
  'x'.repeat(5_000),
  { a: { b: [1] } },
  '$(touch evil)',
  '__proto__',
]

/** Looks only: a write would change the cloud for the cases after it. */
const looks = [
  ['plan'],
  ['status'],
  ['doctor', '--from', 'local'],
  ['lb', 'check'],
  ['lb', 'list'],
  ['service', 'list'],
  ['service', 'get'],
  ['endpoint', 'list'],
  ['endpoint', 'get'],
  ['connection', 'list'],
  ['whitelist', 'list'],
  ['policy'],
  ['invite', '--for', 'generic'],
] as const

/** The replies of the cloud, changed on the wire. */
export const repliesKind: Kind = {
  name: 'cloud replies',
  share: 150,
  draw: (random, { linked: { files, env, secrets } }) => ({
    files,
    env,
    secrets,
    words: [...random.of(looks), '--timeout', '2s', ...random.of([[], ['-o', 'json'], ['-o', 'yaml']])],
    maySucceed: true,
    distort: distortion(random.below(2 ** 31), () => 0.25),
  }),
}

/**
 * Some replies are changed. Calls run side by side: which one is changed hangs on its name and not on its time.
 * @param shareOf how many replies of an action are changed, from 0 to 1
 */
export function distortion(seed: number, shareOf: (action: string) => number): Distort {
  return (action, turn, reply) => {
    const random = randomOf(
      seed ^ [...`${action}${turn}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7),
    )
    return random.chance(shareOf(action)) ? distorted(reply, random) : reply
  }
}

function distorted(reply: Reply, random: Random): Reply | null {
  switch (random.below(9)) {
    case 0:
      return { ...reply, body: damaged(reply.body, random, morsel) }
    case 1:
      return { ...reply, body: '<html>502 Bad Gateway</html>', contentType: 'text/html' }
    case 2:
      return { ...reply, status: random.of([200, 204, 302, 400, 403, 404, 429, 500, 503]) }
    case 3:
      return null
    default:
      return { ...reply, body: withStrangeValue(reply.body, random) }
  }
}

function withStrangeValue(body: string, random: Random): string {
  const root: unknown = JSON.parse(body)
  let at = root
  for (let depth = random.below(6); ; depth--) {
    if (typeof at !== 'object' || at === null) break
    // Safe: an object or a list is read by its keys.
    const container = at as Record<string, unknown>
    const keys = Object.keys(container)
    if (keys.length === 0) break
    const key = random.of(keys)
    const inner = container[key]
    if (depth > 0 && typeof inner === 'object' && inner !== null) {
      at = inner
      continue
    }
    if (random.chance(0.2)) delete container[key]
    // Another of its kind, which does not exist.
    else if (typeof inner === 'string' && /^[a-z]+-/.test(inner) && random.chance(0.3))
      container[key] = inner.replace(/-.*/, '-another')
    else container[key] = random.of(strange)
    break
  }
  return JSON.stringify(root)
}
