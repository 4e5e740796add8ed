import * as fs from 'node:fs'

/** Bytes of a file that people write, or a program for one person. */
const smallFile = 1 << 20
/** Bytes of a state file, which grows with the link. */
export const stateFileLimit = 16 << 20

/**
 * The text of a file, without a byte order mark; UTF-16 is known by its own, which Windows PowerShell writes.
 * @param most bytes that are read: a file that is larger, or has no end, is refused before it fills the memory
 * @param patienceMs how long a pipe may take to say all of it, in milliseconds
 * @throws what node:fs throws; EFBIG for a file that is too large, ETIMEDOUT for a pipe into which nobody writes
 */
export function readTextFile(path: string, most = smallFile, patienceMs = pipeMs): string {
  // Without this, the opening of a pipe lasts until somebody opens its other end, and no signal is heard meanwhile.
  const file = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0))
  try {
    const stat = fs.fstatSync(file)
    if (stat.isFile() && stat.size > most) throw failed('EFBIG', path)
    const parts: Buffer[] = []
    const end = Date.now() + patienceMs
    // A pipe has no size, and its pieces come as they come.
    for (let size = 0; ; ) {
      const part = Buffer.alloc(Math.min(1 << 16, most + 1))
      const length = readNow(file, part)
      if (length === 0 && (size > 0 || !stat.isFIFO())) return decoded(Buffer.concat(parts))
      if (!length) {
        if (Date.now() > end) throw failed('ETIMEDOUT', path)
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenLooksMs)
        continue
      }
      size += length
      if (size > most) throw failed('EFBIG', path)
      parts.push(part.subarray(0, length))
    }
  } finally {
    fs.closeSync(file)
  }
}

const pipeMs = 10_000
const betweenLooksMs = 20

/** @returns undefined when there is nothing yet */
function readNow(file: number, part: Buffer): number | undefined {
  try {
    return fs.readSync(file, part)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return undefined
    throw error
  }
}

function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

function failed(code: 'EFBIG' | 'ETIMEDOUT', path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: read '${path}'`), { code, syscall: 'read' })
}
