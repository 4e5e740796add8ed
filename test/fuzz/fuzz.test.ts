import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { eventually } from '../harness/eventually.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { serversOf } from '../harness/sandbox.ts'
import { type Case, type Failure, failures, type Kind, randomOf } from './case.ts'
import { argvKind, environmentKind } from './kinds/command-line.ts'
import { iniKind, profilesKind } from './kinds/credentials.ts'
import { answersKind, inviteKind, manifestKind, stateKind } from './kinds/files.ts'
import { repliesKind } from './kinds/replies.ts'
import { deploymentKind, probeKind } from './kinds/servers.ts'
import { openRelay, type Relay } from './relay.ts'
import { runCase } from './run-case.ts'

/** `npm run fuzz` asks for more. */
const cases = Number(process.env['FUZZ_CASES'] ?? 2_000)
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1)
/** One case again: the seed and the kind that a failure names. */
const only = process.env['FUZZ_KIND']

const kinds: readonly Kind[] = [
  manifestKind,
  answersKind,
  inviteKind,
  stateKind,
  profilesKind,
  iniKind,
  argvKind,
  environmentKind,
  repliesKind(() => linked),
  deploymentKind,
  probeKind,
]
const shares = kinds.reduce((sum, { share }) => sum + share, 0)

const root = mkdtempSync(join(tmpdir(), 'plink-fuzz-'))
const interruption = new AbortController()
let backends: Awaited<ReturnType<typeof serversOf>[number]>[] = []
let refusing: Relay
let simulated: Relay
let linked: Pick<Case, 'files' | 'env'>
/** Says what the case says to whoever comes, and hangs up. */
let sends = ''
const speaker = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', () => socket.end(Buffer.from(sends, 'latin1')))
  // Servers that speak first.
  if (sends.startsWith('SSH')) socket.end(Buffer.from(sends, 'latin1'))
})

beforeAll(async () => {
  const simulator = await startSimulator({ scenario: 'two-companies', speed: 50, signal: interruption.signal })
  refusing = await openRelay(null)
  simulated = await openRelay(simulator.document.endpoint)
  await new Promise<void>((resolve) => speaker.listen(0, '127.0.0.1', resolve))
  const { accounts } = simulator.document
  const profiles = accounts.map(({ name, accessKeyId, accessKeySecret }) => ({
    name,
    mode: 'AK',
    access_key_id: accessKeyId,
    access_key_secret: accessKeySecret,
  }))
  const files = {
    'plink.yaml': twoWayManifest(simulator.document),
    '~/.aliyun/config.json': JSON.stringify({ current: accounts[0]?.name, profiles }),
  }
  const env = { PLINK_ENDPOINT_URL: simulated.url, PLINK_DNS_SERVER: simulator.document.dns }
  const words = ['up', '-y', '--peer-profile', accounts[1]?.name ?? '', '-o', 'json']
  backends = await Promise.all(serversOf(simulator.document))
  let said = ''
  await eventually(
    async () => {
      const made = await runCase({ words, files, env, maySucceed: true }, join(root, 'case'))
      said = made.stdout
      return made.code === 0
    },
    () => said,
  )
  const state = readFileSync(join(root, 'case', 'work', 'link', 'plink.state.json'), 'utf8')
  linked = { files: { ...files, 'plink.state.json': state }, env }
})
afterAll(async () => {
  await Promise.all(backends.map((server) => server.stop()))
  refusing.close()
  simulated.close()
  speaker.close()
  interruption.abort()
  rmSync(root, { recursive: true, force: true })
  process.stdout.write(`${table()}\n`)
})

interface Row {
  readonly name: string
  readonly cases: number
  /** On the processor, for one case. */
  readonly ms: number
  readonly failed: Readonly<Record<Failure, number>>
}
const rows: Row[] = []

test.each(kinds.filter(({ name }) => only === undefined || name === only))(
  'whatever $name holds, plink says what is wrong and does nothing else',
  async (kind) => {
    const count = Math.ceil((cases * kind.share) / shares)
    const failed: Record<Failure, number> = { crash: 0, hang: 0, leak: 0, control: 0, outside: 0, 'false success': 0 }
    const shown: string[] = []
    let cpu = 0
    for (let seed = firstSeed; seed < firstSeed + count; seed++) {
      const drawn = withPort(kind.draw(randomOf(seed)))
      simulated.distort(drawn.distort ?? ((_action, _turn, reply) => reply))
      sends = drawn.sends ?? ''
      const outcome = await runCase(drawn, join(root, 'case'))
      cpu += outcome.cpu
      for (const failure of outcome.failures) failed[failure]++
      if (outcome.failures.length > 0 && shown.length < 5) {
        const again = `FUZZ_KIND='${kind.name}' FUZZ_SEED=${seed} FUZZ_CASES=1`
        shown.push(`${again}: ${outcome.failures.join(', ')}\n${JSON.stringify({ ...drawn, ...outcome }, null, 1)}`)
      }
    }
    rows.push({ name: kind.name, cases: count, ms: cpu / count, failed })
    expect(shown.join('\n')).toBe('')
  },
)

function withPort(drawn: Case): Case {
  // Safe: an address, not a pipe.
  const port = String((speaker.address() as AddressInfo).port)
  const env = Object.entries({ PLINK_ENDPOINT_URL: refusing.url, ...drawn.env })
  return {
    ...drawn,
    words: drawn.words.map((word) => word.replace('PORT', port)),
    env: Object.fromEntries(env.map(([name, value]) => [name, value?.replace('PORT', port)])),
  }
}

function table(): string {
  const head = ['kind', 'cases', 'crashes', 'hangs', 'leaks', 'controls', 'outside', 'false success', 'ms']
  const lines = rows.map(({ name, cases: count, ms, failed }) =>
    [name, count, ...failures.map((failure) => failed[failure]), Math.round(ms)].map(String),
  )
  return [head, ...lines]
    .map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(14) : cell.padStart(14))).join(''))
    .join('\n')
}
