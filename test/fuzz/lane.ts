import { existsSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import type { SimulatorDocument } from '../../src/model/result.ts'
import { startSimulator } from '../../src/simulator/simulator.ts'
import { eventually } from '../harness/eventually.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { serversOf } from '../harness/sandbox.ts'
import { openSimulatorClient, type SimulatorClient } from '../harness/simulator-client.ts'
import type { Case } from './case.ts'
import { type NameRelay, openNameRelay } from './names.ts'
import { openRelay, type Relay } from './relay.ts'
import { type Outcome, runCase } from './run-case.ts'

/** Cases that run one after the other, beside those of other lanes, and what they talk to. */
export interface Lane {
  /** A cloud in which both parties have what a link needs, and no link. */
  readonly empty: Cloud
  /** A cloud with a link between them. */
  readonly linked: Cloud
  run(drawn: Case): Promise<Outcome>
  close(): Promise<void>
}

export interface Cloud extends Pick<SimulatorClient, 'document' | 'given' | 'uid'> {
  /** The name of the other party's account, and of its profile. */
  readonly peer: string
  /** Of a folder and a home from which both accounts can be used; and its state, where there is a link. */
  readonly files: Case['files']
  readonly env: Case['env']
  readonly secrets: readonly string[]
  /** What both parties have (simulator, GET world). */
  parties(): Promise<readonly Account[]>
  /** Everything as it was. */
  restore(): Promise<void>
}

interface Account {
  readonly services: readonly { readonly whitelist: readonly string[] }[]
  readonly endpoints: readonly { readonly connection: string }[]
}

/** @param root a folder of its own, which is removed in the end */
export async function openLane(root: string): Promise<Lane> {
  const interruption = new AbortController()
  const closers: (() => unknown)[] = [() => rmSync(root, { recursive: true, force: true }), () => interruption.abort()]
  const refusing = await openRelay(null)
  let sends = ''
  const speaker = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.from(sends, 'latin1')))
    // Servers that speak first.
    if (sends.startsWith('SSH')) socket.end(Buffer.from(sends, 'latin1'))
  })
  await new Promise<void>((resolve) => speaker.listen(0, '127.0.0.1', resolve))
  closers.push(
    () => refusing.close(),
    () => speaker.close(),
  )
  // Safe: an address, not a pipe.
  const port = String((speaker.address() as AddressInfo).port)

  const relays: Relay[] = [refusing]
  const names: NameRelay[] = []
  const openCloud = async (): Promise<Cloud> => {
    const { document } = await startSimulator({ scenario: 'two-companies', speed: 2_000, signal: interruption.signal })
    const relay = await openRelay(document.endpoint)
    const resolver = await openNameRelay(document.dns)
    const backends = await Promise.all(serversOf(document, (socket) => socket.write('ready\n')))
    closers.push(
      ...backends.map((server) => server.stop),
      () => relay.close(),
      () => resolver.close(),
    )
    relays.push(relay)
    names.push(resolver)
    return cloudOf(document, { PLINK_ENDPOINT_URL: relay.url, PLINK_DNS_SERVER: resolver.address })
  }
  const run = async (drawn: Case): Promise<Outcome> => {
    await drawn.before?.()
    for (const relay of relays) relay.distort(drawn.distort ?? ((_action, _turn, reply) => reply))
    for (const resolver of names) resolver.distort(drawn.distortName ?? ((reply) => reply))
    sends = drawn.sends ?? ''
    const env = Object.entries({ PLINK_ENDPOINT_URL: refusing.url, ...drawn.env })
    return await runCase(
      {
        ...drawn,
        words: drawn.words.map((word) => word.replace('PORT', port)),
        env: Object.fromEntries(env.map(([name, value]) => [name, value?.replace('PORT', port)])),
        maySucceed: async () => {
          const { maySucceed } = drawn
          const may = typeof maySucceed === 'function' ? await maySucceed() : maySucceed
          return may && !names.some((resolver) => resolver.hasLied())
        },
      },
      root,
    )
  }

  const empty = await openCloud()
  const made = await openCloud()
  // By the hasty clock, on a machine that may be busy.
  const words = ['up', '-y', '--peer-profile', made.peer, '-o', 'json', '--timeout', '20h']
  let said = ''
  let { files } = made
  await eventually(
    async () => {
      const { code, stdout } = await run({ words, files, env: made.env, maySucceed: true })
      said = stdout
      // One that took too long is continued.
      const state = join(root, 'work', 'link', 'plink.state.json')
      if (existsSync(state)) files = { ...made.files, 'plink.state.json': readFileSync(state, 'utf8') }
      return code === 0
    },
    () => said,
  )
  const linked = { ...made, files }
  for (const { document } of [empty, linked]) {
    const { control } = openSimulatorClient(document)
    await eventually(
      () =>
        control('POST', 'checkpoint').then(
          () => true,
          () => false,
        ),
      'a world at rest',
    )
  }
  return {
    empty,
    linked,
    run,
    async close() {
      for (const close of closers.reverse()) await close()
    },
  }
}

function cloudOf(document: SimulatorDocument, env: Case['env']): Cloud {
  const client = openSimulatorClient(document)
  const { accounts } = document
  const profiles = accounts.map(({ name, accessKeyId, accessKeySecret }) => ({
    name,
    mode: 'AK',
    access_key_id: accessKeyId,
    access_key_secret: accessKeySecret,
  }))
  return {
    ...client,
    peer: accounts[1]?.name ?? '',
    files: {
      'plink.yaml': twoWayManifest(document),
      '~/.aliyun/config.json': JSON.stringify({ current: accounts[0]?.name, profiles }),
    },
    env,
    secrets: accounts.map(({ accessKeySecret }) => accessKeySecret),
    parties: async () => {
      const world = await client.control('GET', 'world')
      return accounts.slice(0, 2).map(({ name }) => world[name])
    },
    restore: () => client.control('POST', 'restore'),
  }
}
