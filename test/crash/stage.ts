import * as fs from 'node:fs'
import { join } from 'node:path'
import { twoWayManifest } from '../harness/manifests.ts'
import { type WorldDump, worldNormalizer } from '../harness/normalize-world.ts'
import { type Operators, openOperators } from '../harness/operators.ts'
import { serversOf } from '../harness/sandbox.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'
import type { SimulatorClient } from '../harness/simulator-client.ts'
import { openUserHome } from '../harness/user-home.ts'
import { differences, type NormalWorld } from './damage.ts'
import { type MachineRun, openMachine, type RunOptions, stateName } from './machine.ts'
import { type Line, neighbours, type Story, wordsIn } from './stories.ts'

/** How long new things stay out of lists and reads, in the cloud's milliseconds: no time passes between two runs. */
const usualLagMs = 20_000
/** More than plink waits for what it does not see. */
export const longMs = 120_000

/**
 * How late a call may arrive: of one that has its effect more than a minute after its process died nothing is promised
 * (docs/state.md, "What is not guaranteed"), and the cloud takes its time to show it. A second is for what is done between
 * writing down the intent, from which plink counts the minute, and dying.
 */
export const latestMs = 60_000 - usualLagMs - 1_000

/** What a command does when nobody disturbs it. */
export interface Recording extends Pick<MachineRun, 'requests' | 'moments' | 'files'> {
  readonly line: Line
  /** Texts of the state file: before, null where there was none, and after each write. */
  readonly states: readonly (string | null)[]
  /** What is so afterwards. */
  readonly world: NormalWorld
}

/** A world and the folders of its operators, in which a story is told up to one of its commands, as often as needed. */
export interface Stage {
  readonly story: Story
  readonly cloud: SimulatorClient
  /** The state file of the story. */
  readonly state: string
  /** The commands of the cycle, recorded. */
  readonly recordings: readonly Recording[]
  /** The world in which the story begins. */
  readonly baseline: NormalWorld
  /** Makes everything as it was before the command at this place of the cycle. */
  rewind(index: number): Promise<void>
  run(line: Line, more?: Pick<RunOptions, 'death' | 'onRequest' | 'event'>): Promise<MachineRun>
  pass(ms: number): Promise<void>
  world(): Promise<NormalWorld>
  close(): Promise<void>
}

/** @param rules switches of the simulator that are not as usual */
export async function openStage(story: Story, rules: object = {}): Promise<Stage> {
  const closers: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const each of closers.splice(0).reverse()) await each()
  }
  try {
    return { ...(await prepare(story, rules, closers)), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function prepare(story: Story, rules: object, closers: (() => unknown)[]): Promise<Omit<Stage, 'close'>> {
  const cloud = await openSimulatedCloud({ scenario: 'nlb' })
  closers.push(() => cloud[Symbol.asyncDispose]())
  for (const server of await Promise.all(serversOf(cloud.document))) closers.push(() => server.stop())
  const home = openUserHome(cloud.document)
  closers.push(home.remove)
  const machine = await openMachine(cloud.document.endpoint, cloud.pass)
  closers.push(machine.close)
  const sandbox = { ...cloud, ...home, close }
  const operators = openOperators(sandbox, 'story')
  const folders = Object.values(operators.folders)
  const folder = operators.folders['you'] ?? ''
  const state = join(folder, stateName)
  // A second endpoint must be possible: doubles are what is looked for. A request that was cut reads like one that waits.
  const set = { lagMs: usualLagMs, zoneAfterDisable: 'Wait', oneEndpointPerVpc: false, ...rules }
  await cloud.control('POST', 'world', { act: 'rules', set })

  const say = async (all: Operators, line: Line, more: Pick<RunOptions, 'death' | 'onRequest' | 'event'> = {}) => {
    const { who, words } = wordsIn(line)
    const { env } = all
    const cwd = all.folders[who] ?? ''
    const ran = await machine.run(all.wordsOf(who, words), { cwd, home: home.home, env, ...more })
    if (ran.stdout.startsWith('{')) all.learn(who, ran)
    return ran
  }
  const tell = async (all: Operators, line: Line): Promise<MachineRun> => {
    const ran = await say(all, line)
    if (ran.code === wordsIn(line).exit) return ran
    throw new Error(`${story.name}: ${line} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
  }
  const others = openOperators(sandbox, 'neighbour')
  for (const line of neighbours) await tell(others, line)
  const given: WorldDump = await cloud.control('GET', 'world')
  const world = async (): Promise<NormalWorld> => {
    const now: WorldDump = await cloud.control('GET', 'world')
    return worldNormalizer(now, given)(now)
  }

  if (story.plan) {
    const plan = story.plan(twoWayManifest(cloud.document, { name: 'story', peer: 'emqx' }), cloud.given)
    fs.writeFileSync(join(folder, 'plink.yaml'), operators.filled(plan))
  }
  for (const line of story.before) await tell(operators, line)
  await machine.pass(longMs)
  const baseline = await world()

  const snapshots: { readonly known: Record<string, string>; readonly place: string }[] = []
  const recordings: Recording[] = []
  for (const [index, line] of story.cycle.entries()) {
    await machine.pass(longMs)
    await cloud.control('POST', `checkpoint?name=${index}`)
    const place = join(home.home, `before-${index}`)
    for (const [at, each] of folders.entries()) fs.cpSync(each, join(place, String(at)), { recursive: true })
    snapshots.push({ known: { ...operators.known }, place })
    const before = fs.existsSync(state) ? fs.readFileSync(state, 'utf8') : null
    const { requests, moments, files, states } = await tell(operators, line)
    recordings.push({ line, requests, moments, files, states: [before, ...states], world: await world() })
  }
  for (const line of story.after ?? []) await tell(operators, line)
  await machine.pass(longMs)
  const left = differences(await world(), baseline)
  if (left.length > 0) throw new Error(`${story.name} does not lead back: ${JSON.stringify(left)}`)

  return {
    story,
    cloud,
    state,
    recordings,
    baseline,
    world,
    pass: machine.pass,
    run: (line, more) => say(operators, line, more),
    async rewind(index) {
      await cloud.control('POST', `restore?name=${index}`)
      const { known, place } = snapshots[index] ?? { known: {}, place: '' }
      for (const [at, each] of folders.entries()) {
        fs.rmSync(each, { recursive: true, force: true })
        fs.cpSync(join(place, String(at)), each, { recursive: true })
      }
      for (const name of Object.keys(operators.known)) delete operators.known[name]
      Object.assign(operators.known, known)
    },
  }
}

async function close(): Promise<void> {}
