import { Document, parseDocument } from 'yaml'
import { PlinkError, type SpecProblem } from '../model/fault.ts'
import type { Intent } from '../model/link.ts'
import { kindOf, type Page, problem, valueAt, written } from './cursor.ts'
import { readLink } from './link.ts'
import { regionPattern } from './values.ts'

/**
 * What a plink.yaml asks for, with its defaults filled in.
 * @param file its name, for the fault only
 * @param elsewhere the region that a flag, the environment or a profile says; used when the text says none
 * @throws PlinkError SPEC_INVALID with every problem of the text, in the order of their lines
 */
export function readSpec(text: string, file: string, elsewhere: string | null = null): Intent {
  return readWhole(text, file, elsewhere, readPage)
}

/** Any text that is read as plink.yaml is: whole, or not at all. @throws PlinkError SPEC_INVALID */
export function readWhole<T>(
  text: string,
  file: string,
  elsewhere: string | null,
  read: (page: Page) => T | undefined,
): T {
  const page = openPage(text, elsewhere)
  const found = page.problems.length === 0 ? read(page) : undefined
  if (found !== undefined && page.problems.length === 0) return found
  throw new PlinkError('SPEC_INVALID', { file, problems: page.problems.toSorted(byPlace) })
}

function readPage(page: Page): Intent | undefined {
  const root = valueAt(page, page.document.contents, 0, '')
  const version = valueAt(page, page.document.get('version', true), 0, 'version')
  // Another version has other keys: what else is odd about it is not for this one to say.
  if (kindOf(version) === 'number' && written(version) !== '1') {
    return problem(page, version, { kind: 'unsupported-version', value: written(version) })
  }
  return readLink(root, page)
}

/** A text as a page to be read; what is no YAML is on it as problems, and then nothing else. */
export function openPage(source: string, elsewhere: string | null): Page {
  // The byte order mark of some Windows editors is in no column.
  const text = source.replace(/^\uFEFF/, '')
  if (isMonstrous(text)) {
    const problems: SpecProblem[] = [
      { line: 1, column: 1, path: '', problem: { kind: 'syntax', reason: 'too deep or too long' } },
    ]
    return { text, document: new Document(), region: null, problems }
  }
  // Repeated keys are noticed by the readers, which know the path.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, logLevel: 'error' })
  const page: Page = { text, document, region: null, problems: [] }
  for (const { code, pos } of [...document.errors, ...document.warnings]) {
    // The parser's sentences quote the text, which may hold a password; its codes do not.
    problem(page, { offset: pos[0], path: '' }, { kind: 'syntax', reason: code.toLowerCase().replaceAll('_', ' ') })
  }
  // One slip makes the parser stumble over the rest of the line.
  const problems = page.problems.filter(
    ({ line }, index) => page.problems.findIndex((one) => one.line === line) === index,
  )
  if (problems.length > 0) return { ...page, problems }
  if (!document.has('region')) return { ...page, region: elsewhere }
  const region = valueAt(page, document.get('region', true), 0, 'region')
  return { ...page, region: regionPattern.test(written(region)) ? written(region) : null }
}

/** The parser recurses, and Node 20 can die of it, uncaught: nothing that a person writes comes near these limits. */
function isMonstrous(text: string): boolean {
  if (text.length > 65_536 || /(?:[-?:][ \t]+){50}/.test(text)) return true
  let depth = 0
  for (const [bracket] of text.matchAll(/[[{}\]]/g)) {
    depth = Math.max(0, depth + (bracket === '[' || bracket === '{' ? 1 : -1))
    if (depth > 50) return true
  }
  return false
}

export function byPlace(a: SpecProblem, b: SpecProblem): number {
  return a.line - b.line || a.column - b.column
}
