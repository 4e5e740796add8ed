import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import { type ProcessResult, startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

// What tells how things stand, and what tells you when they do, by the built program.

const both = ['--peer-profile', 'peer']
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

test('what is run when the link is ready knows which link, and its failure is a warning', async () => {
  const folder = newLink('ready')
  const command = 'env | grep ^PLINK_ > told; echo as it says; exit 3'
  const ran = await sandbox.plink(['up', '-y', ...both, '-o', 'json', '--on-ready', command], folder)
  expect(ran.code).toBe(0)
  const told = readFileSync(join(folder, 'told'), 'utf8')
  expect(told).toContain('PLINK_LINK=ready\n')
  expect(told).toContain('PLINK_DIRECTION=inbound outbound\n')
  const { endpoints } = JSON.parse(ran.stdout).directions.outbound
  expect(told).toContain(`PLINK_OUTBOUND_DOMAIN=${endpoints[0].domain}\n`)
  expect(eventsOf(ran)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ event: 'output', line: 'as it says' }),
      expect.objectContaining({ event: 'warning', code: 'ON_READY_FAILED', facts: { command, code: 3, reason: null } }),
    ]),
  )
  await sandbox.plink(['down', '-y', ...both], folder)
})

test('it is not run while somebody else must act', async () => {
  const folder = newLink('not-yet')
  const ran = await sandbox.plink(['up', '-y', '--direction', 'inbound', '--on-ready', 'touch told'], folder)
  expect([ran.code, existsSync(join(folder, 'told'))]).toEqual([8, false])
  await sandbox.plink(['down', '-y'], folder)
})

test('connection wait runs it when the peer has asked to be let in', async () => {
  const folder = newLink('asked')
  await sandbox.plink(['up', '-y', '--direction', 'inbound'], folder)
  const words = ['connection', 'wait', '--on-ready', 'echo "$PLINK_DIRECTION $PLINK_INBOUND_STATE" > told']
  const { child, done } = startPlink(words, folder, sandbox.env)
  await heard(child.stderr, 'plink waits')
  const { service } = JSON.parse((await sandbox.plink(['status', '-o', 'json'], folder)).stdout).directions.inbound
  const made = await sandbox.plink(['up', '-y', '--profile', 'peer'], sandbox.folder(theirSpec(service.id)))
  expect(made.code).toBe(8)
  expect((await done).code).toBe(0)
  expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('inbound waiting-for-you\n')
})

test('status --watch --until connected ends with 0 when both directions are connected, with a line of JSON for each change', async () => {
  const folder = newLink('watched')
  const { child, done } = startPlink(
    ['status', '--watch', '--until', 'connected', ...both, '-o', 'json'],
    folder,
    sandbox.env,
  )
  await heard(child.stderr, '"event":"status"')
  await sandbox.plink(['up', '-y', ...both], folder)
  const ran = await done
  expect(ran.code).toBe(0)
  const lines = ran.stdout.trimEnd().split('\n')
  const last = JSON.parse(lines.at(-1) ?? '')
  expect(new Set(lines).size).toBe(lines.length)
  expect([last.directions.inbound.state, last.directions.outbound.state]).toEqual(['connected', 'connected'])
  const seen = eventsOf(ran).filter(({ event }) => event === 'status')
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(seen.length)
  expect(seen.length).toBeGreaterThan(0)
  await sandbox.plink(['down', '-y', ...both], folder)
})

test('the plan tells what it will cost, by list price, and who pays', async () => {
  const ran = await sandbox.plink(['plan', ...both, '-o', 'json'], newLink('priced'))
  expect(JSON.parse(ran.stdout).cost).toEqual({
    price: 'list',
    perZoneHour: { CNY: 0.07, USD: 0.01 },
    perGB: { CNY: 0.07, USD: null },
    directions: [
      {
        direction: 'inbound',
        zones: 1,
        payer: 'peer',
        perHour: { CNY: 0.07, USD: 0.01 },
        loadBalancers: 0,
        addOnPerHour: null,
      },
      {
        direction: 'outbound',
        zones: 1,
        payer: 'you',
        perHour: { CNY: 0.07, USD: 0.01 },
        loadBalancers: 0,
        addOnPerHour: null,
      },
    ],
  })
})

function newLink(name: string): string {
  return sandbox.folder(twoWayManifest(sandbox.document, { name }))
}

function theirSpec(service: string): string {
  const { given, region, accounts } = sandbox.document
  const uid = accounts.find(({ name }) => name === 'you')?.uid
  return `version: 1
name: theirs
region: ${region}
peer: { kind: generic, uid: "${uid}" }
outbound:
  service: { id: ${service} }
  endpoint: { vpc: ${given['peer.vpc']}, securityGroups: [${given['peer.securityGroup']}], zones: { ${region}-h: ${given['peer.vswitch.h']} } }
`
}

// biome-ignore lint/suspicious/noExplicitAny: events are looked at key by key.
function eventsOf({ stderr }: ProcessResult): any[] {
  return stderr.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []))
}

function heard(stream: NodeJS.ReadableStream | null, wanted: string): Promise<void> {
  let text = ''
  return new Promise((resolve) =>
    stream?.on('data', (chunk: string) => {
      text += chunk
      if (text.includes(wanted)) resolve()
    }),
  )
}
