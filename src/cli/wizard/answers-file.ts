import { readWhole } from '../../manifest/manifest.ts'
import { PlinkError } from '../../model/fault.ts'
import type { AnswerName, AnswerValue } from '../../model/wizard.ts'
import { answersIn } from './answer-form.ts'

/**
 * An answers file, YAML or JSON: names and values, and nothing else.
 * @param elsewhere the region when the file has none, for its zones
 * @throws PlinkError SPEC_INVALID with the unknown names and the values that are not of their form
 */
export function readAnswers(
  text: string,
  file: string,
  elsewhere: string | null,
): Readonly<Partial<Record<AnswerName, AnswerValue>>> {
  return readWhole(text, answersIn, elsewhere, (found) => new PlinkError('SPEC_INVALID', { file, ...found }))
}
