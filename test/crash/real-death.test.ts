import * as fs from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type WorldDump, worldNormalizer } from '../harness/normalize-world.ts'
import { startPlink } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { temporaryFolder } from '../harness/temporary-folder.ts'
import { type Death, openMachine, rehearsed, stateName } from './machine.ts'

// The machine on which plink dies thousands of times (machine.ts) is a pretence. Here the built program is really killed
// (SIGKILL), at the same points: what it leaves behind in the cloud and in its folder must be the same.

const hook = fileURLToPath(new URL('fs-hook.cjs', import.meta.url))

test('what dies on the machine leaves the very same behind as a process that is really killed', async () => {
  const sandbox = await openSandbox({ scenario: 'nlb', speed: 400 })
  try {
    const words = [
      'service',
      'create',
      '--lb',
      sandbox.given['you.loadBalancer'] ?? '',
      '--name',
      'story',
      '-o',
      'json',
    ]
    await sandbox.control('POST', 'checkpoint')
    const given: WorldDump = await sandbox.control('GET', 'world')
    const { requests, files } = await onMachine(sandbox, words, temporaryFolder())
    const deaths = [...deathsAround(requests), ...deathsIn(files)]
    for (const death of deaths) {
      const left = []
      // The simulator counts rehearsals of an action as well.
      const tried = requests.filter((each) => death.at === 'request' && each === `${death.action}${rehearsed}`).length
      const forReal = (...[, , folder]: Parameters<typeof onMachine>) => killed(sandbox, words, folder, death, tried)
      for (const kill of [onMachine, forReal]) {
        await sandbox.control('POST', 'restore')
        const folder = temporaryFolder()
        await kill(sandbox, words, folder, death)
        // What was begun comes to its end.
        await sandbox.control('POST', 'clock', { advance: 60_000 })
        const world: WorldDump = await sandbox.control('GET', 'world')
        left.push({ world: worldNormalizer(world, given)(world), folder: contentsOf(folder) })
      }
      expect(left[0], JSON.stringify(death)).toEqual(left[1])
    }
    expect(deaths.length).toBeGreaterThan(8)
  } finally {
    await sandbox.close()
  }
})

/** Before and after each change of the cloud. */
function deathsAround(requests: readonly string[]): Death[] {
  const changes = new Set(requests.filter((action) => !/^(?:Get|List|Describe|Check)/.test(action)))
  return [...changes]
    .filter((action) => !action.endsWith(rehearsed))
    .flatMap((action) => (['lost', 'after'] as const).map((moment) => ({ at: 'request', action, nth: 1, moment })))
}

/** Some operations on files, and the middle of a write. */
function deathsIn(files: readonly string[]): Death[] {
  const write = files.findIndex((call) => call.startsWith('writeSync') && call.includes('.tmp')) + 1
  const some = files.flatMap((_, at): Death[] => (at % 9 === 0 ? [{ at: 'file', nth: at + 1, moment: 'before' }] : []))
  return [...some, { at: 'file', nth: write, moment: 'half' }]
}

async function onMachine(sandbox: Sandbox, words: readonly string[], cwd: string, death?: Death) {
  const advance = (ms: number) => sandbox.control('POST', 'clock', { advance: ms })
  const machine = await openMachine(sandbox.document.endpoint, advance)
  try {
    return await machine.run(words, { cwd, home: sandbox.home, env: sandbox.env, ...(death && { death }) })
  } finally {
    machine.close()
  }
}

async function killed(
  sandbox: Sandbox,
  words: readonly string[],
  cwd: string,
  death: Death,
  tried: number,
): Promise<void> {
  if (death.at === 'file') {
    const kill = `${death.nth}:${death.moment}`
    const env = { NODE_OPTIONS: `--require ${hook}`, PLINK_TEST_FS_NAME: stateName, PLINK_TEST_FS_KILL: kill }
    await startPlink(words, cwd, { ...sandbox.env, ...env }).done
    return
  }
  const { nth, moment } = death
  const action = `privatelink.${death.action}`
  const when = moment === 'after' ? 'after' : 'before'
  await sandbox.control('POST', 'faults', { action, nth: nth + tried, fault: 'hold', when })
  const { child, done } = startPlink(words, cwd, sandbox.env)
  await sandbox.control('GET', 'held?ms=60000')
  child.kill('SIGKILL')
  await done
  await sandbox.control('DELETE', 'faults')
  await sandbox.control('POST', 'release', { discard: moment === 'lost' })
}

/** Names and what is remembered, without what differs from run to run. */
function contentsOf(folder: string): object {
  const names = fs.readdirSync(folder).map((name) => name.replaceAll(/\d+@[^.]*\.[^.]*/g, '…'))
  const file = join(folder, stateName)
  const { link, serial } = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { link: null, serial: 0 }
  const steps = Object.entries<{ status: string; mine?: boolean }>(link?.steps ?? {})
  return { names: names.toSorted(), serial, steps: steps.map(([step, { status, mine }]) => ({ step, status, mine })) }
}
