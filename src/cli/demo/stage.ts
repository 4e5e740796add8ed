import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'
import type { SimulatorDocument } from '../../model/result.ts'
import type { CommandContext } from '../command.ts'
import { type ChildResult, runPlink, runServer } from './child.ts'
import { type PeerDetails, specOf } from './manifest.ts'
import { textAtPath } from './read-reply.ts'

/** A person's browser at pages that answer in JSON. */
interface PageClient {
  get(path: string): Promise<unknown>
  post(path: string, body: object): Promise<unknown>
  delete(path: string): Promise<unknown>
}

/** Everything the acts play with. */
export interface Stage {
  readonly context: CommandContext
  readonly simulator: SimulatorDocument
  /** The pretend EMQX console, and the simulator's own pages. */
  readonly console: PageClient
  readonly control: PageClient
  /** What the servers behind the load balancers are. */
  readonly servers: { readonly redis: 'real' | 'built-in'; readonly mqtt: 'real' | 'built-in' }
  /** Account ids. */
  readonly uids: { readonly you: string; readonly emqx: string }
  /**
   * Runs plink as a user would, its output shown; of `up` and `down` the progress only, as the picture is an act of its own.
   * @throws DemoStopped when it ends with none of `expected`
   */
  plink(words: string, ...expected: readonly number[]): Promise<ChildResult>
  /** Looks at the status without showing it. */
  status(): Promise<unknown>
  /** Says something of the story. */
  say(text: string): void
  /** Writes plink.yaml anew, with what the peer has told by now. */
  writeManifest(told: PeerDetails): void
  /** Waits until `look` finds something. @throws Error when it takes too long */
  until<T>(look: () => Promise<T | undefined>): Promise<T>
}

/** A command of the story ended otherwise than the story goes. */
export class DemoStopped extends Error {
  override readonly name = 'DemoStopped'
  readonly line: string
  readonly code: number
  constructor(line: string, code: number) {
    super(`${line} ended with ${code}`)
    this.line = line
    this.code = code
  }
}

/** Longest wait for the vendor's robot, and the pause between looks, in milliseconds. */
const patienceMs = 30_000
const pauseMs = 150

/** Builds the stage, plays on it, and takes it away again whatever happens. */
export async function onStage<T>(
  context: CommandContext,
  speed: number,
  play: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { host, signal, clock } = context
  const folder = fs.mkdtempSync(join(tmpdir(), 'plink-demo-'))
  const closers: (() => Promise<void> | void)[] = [() => fs.rmSync(folder, { recursive: true, force: true })]
  try {
    const words = ['simulator', '--output', 'json', '--speed', String(speed)]
    const start = { self: host.self, cwd: folder, signal }
    const cloud = await runServer({ ...start, words, env: childEnv(context, folder) })
    closers.push(() => cloud.stop())
    // Safe: the same program wrote it, `textAt` and friends look before they use it.
    const simulator = JSON.parse(cloud.first) as SimulatorDocument
    const password = 'open sesame'
    const servers = await startServers(context, simulator, password, closers)
    const env = { ...childEnv(context, folder), ...userEnv(simulator, password) }
    const { createPageClient } = await import('../../simulator/admin/page-client.ts')
    return await play({
      context,
      simulator,
      servers,
      console: createPageClient(textAtPath(simulator, 'vendor', 'console'), signal),
      control: createPageClient(simulator.control, signal),
      uids: { you: uidOf(simulator, 'you'), emqx: uidOf(simulator, 'emqx') },
      async plink(line, ...expected) {
        context.narrate(context.text.demo.runs(`plink ${line}`))
        const words = line.split(' ')
        const isWork = words[0] === 'up' || words[0] === 'down'
        const ended = await runPlink({ ...start, words, env }, (text, from) => {
          if (from === 'stderr' || !isWork) context.narrate(text === '' ? '' : `  ${text}`)
        })
        if (!expected.includes(ended.code)) throw new DemoStopped(`plink ${line}`, ended.code)
        return ended
      },
      async status() {
        const ended = await runPlink({ ...start, words: ['status', '-o', 'json'], env }, () => undefined)
        if (ended.code !== 0) throw new DemoStopped('plink status -o json', ended.code)
        return JSON.parse(ended.stdout)
      },
      say: (text) => context.narrate(text),
      writeManifest: (told) => fs.writeFileSync(join(folder, 'plink.yaml'), specOf(simulator, told)),
      async until(look) {
        for (const end = clock.now() + patienceMs; ; ) {
          const found = await look()
          if (found !== undefined) return found
          if (clock.now() > end) throw new Error(`nothing came of it in ${patienceMs} ms: ${look}`)
          await clock.sleep(pauseMs, signal)
        }
      },
    })
  } finally {
    for (const close of closers.reverse()) await close()
  }
}

async function startServers(
  { host, signal }: CommandContext,
  { given }: SimulatorDocument,
  password: string,
  closers: (() => Promise<void> | void)[],
): Promise<Stage['servers']> {
  const { startBroker, startRedis } = await import('../../simulator/network/backends.ts')
  const path = host.env['PATH'] ?? ''
  const redis = await startRedis({ host: textAtPath(given, 'you.host'), port: 6379, password }, { path, signal })
  closers.push(() => redis.close())
  const broker = await startBroker({ host: textAtPath(given, 'emqx.host'), port: 1883, wsPort: 8083 }, { path, signal })
  closers.push(() => broker.close())
  const kindOf = (kind: string) => (kind === 'responder' ? 'built-in' : 'real')
  return { redis: kindOf(redis.kind), mqtt: kindOf(broker.kind) }
}

/** What every child gets. Nothing else of the environment: the keys of real accounts have no place in a demo. */
function childEnv({ host, text, color }: CommandContext, home: string): Environment {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMPDIR', 'TERM', 'LANG', 'LC_ALL'].flatMap((name) => {
    const value = host.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    PLINK_LANG: text.lang,
    COLUMNS: String(Math.max(40, (host.stderr.columns() ?? 82) - 2)),
    ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true',
    ...(color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }),
  }
}

/** What a user exports to have plink work on the simulator, with the keys of `you`. */
function userEnv(simulator: SimulatorDocument, password: string): Environment {
  const you = simulator.accounts.find(({ name }) => name === 'you')
  const deployment = simulator.vendor?.deployment
  return {
    PLINK_ENDPOINT_URL: simulator.endpoint,
    PLINK_DNS_SERVER: simulator.dns,
    PLINK_IN_VPC: textAtPath(simulator.given, 'you.vpc'),
    ALIBABA_CLOUD_ACCESS_KEY_ID: you?.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: you?.accessKeySecret,
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: deployment?.url,
    EMQXCLOUD_DEPLOYMENT_API_KEY: deployment?.key,
    EMQXCLOUD_DEPLOYMENT_API_SECRET: deployment?.secret,
    REDIS_PASSWORD: password,
  }
}

function uidOf(simulator: SimulatorDocument, name: string): string {
  return textAtPath({ uid: simulator.accounts.find((account) => account.name === name)?.uid }, 'uid')
}
