import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commands, groupsOf } from '../../src/cli/command-table.ts'
import { completionScript, type Shell } from '../../src/cli/completion.ts'
import { globalFlags } from '../../src/cli/flags.ts'

const meanings = {
  command: (name: string) => `the ${name}'s meaning: 'quoted' \`code\``,
  group: (name: string) => name,
  flag: (name: string) => `flag \\ ${name}`,
  help: 'help',
}
const bash = completionScript('bash', meanings)

describe('in bash', () => {
  test.each([
    ['plink st', ['status', 'state']],
    ['plink state ', ['show', 'list', 'adopt', 'forget', 'unlock']],
    ['plink -o json state f', ['forget']],
    ['plink --state = x.json state un', ['unlock']],
    ['plink state unlock --fo', ['--force']],
    ['plink up --op', ['--open-product']],
    ['plink state forget --op', []],
    ['plink completion ', ['bash', 'zsh', 'fish']],
    ['plink up --output ', ['human', 'json', 'yaml']],
    ['plink --direction = in', ['inbound']],
    ['plink --timeout ', []],
    ['plink test mqtt', []],
  ] as const)('%j is completed with %j', (line, offered) => {
    expect(completeInBash(line)).toEqual(offered)
  })

  test('every command, group and flag is offered where it may stand', () => {
    const first = commands.filter(({ name }) => !name.includes(' ')).map(({ name }) => name)
    expect(completeInBash('plink ')).toEqual([...first, ...groupsOf(commands), 'help'])
    // One command stands for all: the flags come from the same table.
    const [{ name, flags }] = commands
    const offered = completeInBash(`plink ${name} --`)
    expect(offered).toEqual(expect.arrayContaining([...flags, ...globalFlags].map((flag) => `--${flag}`)))
  })
})

describe.each(['bash', 'zsh', 'fish'] as const)('the script for %s', (shell) => {
  const script = completionScript(shell, meanings)

  test('names every command, member of a group, and choice', () => {
    const words = commands.flatMap(({ name }) => name.split(' '))
    for (const word of [...words, 'json', 'yaml', 'inbound', 'outbound']) expect(script).toContain(word)
  })

  test('is whole: the shell reads it without complaint, or every quote in it is closed', () => {
    // A file, since fish 3.6 cannot read a script from /dev/stdin.
    const file = join(mkdtempSync(join(tmpdir(), 'plink-completion-')), 'script')
    writeFileSync(file, script)
    const { status, error, stderr } = spawnSync(shell, [shell === 'fish' ? '--no-execute' : '-n', file], {
      encoding: 'utf8',
    })
    rmSync(join(file, '..'), { recursive: true })
    if (error) expect(openQuotes(script, shell)).toBe(false)
    else expect([status, stderr]).toEqual([0, ''])
  })
})

/** Whether a single quote stands open at the end; comments aside, these scripts use no other quote that may hold one. */
function openQuotes(script: string, shell: Shell): boolean {
  let open = false
  for (let at = 0; at < script.length; at++) {
    const sign = script[at]
    if (sign === '\\' && (!open || shell === 'fish')) at++
    else if (sign === "'") open = !open
  }
  return open
}

/** What a real bash offers for the last word of a line; `=` stands between spaces, as bash takes words apart. */
function completeInBash(line: string): string[] {
  const words = line.split(' ')
  const program = `${bash}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _plink
for word in "\${COMPREPLY[@]}"; do echo "$word"; done`
  const offered = execFileSync('bash', ['--norc', '-c', program, 'bash', ...words], { encoding: 'utf8' })
  return offered.split('\n').filter(Boolean)
}
