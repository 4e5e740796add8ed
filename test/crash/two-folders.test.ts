import * as fs from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { twoWayManifest } from '../harness/manifests.ts'
import type { ProcessResult } from '../harness/processes.ts'
import { serversOf } from '../harness/sandbox.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { openUserHome, type UserHome } from '../harness/user-home.ts'
import { type Machine, openMachine, stateName } from './machine.ts'

// The same link is brought up from two folders, each with a state file of its own, at the same time.

let cloud: SimulatedCloud
let home: UserHome
let machine: Machine
const closers: (() => unknown)[] = []
beforeAll(async () => {
  cloud = await openSimulatedCloud({ scenario: 'nlb', rules: { oneEndpointPerVpc: false } })
  for (const server of await Promise.all(serversOf(cloud.document))) closers.push(() => server.stop())
  home = openUserHome(cloud.document)
  machine = await openMachine(cloud.document.endpoint, cloud.pass)
  await cloud.control('POST', 'checkpoint')
})
afterAll(async () => {
  machine.close()
  home.remove()
  for (const each of closers) await each()
  await cloud[Symbol.asyncDispose]()
})

const keys = ['--peer-profile', 'emqx', '-y', '-o', 'json']

/** With which request of the first run the second one begins and ends; and how late the cloud shows what is new. */
test.each([
  ['CreateVpcEndpointService', 1, 0],
  ['CreateVpcEndpointService', 2, 20_000],
  ['AddUserToVpcEndpointService', 1, 20_000],
  ['CreateVpcEndpoint', 1, 0],
])(
  'a second up during %s %i of the first, seen %i ms late: one link at most, and who lost says what it created and how to remove it',
  async (action, nth, lagMs) => {
    await cloud.control('POST', 'restore')
    await cloud.control('POST', 'world', { act: 'rules', set: { lagMs } })
    const before = await cloud.control('GET', 'world')
    const [one, other] = [newFolder(), newFolder()]
    let second: ProcessResult | undefined
    let count = 0
    const first = await machine.run(['up', ...keys], {
      cwd: one,
      home: home.home,
      env: home.env,
      onRequest: async (_, each) => {
        if (each === action && ++count === nth) second = await plink(other, 'up')
      },
    })
    const ends = [
      { folder: one, ...first },
      { folder: other, code: null, stdout: '', ...second },
    ]
    const losers = ends.filter(({ code }) => code !== 0)
    expect(losers.map(({ code }) => code)).toEqual(losers.map(() => 3))
    expect(losers.length).toBeGreaterThan(0)
    for (const { folder, stdout } of losers) {
      const { error } = JSON.parse(stdout)
      const created = createdIn(folder)
      expect([error.code, [...(error.facts.own ?? [])].toSorted()]).toEqual(['LINEAGE_FOREIGN', created])
      if (created.length > 0) expect(error.hint).toContain('`plink down` here deletes these and nothing else')
      const others = ends.filter((each) => each.folder !== folder).flatMap((each) => createdIn(each.folder))
      if (created.length > 0) expect((await plink(folder, 'down')).code).toBe(0)
      const left = await idsIn()
      expect(left).toEqual(expect.arrayContaining(others))
      expect(left.filter((id) => created.includes(id))).toEqual([])
    }
    const winner = ends.find(({ code }) => code === 0)
    if (winner) {
      expect(await idsIn()).toEqual(createdIn(winner.folder))
      expect((await plink(winner.folder, 'down')).code).toBe(0)
    }
    expect(await cloud.control('GET', 'world')).toEqual(before)
  },
)

function newFolder(): string {
  const folder = fs.mkdtempSync(join(home.home, 'link-'))
  fs.writeFileSync(join(folder, 'plink.yaml'), twoWayManifest(cloud.document, { name: 'story', peer: 'emqx' }))
  return folder
}

function plink(cwd: string, command: string): Promise<ProcessResult> {
  return machine
    .run([command, ...keys], { cwd, home: home.home, env: home.env })
    .then((ran) => ({ ...ran, signal: null }))
}

/** Services and endpoints that a state file remembers as created. */
function createdIn(folder: string): string[] {
  const file = join(folder, stateName)
  if (!fs.existsSync(file)) return []
  const { link } = JSON.parse(fs.readFileSync(file, 'utf8'))
  const records = Object.entries<{ readonly id: string; readonly mine: boolean }>(link.steps)
  return records
    .flatMap(([step, { id, mine }]) => (mine && /\/(?:service|endpoint)$/.test(step) ? [id] : []))
    .toSorted()
}

/** Services and endpoints that carry tags of plink. */
async function idsIn(): Promise<string[]> {
  const world: Record<string, Record<string, { id: string; tags: string[] }[]>> = await cloud.control('GET', 'world')
  const things = Object.values(world).flatMap(({ services = [], endpoints = [] }) => [...services, ...endpoints])
  return things
    .filter(({ tags }) => tags.length > 0)
    .map(({ id }) => id)
    .toSorted()
}
