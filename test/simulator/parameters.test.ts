import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type ApiAction, apiActions } from '../../src/api/actions.ts'
import { notSimulated } from '../../src/simulator/server/not-simulated.ts'
import { openSimulatedCloud } from '../harness/simulated-cloud.ts'

// A parameter that no handler ever names could not have an effect: it must be on the list of those that are rejected.

const folder = join(import.meta.dirname, '..', '..', 'src', 'simulator', 'handlers')
/** Read for every action by the dispatcher itself. */
const general = ['RegionId', 'ClientToken', 'DryRun']
// Safe: the keys of the trees are the actions.
const actions = Object.keys(apiActions) as ApiAction[]

test('every documented parameter is read by its handler, or rejected', () => {
  const forgotten = actions.flatMap((action) => {
    const source = sourceOf(action)
    return Object.keys(apiActions[action].in)
      .map((key) => key.replace('*', ''))
      .filter((name) => !general.includes(name))
      .filter((name) => !rejected(action).some((path) => path === name || path.startsWith(`${name}.`)))
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(source))
      .map((name) => `${action} ${name}`)
  })
  expect(forgotten).toEqual([])
})

test('what is on the list of rejected parameters is a parameter', () => {
  const strange = actions.flatMap((action) =>
    rejected(action)
      .filter((path) => !has(action, path))
      .map((path) => `${action} ${path}`),
  )
  expect(strange).toEqual([])
})

test('a parameter without an effect is rejected, unless its value means what happens anyway', async () => {
  await using cloud = await openSimulatedCloud()
  const ask = (AddressIpVersion: string) =>
    cloud.ask('you', 'privatelink.CreateVpcEndpointService', { AddressIpVersion })
  expect((await ask('IPv4')).status).toBe(200)
  const { status, body } = await ask('DualStack')
  expect([status, body.Code]).toEqual([400, 'Simulator.ParameterNotSimulated'])
  expect((await cloud.call('you', 'privatelink.ListVpcEndpointServices')).TotalCount).toBe(1)
})

test('a parameter that the action does not have is ignored, and shown in the log', async () => {
  await using cloud = await openSimulatedCloud()
  await cloud.call('you', 'vpc.DescribeVpcs', { Sneaked: 1, OwnerAccount: 'old' })
  const { requests } = await cloud.control('GET', 'log')
  expect(requests.at(-1)).toMatchObject({ action: 'vpc.DescribeVpcs', unknown: ['Sneaked'], unread: [] })
})

function rejected(action: ApiAction): string[] {
  return Object.keys(notSimulated[action] ?? {})
}

function has(action: ApiAction, path: string): boolean {
  let tree: unknown = apiActions[action].in
  for (const name of path.split('.')) {
    const fields = (Array.isArray(tree) ? tree[0] : tree) as Readonly<Record<string, unknown>>
    tree = fields[name] ?? fields[`${name}*`]
    if (tree === undefined) return false
  }
  return true
}

/** The file that has the action's handler, and the files of the simulator that it imports. */
function sourceOf(action: ApiAction): string {
  const file = readdirSync(folder).find((each) => readFileSync(join(folder, each), 'utf8').includes(`\n  '${action}':`))
  if (file === undefined) throw new Error(`no handler of ${action}`)
  const source = readFileSync(join(folder, file), 'utf8')
  const imported = [...source.matchAll(/from '(\.[^']*)'/g)]
    .flatMap(([, path]) => path ?? [])
    .filter((path) => /paging|ecs-page|listener-settings|tags|endpoint-zone/.test(path))
    .map((path) => readFileSync(join(dirname(join(folder, file)), path), 'utf8'))
  return [source, ...imported].join('\n')
}
