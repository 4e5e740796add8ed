import type { Clock } from '../model/clock.ts'
import { isFault, PlinkError } from '../model/fault.ts'
import { realPath, removeLeftovers, replaceWhole, writing } from './atomic-file.ts'
import { type Lock, type Owner, takeLock } from './lock.ts'
import { backupSerial, linkName, readState } from './read.ts'
import type { LinkState, State } from './state.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  readonly file: string
  /** Name and region of the link. */
  readonly name: string
  readonly region: string
  /** For the lock: who holds it, and what for. */
  readonly command: string
  readonly host: string
  readonly pid: number
  /** Whether a process of this id runs on this machine, and ran already at that time (milliseconds), as far as that can be told. */
  readonly isAlive: (pid: number, since?: number) => boolean
  readonly clock: Clock
  /** A UUID for a link that has no state yet. */
  readonly newLineage: () => string
  /** The lineage the state shall have, found in the cloud; only a state that remembers nothing can take on another. */
  readonly lineage?: string
  readonly signal?: AbortSignal
}

/** How long to wait, in milliseconds, for a lock that another run took while this one had let it go. */
const patience = 10_000

/**
 * Opens the state of a link for writing, and locks it. Nothing but the lock is created before the first update.
 * @throws PlinkError STATE_LOCKED, STATE_BROKEN, STATE_UNREADABLE, STATE_NEWER, STATE_FOREIGN, STATE_UNWRITABLE
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const path = realPath(options.file)
  const lock = writing(options.file, () => lockOf(path, options))
  try {
    writing(options.file, () => removeLeftovers(path, options, options.isAlive))
    const found = await readState(options.file, options)
    const isOld = isOlder(found, path, lock)
    return new FileStore(options, path, lock, ofLineage(found ?? fresh(options), options), isOld)
  } catch (error) {
    lock.release()
    throw error
  }
}

class FileStore implements Store {
  isOld: boolean
  readonly #options: StoreOptions
  /** Where the file really is: a link to it stays one. */
  readonly #path: string
  #lock: Lock | null
  #state: State
  /** How many wait for a person just now: the lock is let go while any does. */
  #waiting = 0
  #closed = false
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: StoreOptions, path: string, lock: Lock, state: State, isOld: boolean) {
    this.isOld = isOld
    this.#options = options
    this.#path = path
    this.#lock = lock
    this.#state = state
  }

  get state(): State {
    return this.#state
  }

  update(change: (link: LinkState) => LinkState): Promise<void> {
    return this.#inTurn(async () => {
      // Others may go on while one waits for a person; what they write is locked for as long as the write takes.
      await this.#relock()
      try {
        this.#write(change(this.#state.link))
      } finally {
        if (this.#waiting > 0) this.#unlock()
      }
    })
  }

  async unlocked<T>(wait: () => Promise<T>): Promise<T> {
    this.#waiting++
    let answer: T
    try {
      await this.#inTurn(async () => this.#unlock())
      answer = await wait()
    } finally {
      this.#waiting--
    }
    // After a failed wait nothing is taken again: the failure counts, and an update sees to its lock itself.
    await this.#inTurn(async () => {
      if (this.#waiting === 0 && !this.#closed) await this.#relock()
    })
    return answer
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#closed = true
      this.#unlock()
    })
  }

  #write(link: LinkState): void {
    const { file } = this.#options
    const { schema, lineage, serial, ...rest } = { ...this.#state, link }
    const next: State = { schema, lineage, serial: serial + 1, ...rest }
    writing(file, () => replaceWhole(this.#path, textOf(next), this.#options))
    this.#state = next
  }

  #unlock(): void {
    this.#lock?.release()
    this.#lock = null
  }

  /** Takes the lock again if it is not held, and what another run has written meanwhile. */
  async #relock(): Promise<void> {
    if (this.#lock?.isHeld()) return
    this.#lock = await this.#takenAgain()
    const { file } = this.#options
    const found = await readState(file, this.#options)
    if (found === null) return
    const { lineage, serial } = this.#state
    // Serial 0 was never written: the lineage is in no tag yet, so there is nothing to lose by taking the other.
    if (found.lineage !== lineage && serial > 0) {
      const wanted = `${linkName(this.#options)}, lineage ${lineage}`
      throw new PlinkError('STATE_FOREIGN', {
        file,
        found: `${linkName(found.link)}, lineage ${found.lineage}`,
        wanted,
      })
    }
    this.#state = found
  }

  async #takenAgain(): Promise<Lock> {
    const { file, clock, signal } = this.#options
    const until = clock.now() + patience
    for (;;) {
      try {
        return writing(file, () => lockOf(this.#path, this.#options))
      } catch (error) {
        if (!isFault(error, 'STATE_LOCKED') || clock.now() >= until) throw error
        await clock.sleep(200, signal)
      }
    }
  }

  /** One at a time, in the order of the calls; a failed one does not stop the next. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => undefined)
    return turn
  }
}

/** Each write leaves the one before it as the backup: a backup that is not older shows that the file was replaced. */
function isOlder(found: State | null, path: string, { isInherited }: Lock): boolean {
  const backup = backupSerial(path)
  if (found === null) return isInherited || backup !== undefined
  return backup === undefined ? isInherited && found.serial > 1 : backup >= found.serial
}

function lockOf(path: string, options: StoreOptions): Lock {
  const { pid, host, command, clock, isAlive } = options
  const owner: Owner = { pid, host, command, isAlive, now: () => clock.now() }
  return takeLock(path, owner)
}

function ofLineage(state: State, { file, lineage }: StoreOptions): State {
  if (lineage === undefined || lineage === state.lineage) return state
  const { steps, broken = {} } = state.link
  if (Object.keys(steps).length === 0 && Object.keys(broken).length === 0) return { ...state, lineage }
  const of = (which: string) => `${linkName(state.link)}, lineage ${which}`
  throw new PlinkError('STATE_FOREIGN', { file, found: of(state.lineage), wanted: of(lineage) })
}

function fresh({ name, region, newLineage }: StoreOptions): State {
  return { schema: 1, lineage: newLineage(), serial: 0, link: { name, region, uids: {}, intent: null, steps: {} } }
}

/** Steps are sorted, so that two states can be compared line by line. */
function textOf({ link, ...head }: State): string {
  const steps = Object.fromEntries(Object.entries(link.steps).sort(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...head, link: { ...link, steps } }, null, 2)}\n`
}
