import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBroker, startRedis } from '../../src/simulator/network/backends.ts'
import { type Act, type EmqxAct, type Order, orders, plain } from './article-orders.ts'
import { type Cast, normalWorld, openCast, type World } from './cast.mjs'
import { type Environment, type Lab, openLab } from './lab.mjs'

// EMQX's article, one command at a time and in any sensible order, by the built program; the robot of the simulator is
// EMQX's side. However it was made, the same is there at the end, and `down` leaves what was given.

const ending = new AbortController()
let lab: Lab
let before: World
let whole: World
beforeAll(async () => {
  lab = await openLab({ scenario: 'article', speed: 60, backends: false })
  await startHosts()
  before = await lab.control('/world')
  whole = await through(plain, true)
})
afterAll(async () => {
  ending.abort()
  await lab.close()
})

test.each(orders)('$name: the world is the same as after up alone, and down leaves it as it was', async (order) => {
  expect(await through(order, false)).toEqual(whole)
})

/** Acts from the first to the last, looks at what came of it, and takes it all down. */
async function through(order: Order, written: boolean): Promise<World> {
  const cast = openCast(lab, 'article', deployment())
  for (const act of order.acts) {
    if (written) writeFileSync(join(cast.folders['you'] ?? '', 'plink.yaml'), specOf(cast))
    await done(cast, act)
  }
  const made = normalWorld(await lab.control('/world'), before)
  await works(cast)
  await gone(cast)
  expect(await lab.control('/world')).toEqual(before)
  cast.close()
  return made
}

async function done(cast: Cast, act: Act): Promise<void> {
  if ('emqx' in act) return emqxActs[act.emqx](cast)
  if ('file' in act) return writeFileSync(join(cast.folders['you'] ?? '', act.file), cast.filled(act.text))
  await lab.control('/reset-log', { method: 'POST' })
  const ran = await cast.say('you', act.plink)
  if (!act.ends.includes(ran.code ?? -1)) throw new Error(`${act.plink}: ${ran.code}, not ${act.ends}: ${ran.stdout}`)
  if (act.changes !== undefined) expect(await changesOf('you')).toHaveLength(act.changes)
}

/** What an account changed since the log was begun anew; the robot is at work as well. */
async function changesOf(account: string): Promise<unknown[]> {
  const { requests } = await lab.control('/log')
  return requests.filter((row: { account: string; kind: string }) => row.account === account && row.kind === 'write')
}

/** Status says connected, and the article's own test passes: Redis from the deployment, the broker from your VPC. */
async function works(cast: Cast): Promise<void> {
  const status = JSON.parse((await cast.say('you', 'status')).stdout)
  const { inbound, outbound } = status.directions
  expect([inbound.state, outbound.state]).toEqual(['connected', 'connected'])
  const ran = await cast.say('you', 'test redis://{inbound}:6379 mqtt://{outbound}:1883 --in-vpc <you.vpc>')
  expect([ran.code, JSON.parse(ran.stdout).results]).toMatchObject([
    0,
    [
      { verdict: 'reachable', from: 'emqx' },
      { verdict: 'reachable', from: 'local' },
    ],
  ])
}

/** EMQX's side is told to go first, then ours goes. */
async function gone(cast: Cast): Promise<void> {
  await consoleOf('DELETE', `privatelink/${cast.known['you.service']}`)
  await until(async () => (await consoleOf('GET', 'privatelink')).links.length === 0)
  await consoleOf('DELETE', `requests/${cast.known['ticket']}`)
  await done(cast, { plink: 'down -y --direction outbound', ends: [0] })
  await done(cast, { plink: 'down -y', ends: [0] })
  await until(async () => (await consoleOf('GET', `requests/${cast.known['ticket']}`)).status === 'closed')
}

/** What a person does at EMQX's console, until it is done. */
const emqxActs: Readonly<Record<EmqxAct, (cast: Cast) => Promise<void>>> = {
  async addon() {
    await consoleOf('POST', 'addons/intranet-lb')
    await until(async () => (await consoleOf('GET', 'addons/intranet-lb')).status === 'running')
  },
  async connect({ known }) {
    await consoleOf('POST', 'privatelink', { serviceId: known['you.service'] })
    await until(async () => {
      const [link] = (await consoleOf('GET', 'privatelink')).links
      known['emqx.endpoint'] = link.endpointId
      return link.endpointId !== null
    })
  },
  async ticket({ known }) {
    const { id } = await consoleOf('POST', 'requests', { uid: known['you'], region: lab.document.region })
    known['ticket'] = id
    await until(async () => {
      const { status, serviceId } = await consoleOf('GET', `requests/${id}`)
      known['emqx.service'] = serviceId
      return status === 'ready'
    })
  },
}

/** How the tests that start in the deployment get there. */
function deployment(): Environment {
  const { url, key, secret } = lab.document.vendor?.deployment ?? {}
  return {
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: url,
    EMQXCLOUD_DEPLOYMENT_API_KEY: key,
    EMQXCLOUD_DEPLOYMENT_API_SECRET: secret,
  }
}

/** Your Redis and EMQX's broker, behind the load balancers that were given. */
async function startHosts(): Promise<void> {
  const { given } = lab.document
  const options = { signal: ending.signal, path: process.env['PATH'] ?? '' }
  await startRedis({ host: given['you.host'] ?? '', port: 6379 }, options)
  await startBroker({ host: given['emqx.host'] ?? '', port: 1883, wsPort: 8083 }, options)
}

// biome-ignore lint/suspicious/noExplicitAny: pages of the console are looked at key by key.
async function consoleOf(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${lab.document.vendor?.console}/console/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}

async function until(look: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000
  while (!(await look())) if (Date.now() > end) throw new Error('EMQX does not get on with it')
}

/** plink.yaml as far as it can be written by now. */
function specOf({ filled, known }: Cast): string {
  return filled(`version: 1
name: article
region: ${lab.document.region}
peer: { kind: emqx, uid: "<emqx>" }
inbound:
  service: { loadBalancers: [<you.loadBalancer>] }
outbound:
  service: { ${known['emqx.service'] === undefined ? '' : 'id: <emqx.service>'} }
  endpoint:
    vpc: <you.vpc>
    securityGroups: [<you.securityGroup>]
    zones: { ${lab.document.region}-h: <you.vswitch.h> }
`)
}
