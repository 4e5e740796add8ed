import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openStore } from '../../src/state/file-store.ts'
import { readState } from '../../src/state/read.ts'
import { bundleProgram, runNode } from '../harness/bundled-program.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { filesIn, storeOptions, withStep } from './store-options.ts'

const hook = join(import.meta.dirname, '..', 'crash', 'fs-hook.cjs')

test.each([
  { what: 'a new state', lock: null },
  {
    what: 'a state locked by a dead one',
    lock: { id: '00000000-0000-4000-8000-000000000000', pid: 1, since: '', command: 'up' },
  },
])(
  'a writer of $what killed around any call leaves the old state or the new one, and the next run goes on',
  async ({ lock }) => {
    const place = temporaryFolder()
    const writer = await bundleProgram(join(import.meta.dirname, 'writer.ts'), place)
    const live = async (name: string, kill: string) => {
      const file = join(place, name, 'plink.state.json')
      mkdirSync(join(file, '..'))
      if (lock !== null) writeFileSync(`${file}.lock`, JSON.stringify({ ...lock, host: hostname() }))
      const trace = join(place, `${name}.trace`)
      const env = { PLINK_TEST_FS_NAME: 'plink.state.json', PLINK_TEST_FS_TRACE: trace, PLINK_TEST_FS_KILL: kill }
      return { file, trace, ended: await runNode(['--require', hook, writer, file], env) }
    }
    const whole = await live('whole', '')
    expect(whole.ended).toMatchObject({ code: 0, stderr: '' })
    const calls = readFileSync(whole.trace, 'utf8').trim().split('\n')
    expect(calls.length).toBeGreaterThan(20)
    // Past the lock, the second writer's life is the first one's.
    const ends = lock === null ? calls.length : calls.findIndex((call) => !call.includes('.lock'))
    const kills = calls.slice(0, ends).flatMap((call) => {
      const [number, name] = call.split(' ')
      return name === 'writeSync' ? [`${number}:half`, `${number}:after`] : [`${number}:after`]
    })

    const seen = new Set<number>()
    await eachOfTwo(kills, async (kill) => {
      const { file, ended } = await live(kill.replace(':', '-'), kill)
      expect(ended.signal, kill).toBe('SIGKILL')
      const state = await readState(file)
      const backup = await readState(`${file}.backup`)
      seen.add(state?.serial ?? 0)
      expect(Object.keys(state?.link.steps ?? {}), kill).toEqual(['first', 'second'].slice(0, state?.serial ?? 0))
      if (state?.serial === 2) expect(backup?.serial, kill).toBe(1)

      const next = await openStore(storeOptions(file, { host: hostname(), isAlive: () => false }))
      await next.update(withStep('third'))
      await next.close()
      expect((await readState(file))?.serial, kill).toBe((state?.serial ?? 0) + 1)
      const backups = existsSync(`${file}.backup`) ? ['plink.state.json.backup'] : []
      expect(filesIn(join(file, '..')), kill).toEqual(['plink.state.json', ...backups])
    })
    expect([...seen].sort()).toEqual(lock === null ? [0, 1, 2] : [0])
  },
)

async function eachOfTwo<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all([worker(), worker()])
}
