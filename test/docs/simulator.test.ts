import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/model/clock.ts'
import { connectors } from '../../src/simulator/vendor/connectors.ts'
import { consolePages } from '../../src/simulator/vendor/console.ts'
import { createIntranetLbAddon } from '../../src/simulator/vendor/intranet-lb-addon.ts'
import { scenarios } from '../../src/simulator/world/scenarios.ts'
import { seedWorld } from '../../src/simulator/world/seed.ts'
import { describeActions } from './simulator-actions.ts'

const root = join(import.meta.dirname, '..', '..')
const file = join(root, 'docs', 'simulator.md')
const page = readFileSync(file, 'utf8')
const sourceOf = (source: string): string => readFileSync(join(root, 'src', 'simulator', source), 'utf8')

/** The names that a source file has at the places of the pattern's group; an empty list would prove nothing. */
function namesIn(file: string, pattern: RegExp): string[] {
  const names = [...sourceOf(file).matchAll(pattern)].flatMap(([, name]) => name ?? [])
  expect(names.length, file).toBeGreaterThan(8)
  return names
}

function unmentioned(names: readonly string[]): string[] {
  return names.filter((name) => !page.includes(`\`${name}\``))
}

const { world, given } = seedWorld(scenarios.article, { n: 10, speed: 0, start: 0 })

test('the page names every scenario', () => {
  expect(unmentioned(Object.keys(scenarios))).toEqual([])
})

test('the page names everything that you are given', () => {
  const names = Object.keys(given).filter((name) => name.startsWith('you.'))
  expect(unmentioned([...names, 'stranger.service', 'stranger.endpoint'])).toEqual([])
})

test('the page lists every action as its handlers have it; PLINK_UPDATE_DOCS=1 writes it anew', () => {
  const [start, end] = ['<!-- actions: made by test/docs/simulator.test.ts -->\n\n', '\n\n<!-- end of actions -->']
  const [before = '', rest = ''] = page.split(start)
  const [listed, after = ''] = rest.split(end)
  const made = describeActions()
  if (process.env['PLINK_UPDATE_DOCS'] === '1') writeFileSync(file, `${before}${start}${made}${end}${after}`)
  else expect(listed).toBe(made)
})

test('the page has a row for every switch, with its default', () => {
  const rows = Object.entries(world.rules).map(([name, value]) => `| \`${name}\` | \`${value}\` |`)
  expect(rows.filter((row) => !page.includes(row))).toEqual([])
})

test('the page tells how long every transition lasts', () => {
  const cells = Object.entries(world.durations).map(([name, ms]) => `| \`${name}\` | ${ms} |`)
  expect(cells.filter((cell) => !page.includes(cell))).toEqual([])
})

test('the page has a row for every fault', () => {
  const kinds = namesIn('admin/faults.ts', /readonly fault: '([\w-]+)'/g)
  expect(kinds.filter((kind) => !page.includes(`\n| \`${kind}\` |`))).toEqual([])
})

test('the page has a row for every act, with an example', () => {
  const table = /const acts\b[\s\S]*?\n\}\n/.exec(sourceOf('admin/actions.ts'))?.[0] ?? ''
  const acts = [...table.matchAll(/^ {2}(\w+): \(/gm)].flatMap(([, name]) => name ?? [])
  expect(acts).toContain('vanish')
  expect(acts.filter((act) => !page.includes(`\n| \`${act}\` | \`{"act":"${act}",`))).toEqual([])
})

test('the page names every route of the operator', () => {
  expect(unmentioned(namesIn('admin/api.ts', /^ {2}'((?:GET|POST|DELETE) [\w-]+)':/gm))).toEqual([])
})

test("the page names every page of the vendor's console, and every type of connector", () => {
  const nobody = { list: () => [], create: never, remove: never, memory: never }
  const tickets = { list: () => [], get: never, create: never, close: never, approve: never, approvesAll: true }
  const pages = consolePages({
    uid: '',
    region: '',
    zone: '',
    links: { ...nobody, list: () => Promise.resolve([]) },
    requests: tickets,
    addon: createIntranetLbAddon(systemClock, 0),
  })
  expect(unmentioned(pages.map(({ method, path }) => `${method} ${path}`))).toEqual([])
  expect(unmentioned(Object.keys(connectors))).toEqual([])
})

test('every example of an act and of a fault is JSON', () => {
  const examples = [...page.matchAll(/[`'](\{"[^`']*\})[`']/g)].flatMap(([, json]) => json ?? [])
  expect(examples.length).toBeGreaterThan(15)
  for (const example of examples) expect(() => JSON.parse(example), example).not.toThrow()
})

function never(): never {
  throw new Error('nobody asks it')
}
