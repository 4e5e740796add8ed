import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../../src/model/environment.ts'
import { createPageClient, type PageClient } from '../../../src/simulator/admin/page-client.ts'
import { type RunningBackend, startBroker, startRedis } from '../../../src/simulator/network/backends.ts'
import type { Lang } from '../../../src/text/text.ts'
import { eventually } from '../../harness/eventually.ts'
import { bin, startPlink } from '../../harness/processes.ts'
import { openSandbox, type Sandbox } from '../../harness/sandbox.ts'
import { examplesOf, inOrder } from './evening.ts'
import { Sitting } from './sitting.ts'
import { brokenSpec, partOf, specOf } from './spec.ts'

/** What came of the story. */
export interface Told {
  /** By name: what a command printed, below the line that gave it, or a part of plink.yaml. */
  readonly screens: Readonly<Record<string, string>>
  /** What stands in the guide for each id. */
  readonly ids: ReadonlyMap<string, string>
}

/** What a story is played with, and taken away after. */
export interface Stage {
  /** Ends it before its end. */
  readonly signal: AbortSignal
  /** What was opened is to be closed by these, the last first, however the story ended. */
  readonly closers: (() => void | Promise<void>)[]
}

/** Plays EMQX's article in one language: a person at a terminal, another shell beside it, and EMQX's console. */
export async function playStory(lang: Lang, { signal, closers }: Stage): Promise<Told> {
  const sandbox = await openSandbox({ scenario: 'article', speed: 60, backends: false })
  closers.push(() => sandbox.close())
  for (const start of [startRedisOf, startBrokerOf]) {
    const host = await start(sandbox, signal)
    closers.push(() => host.close())
  }
  return play(sandbox, lang, createPageClient(sandbox.document.vendor?.console ?? '', signal), { signal, closers })
}

const password = 'open sesame'
const path = process.env['PATH'] ?? ''

async function play(sandbox: Sandbox, lang: Lang, emqx: PageClient, { signal, closers }: Stage): Promise<Told> {
  const screens: Record<string, string> = {}
  const { given, region } = sandbox.document
  const known: Record<string, string | undefined> = { ...given }
  const uidOf = (name: string) => sandbox.document.accounts.find((account) => account.name === name)?.uid ?? ''
  const env = environmentOf(sandbox, lang)
  const folder = sandbox.folder('')
  const file = join(folder, 'plink.yaml')
  const write = (spec: string) => writeFileSync(file, spec)
  const read = () => readFileSync(file, 'utf8')
  const run = async (line: string, code = 0) => {
    const ran = await sandbox.plink(line.split(' '), folder, env)
    if (ran.code !== code) throw new Error(`plink ${line} ended with ${ran.code}:\n${ran.stderr}${ran.stdout}`)
    return ran
  }
  /** As both streams look on a screen: what is under way, then the result. */
  const shown = async (line: string, code = 0) => {
    const { stderr, stdout } = await run(line, code)
    return `$ plink ${line}\n${inOrder(stderr)}${stdout}`
  }
  const statusOf = async (direction: 'inbound' | 'outbound') =>
    JSON.parse((await run('status -o json')).stdout).directions[direction]

  screens['spec'] = specOf(sandbox.document)
  write(brokenSpec(sandbox.document))
  screens['mistake'] = await shown('plan', 2)
  write(specOf(sandbox.document, 'you.securityGroup.closed'))
  screens['closed'] = await shown('plan')
  write(specOf(sandbox.document))
  screens['plan'] = await shown('plan')

  const sitting = new Sitting(`'${process.execPath}' '${bin}' up --yes --timeout 72h`, folder, env, signal)
  closers.push(() => sitting.close())
  screens['up'] = `$ plink up --yes --timeout 72h\n${inOrder(await sitting.next(/Ctrl-C/))}`
  known['you.service'] = (await statusOf('inbound')).service.id

  screens['steps'] = await shown('invite --direction inbound')
  const uid = uidOf('emqx')
  screens['accept'] = await shown(`accept --uid ${uid} --yes`)
  screens['peer'] = partOf(read(), 'peer')
  screens['uid'] = inOrder(await sitting.next(twoToDo))

  await emqx.post('/console/privatelink', { serviceId: known['you.service'] })
  screens['approve'] = inOrder(await sitting.next(/\(y\/N\)/i))
  known['emqx.endpoint'] = (await statusOf('inbound')).endpoints[0].id
  sitting.press('y', 'Enter')
  screens['approved'] = inOrder(await sitting.next(/(?:\n✓ .*ep-bp1.*){2}/))

  screens['halfway'] = await shown('status')

  screens['ticket'] = await shown('invite --direction outbound')
  await emqx.post('/console/addons/intranet-lb', {})
  await until(emqx, '/console/addons/intranet-lb', (page) => page.status === 'running')
  const { id: ticket } = object(await emqx.post('/console/requests', { uid: uidOf('you'), region }))
  const request = `/console/requests/${ticket}`
  const { serviceId: service } = await until(emqx, request, (page) => page.status === 'ready')
  known['emqx.service'] = service
  // EMQX's staff may be quick or slow; here they approve when the screen has been seen.
  await sandbox.control('POST', 'faults', heldApproval)
  screens['told'] = await shown(`accept --service ${service} --zone ${region}-h --yes`)
  screens['outbound'] = partOf(read(), 'outbound')
  screens['consumer'] = inOrder(await sitting.next(twoToDo))
  known['you.endpoint'] = (await statusOf('outbound')).endpoints[0].id
  await sandbox.control('POST', 'release', {})
  screens['connected'] = inOrder(await sitting.next(/ep-bp1/))

  screens['status'] = await shown('status')
  screens['test'] = await shown(`test --in-vpc ${given['you.vpc']}`)
  screens['elsewhere'] = await shown('test', 6)

  await emqx.delete(`/console/privatelink/${known['you.service']}`)
  await until(emqx, '/console/privatelink', ({ links }) => links.length === 0)
  screens['down'] = await shown('down --yes')
  const simulator = await simulatorScreen(folder, env)
  screens['simulator'] = simulator.screen
  return { screens, ids: new Map([...examplesOf(known), ...examplesOf(simulator.given)]) }
}

/** What the peer shall do, and the step that waits for it. */
const twoToDo = /(?:^! [\s\S]*){2}/m

const heldApproval = {
  action: 'privatelink.EnableVpcEndpointConnection',
  account: 'emqx',
  fault: 'hold',
  when: 'before',
}

/** What a simulator of its own says as it starts. */
async function simulatorScreen(cwd: string, env: Environment) {
  const line = 'simulator --speed 10'
  const { child, done } = startPlink(line.split(' '), cwd, env)
  const told = new Promise<void>((resolve) => {
    let text = ''
    child.stdout?.on('data', (chunk: string) => {
      text += chunk
      if (/Ctrl-C.*\n$/.test(text)) resolve()
    })
  })
  await Promise.race([told, done])
  child.kill('SIGTERM')
  const { stdout } = await done
  const given = Object.fromEntries([...stdout.matchAll(/^# {3}(\S+) +(\S+)$/gm)].map(([, name, id]) => [name, id]))
  return { screen: `$ plink ${line}\n${stdout}`, given }
}

/** A person's shell; nothing else of the test's leaks in. */
function environmentOf(sandbox: Sandbox, lang: Lang): Environment {
  const { url, key, secret } = sandbox.document.vendor?.deployment ?? {}
  return {
    ...sandbox.env,
    PLINK_LANG: lang,
    COLUMNS: '80',
    NO_COLOR: '1',
    TZ: 'UTC',
    REDIS_PASSWORD: password,
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: url,
    EMQXCLOUD_DEPLOYMENT_API_KEY: key,
    EMQXCLOUD_DEPLOYMENT_API_SECRET: secret,
  }
}

/** Your Redis, behind the load balancer that was given. */
function startRedisOf({ document: { given } }: Sandbox, signal: AbortSignal): Promise<RunningBackend> {
  return startRedis({ host: given['you.host'] ?? '', port: 6379, password }, { signal, path })
}

/** EMQX's broker, behind theirs. */
function startBrokerOf({ document: { given } }: Sandbox, signal: AbortSignal): Promise<RunningBackend> {
  return startBroker({ host: given['emqx.host'] ?? '', port: 1883, wsPort: 8083 }, { signal, path })
}

// biome-ignore lint/suspicious/noExplicitAny: pages of the console are looked at key by key.
function until(emqx: PageClient, path: string, isSo: (page: any) => boolean): Promise<any> {
  const look = async () => {
    const page = await emqx.get(path)
    return isSo(page) && page
  }
  return eventually(look, `what EMQX does: ${path}`)
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
function object(page: unknown): any {
  return page
}
