import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commands } from '../../src/cli/command-table.ts'
import { docsPages } from '../../src/cli/help-topics.ts'
import { parseArgv } from '../../src/cli/parse-argv.ts'
import { readManifest } from '../../src/manifest/manifest.ts'
import { docsOf, type FaultCode, faults } from '../../src/model/fault.ts'
import { anchorsOf, commandLinesOf, linksOf, readPages, specsOf } from './page.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = readPages()

test.each(pages)('every link in $name leads somewhere', (page) => {
  expect(linksOf(page).filter((link) => !leadsSomewhere(link, page.name))).toEqual([])
})

test.each(pages)('every command line in $name is one that plink takes', (page) => {
  const wrong = commandLinesOf(page).flatMap((line) => {
    const problem = problemOf(line)
    return problem === undefined ? [] : [`${line}: ${problem}`]
  })
  expect(wrong).toEqual([])
})

test.each(pages)('every plink.yaml in $name is one that plink takes', (page) => {
  for (const spec of specsOf(page)) expect(() => readManifest(spec, 'plink.yaml')).not.toThrow()
})

test('every error leads to its own explanation', () => {
  // Safe: the keys of a record of codes are codes.
  const codes = Object.keys(faults) as FaultCode[]
  expect(codes.map(docsOf).filter((link) => !leadsSomewhere(link, 'README.md'))).toEqual([])
})

test('every page that the help offers exists, and each page of docs/ but those for contributors is offered', () => {
  const known = readPages().flatMap(({ name }) => /^docs\/([\w-]+)\.md$/.exec(name)?.[1] ?? [])
  const forContributors = ['contributing', 'design']
  expect(known.filter((page) => !forContributors.includes(page)).toSorted()).toEqual([...docsPages].toSorted())
})

test('every page of docs that the source mentions exists', () => {
  const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const mentioned = sources.flatMap(
    (name) => readFileSync(`${root}src/${name}`, 'utf8').match(/docs\/[\w.-]+\.md/g) ?? [],
  )
  expect([...new Set(mentioned)].filter((name) => !existsSync(`${root}${name}`))).toEqual([])
})

function leadsSomewhere(link: string, from: string): boolean {
  const [path = '', anchor] = link.split('#')
  const name = path === '' ? from : posix.join(posix.dirname(from), path)
  const page = pages.find((each) => each.name === name)
  if (anchor === undefined) return page !== undefined || existsSync(`${root}${name}`)
  return page !== undefined && anchorsOf(page).has(decodeURIComponent(anchor))
}

/** What plink would say against a line; placeholders such as `ep-…` and `[options]` stand for good values. */
function problemOf(line: string): string | undefined {
  const words = wordsOf(line).slice(1)
  const read = parseArgv(
    words.filter((word) => !word.startsWith('[')).map((word) => word.replace('…', 'x')),
    {},
  )
  // A command's name alone speaks of the command, even of one that needs an argument.
  if (commands.some(({ name }) => name === words.join(' '))) return undefined
  return 'fault' in read ? `${read.fault.code} ${JSON.stringify(read.fault.facts)}` : undefined
}

/** The words of a command line as a shell sees them, up to what is not for the command. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(/ (?:\||&&|>|\|\|) /)
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}
