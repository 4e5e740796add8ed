import * as fs from 'node:fs'

/** Bytes of a file that people write, or a program for one person. */
const smallFile = 1 << 20
/** Bytes of a state file, which grows with the link. */
export const stateFileLimit = 16 << 20

/**
 * The text of a file, without a byte order mark; UTF-16 is known by its own, which Windows PowerShell writes.
 * @param most bytes that are read: a file that is larger, or has no end, is refused before it fills the memory
 * @throws what node:fs throws; EFBIG for a file that is too large
 */
export function readTextFile(path: string, most = smallFile): string {
  const file = fs.openSync(path, 'r')
  try {
    const stat = fs.fstatSync(file)
    if (stat.isFile() && stat.size > most) throw tooLarge(path)
    const parts: Buffer[] = []
    // A pipe has no size, and its pieces come as they come.
    for (let size = 0; ; ) {
      const part = Buffer.alloc(Math.min(1 << 16, most + 1))
      const length = fs.readSync(file, part)
      if (length === 0) return decoded(Buffer.concat(parts))
      size += length
      if (size > most) throw tooLarge(path)
      parts.push(part.subarray(0, length))
    }
  } finally {
    fs.closeSync(file)
  }
}

function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

function tooLarge(path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`EFBIG: file too large, read '${path}'`), { code: 'EFBIG', syscall: 'read' })
}
