import type { Case, Kind, Random } from '../case.ts'
import type { Cloud, Lane } from '../lane.ts'
import { distortion } from './replies.ts'

const formats = [[], ['-o', 'json'], ['-o', 'yaml'], ['--debug']] as const

/** What changes the cloud, while the replies to its writes are changed on the wire: the run may not believe what is not there. */
export const writesKind: Kind = {
  name: 'cloud writes',
  share: 25,
  draw(random, lane) {
    const [cloud, words, maySucceed] = random.of(changes)(lane, random)
    return {
      files: cloud.files,
      env: cloud.env,
      secrets: cloud.secrets,
      words: [...words, '-y', '--peer-profile', cloud.peer, '--timeout', '60s', ...random.of(formats)],
      maySucceed,
      before: cloud.restore,
      distort: distortion(random.below(2 ** 31), (action) => (/^(?:Describe|List|Get)/.test(action) ? 0.02 : 0.4)),
    }
  },
}

type Change = (lane: Lane, random: Random) => [cloud: Cloud, words: readonly string[], is: Case['maySucceed']]

const stranger = '1417000000000009'

const changes: readonly Change[] = [
  ({ empty }) => [
    empty,
    ['up'],
    async () => {
      const endpoints = (await empty.parties()).flatMap((account) => account.endpoints)
      return endpoints.length === 2 && endpoints.every(({ connection }) => connection === 'Connected')
    },
  ],
  ({ linked }) => [
    linked,
    ['down'],
    async () =>
      (await linked.parties()).every(({ services, endpoints }) => services.length === 0 && endpoints.length === 0),
  ],
  ({ linked }) => [
    linked,
    ['whitelist', 'add', stranger],
    async () =>
      (await linked.parties()).some(({ services }) => services.some(({ whitelist }) => whitelist.includes(stranger))),
  ],
  ({ linked }) => [linked, ['service', 'update', '--description', 'another'], true],
  ({ linked }) => [linked, ['endpoint', 'delete'], true],
]
