import { randomUUID } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PlinkError } from '../model/fault.ts'

/** Who writes; its temporary files carry both, so that they can be told from those of writers who died. */
export interface Writer {
  readonly pid: number
  readonly host: string
}

/** Readable by nobody else, as state files are. */
const ownerOnly = 0o600

/**
 * Puts `text` in place of the file, as a whole: whoever dies at whatever point leaves the old file or the new one. The old
 * one becomes `<path>.backup`. When this returns, the new one is on the disk.
 */
export function replaceWhole(path: string, text: string, writer: Writer, mode = ownerOnly): void {
  const fresh = writeTemporary(path, text, writer, mode)
  try {
    keepBackup(path, writer)
    fs.renameSync(fresh, path)
  } catch (error) {
    remove(fresh)
    throw error
  }
  syncFolder(dirname(path))
}

/** The same for a file that people write too: no backup, and who may read it stays as it was; anybody, when it is new. */
export function putWhole(path: string, text: string, writer: Writer): void {
  const fresh = writeTemporary(path, text, writer)
  try {
    fs.chmodSync(fresh, fs.statSync(path, { throwIfNoEntry: false })?.mode ?? 0o644)
    fs.renameSync(fresh, path)
  } catch (error) {
    remove(fresh)
    throw error
  }
  syncFolder(dirname(path))
}

/** Creates the file with all of its text at once, so that nobody reads half of it. False when it is there already. */
export function createWhole(path: string, text: string, writer: Writer, mode = ownerOnly): boolean {
  const fresh = writeTemporary(path, text, writer, mode)
  try {
    linkOrCopy(fresh, path)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  } finally {
    remove(fresh)
  }
}

/** @returns the name of a new file beside `path` that holds `text`, on the disk */
export function writeTemporary(path: string, text: string, writer: Writer, mode = ownerOnly): string {
  const temporary = temporaryFor(path, writer)
  const file = fs.openSync(temporary, 'wx', mode)
  try {
    try {
      const bytes = Buffer.from(text)
      for (let sent = 0; sent < bytes.length; ) sent += fs.writeSync(file, bytes, sent)
      fs.fsyncSync(file)
    } finally {
      fs.closeSync(file)
    }
  } catch (error) {
    remove(temporary)
    throw error
  }
  return temporary
}

/** Removes what writers on this machine left beside `path` when they died. */
export function removeLeftovers(path: string, { pid, host }: Writer, isAlive: (pid: number) => boolean): void {
  for (const name of fs.readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue
    const [, writer, machine] = /\.(\d+)@([^.]*)\.[^.]*\.tmp$/.exec(name) ?? []
    // This process is not writing just now, so a file under its own id is a predecessor's.
    if (machine !== plain(host) || (Number(writer) !== pid && isAlive(Number(writer)))) continue
    remove(join(dirname(path), name))
  }
}

export function remove(path: string): void {
  try {
    fs.unlinkSync(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
}

/** Errors of the file system become ours here. @throws PlinkError STATE_UNWRITABLE */
export function writing<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === undefined) throw error
    throw new PlinkError('STATE_UNWRITABLE', { file, reason }, { cause: error })
  }
}

/** Where a file really is, so that a link to it stays one; the path itself while there is nothing. */
export function realPath(file: string): string {
  try {
    return fs.realpathSync(file)
  } catch {
    return file
  }
}

/** Who owns a file: a name, or `uid 1001` where none is known; null where the system has no owners or does not tell. */
export function fileOwner(path: string): string | null {
  try {
    const { uid } = fs.statSync(path)
    const row = fs
      .readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.split(':')[2] === String(uid))
    return row?.split(':')[0] ?? `uid ${uid}`
  } catch {
    return null
  }
}

/** `ENOENT`; undefined for what is no error of the system. */
export function errnoOf(error: unknown): string | undefined {
  const { code, syscall } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  return syscall === undefined ? undefined : code
}

/** The old text gets a second name before the new one takes the first, so that at no point there is neither. */
function keepBackup(path: string, writer: Writer): void {
  const second = temporaryFor(path, writer)
  try {
    linkOrCopy(path, second)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    // That of a file which is gone is the backup of nothing.
    remove(`${path}.backup`)
    return
  }
  try {
    fs.renameSync(second, `${path}.backup`)
  } finally {
    // rename(2) does nothing when both names are the same file already, as after a death between the two renames.
    remove(second)
  }
}

/** File systems without hard links (FAT, some network shares) get a copy. */
function linkOrCopy(from: string, to: string): void {
  try {
    fs.linkSync(from, to)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(errnoOf(error) ?? '')) throw error
    fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL)
  }
}

/** A rename survives a power cut only once the folder is on the disk; Windows and some shares cannot open or sync one. */
function syncFolder(path: string): void {
  let folder: number | undefined
  try {
    folder = fs.openSync(path, 'r')
    fs.fsyncSync(folder)
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(errnoOf(error) ?? '')) throw error
  } finally {
    if (folder !== undefined) fs.closeSync(folder)
  }
}

function temporaryFor(path: string, { pid, host }: Writer): string {
  return `${path}.${pid}@${plain(host)}.${randomUUID().slice(0, 8)}.tmp`
}

function plain(host: string): string {
  return host.replace(/[^A-Za-z0-9-]/g, '_')
}
