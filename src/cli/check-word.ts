import { PlinkError } from '../model/fault.ts'
import type { Form } from '../model/form.ts'
import { shownWord } from '../model/mask.ts'

/** A word of the command line, if it has this form. @throws PlinkError BAD_FLAG, naming `flag` */
export function checkWord(flag: string, word: string, form: Form, expected = form.expected): string {
  const fault = wordFault(flag, word, form, expected)
  if (fault !== undefined) throw fault
  return word
}

/** What is wrong with a word; undefined when nothing is. What a file would be told of it beyond its form is told here too. */
export function wordFault(
  flag: string,
  word: string,
  form: Form,
  expected: string = form.expected,
): PlinkError | undefined {
  const problem = form.problemOf(word)
  if (problem === undefined) return undefined
  const isForm = problem.kind === 'bad-id' || (problem.kind === 'bad-value' && problem.meant === undefined)
  return new PlinkError('BAD_FLAG', { flag, value: shownWord(word), expected, ...(!isForm && { problem }) })
}
