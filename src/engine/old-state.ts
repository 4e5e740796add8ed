import type { ChangeContext } from './link-context.ts'
import { lagMs } from './run-context.ts'

/** Until the cloud shows what a state does not know that is not the last one: nothing is believed to be missing before. */
export async function waitOutOldState({ store, clock, signal, emit }: ChangeContext): Promise<void> {
  if (!store.isOld) return
  emit({ event: 'warning', fault: { code: 'STATE_OLD', facts: { seconds: lagMs / 1000 } } })
  await clock.sleep(lagMs, signal)
  store.isOld = false
}
