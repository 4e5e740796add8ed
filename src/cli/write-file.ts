import { PlinkError } from '../model/fault.ts'
import { errnoOf, putWhole, realPath } from '../state/atomic-file.ts'
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
    const reason = errnoOf(error)
    if (reason === undefined) throw error
    throw new PlinkError('FILE_UNWRITABLE', { file, reason }, { cause: error })
  }
}
