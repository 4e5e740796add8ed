import * as fs from 'node:fs'
import { PlinkError } from '../model/fault.ts'
import { errnoOf, putWhole, realPath, removeLeftovers } from '../state/atomic-file.ts'
import { readTextFile } from '../state/text-file.ts'
import type { Host } from './process.ts'

type Machine = Pick<Host, 'pid' | 'hostname' | 'isAlive'>

/**
 * Replaces a file that users edit, atomically.
 * @param file its name as the user wrote it, for errors
 * @throws PlinkError FILE_UNWRITABLE
 */
export function writeUserFile(path: string, file: string, text: string, machine: Machine): void {
  try {
    put(realPath(path), text, machine)
  } catch (error) {
    throw unwritable(error, file)
  }
}

/**
 * Writes a file that plink made, or that is not there; through no symbolic link.
 * @param isOurs whether plink wrote what stands there
 * @throws PlinkError FILE_FOREIGN, FILE_UNWRITABLE
 */
export function writeOwnFile(
  path: string,
  file: string,
  text: string,
  machine: Machine,
  isOurs: (text: string) => boolean,
): void {
  try {
    const found = fs.lstatSync(path, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) throw new PlinkError('FILE_FOREIGN', { file, isLink: true })
    if (found && !(found.isFile() && isOurs(readTextFile(path))))
      throw new PlinkError('FILE_FOREIGN', { file, isLink: false })
    // It takes the place of whatever came there meanwhile, and follows nothing.
    put(path, text, machine)
  } catch (error) {
    throw unwritable(error, file)
  }
}

function put(path: string, text: string, { pid, hostname: host, isAlive }: Machine): void {
  const writer = { pid, host }
  removeLeftovers(path, writer, isAlive)
  putWhole(path, text, writer)
}

function unwritable(error: unknown, file: string): unknown {
  const reason = errnoOf(error)
  return reason === undefined ? error : new PlinkError('FILE_UNWRITABLE', { file, reason }, { cause: error })
}
