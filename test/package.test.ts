import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { docsPages } from '../src/cli/help-topics.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const output = (command: string, ...args: string[]): string =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8' })
const tracked = output('git', 'ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate')
  .split('\n')
  .filter((file) => file !== '')

test('nothing lies at the top but the program, its papers and the configuration of tools', () => {
  const allowed = [
    'README.md',
    'LICENSE',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'bin',
    'src',
    'test',
    'docs',
  ]
  const tools = ['biome.json', 'knip.json', 'rolldown.config.js', 'vitest.config.ts']
  const top = new Set(tracked.map((file) => file.replace(/\/.*/, '')))
  expect([...top].filter((entry) => !entry.startsWith('.') && ![...allowed, ...tools].includes(entry))).toEqual([])
})

test('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'))
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
  )
  expect(loose).toEqual([])
})

test('the lockfile says what to install, not from where', () => {
  const lock = JSON.parse(read('package-lock.json'))
  const packages: [string, { resolved?: string; integrity?: string }][] = Object.entries(lock.packages)
  expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([])
  expect(packages.filter(([name, entry]) => name !== '' && entry.integrity === undefined)).toEqual([])
})

test('the lockfile belongs to this package.json', () => {
  const { name, version, dependencies, devDependencies } = JSON.parse(read('package.json'))
  expect(JSON.parse(read('package-lock.json')).packages['']).toMatchObject({
    name,
    version,
    dependencies,
    devDependencies,
  })
})

test('no file names a path of one machine or the host of a registry', () => {
  const patterns = [/(?<![\w.~-])\/(?:work|root)\//, /\bregistry\.[\w.-]+\.(?:com|net|org|io)\b|\bnpmmirror\b/]
  const words = [`${root}/`, `${homedir()}/`].filter((word) => word.length > 3)
  const found = tracked.flatMap((file) =>
    lines(file)
      .map((line, index) => ({ line, place: `${file}:${index + 1}` }))
      .filter(({ line }) => patterns.some((pattern) => pattern.test(line)) || words.some((word) => line.includes(word)))
      .map(({ line, place }) => `${place}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})

test('the licence is the Apache License 2.0, everywhere the same', () => {
  expect(read('LICENSE')).toMatch(/^\s*Apache License\s+Version 2\.0, January 2004/)
  expect(read('LICENSE')).toContain('Copyright 2026 plink authors')
  expect(JSON.parse(read('package.json')).license).toBe('Apache-2.0')
})

test('the packed package holds the built program, its documentation for users and its licences, and no source or test', () => {
  const [{ files }] = JSON.parse(output('npm', 'pack', '--dry-run', '--json', '--ignore-scripts'))
  const packed: string[] = files.map(({ path }: { path: string }) => path)
  expect(packed).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'bin/plink.cjs',
      'dist/main.cjs',
      'dist/THIRD-PARTY-NOTICES',
      ...docsPages.map((page) => `docs/${page}.md`),
    ]),
  )
  expect(packed.filter((file) => !/^(bin|dist|docs)\/|^(package\.json|README\.md|LICENSE)$/.test(file))).toEqual([])
})

test('the notices hold the licence text of every bundled package', () => {
  const entries = read('dist/THIRD-PARTY-NOTICES').split(`\n${'-'.repeat(80)}\n\n`)
  expect(entries.length).toBeGreaterThan(30)
  expect(entries.filter((entry) => !/without warrant|without any warrant|no warrant|"AS IS"/i.test(entry))).toEqual([])
})

test('the launcher tells the version of package.json', () => {
  expect(output(process.execPath, 'bin/plink.cjs', '--version')).toBe(`${JSON.parse(read('package.json')).version}\n`)
})

function lines(file: string): string[] {
  try {
    return read(file).split('\n')
  } catch {
    return [] // deleted but still in git's index
  }
}
