// `npm run crash`: plink is really killed (SIGKILL) around every API call and every write of its state, and then simply run
// again, in the middle of stories (stories.ts): a whole link up and down, and each command for a single step. Whatever the
// moment, the next run must end with the very world and state of a run that nobody disturbed, and the end of the story with
// the world as it was before: exactly one of everything, nothing left over, nothing of others touched, never stuck.
//
// Kill points come from outside the product: the simulator parks a request before or after it is carried out, and
// fs-hook.cjs, preloaded, dies around the nth file operation on the state.
import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import type { Environment } from '../../src/model/environment.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { type WorldDump, worldNormalizer } from '../harness/normalize-world.ts'
import { type Operators, openOperators } from '../harness/operators.ts'
import { type ProcessResult, runPlink, startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { type Story, stories } from './stories.ts'

const hook = fileURLToPath(new URL('fs-hook.cjs', import.meta.url))
const stateName = 'plink.state.json'
const speed = 400
/** How long new things stay out of lists and reads, in real milliseconds: longer than plink takes to start again. */
const usualLagMs = 600
/** Longer than that on any machine, for the control: it is to be caught by its tokens alone. */
const longLagMs = 8_000

/**
 * Moments to die: before a request is carried out, and after, while its answer is withheld. What comes after an answer is
 * the next file operation or the next request. Files: before, after, and in the middle of a write.
 */
const apiMoments = ['before', 'after'] as const
const fileMoments = ['before', 'half', 'after'] as const

/** A moment at which a command is killed. */
export interface KillPoint {
  readonly story: string
  /** Of the story's commands the one that dies: `service create`. */
  readonly command: string
  readonly kind: 'api' | 'file'
  /** Of a change; other points count all requests. */
  readonly action?: string
  readonly nth: number
  readonly moment: 'before' | 'half' | 'after'
}

/** What came of all deaths. */
export interface Tally {
  points: number
  runs: number
  kills: number
  doubles: number
  orphans: number
  touched: number
  stuck: number
  readonly examples: string[]
}
type Damage = 'doubles' | 'orphans' | 'touched' | 'stuck'

/**
 * `kept` as it was; `backup`: the previous version is put back, as the printed `cp` does; `lost`: it is deleted, and
 * `state adopt` finds what there is.
 */
export type Memory = 'kept' | 'backup' | 'lost'

export interface CrashOptions {
  /** Takes every nth of the points. */
  readonly stride?: number
  /** How many links at the same time. */
  readonly lanes?: number
  /** The control: a new token for every attempt. */
  readonly freshTokens?: boolean
  /** Goes on with the story without running again what was killed. */
  readonly giveUp?: boolean
  /** What becomes of the state file after each death. */
  readonly memory?: Memory
  /** Whether to die at a point; at each around calls and files when left out. */
  readonly pick?: (point: KillPoint) => boolean
  /** Names of stories; all of them when left out. */
  readonly only?: readonly string[]
  readonly log?: (line: string) => void
}

interface UndisturbedRun {
  readonly requests: readonly { readonly action: string; readonly kind: string }[]
  /** The file operations, in order. */
  readonly files: readonly string[]
  readonly after: object
}

interface Stage {
  readonly story: Story
  readonly sandbox: Sandbox
  readonly operators: Operators
  /** Your folder in `operators`. */
  readonly folder: string
  readonly given: WorldDump
  readonly baseline: WorldDump
  readonly undisturbed: UndisturbedRun[]
  /** A copy of your folder, as the story begins. */
  readonly snapshot: string
}

export async function crash({
  stride = 1,
  lanes = 2,
  freshTokens = false,
  giveUp = false,
  memory = 'kept',
  pick = (point) => !isChange(point),
  only,
  log = () => {},
}: CrashOptions = {}): Promise<Tally> {
  const tally: Tally = { points: 0, runs: 0, kills: 0, doubles: 0, orphans: 0, touched: 0, stuck: 0, examples: [] }
  for (const story of stories.filter(({ name }) => !only || only.includes(name))) {
    const before = { ...tally }
    await oneStory(story, { stride, lanes, pick, freshTokens, giveUp, memory, log }, tally)
    const counts = (['points', 'runs', 'kills', 'doubles', 'orphans', 'touched', 'stuck'] as const).map(
      (name) => ` ${name} ${tally[name] - before[name]}`,
    )
    log(`${story.name}:${counts.join('')}`)
  }
  return tally
}

/** Dies at each of the points, in lanes that take the next one when they are through; the first to be ready finds them. */
async function oneStory(
  story: Story,
  {
    stride,
    lanes,
    pick,
    freshTokens,
    giveUp,
    memory,
    log,
  }: Required<Pick<CrashOptions, 'stride' | 'lanes' | 'pick' | 'freshTokens' | 'giveUp' | 'memory' | 'log'>>,
  tally: Tally,
): Promise<void> {
  let queue: KillPoint[] | undefined
  const lane = async () => {
    const open = () => openStage(story, freshTokens ? longLagMs : usualLagMs)
    let stage = await open()
    try {
      queue ??= killPoints(stage)
        .filter(pick)
        .filter((_point, index) => index % stride === 0)
      for (let point = queue.shift(); point; point = queue.shift()) {
        const problems = await oneRun(stage, point, { freshTokens, giveUp, memory }, tally)
        if (++tally.points % 50 === 0) log(`${story.name}: ${queue.length} to go`)
        if (problems.length === 0) continue
        for (const { kind, what } of problems) {
          tally[kind]++
          if (tally.examples.length < 10) tally.examples.push(`${JSON.stringify(point)}: ${kind}: ${what}`)
        }
        // What is left over would disturb the next one.
        await stage.close()
        stage = await open()
      }
    } finally {
      await stage.close()
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** A sandbox in which a story is ready to begin, and what it looks like when nobody disturbs it. */
async function openStage(story: Story, lagMs: number): Promise<Stage & { close(): Promise<void> }> {
  const sandbox = await openSandbox({ scenario: 'nlb', speed })
  // A second endpoint must be possible: doubles are what is looked for.
  const rules = { lagMs: lagMs * speed, zoneAfterDisable: 'Wait', oneEndpointPerVpc: false }
  // New things stay out of lists and reads for a while: only the token can tell that they are there already.
  await sandbox.control('POST', 'world', { act: 'rules', set: rules })
  const operators = openOperators(sandbox, 'story')
  const folder = operators.folders['you'] ?? ''
  if (story.behind) {
    const manifest = twoWayManifest(sandbox.document, { name: 'story', peer: 'emqx' })
    const behind = manifest.replace(sandbox.given['you.loadBalancer'] ?? '', story.behind)
    fs.writeFileSync(join(folder, 'plink.yaml'), operators.filled(behind))
  }
  const given = await sandbox.control('GET', 'world')
  for (const line of story.before) await say(operators, line)
  const baseline = await sandbox.control('GET', 'world')
  const snapshot = `${folder}.before`
  const stage: Stage = { story, sandbox, operators, folder, given, baseline, snapshot, undisturbed: [] }
  fs.cpSync(folder, snapshot, { recursive: true })
  for (const line of story.cycle) stage.undisturbed.push(await undisturbed(stage, line))
  for (const line of story.after ?? []) await say(operators, line)
  const left = differences(await sandbox.control('GET', 'world'), stage.baseline)
  if (left) throw new Error(`${story.name} does not lead back: ${left}`)
  return { ...stage, close: () => sandbox.close() }
}

/** Runs a command that nobody kills: what it does, and what is so afterwards. */
async function undisturbed(stage: Stage, line: string): Promise<UndisturbedRun> {
  const { sandbox, operators, folder } = stage
  const trace = join(folder, 'trace')
  fs.writeFileSync(trace, '')
  await sandbox.control('POST', 'reset-log')
  const env = { NODE_OPTIONS: `--require ${hook}`, PLINK_TEST_FS_NAME: stateName, PLINK_TEST_FS_TRACE: trace }
  const ran = await run(operators, line, env)
  if (ran.code !== 0) throw new Error(`an undisturbed ${line} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
  const { requests } = await sandbox.control('GET', 'log')
  const files = fs.readFileSync(trace, 'utf8').trim().split('\n').filter(Boolean)
  fs.rmSync(trace)
  return { requests, files: files.map((row) => row.split(' ')[1] ?? ''), after: await seen(stage) }
}

/** Every point at which a command of the story can be killed; those around changes a second time, by the names of these. */
function killPoints({ story, undisturbed: runs }: Stage): KillPoint[] {
  return runs.flatMap(({ requests, files }, index) => {
    const about = { story: story.name, command: commandOf(story.cycle[index] ?? '') }
    const calls = requests.map((_, at) => ({ ...about, kind: 'api' as const, nth: at + 1 }))
    const changes = requests.flatMap(({ action, kind }, at) => {
      if (kind !== 'write') return []
      // Rehearsals of the same are counted as well.
      const nth = requests.slice(0, at + 1).filter((each) => each.action === action).length
      return { ...about, kind: 'api' as const, action, nth }
    })
    const writes = files.map((call, at) => ({ ...about, kind: 'file' as const, nth: at + 1, call }))
    return [
      ...[...calls, ...changes].flatMap((point) => apiMoments.map((moment) => ({ ...point, moment }))),
      ...writes.flatMap(({ call, ...point }) =>
        fileMoments
          .filter((moment) => moment !== 'half' || call === 'writeSync')
          .map((moment) => ({ ...point, moment })),
      ),
    ]
  })
}

/** `endpoint add-zone` of a line. */
export function commandOf(line: string): string {
  return /^(?:\w+: )?(up|down|\S+ \S+)/.exec(line)?.[1] ?? ''
}

/** Around the changes themselves: the points that matter most, which come in every run. */
export const isChange = ({ action }: KillPoint): boolean => action !== undefined

/** Where a new token per attempt must make a double: the thing was made, and nobody heard of it. */
export const isUnheardOf = ({ action = '', moment }: KillPoint): boolean => moment === 'after' && /Create/.test(action)

/** One time through the story, with a death on the way. What is wrong afterwards. */
async function oneRun(
  stage: Stage,
  point: KillPoint,
  { freshTokens, giveUp, memory }: Required<Pick<CrashOptions, 'freshTokens' | 'giveUp' | 'memory'>>,
  tally: Tally,
): Promise<readonly { readonly kind: Damage; readonly what: string }[]> {
  const { story, sandbox, operators, folder, baseline } = stage
  fs.rmSync(folder, { recursive: true, force: true })
  fs.cpSync(stage.snapshot, folder, { recursive: true })
  tally.runs++
  const problems: { kind: Damage; what: string }[] = []
  const finish = async (line: string) => {
    const ran = await run(operators, line)
    if (ran.code !== 0)
      problems.push({ kind: 'stuck', what: `${line} ended with ${ran.code}: ${ran.stdout.slice(0, 600)}` })
  }
  for (const [index, line] of story.cycle.entries()) {
    if (commandOf(line) === point.command) {
      if (await killed(stage, line, point)) tally.kills++
      if (freshTokens) forgetTokens(folder)
      if (memory === 'backup') restoreBackup(folder)
      if (memory === 'lost') await adoptAnew(stage, line)
      if (giveUp && (index < story.cycle.length - 1 || story.after)) continue
    }
    await finish(line)
    if (commandOf(line) !== point.command) continue
    const wrong = differences(await seen(stage), stage.undisturbed[index]?.after)
    if (wrong) problems.push({ kind: 'doubles', what: `unlike an undisturbed run: ${wrong}` })
  }
  for (const line of story.after ?? []) await finish(line)
  const now = await sandbox.control('GET', 'world')
  const left = differences(ours(now), ours(baseline))
  if (left) problems.push({ kind: 'orphans', what: left })
  const touched = differences(others(now), others(baseline))
  if (touched && !left) problems.push({ kind: 'touched', what: touched })
  return problems
}

/** The way back that plink prints for a damaged file. */
function restoreBackup(folder: string): void {
  const file = join(folder, stateName)
  if (fs.existsSync(`${file}.backup`)) fs.copyFileSync(`${file}.backup`, file)
}

/** The way on that plink prints when the file is lost; where nothing carries tags yet there is nothing to find. */
async function adoptAnew({ operators, folder }: Stage, line: string): Promise<void> {
  const file = join(folder, stateName)
  for (const each of [file, `${file}.backup`, `${file}.lock`]) fs.rmSync(each, { force: true })
  const peers = /--peer-profile \S+/.exec(line)?.[0] ?? ''
  await run(operators, `state adopt -y ${peers}`.trim())
}

/** Starts a command and kills it at the point. False when it ended before it got there: polls vary in number. */
async function killed({ sandbox, operators }: Stage, line: string, point: KillPoint): Promise<boolean> {
  if (point.kind === 'file') {
    const kill = `${point.nth}:${point.moment}`
    const env = { NODE_OPTIONS: `--require ${hook}`, PLINK_TEST_FS_NAME: stateName, PLINK_TEST_FS_KILL: kill }
    return (await run(operators, line, env)).signal === 'SIGKILL'
  }
  const { action = '*', nth, moment: when } = point
  const fault = { action, nth, fault: 'hold', when }
  await sandbox.control('POST', 'faults', fault)
  const [who, words] = parted(line)
  const { child, done } = startPlink(operators.wordsOf(who, words), operators.folders[who] ?? '', operators.env)
  const held = sandbox.control('GET', 'held?ms=60000').then((someone) => someone.length > 0 && child.kill('SIGKILL'))
  const ran = await Promise.race([done, held.then(() => done)])
  await sandbox.control('DELETE', 'faults')
  // What was on its way when the client died arrives all the same.
  await sandbox.control('POST', 'release')
  return ran.signal === 'SIGKILL'
}

/** `emqx: whitelist add 1` is said by emqx, `whitelist add 1` by you. */
function parted(line: string): readonly [who: string, words: string] {
  const [, who = 'you', words = ''] = /^(?:(\w+): )?(.*)$/.exec(line) ?? []
  return [who, words]
}

async function run(operators: Operators, line: string, env: Environment = {}): Promise<ProcessResult> {
  const [who, words] = parted(line)
  const ran = await runPlink(operators.wordsOf(who, words), operators.folders[who] ?? '', { ...operators.env, ...env })
  if (ran.code === 0) operators.learn(who, ran)
  return ran
}

async function say(operators: Operators, line: string): Promise<void> {
  const ran = await run(operators, line)
  if (ran.code !== 0) throw new Error(`${line} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
}

/** The control: a new token for every attempt, as tools do that do not keep it. */
function forgetTokens(folder: string): void {
  const file = join(folder, stateName)
  if (!fs.existsSync(file)) return
  const state = JSON.parse(fs.readFileSync(file, 'utf8'))
  for (const record of Object.values<StepRow>(state.link.steps))
    if (record.status === 'intended') record.token = randomUUID()
  fs.writeFileSync(file, JSON.stringify(state))
}

interface StepRow {
  readonly id: unknown
  readonly status: string
  readonly mine: unknown
  token?: string
}

/** The world and our state of it, in a form that two runs have in common. */
async function seen({ sandbox, folder, given }: Stage): Promise<object> {
  const world = await sandbox.control('GET', 'world')
  const { link } = JSON.parse(fs.readFileSync(join(folder, stateName), 'utf8'))
  const steps = Object.entries<StepRow>(link.steps).map(
    ([step, { id, status, mine }]) => [step, { id, status, mine }] as const,
  )
  const { intent, rejected = [] } = link
  return worldNormalizer(world, given)({ world, intent, rejected, steps: Object.fromEntries(steps) })
}

/** What plink makes; everything else is others', who must not notice. */
function ours(world: WorldDump): object {
  return eachAccount(world, ({ services, endpoints, connections, loadBalancers, serverGroups }) => ({
    services,
    endpoints,
    connections,
    loadBalancers,
    serverGroups,
  }))
}

function others(world: WorldDump): object {
  return eachAccount(
    world,
    ({ services: _s, endpoints: _e, connections: _c, loadBalancers: _l, serverGroups: _g, ...rest }) => rest,
  )
}

function eachAccount(world: WorldDump, pick: (account: WorldDump[string]) => object): object {
  return Object.fromEntries(Object.entries(world).map(([name, account]) => [name, pick(account)]))
}

/** Where two things differ, the first few places; empty when they are equal. */
function differences(now: unknown, wanted: unknown, path = ''): string {
  if (isDeepStrictEqual(now, wanted)) return ''
  const deep = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
  if (!deep(now) || !deep(wanted)) return `${path}: ${JSON.stringify(now)}, not ${JSON.stringify(wanted)}`
  const keys = [...new Set([...Object.keys(now), ...Object.keys(wanted)])]
  const found = keys.map((key) => differences(now[key], wanted[key], path === '' ? key : `${path}.${key}`))
  return found.filter(Boolean).slice(0, 4).join('; ')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      stride: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
      story: { type: 'string', multiple: true },
      'give-up': { type: 'boolean', default: false },
      memory: { type: 'string', default: 'kept' },
    },
  })
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const [stride, lanes] = [Number(values.stride), Number(values.lanes)]
  const tally = await crash({
    stride,
    lanes,
    ...(values.story && { only: values.story }),
    giveUp: values['give-up'],
    memory: values.memory === 'backup' || values.memory === 'lost' ? values.memory : 'kept',
    log,
  })
  const control = await crash({ only: ['service'], pick: isUnheardOf, lanes: 1, freshTokens: true, log })
  const { points, runs, kills, doubles, orphans, touched, stuck, examples } = tally
  process.stdout.write(
    `kill points ${points}, runs ${runs}, killed ${kills}, doubles ${doubles}, orphans ${orphans}, foreign resources touched ${touched}, stuck ${stuck}\n` +
      `control with a new token per attempt: runs ${control.runs}, doubles ${control.doubles}, orphans ${control.orphans}\n`,
  )
  for (const example of examples) process.stdout.write(`${example}\n`)
  const failed = doubles + orphans + touched + stuck > 0
  const controlPassed = control.doubles + control.orphans === 0
  if (controlPassed) process.stdout.write('the control found nothing: this harness cannot fail\n')
  process.exitCode = failed || controlPassed ? 1 : 0
}
