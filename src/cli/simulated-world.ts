import { resolve } from 'node:path'
import { PlinkError } from '../model/fault.ts'
import { errnoOf, replaceWhole } from '../state/atomic-file.ts'
import { readTextFile } from '../state/text-file.ts'
import type { Host } from './process.ts'

/** Bytes of a world: a thousand links are some ten million. */
const largestWorld = 256 << 20

/** The file of `plink simulator --state`. */
export interface WorldFile {
  readonly file: string
  /** What is in it; undefined when there is none yet. @throws PlinkError WORLD_UNREADABLE */
  read(): string | undefined
  /** Replaces it, atomically. @throws PlinkError FILE_UNWRITABLE */
  write(text: string): void
}

/**
 * @returns undefined unless `--state` is on the command line: its default, and PLINK_STATE, name the state file of a link,
 * which is no world
 */
export function worldFile({ words, cwd, pid, hostname }: Host, file: string): WorldFile | undefined {
  if (!words.some((word) => word === '--state' || word.startsWith('--state='))) return undefined
  const path = resolve(cwd, file)
  return {
    file,
    read() {
      try {
        return readTextFile(path, largestWorld)
      } catch (error) {
        const reason = errnoOf(error)
        if (reason === 'ENOENT') return undefined
        throw reason === undefined ? error : new PlinkError('WORLD_UNREADABLE', { file, reason }, { cause: error })
      }
    },
    write(text) {
      try {
        replaceWhole(path, text, { pid, host: hostname })
      } catch (error) {
        const reason = errnoOf(error)
        throw reason === undefined ? error : new PlinkError('FILE_UNWRITABLE', { file, reason }, { cause: error })
      }
    },
  }
}
