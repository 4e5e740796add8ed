import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Environment } from '../../src/model/environment.ts'
import { startBroker, startRedis } from '../../src/simulator/network/backends.ts'
import { eventually } from '../harness/eventually.ts'
import { normalizedWorld, type WorldDump } from '../harness/normalize-world.ts'
import { type Operators, openOperators } from '../harness/operators.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { type Act, type EmqxAct, type Order, orders, plain } from './article-orders.ts'

// EMQX's article, one command at a time and in any sensible order, by the built program; the robot of the simulator is
// EMQX's side. However it was made, the same is there at the end, and `down` leaves what was given.

const ending = new AbortController()
let sandbox: Sandbox
let before: WorldDump
let whole: WorldDump
beforeAll(async () => {
  sandbox = await openSandbox({ scenario: 'article', speed: 60, backends: false })
  await startHosts()
  before = await sandbox.control('GET', 'world')
  whole = await through(plain, true)
})
afterAll(async () => {
  ending.abort()
  await sandbox.close()
})

test.each(orders)('$name: the world is the same as after up alone, and down leaves it as it was', async (order) => {
  expect(await through(order, false)).toEqual(whole)
})

test('down says that nothing is left, and not how EMQX would begin', async () => {
  const folder = sandbox.folder(specOf(openOperators(sandbox, 'never', deployment())))
  const none = await sandbox.plink(['down', '-y'], folder)
  expect([none.code, none.stdout]).toEqual([0, expect.stringMatching(/^Nothing to delete/)])
  expect((await sandbox.plink(['up', '-y', '--no-wait'], folder)).code).toBe(8)
  const gone = await sandbox.plink(['down', '-y'], folder)
  expect([gone.code, gone.stdout]).toEqual([0, expect.stringMatching(/^All resources/)])
  expect(await sandbox.control('GET', 'world')).toEqual(before)
})

/** Acts from the first to the last, looks at what came of it, and takes it all down. */
async function through(order: Order, written: boolean): Promise<WorldDump> {
  const operators = openOperators(sandbox, 'article', deployment())
  for (const act of order.acts) {
    if (written) writeFileSync(join(operators.folders['you'] ?? '', 'plink.yaml'), specOf(operators))
    await done(operators, act)
  }
  const made = normalizedWorld(await sandbox.control('GET', 'world'), before)
  await works(operators)
  await gone(operators)
  expect(await sandbox.control('GET', 'world')).toEqual(before)
  operators.close()
  return made
}

async function done(operators: Operators, act: Act): Promise<void> {
  if ('emqx' in act) return emqxActs[act.emqx](operators)
  if ('file' in act) return writeFileSync(join(operators.folders['you'] ?? '', act.file), operators.filled(act.text))
  await sandbox.control('POST', 'reset-log')
  const ran = await operators.run('you', act.plink)
  if (!act.ends.includes(ran.code ?? -1)) throw new Error(`${act.plink}: ${ran.code}, not ${act.ends}: ${ran.stdout}`)
  if (act.changes !== undefined) expect(await changesOf('you')).toHaveLength(act.changes)
}

/** What an account changed since the log was begun anew; the robot is at work as well. */
async function changesOf(account: string): Promise<unknown[]> {
  const { requests } = await sandbox.control('GET', 'log')
  return requests.filter((row: { account: string; kind: string }) => row.account === account && row.kind === 'write')
}

/** Status says connected, and the article's own test passes: Redis from the deployment, the broker from your VPC. */
async function works(operators: Operators): Promise<void> {
  const status = JSON.parse((await operators.run('you', 'status')).stdout)
  const { inbound, outbound } = status.directions
  expect([inbound.state, outbound.state]).toEqual(['connected', 'connected'])
  const ran = await operators.run('you', 'test redis://{inbound}:6379 mqtt://{outbound}:1883 --in-vpc <you.vpc>')
  expect([ran.code, JSON.parse(ran.stdout).results]).toMatchObject([
    0,
    [
      { verdict: 'reachable', from: 'emqx' },
      { verdict: 'reachable', from: 'local' },
    ],
  ])
}

/** EMQX's side is told to go first, then ours goes. */
async function gone(operators: Operators): Promise<void> {
  await consoleOf('DELETE', `privatelink/${operators.known['you.service']}`)
  await eventually(async () => (await consoleOf('GET', 'privatelink')).links.length === 0, 'what EMQX does')
  await consoleOf('DELETE', `requests/${operators.known['ticket']}`)
  await done(operators, { plink: 'down -y --direction outbound', ends: [0] })
  const ran = await operators.run('you', 'down -y')
  const { inbound, outbound } = JSON.parse(ran.stdout).directions
  expect([ran.code, inbound.state, outbound.state]).toEqual([0, 'absent', 'absent'])
  await eventually(
    async () => (await consoleOf('GET', `requests/${operators.known['ticket']}`)).status === 'closed',
    'what EMQX does',
  )
}

/** What a person does at EMQX's console, until it is done. */
const emqxActs: Readonly<Record<EmqxAct, (operators: Operators) => Promise<void>>> = {
  async addon() {
    await consoleOf('POST', 'addons/intranet-lb')
    await eventually(async () => (await consoleOf('GET', 'addons/intranet-lb')).status === 'running', 'what EMQX does')
  },
  async connect({ known }) {
    await consoleOf('POST', 'privatelink', { serviceId: known['you.service'] })
    await eventually(async () => {
      const [link] = (await consoleOf('GET', 'privatelink')).links
      known['emqx.endpoint'] = link.endpointId
      return link.endpointId !== null
    }, 'what EMQX does')
  },
  async ticket({ known }) {
    const { id } = await consoleOf('POST', 'requests', { uid: known['you'], region: sandbox.document.region })
    known['ticket'] = id
    await eventually(async () => {
      const { status, serviceId } = await consoleOf('GET', `requests/${id}`)
      known['emqx.service'] = serviceId
      return status === 'ready'
    }, 'what EMQX does')
  },
}

/** How the tests that start in the deployment get there. */
function deployment(): Environment {
  const { url, key, secret } = sandbox.document.vendor?.deployment ?? {}
  return {
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: url,
    EMQXCLOUD_DEPLOYMENT_API_KEY: key,
    EMQXCLOUD_DEPLOYMENT_API_SECRET: secret,
  }
}

/** Your Redis and EMQX's broker, behind the load balancers that were given. */
async function startHosts(): Promise<void> {
  const { given } = sandbox.document
  const options = { signal: ending.signal, path: process.env['PATH'] ?? '' }
  await startRedis({ host: given['you.host'] ?? '', port: 6379 }, options)
  await startBroker({ host: given['emqx.host'] ?? '', port: 1883, wsPort: 8083 }, options)
}

// biome-ignore lint/suspicious/noExplicitAny: pages of the console are looked at key by key.
async function consoleOf(method: string, path: string, body?: object): Promise<any> {
  const response = await fetch(`${sandbox.document.vendor?.console}/console/${path}`, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
  return answer
}

/** plink.yaml as far as it can be written by now. */
function specOf({ filled, known }: Operators): string {
  return filled(`version: 1
name: article
region: ${sandbox.document.region}
peer: { kind: emqx, uid: "<emqx>" }
inbound:
  service: { loadBalancers: [<you.loadBalancer>] }
outbound:
  service: { ${known['emqx.service'] === undefined ? '' : 'id: <emqx.service>'} }
  endpoint:
    vpc: <you.vpc>
    securityGroups: [<you.securityGroup>]
    zones: { ${sandbox.document.region}-h: <you.vswitch.h> }
`)
}
