import { type LockHolder, PlinkError } from '../../model/fault.ts'
import { findLock } from '../../state/lock.ts'
import { askWithFlags, consentFlags } from '../ask.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { GlobalOptions, Options } from '../flags.ts'
import { stateFile } from '../open-link.ts'

export async function run(context: CommandContext, options: GlobalOptions & Options<'force'>): Promise<CommandOutcome> {
  const path = stateFile(context, options)
  const file = options.state
  const lock = findLock(path)
  if (!lock) return { result: { kind: 'unlocked', file, broken: false, holder: null, alive: null }, exit: 0 }
  const { holder } = lock
  const alive = lifeOf(holder, context)
  await askWithFlags(context, { ...consentFlags(options), force: options.force })({
    code: 'UNLOCK',
    facts: { file, holder, alive },
  })
  // Whoever took it meanwhile was not shown, and works.
  if (!lock.breakIt())
    throw new PlinkError('STATE_LOCKED', { file, holder: findLock(path)?.holder ?? null, owner: null })
  return { result: { kind: 'unlocked', file, broken: true, holder, alive }, exit: 0 }
}

/** Null where it cannot be seen from here: on another machine, or in a lock that cannot be read. */
function lifeOf(holder: LockHolder | null, { host }: CommandContext): boolean | null {
  return holder === null || holder.host !== host.hostname ? null : host.isAlive(holder.pid, Date.parse(holder.since))
}
