import { valueAt } from '../../manifest/cursor.ts'
import { readWhole } from '../../manifest/manifest.ts'
import { mapping } from '../../manifest/readers.ts'
import type { AnswerName, AnswerValue } from '../../model/wizard.ts'
import { forms } from './answer-form.ts'

/**
 * An answers file, YAML or JSON: names and values, and nothing else.
 * @param elsewhere the region when the file has none, for its zones
 * @throws PlinkError SPEC_INVALID with every unknown name and every value that is not of its form
 */
export function readAnswers(
  text: string,
  file: string,
  elsewhere: string | null,
): Readonly<Partial<Record<AnswerName, AnswerValue>>> {
  const read = mapping({}, forms)
  return readWhole(text, file, elsewhere, (page) => read(valueAt(page, page.document.contents, 0, ''), page))
}
