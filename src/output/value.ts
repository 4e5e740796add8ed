import { PlinkError } from '../model/fault.ts'
import { shownWord } from '../model/mask.ts'
import { sanitize } from '../text/sanitize.ts'
import type { Document } from './document.ts'

/**
 * One value of a document for scripts: text as it is, a list one item per line, nothing for null, anything else as JSON.
 * @param path keys and indexes with dots between them, `directions.inbound.endpoints.0.domain`
 * @throws PlinkError BAD_FLAG with the keys there are
 */
export function printValue(document: Document, path: string): string {
  let value: unknown = document
  for (const key of path.split('.')) {
    // What the cloud does not show is null, and so is everything in it.
    if (value === null || value === undefined) return '\n'
    if (typeof value !== 'object' || !Object.hasOwn(value, key)) {
      const known = typeof value === 'object' ? Object.keys(value) : []
      throw new PlinkError('BAD_FLAG', { flag: '--field', value: shownWord(path), expected: known.join(' | ') || key })
    }
    // Safe: the value has this key.
    value = (value as Record<string, unknown>)[key]
  }
  const items = Array.isArray(value) ? value : [value]
  return items.map((item) => `${textOf(item)}\n`).join('')
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return sanitize(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
