// `npm run crash`: the two-way link is built and removed while plink is really killed (SIGKILL) around every API call and
// every write of its state, and then simply run again. Whatever the moment, there must be exactly one of everything after
// the next `up`, and nothing of ours after the next `down`.
//
// Kill points come from outside the product: the simulator parks a request before or after it is carried out, and
// fs-hook.cjs, preloaded, dies around the nth file operation on the state.
import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openLab, runPlink, startPlink, twoWaySpec } from '../e2e/lab.mjs'

const hook = fileURLToPath(new URL('fs-hook.cjs', import.meta.url))
const stateName = 'plink.state.json'
const speed = 400
/** How long new things stay out of lists and reads, in real milliseconds: longer than plink takes to start again. */
const lagMs = 600
const up = ['up', '-y', '-o', 'json', '--peer-profile', 'peer']
const down = ['down', '-y', '-o', 'json', '--peer-profile', 'peer']

/**
 * Moments to die: before a request is carried out, and after, while its answer is withheld. What comes after an answer is
 * the next file operation or the next request. Files: before, after, and in the middle of a write.
 */
const apiMoments = ['before', 'after']
const fileMoments = ['before', 'half', 'after']

/** What the service of the inbound direction is behind: what is given, or a load balancer that plink makes. */
const behind = {
  given: (_given, spec) => spec,
  clb: (given, spec) =>
    withBalancer(given, spec, `vswitch: ${given['you.vswitch.h']}, listeners: [{ port: 6379 }, { port: 6380 }]`),
  nlb: (given, spec) =>
    withBalancer(
      given,
      spec,
      `zones: { cn-hangzhou-h: ${given['you.vswitch.h']}, cn-hangzhou-i: ${given['you.vswitch.i']} }, listeners: [{ port: 6379 }]`,
    ),
}

function withBalancer(given, spec, keys) {
  const made = `{ create: { ${keys.replace('6380', '6380, backendPort: 6379')}, backends: [{ id: ${given['you.machine']} }] } }`
  return spec.replace(`[${given['you.loadBalancer']}]`, `[${made}]`)
}

export async function crash({
  stride = 1,
  lanes = 2,
  freshTokens = false,
  points: chosen,
  balancer = 'given',
  log = () => {},
} = {}) {
  const tally = { points: 0, runs: 0, kills: 0, doubles: 0, orphans: 0, touched: 0, stuck: 0, examples: [] }
  const labs = await Promise.all(Array.from({ length: lanes }, () => openCrashLab()))
  try {
    const points = chosen ?? (await killPoints(labs[0], balancer)).filter((_point, index) => index % stride === 0)
    tally.points = points.length
    log(`${points.length} kill points`)
    const queue = [...points]
    await Promise.all(
      labs.map(async (lab) => {
        for (let point = queue.shift(); point; point = queue.shift()) {
          await oneRun(lab, point, tally, freshTokens, balancer)
          if (tally.runs % 25 === 0) log(`${tally.runs}/${points.length} runs`)
        }
      }),
    )
  } finally {
    await Promise.all(labs.map((lab) => lab.close()))
  }
  return tally
}

/** The changes themselves, before and after: the points that matter most, named by action instead of counted. */
export const changePoints = [
  [
    'up',
    ['CreateVpcEndpointService', 'AddUserToVpcEndpointService', 'CreateVpcEndpoint', 'EnableVpcEndpointConnection'],
  ],
  [
    'down',
    [
      'DisableVpcEndpointConnection',
      'RemoveZoneFromVpcEndpoint',
      'DeleteVpcEndpoint',
      'DetachResourceFromVpcEndpointService',
      'DeleteVpcEndpointService',
    ],
  ],
].flatMap(([command, actions]) =>
  actions.flatMap((action) =>
    apiMoments.map((moment) => ({
      command,
      kind: 'api',
      action: `privatelink.${action}`,
      // The first two creates of a service are rehearsals, one for each account.
      nth: action === 'CreateVpcEndpointService' ? 3 : 1,
      moment,
    })),
  ),
)

/** Where a new token per attempt must make a double: the thing was made, and nobody heard of it. */
export const controlPoints = changePoints.filter(({ action, moment }) => moment === 'after' && /Create/.test(action))

async function openCrashLab() {
  const lab = await openLab({ scenario: 'two-companies', speed })
  // New things stay out of lists and reads for a while: only the token can tell that they are there already.
  await lab.control('/world', { method: 'POST', body: { act: 'rules', set: { lagMs: lagMs * speed } } })
  return { ...lab, baseline: await lab.control('/world') }
}

/** Every point at which a run can be killed, counted in one undisturbed `up` and `down`. */
async function killPoints(lab, balancer) {
  const points = []
  const folder = lab.folder(specOf(lab, 'count', balancer))
  for (const [name, words] of [
    ['up', up],
    ['down', down],
  ]) {
    const trace = join(folder, `${name}.trace`)
    await lab.control('/reset-log', { method: 'POST' })
    const env = {
      ...lab.env,
      NODE_OPTIONS: `--require ${hook}`,
      PLINK_TEST_FS_NAME: stateName,
      PLINK_TEST_FS_TRACE: trace,
    }
    const ran = await runPlink(words, folder, env)
    if (ran.code !== 0) throw new Error(`an undisturbed ${name} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
    const { requests } = await lab.control('/log')
    if (balancer !== 'given') {
      points.push(...balancerPoints(name, requests))
      continue
    }
    const files = fs
      .readFileSync(trace, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[1])
    for (let nth = 1; nth <= requests.length; nth++)
      for (const moment of apiMoments) points.push({ command: name, kind: 'api', nth, moment })
    for (const [index, call] of files.entries()) {
      for (const moment of fileMoments)
        if (moment !== 'half' || call === 'writeSync')
          points.push({ command: name, kind: 'file', nth: index + 1, moment })
    }
  }
  return points
}

/** Around every change of a load balancer: the rest is the same as without one. */
function balancerPoints(command, requests) {
  const counts = new Map()
  return requests.flatMap(({ action }) => {
    if (!/^[sn]lb\.(?!Describe|Get|List)/.test(action)) return []
    const nth = (counts.get(action) ?? 0) + 1
    counts.set(action, nth)
    return apiMoments.map((moment) => ({ command, kind: 'api', action, nth, moment }))
  })
}

function specOf(lab, name, balancer) {
  return behind[balancer](lab.document.given, twoWaySpec(lab.document, { name }))
}

async function oneRun(lab, point, tally, freshTokens, balancer) {
  const name = `c${tally.runs.toString(36)}${randomUUID().slice(0, 4)}`
  tally.runs++
  const folder = lab.folder(specOf(lab, name, balancer))
  const bad = (kind, what) => {
    tally[kind]++
    if (tally.examples.length < 5) tally.examples.push(`${JSON.stringify(point)}: ${kind}: ${what}`)
  }
  if (point.command === 'down') await finish(lab, up, folder, bad)
  if (await killed(lab, point.command === 'up' ? up : down, folder, point)) tally.kills++
  if (freshTokens) forgetTokens(folder)
  if (point.command === 'up') {
    await finish(lab, up, folder, bad)
    for (const problem of await countOf(lab, name, 1, balancer)) bad('doubles', problem)
  }
  await finish(lab, down, folder, bad)
  for (const problem of await countOf(lab, name, 0, balancer)) bad('orphans', problem)
  for (const problem of await changedForeigners(lab)) bad('touched', problem)
  if (freshTokens) lab.baseline = await lab.control('/world')
  fs.rmSync(folder, { recursive: true, force: true })
}

/** Starts plink and kills it at the point. False when the run ended before it got there: polls vary in number. */
async function killed(lab, words, folder, point) {
  if (point.kind === 'file') {
    const kill = `${point.nth}:${point.moment}`
    const ran = await runPlink(words, folder, {
      ...lab.env,
      NODE_OPTIONS: `--require ${hook}`,
      PLINK_TEST_FS_NAME: stateName,
      PLINK_TEST_FS_KILL: kill,
    })
    return ran.signal === 'SIGKILL'
  }
  await lab.control('/faults', {
    method: 'POST',
    body: { action: point.action ?? '*', nth: point.nth, fault: 'hold', when: point.moment },
  })
  const { child, done } = startPlink(words, folder, lab.env)
  const held = lab.control('/held?ms=60000').then((someone) => someone && child.kill('SIGKILL'))
  const ran = await done
  await lab.control('/faults', { method: 'DELETE' })
  // What was on its way when the client died arrives all the same.
  await lab.control('/release', { method: 'POST' })
  await held
  return ran.signal === 'SIGKILL'
}

async function finish(lab, words, folder, bad) {
  const ran = await runPlink(words, folder, lab.env)
  if (ran.code !== 0) bad('stuck', `${words[0]} ended with ${ran.code}: ${ran.stdout.slice(0, 1200)}`)
}

/** The control: a new token for every attempt, as tools do that do not keep it. */
function forgetTokens(folder) {
  const file = join(folder, stateName)
  if (!fs.existsSync(file)) return
  const state = JSON.parse(fs.readFileSync(file, 'utf8'))
  for (const record of Object.values(state.link.steps)) if (record.status === 'intended') record.token = randomUUID()
  fs.writeFileSync(file, JSON.stringify(state))
}

/** The steps of the inbound direction whose things carry tags; a listener's server group carries those of its listener. */
const inbound = ['inbound/endpoint', 'inbound/service']
const madeBy = {
  given: inbound,
  clb: [
    'inbound/endpoint',
    'inbound/listener:main:6379',
    'inbound/listener:main:6380',
    'inbound/load-balancer:main',
    'inbound/service',
  ],
  nlb: ['inbound/endpoint', 'inbound/listener:main:6379', 'inbound/load-balancer:main', 'inbound/service'],
}

/** Problems with how many things carry the link's tag: `each` of every step. */
async function countOf(lab, name, each, balancer) {
  const world = await lab.control('/world')
  const tagged = Object.values(world)
    .flatMap((account) => [
      ...account.services,
      ...account.endpoints,
      ...account.loadBalancers,
      ...account.serverGroups,
    ])
    .filter((thing) => thing.tags.includes(`plink:link=${name}`))
  const stepOf = (thing) => thing.tags.find((tag) => tag.startsWith('plink:step=')).slice('plink:step='.length)
  const steps = tagged.map(stepOf).sort().join(' ')
  const wanted = each === 0 ? '' : [...madeBy[balancer], 'outbound/endpoint', 'outbound/service'].join(' ')
  if (steps !== wanted) return [`expected ${wanted || 'nothing'}, found ${steps || 'nothing'}`]
  const idle = tagged.filter((thing) => 'connection' in thing && thing.connection !== 'Connected')
  return idle.map((thing) => `${thing.id} is ${thing.connection}`)
}

/** What was there before plink came, and differs now: everything must be as it was, down to the addresses in use. */
async function changedForeigners(lab) {
  const now = JSON.stringify(await lab.control('/world'))
  return now === JSON.stringify(lab.baseline) ? [] : ['the world is not as it was']
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      stride: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
      balancer: { type: 'string', default: 'given' },
    },
  })
  const say = (line) => process.stderr.write(`${line}\n`)
  const tally = await crash({
    stride: Number(values.stride),
    lanes: Number(values.lanes),
    balancer: values.balancer,
    log: say,
  })
  const control = await crash({ points: controlPoints, lanes: 1, freshTokens: true, log: say })
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
