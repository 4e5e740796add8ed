// One of many who want the same lock, and die while they hold it, over and over: see race.test.ts. A life is a process id
// of its own and a file beside the state that is there while it lasts. Ends once it has held the lock so many times.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src/model/clock.ts'
import { isFault } from '../../src/model/fault.ts'
import { openStore } from '../../src/state/file-store.ts'
import type { Store } from '../../src/state/store.ts'

const [folder = '', number, times] = process.argv.slice(2)
const alive = (pid: number) => join(folder, `alive-${pid}`)
let held = 0

for (let life = 1; held < Number(times); life++) {
  const pid = Number(number) * 1_000_000 + life
  writeFileSync(alive(pid), '')
  const store = await opened(pid)
  if (store !== undefined) {
    // Fails when somebody else is here too.
    writeFileSync(join(folder, 'inside'), String(pid), { flag: 'wx' })
    held++
    await store.update((link) => ({ ...link, uids: { you: String(held) } }))
    rmSync(join(folder, 'inside'))
    if (held % 4 === 0) await store.close()
  }
  rmSync(alive(pid))
}

async function opened(pid: number): Promise<Store | undefined> {
  try {
    return await openStore({
      file: join(folder, 'plink.state.json'),
      name: 'emqx-prod',
      region: 'cn-hangzhou',
      command: 'race',
      host: 'here',
      pid,
      isAlive: (other) => existsSync(alive(other)),
      clock: systemClock,
      newLineage: () => 'race',
    })
  } catch (error) {
    if (isFault(error, 'STATE_LOCKED')) return undefined
    throw error
  }
}
