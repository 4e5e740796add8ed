import { PlinkError } from '../model/fault.ts'
import type { FileProblems, ValueProblem } from '../model/value-problem.ts'
import { readTextFile } from '../state/text-file.ts'

/**
 * The text of a file in YAML that people write; undefined when there is none.
 * @param file its name as the user wrote it, for errors
 * @throws PlinkError SPEC_INVALID when it cannot be read
 */
export function readUserFile(path: string, file: string): string | undefined {
  try {
    return readTextFile(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new PlinkError('SPEC_INVALID', unreadable(file, code), { cause: error })
  }
}

/** What is said of a file that is there and cannot be read. */
export function unreadable(file: string, code = 'unreadable'): FileProblems {
  const problem: ValueProblem =
    code === 'EFBIG' ? { kind: 'syntax', reason: 'too deep or too long' } : { kind: 'unreadable', reason: code }
  return { file, problems: [{ line: 1, column: 1, path: '', problem }], further: 0 }
}
