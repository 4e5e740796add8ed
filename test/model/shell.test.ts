import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shell } from '../../src/model/shell.ts'

test('what needs no quotes gets none, and a list is so many words', () => {
  expect(shell`plink accept ${['--zone', 'cn-hangzhou-h=vsw-1']} --uid ${'1417000000000001'}`).toBe(
    'plink accept --zone cn-hangzhou-h=vsw-1 --uid 1417000000000001',
  )
  expect(shell`plink accept ${[]}`).toBe('plink accept')
  expect(shell`plink up --approve ${'ep-…'}`).toBe('plink up --approve ep-…')
})

test('a shell reads every word back as it was, and runs nothing of it', () => {
  const hostile = fc.constantFrom(
    'epsrv-x;touch x',
    '$(id)',
    '`id`',
    "it's",
    '~',
    '=ls',
    'a b',
    '*',
    '\\',
    '',
    '!!',
    '"',
    '\t',
    '{a,b}',
    '#',
  )
  const words = fc.sample(fc.oneof(hostile, fc.string({ maxLength: 20 })), { numRuns: 300, seed: 7 })
  const sent = words.filter((word) => !word.includes('\0') && Buffer.from(word).toString() === word)
  const ran = spawnSync('sh', ['-c', shell`printf ${'%s\\0'} ${sent}`], { encoding: 'utf8' })
  expect(ran.stderr).toBe('')
  expect(ran.stdout.split('\0').slice(0, -1)).toEqual(sent)
})

test('every command in a sentence goes through the one function that quotes', () => {
  const root = join(import.meta.dirname, '..', '..', 'src')
  const files = ['text', 'output'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  const raw = files
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8')
      const commands = text.matchAll(
        /(?<!shell)(?:\\`|`)(?:plink (?:accept|up|down|plan|state|service|endpoint|connection|lb|whitelist|test)\b|(?:aliyun|cp|mv|rm|export) )[\w /=-]*\$\{/g,
      )
      return [...commands].map(([found]) => `${file}: ${found}`)
    })
  expect(raw).toEqual([])
})
