import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'rolldown/utils'
import { expect, test } from 'vitest'

/** The folders of src/, lowest first: each imports only from those above it in this list. */
const layers = [
  'model',
  'api',
  'text',
  'net',
  'probe',
  'emqx',
  'manifest',
  'state',
  'alibaba',
  'engine',
  'steps',
  'diagnose',
  'actions',
  'invite',
  'output',
  'cli',
  'main.ts',
]

/** The simulator stands apart: it knows the wire only, or it could not catch plink's mistakes. `type` and `lazy` say how. */
const apart: Readonly<Record<string, readonly string[]>> = {
  simulator: ['model', 'api', 'type text', 'type alibaba'],
  cli: ['lazy simulator'],
}

/** What only some may touch: by the modules and the globals that give it. Types alone touch nothing. */
const powers: readonly {
  name: string
  modules: readonly string[]
  globals: readonly string[]
  allowed: readonly string[]
}[] = [
  { name: 'process', modules: ['process'], globals: ['process'], allowed: ['main.ts'] },
  { name: 'console', modules: ['console'], globals: ['console'], allowed: [] },
  {
    name: 'files',
    modules: ['fs', 'fs/promises'],
    globals: [],
    allowed: ['state/', 'cli/', 'alibaba/credentials/', 'simulator/'],
  },
  {
    name: 'the network',
    modules: ['net', 'tls', 'http', 'https', 'http2', 'dgram', 'dns', 'dns/promises', 'undici', 'ioredis'],
    globals: ['fetch', 'WebSocket', 'EventSource'],
    allowed: ['alibaba/', 'net/', 'probe/', 'emqx/', 'simulator/'],
  },
  {
    name: 'timers',
    modules: ['timers', 'timers/promises'],
    globals: ['setTimeout', 'setInterval', 'setImmediate'],
    allowed: ['model/clock.ts', 'alibaba/', 'net/', 'probe/', 'simulator/'],
  },
  { name: 'child processes', modules: ['child_process'], globals: [], allowed: ['cli/', 'simulator/'] },
]

/** Too slow to load for `plink --help`: only behind an `import()`. */
const heavy = /^(?:@alicloud\/.*|(?:inquirer|ora|undici|ioredis|yaml|zod|mqtt-packet)(?:\/.*)?)$/

/** Who may know that there is a simulator at all. */
// model/ and output/ know what `plink simulator` prints; they ask of no cloud whether it is simulated.
const knowsOfTheSimulator = ['simulator/', 'cli/', 'text/', 'output/', 'model/result.ts']

const sources = readSources(join(import.meta.dirname, '..', 'src'))

test('a folder imports only from lower layers', () => {
  expect(check(sources, brokenLayers)).toEqual([])
})

test('no file imports itself in a circle, not even for a type or by import()', () => {
  expect(circlesIn(sources)).toEqual([])
})

test('files, the network, timers, the process and the console are touched only where they may be', () => {
  expect(check(sources, brokenPowers)).toEqual([])
})

test('nothing heavy is loaded before a command asks for it', () => {
  expect(heavyAtStart(sources)).toEqual([])
})

test('nothing but the simulator, the commands and the texts knows that there is a simulator', () => {
  expect(check(sources, knowing)).toEqual([])
})

test.each([
  ['model/a.ts', "import { b } from '../text/b.ts'", 'model may not import text'],
  ['steps/a.ts', "import {\n  b,\n} from '../cli/b.ts'", 'steps may not import cli'],
  ['alibaba/a.ts', "export * from '../engine/b.ts'", 'alibaba may not import engine'],
  ['engine/a.ts', "import type { B } from '../steps/b.ts'", 'engine may not import steps'],
  ['cli/a.ts', "import { b } from '../simulator/b.ts'", 'cli may import simulator only as import()'],
  ['cli/a.ts', "import type { B } from '../simulator/b.ts'", 'cli may import simulator only as import()'],
  ['simulator/a.ts', "import { type B } from '../alibaba/b.ts'", 'simulator may import alibaba only as import type'],
  ['simulator/a.ts', "const b = await import('../alibaba/b.ts')", 'simulator may import alibaba only as import type'],
  ['emqx/a.ts', "let b: import('../engine/b.ts').B", 'emqx may not import engine'],
  ['simulator/handlers/a.ts', "import type { B } from '../../engine/b.ts'", 'simulator may not import engine'],
  ['cli/commands/a.ts', "import '../../../test/b.ts'", 'cli may not import ../test'],
  ['net/a.ts', "await import('../main.ts')", 'net may not import main.ts'],
  ['new/a.ts', '', 'new is not on the list of layers'],
])('a broken layer is noticed, %s: %s', (file, text, message) => {
  const found = check(new Map([[file, text]]), brokenLayers)
  expect(found).toEqual([`src/${file}:1: ${message}`])
})

test.each([
  ['a static import', "import { b } from './b.ts'"],
  ['a type', "import type { B } from './b.ts'"],
  ['an import()', "const b = () => import('./b.ts')"],
])('a circle closed by %s is noticed', (_how, text) => {
  const files = new Map([
    ['engine/a.ts', text],
    ['engine/b.ts', "export * from './c.ts'"],
    ['engine/c.ts', "export { a } from './a.ts'"],
  ])
  expect(circlesIn(files)).toEqual(['engine/a.ts > engine/b.ts > engine/c.ts > engine/a.ts'])
})

test.each([
  ['steps/a.ts', 'const x = process.argv', 'process'],
  ['cli/a.ts', "import { argv } from 'node:process'", 'process'],
  ['cli/a.ts', 'globalThis.process.exit()', 'process'],
  ['simulator/a.ts', 'console.log(1)', 'console'],
  ['steps/a.ts', "import { readFileSync } from 'node:fs'", 'files'],
  ['alibaba/client.ts', "import { readFile } from 'fs/promises'", 'files'],
  ['steps/a.ts', "const { connect } = await import('node:net')", 'the network'],
  ['cli/a.ts', "await fetch('x')", 'the network'],
  ['steps/a.ts', 'const later = { setTimeout }', 'timers'],
  ['steps/a.ts', 'const x = (setInterval as unknown)!', 'timers'],
  ['emqx/a.ts', "import { setTimeout as sleep } from 'node:timers/promises'", 'timers'],
  ['probe/a.ts', "import { spawn } from 'node:child_process'", 'child processes'],
])('the powers notice %s: %s', (file, text, power) => {
  expect(check(new Map([[file, text]]), brokenPowers)).toEqual([
    expect.stringMatching(`^src/${file}:1: .* may not touch ${power}`),
  ])
})

test.each([
  ['simulator/a.ts', "import type { Operations } from '../alibaba/operations.ts'"],
  ['cli/a.ts', "const { serve } = await import('../simulator/server.ts')"],
  ['alibaba/credentials/file.ts', "import { readFileSync } from 'node:fs'"],
  ['model/clock.ts', 'setTimeout(() => undefined, 1)'],
  ['steps/a.ts', "import type { Socket } from 'node:net'"],
  ['steps/a.ts', "// console.log(process)\nconst text = `import x from '../cli/x.ts'`"],
  [
    'steps/a.ts',
    'clock.setTimeout(1)\nconst x = { process: 1 }\ninterface X { fetch(): typeof process; console: NodeJS.Timeout }',
  ],
])('layers and powers let %s: %s', (file, text) => {
  const one = new Map([[file, text]])
  expect([...check(one, brokenLayers), ...check(one, brokenPowers)]).toEqual([])
})

test('a heavy package is noticed behind other files, and not behind an import()', () => {
  const program = (text: string): Map<string, string> =>
    new Map([
      ['main.ts', "import { a } from './cli/a.ts'"],
      ['cli/a.ts', text],
      ['cli/b.ts', "\nimport * as z from 'zod/mini'"],
    ])
  expect(heavyAtStart(program("export { b } from './b.ts'"))).toEqual([
    'src/cli/b.ts:2: zod/mini is loaded at every start (main.ts > cli/a.ts > cli/b.ts); use import()',
  ])
  expect(heavyAtStart(program("import type { b } from './b.ts'\nawait import('./b.ts')"))).toEqual([])
})

test('a word about the simulator is noticed', () => {
  expect(check(new Map([['alibaba/a.ts', '// fine\n// unless Simulated']]), knowing)).toEqual([
    'src/alibaba/a.ts:2: alibaba may not know of the simulator',
  ])
})

interface Import {
  readonly from: string
  readonly how: 'type' | 'lazy' | 'static'
  readonly at: number
}

interface Finding {
  readonly at: number
  readonly message: string
}

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>

function check(files: ReadonlyMap<string, string>, rule: (file: string, text: string) => readonly Finding[]): string[] {
  return [...files].flatMap(([file, text]) =>
    rule(file, text).map(({ at, message }) => `src/${file}:${lineOf(text, at)}: ${message}`),
  )
}

function brokenLayers(file: string, text: string): Finding[] {
  const own = folderOf(file)
  const level = layers.indexOf(own)
  if (level < 0 && !(own in apart)) return [{ at: 0, message: `${own} is not on the list of layers` }]
  const may = own === 'simulator' ? [] : layers.slice(0, level)
  const below = [...may, ...(apart[own] ?? [])]
  return importsIn(file, text).flatMap(({ from, how, at }) => {
    if (!from.startsWith('.')) return []
    const other = folderOf(join(file, '..', from))
    const ways = below.map((entry) => entry.split(' ')).filter((entry) => entry.at(-1) === other)
    if (other === own || other === '../package.json') return []
    if (ways.some(([way]) => way === other || way === how)) return []
    const only = ways[0]?.[0] === 'lazy' ? 'import()' : 'import type'
    return [
      { at, message: `${own} may ${ways.length > 0 ? `import ${other} only as ${only}` : `not import ${other}`}` },
    ]
  })
}

/** The shortest circle through each file that lies on one; each circle once, beginning with its first file. */
function circlesIn(files: ReadonlyMap<string, string>): string[] {
  const imports = new Map(
    [...files].map(([file, text]) => [
      file,
      importsIn(file, text)
        .filter(({ from }) => from.startsWith('.'))
        .map(({ from }) => join(file, '..', from).replaceAll('\\', '/')),
    ]),
  )
  const circles = new Set<string>()
  for (const start of imports.keys()) {
    const from = new Map<string, string>()
    const queue = [start]
    for (let file = queue.shift(); file !== undefined && !from.has(start); file = queue.shift()) {
      for (const next of imports.get(file) ?? []) {
        if (from.has(next)) continue
        from.set(next, file)
        queue.push(next)
      }
    }
    if (!from.has(start)) continue
    const circle: string[] = []
    for (let file = from.get(start); file !== undefined && file !== start; file = from.get(file)) circle.unshift(file)
    const all = [start, ...circle]
    if (all.every((file) => start <= file)) circles.add([...all, start].join(' > '))
  }
  return [...circles]
}

function brokenPowers(file: string, text: string): Finding[] {
  const imports = importsIn(file, text).filter(({ how }) => how !== 'type')
  const globals = globalsIn(file, text)
  return powers.flatMap(({ name, modules, globals: names, allowed }) => {
    if (allowed.some((start) => file.startsWith(start))) return []
    const touched = [
      ...imports.filter(({ from }) => modules.includes(from.replace(/^node:/, ''))),
      ...globals.filter((use) => names.includes(use.name)),
    ]
    const may = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'nothing'
    return touched.map(({ at }) => ({ at, message: `${file} may not touch ${name} (${may} may)` }))
  })
}

function knowing(file: string, text: string): Finding[] {
  if (knowsOfTheSimulator.some((start) => file.startsWith(start))) return []
  return [...text.matchAll(/simulat/gi)].map(({ index }) => ({
    at: index,
    message: `${folderOf(file)} may not know of the simulator`,
  }))
}

function heavyAtStart(files: ReadonlyMap<string, string>): string[] {
  const found: string[] = []
  const reached = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    const text = files.get(file)
    if (text === undefined || reached.has(file)) return
    reached.add(file)
    for (const { from, how, at } of importsIn(file, text)) {
      if (how !== 'static') continue
      const way = [...path, file]
      if (heavy.test(from))
        found.push(
          `src/${file}:${lineOf(text, at)}: ${from} is loaded at every start (${way.join(' > ')}); use import()`,
        )
      else if (from.startsWith('.')) visit(join(file, '..', from), way)
    }
  }
  visit('main.ts', [])
  return found
}

function importsIn(file: string, text: string): Import[] {
  return nodesIn(file, text).flatMap((node): Import[] => {
    const { type, start: at } = node
    const source = node['source'] as { value?: unknown } | null | undefined
    if (typeof source?.value !== 'string') return []
    const from = source.value
    if (type === 'ImportExpression') return [{ from, how: 'lazy', at }]
    if (type === 'TSImportType') return [{ from, how: 'type', at }]
    return [{ from, how: (node['importKind'] ?? node['exportKind']) === 'type' ? 'type' : 'static', at }]
  })
}

/** Names that stand for a value and may be a global's. A local of the same name counts too: call it something else. */
function globalsIn(file: string, text: string): { name: string; at: number }[] {
  const uses: { name: string; at: number }[] = []
  for (const node of nodesIn(file, text)) {
    const object = node['object'] as Node | undefined
    const property = node['property'] as Node | undefined
    if (node.type === 'Identifier') uses.push({ name: String(node['name']), at: node.start })
    if (node.type === 'MemberExpression' && object?.['name'] === 'globalThis')
      uses.push({ name: String(property?.['name'] ?? property?.['value']), at: node.start })
  }
  return uses
}

/** Every node that runs, and every import; not the names of properties, nor what is only a type. */
function nodesIn(file: string, text: string): Node[] {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`src/${file} does not parse: ${errors[0]?.message}`)
  const nodes: Node[] = []
  const visit = (value: unknown, runs: boolean): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, runs)
    if (!isNode(value)) return
    if (runs || value.type === 'TSImportType') nodes.push(value)
    if (value.type === 'ImportDeclaration') return
    for (const [key, child] of Object.entries(value)) {
      const isName = (key === 'property' || key === 'key') && value['computed'] !== true
      if (!isName) visit(child, runs && (!value.type.startsWith('TS') || key === 'expression'))
    }
  }
  visit(program, true)
  return nodes
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function folderOf(path: string): string {
  const [first = '', second = ''] = path.split('/')
  return first === '..' ? `${first}/${second}` : first
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

function readSources(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return new Map(files.sort().map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]))
}
