import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const stateUnlockCommand = command({
  name: 'state unlock',
  flags: ['force'],
  exits: [3, 7],
  examples: ['plink state unlock', 'plink state unlock --force'],
  async run(context, options) {
    const { findLock } = await import('../../state/lock.ts')
    const { askWithFlags } = await import('../ask.ts')
    const { stateFile } = await import('../open-link.ts')
    const path = stateFile(context, options)
    const file = options.state
    const lock = findLock(path)
    if (!lock) return { result: { kind: 'unlocked', file, broken: false, holder: null, alive: null }, exit: 0 }
    const { holder } = lock
    const { hostname, isAlive } = context.host
    // Unknown for a process of another machine, and for a lock that cannot be read.
    const alive = holder === null || holder.host !== hostname ? null : isAlive(holder.pid, Date.parse(holder.since))
    await askWithFlags(context, options)({ code: 'UNLOCK', facts: { file, holder, alive } })
    // A new holder was not shown, and is at work.
    if (!lock.breakIt())
      throw new PlinkError('STATE_LOCKED', { file, holder: findLock(path)?.holder ?? null, owner: null })
    return { result: { kind: 'unlocked', file, broken: true, holder, alive }, exit: 0 }
  },
})
