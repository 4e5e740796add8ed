import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { docsPages } from '../src/cli/help-topics.ts'
import { temporaryFolder } from './harness/temporary-folder.ts'

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

test('the notices hold the licence of every package whose code is in dist', async () => {
  const { default: options } = await import(pathToFileURL(join(root, 'rolldown.config.js')).href)
  const build = await rolldown({ ...options, cwd: root, logLevel: 'silent' })
  const { output: chunks } = await build.generate(options.output)
  await build.close()
  const folders = new Set(
    chunks
      .flatMap((chunk) => ('moduleIds' in chunk ? chunk.moduleIds : []))
      .flatMap((id) => /^.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+/.exec(id.replace(/^\0/, ''))?.[0] ?? []),
  )
  expect(folders.size).toBeGreaterThan(30)
  const notices = read('dist/THIRD-PARTY-NOTICES').split(`\n${'-'.repeat(80)}\n\n`)
  const missing = [...folders].flatMap((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const notice = notices.find((each) => each.startsWith(`${name} ${version} (${license})\n`)) ?? ''
    const papers = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice)/i.test(file))
    const lacking = papers.filter((file) => !notice.includes(readFileSync(join(folder, file), 'utf8').trim()))
    // What contains no text of its licence is given the standard one, with whose it is.
    const isWhole = /copyright/i.test(notice) && /without warrant|without any warrant|no warrant|"AS IS"/i.test(notice)
    return [...lacking.map((file) => `${name}: ${file}`), ...(isWhole ? [] : [name])]
  })
  expect(missing).toEqual([])
  expect(notices).toHaveLength(folders.size)
})

test('what users install is one package, which starts by itself', () => {
  const folder = temporaryFolder()
  const [copy, home] = [join(folder, 'copy'), join(folder, 'home')]
  for (const entry of ['bin', 'dist', 'docs', 'README.md', 'LICENSE', 'package.json'])
    cpSync(join(root, entry), join(copy, entry), { recursive: true })
  mkdirSync(join(copy, '.ci'))
  const turn = (how: string) => output(process.execPath, '.ci/package-json.mjs', how, copy)
  turn('publish')
  const [{ filename }] = JSON.parse(
    output('npm', 'pack', copy, '--json', '--ignore-scripts', '--pack-destination', folder),
  )
  turn('restore')
  expect(readFileSync(join(copy, 'package.json'), 'utf8')).toBe(read('package.json'))
  // Without a network, and nothing to load from one.
  output(
    'npm',
    'install',
    join(folder, filename),
    '--prefix',
    home,
    '--offline',
    '--ignore-scripts',
    '--loglevel=error',
  )
  const installed = readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'))
  expect(installed).toEqual(['privatelink-cli'])
  const bin = join(home, 'node_modules', '.bin', 'plink')
  expect(output(bin, '--version')).toBe(`${JSON.parse(read('package.json')).version}\n`)
  expect(output(bin, 'explain', 'ZONE_MISMATCH', '--lang', 'en')).toContain('ZONE_MISMATCH')
})

test('the packages that were chosen for the program are its dependencies; what else is bundled is there to build', () => {
  expect(Object.keys(JSON.parse(read('package.json')).dependencies)).toEqual([
    '@alicloud/openapi-client',
    'chalk',
    'commander',
    'inquirer',
    'ioredis',
    'ora',
    'undici',
  ])
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
