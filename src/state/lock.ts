import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { type LockHolder, PlinkError } from '../model/fault.ts'
import {
  createWhole,
  errnoOf,
  fileOwner,
  realPath,
  remove,
  type Writer,
  writeTemporary,
  writing,
} from './atomic-file.ts'
import { readTextFile } from './text-file.ts'

/** Who takes a lock, and how it finds out whether another one still lives. */
export interface Owner extends Writer {
  readonly command: string
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Whether a process of this id runs on this machine, and ran already at that time (milliseconds), as far as that can be told. */
  readonly isAlive: (pid: number, since?: number) => boolean
}

/** The lock of a state file, held. */
export interface Lock {
  /** It was taken from a run that died. */
  readonly isInherited: boolean
  /** False once somebody took the lock file away by hand. */
  isHeld(): boolean
  release(): void
}

interface Held extends LockHolder {
  /** Each taking has its own: process ids come back, and two takings may fall into one millisecond. */
  readonly id: string
}

/** The takings of this process. */
const ours = new Set<string>()

/**
 * Takes `<file>.lock`. It is taken from another in one case only: that one ran on this machine and is dead.
 * @throws PlinkError STATE_LOCKED; its holder is null when the lock file cannot be read, whose owner is named then
 */
export function takeLock(file: string, owner: Owner): Lock {
  const path = `${file}.lock`
  const { pid, host, command } = owner
  const mine: Held = { id: randomUUID(), pid, host, since: new Date(owner.now()).toISOString(), command }
  ours.add(mine.id)
  let isInherited: boolean
  try {
    isInherited = take(file, path, mine, owner)
    removeClaims(path)
  } catch (error) {
    ours.delete(mine.id)
    throw error
  }
  const isHeld = () => holderIn(path)?.id === mine.id
  return {
    isInherited,
    isHeld,
    release() {
      if (isHeld()) remove(path)
      ours.delete(mine.id)
    },
  }
}

/** The lock on a state file as another run left it, to be shown to a person before it is broken. */
export interface FoundLock {
  /** Null when the lock file cannot be read. */
  readonly holder: LockHolder | null
  /** Takes the lock away. False when it changed hands since it was found: then whoever holds it now was not shown. */
  breakIt(): boolean
}

/**
 * @returns undefined when nothing holds the lock
 * @throws PlinkError STATE_UNWRITABLE; breakIt too
 */
export function findLock(file: string): FoundLock | undefined {
  const path = `${realPath(file)}.lock`
  const seen = writing(file, () => textIn(path))
  if (seen === undefined) return undefined
  const last = successionOf(path).at(-1)
  return {
    holder: last === undefined ? null : publicPart(last),
    breakIt: () =>
      writing(file, () => {
        if (textIn(path) !== seen || successionOf(path).at(-1)?.id !== last?.id) return false
        // Claims first: without the lock they would mean nothing, and stay.
        removeClaims(path)
        remove(path)
        return true
      }),
  }
}

function textIn(path: string): string | undefined {
  try {
    return readTextFile(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    // One that may not be read is still there, and changed hands when its time did.
    if (errnoOf(error) === 'EACCES') return `unreadable ${fs.statSync(path).mtimeMs}`
    throw error
  }
}

/** @returns whether it was taken from a run that died */
function take(file: string, path: string, mine: Held, owner: Owner): boolean {
  let last: Held | undefined
  // Another turn is needed when the lock changed hands in the middle of one; a lock that cannot be read is never broken.
  for (let turn = 0; turn < 20; turn++) {
    if (createWhole(path, textOf(mine), owner)) return false
    last = successionOf(path).at(-1)
    if (last === undefined) continue
    if (!isDead(last, owner)) break
    if (succeed(path, last, mine, owner)) return true
  }
  const holder = last === undefined ? null : publicPart(last)
  throw new PlinkError('STATE_LOCKED', { file, holder, owner: holder === null ? fileOwner(path) : null })
}

/**
 * Takes the place of a dead holder. Of those who find it dead, one may: whoever creates `<lock>.<id of its taking>.heir`.
 * An heir may die before it has moved in; its heir then succeeds both. False when another one was faster.
 */
function succeed(path: string, dead: Held, mine: Held, owner: Owner): boolean {
  const claim = heirOf(path, dead.id)
  if (!createWhole(claim, textOf(mine), owner)) return false
  // Another heir may have moved in and left its claim behind before we made ours: then the succession ends elsewhere.
  const succession = successionOf(path)
  if (succession.at(-1)?.id !== mine.id) {
    remove(claim)
    return false
  }
  fs.renameSync(writeTemporary(path, textOf(mine), owner), path)
  return true
}

/** The holder, its heir, the heir's heir; who holds the lock is the last. Empty when there is no readable lock. */
function successionOf(path: string): readonly Held[] {
  const succession: Held[] = []
  for (let at = holderIn(path); at !== undefined; at = holderIn(heirOf(path, at.id))) succession.push(at)
  return succession
}

/** Claims to other places mean nothing once the lock is ours: who still makes one sees that, and leaves. */
function removeClaims(path: string): void {
  for (const name of fs.readdirSync(dirname(path))) {
    if (name.startsWith(`${basename(path)}.`) && name.endsWith('.heir')) remove(join(dirname(path), name))
  }
}

/** A holder with our own process id that we know nothing of lived before us: containers hand out the same ids each time. */
function isDead({ id, pid, host, since }: Held, owner: Owner): boolean {
  if (host !== owner.host) return false
  return pid === owner.pid ? !ours.has(id) : !owner.isAlive(pid, Date.parse(since))
}

function holderIn(path: string): Held | undefined {
  try {
    // Safe: every field is checked before it is used.
    const { id, pid, host, since, command } = JSON.parse(readTextFile(path)) as Partial<Held>
    // The id becomes part of a file name.
    if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id) || !Number.isInteger(pid) || Number(pid) <= 0)
      return undefined
    if (typeof host !== 'string' || typeof since !== 'string' || typeof command !== 'string') return undefined
    return { id, pid: Number(pid), host, since, command }
  } catch (error) {
    // What may not be read is somebody's lock as well.
    const unreadable = ['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'EFBIG'].includes(errnoOf(error) ?? '')
    if (error instanceof SyntaxError || error instanceof TypeError || unreadable) return undefined
    throw error
  }
}

function publicPart({ pid, host, since, command }: Held): LockHolder {
  return { pid, host, since, command }
}

function heirOf(path: string, id: string): string {
  return `${path}.${id}.heir`
}

function textOf(held: Held): string {
  return `${JSON.stringify(held, null, 2)}\n`
}
