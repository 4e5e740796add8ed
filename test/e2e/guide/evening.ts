import { displayWidth, padStart } from '../../../src/output/human/width.ts'

/**
 * Evens out, and nothing else does, what is no one's choice in what plink printed:
 * - ids: new in every run; here as long as they are, so that lines break where they broke;
 * - addresses and ports on loopback: the next free ones;
 * - dates; how long a step took, which is left out, and how long a test took;
 * - which of two things that run side by side is told first.
 */
export function evened(text: string, ids: ReadonlyMap<string, string>): string {
  let result = text
  for (const [id, name] of ids) result = result.replaceAll(id, name)
  // A rule of a group is the only thing that is shown and neither given nor made.
  result = result.replaceAll(/\bsgr-bp1[0-9a-z]{17}\b/g, exampleId('sgr', 'example'))
  const unknown = (result.match(/\b[a-z]+-bp1[0-9a-z]{17}\b/g) ?? []).filter((id) => !examples.test(id))
  if (unknown.length > 0) throw new Error(`nobody knows what ${unknown} is, in:\n${text}`)
  return evenTable(result)
    .replaceAll(/\b127\.0\.0\.1:\d+/g, '127.0.0.1:4500')
    .replaceAll(/(?<=DNS_SERVER=127\.0\.0\.1:)\d+/g, '5353')
    .replaceAll(/\b127\.(?!0\.)\d+\.(\d+\.\d+)/g, '10.0.$1')
    .replaceAll(/\b\d{4}-\d\d-\d\d \d\d:\d\d\b/g, (minute) =>
      Date.parse(`${minute}Z`) > Date.now() + dayMs ? '2026-03-05 09:30' : '2026-03-02 09:30',
    )
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '2026-03-02T09:30:00Z')
    .replaceAll(/^([✓·] .*) {2}(?:\d+|\d+\.\d) (?:ms|s|毫秒|秒)$/gm, '$1')
}

const dayMs = 86_400_000
const names = ['example', 'emqx', 'closed']
const examples = new RegExp(`-bp1(?:${names.join('|')})0+$`)

/** An id of an example, as long as those of the cloud: the kind, `bp1` and 17 more. */
function exampleId(kind: string, name: string): string {
  return `${kind}-bp1${name.padEnd(17, '0')}`
}

/** What stands for each id of `known`: yours are examples, EMQX's are EMQX's. */
export function examplesOf(known: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(known).flatMap(([name, id]) => {
      const [kind] = /^[a-z]+(?=-bp1)/.exec(id ?? '') ?? []
      const example = exampleNames[name]
      return id === undefined || kind === undefined || example === undefined ? [] : [[id, exampleId(kind, example)]]
    }),
  )
}

/** Names of ids in the simulator, and of those that the story learns. */
const exampleNames: Readonly<Record<string, string>> = {
  'you.vpc': 'example',
  'you.vswitch.h': 'example',
  'you.securityGroup': 'example',
  'you.securityGroup.closed': 'closed',
  'you.loadBalancer': 'example',
  'you.machine': 'example',
  'you.service': 'example',
  'you.endpoint': 'example',
  'emqx.vpc': 'emqx',
  'emqx.service': 'emqx',
  'emqx.endpoint': 'emqx',
}

/** In the table of `plink test`: a heading of four stages, and rows of a verdict and four times. */
function evenTable(text: string): string {
  const lines = text.split('\n')
  const heading = lines.findIndex((line) => /^ {4,}\S/.test(line) && cellsOf(line).length === 4)
  const isRow = (line: string) => {
    const cells = cellsOf(line)
    return cells.length === 5 && cells.slice(1).every((cell) => /^(?:–|[\d.]+ (?:ms|s|毫秒|秒))$/.test(cell))
  }
  if (heading < 0 || !lines.some(isRow)) return text
  const head = cellsOf(lines[heading] ?? '')
  const rows = new Map(
    lines.flatMap((line, at) =>
      isRow(line) ? [[at, cellsOf(line).map((cell, index) => (index === 0 ? cell : evenTime(cell)))] as const] : [],
    ),
  )
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...[...rows.values(), ['', ...head]].map((cells) => displayWidth(cells[column] ?? ''))),
  )
  const lineOf = ([first = '', ...times]: readonly string[]) =>
    `  ${[first + ' '.repeat((widths[0] ?? 0) - displayWidth(first)), ...times.map((time, at) => padStart(time, widths[at + 1] ?? 0))].join('  ')}`
  return lines
    .map((line, at) => (at === heading ? lineOf(['', ...head]) : rows.has(at) ? lineOf(rows.get(at) ?? []) : line))
    .join('\n')
}

function evenTime(cell: string): string {
  return cell.replace(/^[\d.]+ (ms|s|毫秒|秒)$/, (_, unit: string) => `4 ${/s$/.test(unit) ? 'ms' : '毫秒'}`)
}

function cellsOf(line: string): string[] {
  return line.trim().split(/ {2,}/)
}

/**
 * Steps of the two directions run side by side: where both were told without anything between, inbound stands first. A
 * step is a line with a mark, and the indented lines below it.
 */
export function inOrder(text: string): string {
  const told: { direction: string; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const [, word, target] = /^[✓·!✗?] (?:(inbound|outbound|入向|出向) |\S*\{(inbound|outbound)\})/.exec(line) ?? []
    const direction = word ?? target
    const last = told.at(-1)
    if (direction === undefined && line.startsWith(' ') && last) last.lines.push(line)
    else told.push({ direction: direction ?? '', lines: [line] })
  }
  const rank = (direction: string) => (/^(?:inbound|入向)$/.test(direction) ? 0 : 1)
  const result: typeof told = []
  for (const step of told) {
    let at = result.length
    // Up to what is of no direction: nothing passes that.
    while (at > 0 && step.direction !== '' && isAfter(result[at - 1], step, rank)) at -= 1
    result.splice(at, 0, step)
  }
  return result.flatMap(({ lines }) => lines).join('\n')
}

interface ToldStep {
  readonly direction: string
  readonly lines: readonly string[]
}

/** Whether nothing but chance told `before` first. Within a direction an endpoint's zones and groups run side by side. */
function isAfter(before: ToldStep | undefined, step: ToldStep, rank: (direction: string) => number): boolean {
  if (before === undefined || before.direction === '') return false
  if (before.direction !== step.direction) return rank(before.direction) > rank(step.direction)
  return /security group|安全组/.test(before.lines[0] ?? '') && /(?: zone|可用区) /.test(step.lines[0] ?? '')
}
