import type { z } from 'zod/mini'
import { PlinkError } from '../model/fault.ts'
import { forms, matches } from '../model/form.ts'
import type { FileProblems } from '../model/value-problem.ts'
import { openDocument } from './document.ts'
import { judge, listed, placed } from './problems.ts'
import { type Intent, manifest } from './schema.ts'

/**
 * What a plink.yaml asks for, with its defaults filled in.
 * @param file its name, for the fault only
 * @param elsewhere the region that a flag, the environment or a profile says; used when the text says none
 * @throws PlinkError SPEC_INVALID with the problems of the text, in the order of their lines
 */
export function readManifest(text: string, file: string, elsewhere: string | null = null): Intent {
  return readWhole(text, manifest, elsewhere, (found) => new PlinkError('SPEC_INVALID', { file, ...found }))
}

/**
 * Any text in YAML is read whole, or not at all.
 * @param schema of the region that the text names, or of the one that is said elsewhere
 * @param fault makes what is thrown of all that is wrong
 */
export function readWhole<T>(
  source: string,
  schema: (region: string | null) => z.ZodMiniType<T>,
  elsewhere: string | null,
  fault: (found: Omit<FileProblems, 'file'>) => PlinkError,
): T {
  // The byte order mark of some Windows editors is in no column.
  const text = source.replace(/^\uFEFF/, '')
  const document = openDocument(text)
  if (document.isBroken) throw fault(listed(text, document.problems))
  const read = judge(schema(regionIn(document.value, elsewhere)), document.value)
  const wrong = 'wrong' in read ? read.wrong : []
  // Another version has other keys: what else is odd about it is not for this one to say.
  const other = wrong.find(({ problem }) => problem.kind === 'unsupported-version')
  const problems = [
    ...(other === undefined ? document.problems : []),
    ...(other === undefined ? wrong : [other]).map((each) => placed(document, each)),
  ]
  if (problems.length > 0 || 'wrong' in read) throw fault(listed(text, problems))
  return read.value
}

/** The region that a text names, or the one said elsewhere; null when it is missing or malformed. */
function regionIn(value: unknown, elsewhere: string | null): string | null {
  if (typeof value !== 'object' || value === null || !('region' in value)) return elsewhere
  const { region } = value
  return typeof region === 'string' && matches(region, forms.region) ? region : null
}
