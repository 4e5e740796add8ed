// The life of one writer, to be killed somewhere in it: see crash-safety.test.ts.
import { hostname } from 'node:os'
import { systemClock } from '../../src/model/clock.ts'
import { openStore } from '../../src/state/file-store.ts'
import type { StepRecord } from '../../src/state/state.ts'

const store = await openStore({
  file: process.argv[2] ?? '',
  name: 'emqx-prod',
  region: 'cn-hangzhou',
  command: 'up',
  host: hostname(),
  pid: process.pid,
  isAlive: () => false,
  clock: systemClock,
  newLineage: () => '5f0f3c6e-8f0a-4a53-9d3c-1f6f3f0c2b11',
})
const step: StepRecord = { status: 'made', id: 'x'.repeat(1000), mine: true, out: null, since: '' }
for (const id of ['first', 'second']) {
  await store.update((link) => ({ ...link, steps: { ...link.steps, [id]: step } }))
}
await store.unlocked(async () => undefined)
await store.close()
