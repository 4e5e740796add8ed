import * as fs from 'node:fs'
import { PlinkError } from '../model/fault.ts'
import { errnoOf, putWhole, realPath } from '../state/atomic-file.ts'
import { readTextFile } from '../state/text-file.ts'
import type { Host } from './process.ts'

/**
 * Replaces a file that users edit, atomically.
 * @param file its name as the user wrote it, for errors
 * @throws PlinkError FILE_UNWRITABLE
 */
export function writeUserFile(path: string, file: string, text: string, { pid, hostname }: Host): void {
  try {
    putWhole(realPath(path), text, { pid, host: hostname })
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
  { pid, hostname }: Host,
  isOurs: (text: string) => boolean,
): void {
  try {
    const found = fs.lstatSync(path, { throwIfNoEntry: false })
    if (found?.isSymbolicLink()) throw new PlinkError('FILE_FOREIGN', { file, isLink: true })
    if (found && !(found.isFile() && isOurs(readTextFile(path))))
      throw new PlinkError('FILE_FOREIGN', { file, isLink: false })
    // It takes the place of whatever came there meanwhile, and follows nothing.
    putWhole(path, text, { pid, host: hostname })
  } catch (error) {
    throw unwritable(error, file)
  }
}

function unwritable(error: unknown, file: string): unknown {
  const reason = errnoOf(error)
  return reason === undefined ? error : new PlinkError('FILE_UNWRITABLE', { file, reason }, { cause: error })
}
