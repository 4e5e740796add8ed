import { PlinkError } from '../model/fault.ts'
import { errnoOf, putWhole, realPath } from '../state/atomic-file.ts'
import type { Host } from './process.ts'

/**
 * Writes a file that is also people's, as a whole or not at all.
 * @param file its name, for the fault only
 * @throws PlinkError FILE_UNWRITABLE
 */
export function put(path: string, file: string, text: string, { pid, hostname }: Host): void {
  try {
    putWhole(realPath(path), text, { pid, host: hostname })
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === undefined) throw error
    throw new PlinkError('FILE_UNWRITABLE', { file, reason }, { cause: error })
  }
}
