import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { lacks } from '../harness/installed.ts'
import { twoWayManifest } from '../harness/manifests.ts'
import { bin } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { Terminal } from '../harness/terminal.ts'

let sandbox: Sandbox
const screens: Terminal[] = []
beforeAll(async () => {
  sandbox = await openSandbox({ speed: 60 })
})
afterEach(() => {
  for (const screen of screens.splice(0)) screen.close()
})
afterAll(() => sandbox.close())

describe.skipIf(lacks('tmux'))('at a terminal', () => {
  test('unlock shows who holds the lock; a no is 7 and breaks nothing, a yes breaks it', async () => {
    const folder = newLink('unlock')
    const lock = join(folder, 'plink.state.json.lock')
    const holder = { id: '0'.repeat(36), pid: 7, host: 'elsewhere', since: '2026-11-01T00:00:00Z', command: 'plink up' }
    writeFileSync(lock, JSON.stringify(holder))
    const no = run('state unlock -y', folder)
    const shown = await no.until(/Remove the lock\?/)
    for (const said of ['plink up', 'process 7', 'elsewhere', '2026-11-01']) expect(shown).toContain(said)
    no.press('n', 'Enter')
    expect(await no.until(/exit:\d/)).toContain('exit:7')
    expect(existsSync(lock)).toBe(true)
    const yes = run('state unlock', folder)
    await yes.until(/Remove the lock\?/)
    yes.press('y', 'Enter')
    expect(await yes.until(/exit:\d/)).toContain('exit:0')
    expect(existsSync(lock)).toBe(false)
  })

  test('adopt shows a table and asks once; forget says what stays', async () => {
    const folder = newLink('adopt')
    await sandbox.plink(['up', '-y', '--peer-profile', 'peer'], folder)
    rmSync(join(folder, 'plink.state.json'))
    const adopt = run('state adopt --peer-profile peer', folder)
    expect(await adopt.until(/Add them to the state file\?/)).toMatch(
      /inbound\/service\s+epsrv-\S+ +created by plink +ready/,
    )
    adopt.press('y', 'Enter')
    expect(await adopt.until(/exit:\d/)).toContain('exit:0')
    const forget = run('state forget inbound/service', folder)
    expect(await forget.until(/Remove inbound\/service from the state file\?/)).toContain('inbound/connection')
    forget.press('n', 'Enter')
    expect(await forget.until(/exit:\d/)).toContain('exit:7')
    expect((await sandbox.plink(['down', '-y', '--peer-profile', 'peer'], folder)).code).toBe(0)
  })
})

function newLink(name: string): string {
  return sandbox.folder(twoWayManifest(sandbox.document, { name }))
}

function run(words: string, cwd: string): Terminal {
  const screen = new Terminal(`'${process.execPath}' '${bin}' ${words}`, cwd, sandbox.env)
  screens.push(screen)
  return screen
}
