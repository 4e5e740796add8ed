import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { groupsOf } from '../../src/cli/command.ts'
import { commands } from '../../src/cli/command-table.ts'
import { completionScript } from '../../src/cli/completion.ts'
import { globalFlags } from '../../src/cli/flags.ts'
import { en } from '../../src/text/en.ts'
import { lacks } from '../harness/installed.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'

const bash = completionScript('bash', commands, en.cli)

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
    ['plink up --output ', ['human', 'json', 'yaml', 'value', 'junit']],
    ['plink --direction = in', ['inbound']],
    ['plink --timeout ', []],
    ['plink test mqtt', []],
    // Examples are no candidates; what exists is.
    ['plink up --allow ', []],
    ['plink state forget in', ['inbound/service', 'inbound/zone:cn-hangzhou-h']],
    ['plink --state = b.json --file a.yaml state forget ', ['a.yaml', 'b.json']],
    ['plink policy --command endpoint', ['endpoint-create', 'endpoint-get']],
    ['plink help fl', ['flags']],
  ] as const)('%j is completed with %j', (line, offered) => {
    expect(completeInBash(line)).toEqual(offered)
  })

  test('every command, group and flag is offered where it may stand', () => {
    const first = commands.filter(({ name }) => !name.includes(' ')).map(({ name }) => name)
    expect(completeInBash('plink ')).toEqual([...first, ...groupsOf(commands), 'help'])
    // One command stands for all: the flags come from the same table.
    const flags = [...(commands.find(({ name }) => name === 'up')?.flags ?? []), ...globalFlags]
    expect(completeInBash('plink up --')).toEqual(expect.arrayContaining(flags.map((flag) => `--${flag}`)))
  })
})

describe.skipIf(lacks('fish'))('in fish', () => {
  test.each([
    ['plink st', ['state', 'status']],
    ['plink -o json state f', ['forget']],
    ['plink state unlock --fo', ['--force']],
    ['plink state forget --op', []],
    ['plink completion ', ['bash', 'fish', 'zsh']],
    ['plink up --output ', ['human', 'json', 'junit', 'value', 'yaml']],
    ['plink --state b.json --file=a.yaml state forget ', ['b.json', '--file=a.yaml', '--state']],
  ] as const)('%j is completed with %j', (line, offered) => {
    expect(completeInFish(line)).toEqual(offered)
  })
})

describe.each(['bash', 'zsh', 'fish'] as const)('the script for %s', (shell) => {
  // Texts with everything that a shell takes specially.
  const special = { summary: "the meaning: 'quoted' `code` \\ $HOME", examples: [] }
  const cli = { ...en.cli, commands: { ...en.cli.commands, up: special } }
  const script = completionScript(shell, commands, cli)

  test('names every command, member of a group, and choice', () => {
    const words = commands.flatMap(({ name }) => name.split(' '))
    for (const word of [...words, 'json', 'yaml', 'inbound', 'outbound']) expect(script).toContain(word)
  })

  test.skipIf(lacks(shell))('is whole: the shell reads it without complaint', () => {
    const noExecute = shell === 'fish' ? '--no-execute' : '-n'
    const { status, stderr } = spawnSync(shell, [noExecute, fileOf(script)], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
  })
})

/** A file with the script in it: fish 3.6 reads none from /dev/stdin. */
function fileOf(script: string): string {
  const file = join(temporaryFolder(), 'script')
  writeFileSync(file, script)
  return file
}

/** What a real fish offers at the end of a line, without what it says of each. */
function completeInFish(line: string): string[] {
  const args = [
    '--no-config',
    '--command',
    'source $argv[1]; function plink; printf "%s\\n" $argv[3..-3]; end; complete -C $argv[2]',
  ]
  const script = fileOf(completionScript('fish', commands, en.cli))
  const offered = execFileSync('fish', [...args, script, line], { encoding: 'utf8' })
  return offered.split('\n').flatMap((row) => row.split('\t')[0] || [])
}

/** What a real bash offers for the last word of a line; `=` stands between spaces, as bash takes words apart. */
function completeInBash(line: string): string[] {
  const words = line.split(' ')
  // What the script asks plink itself for.
  const plink = `plink() {
  local IFS=' '
  case "\${!#}" in
    steps) case "$*" in
      *'--state b.json --file a.yaml'*) printf 'a.yaml\\nb.json\\n'; return ;;
    esac
    printf 'inbound/service\\ninbound/zone:cn-hangzhou-h\\noutbound/endpoint\\n' ;;
    commands) printf 'plan\\nendpoint-create\\nendpoint-get\\n' ;;
  esac
}`
  const program = `${bash}
${plink}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _plink
for word in "\${COMPREPLY[@]}"; do echo "$word"; done`
  const offered = execFileSync('bash', ['--norc', '-c', program, 'bash', ...words], { encoding: 'utf8' })
  return offered.split('\n').filter(Boolean)
}
