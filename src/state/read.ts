import { PlinkError } from '../model/fault.ts'
import { errnoOf, fileOwner } from './atomic-file.ts'
import type { State } from './state.ts'
import { readTextFile, stateFileLimit } from './text-file.ts'
import { type Content, currentSchema, type Upgrades, upgraded, upgrades } from './upgrade.ts'

/** The link a state file is expected to be about. */
export interface ExpectedLink {
  readonly name: string
  readonly region: string
}

/**
 * What the state file says, without a lock and without writing; null when there is no such file.
 * @param wanted the link of plink.yaml; without it any link will do
 * @throws PlinkError STATE_BROKEN, STATE_UNREADABLE, STATE_NEWER, STATE_FOREIGN
 */
export async function readState(file: string, wanted?: ExpectedLink): Promise<State | null> {
  const text = await textIn(file)
  if (text === undefined) return null
  const read = await parseState(text)
  switch (read.kind) {
    case 'newer':
      throw new PlinkError('STATE_NEWER', { file, schema: read.schema })
    case 'broken':
      throw new PlinkError('STATE_BROKEN', { file, reason: read.reason, backup: await goodBackup(file) })
    case 'state': {
      const { name, region } = read.state.link
      if (wanted === undefined || (name === wanted.name && region === wanted.region)) return read.state
      throw new PlinkError('STATE_FOREIGN', { file, found: linkName({ name, region }), wanted: linkName(wanted) })
    }
    default:
      return read satisfies never
  }
}

export type ReadState =
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'newer'; readonly schema: string }
  /** `reason` is `not JSON`, `too deep`, or the path of the first thing that is wrong. */
  | { readonly kind: 'broken'; readonly reason: string }

/** Reads a state of this schema or an older one. */
export async function parseState(text: string, by: Upgrades = upgrades): Promise<ReadState> {
  if (isTooDeep(text)) return { kind: 'broken', reason: 'too deep' }
  const content = contentOf(text)
  if (content === undefined) return { kind: 'broken', reason: 'not JSON' }
  const { schema } = content
  if (typeof schema !== 'number' || !Number.isInteger(schema)) return { kind: 'broken', reason: 'schema' }
  if (schema > currentSchema) return { kind: 'newer', schema: String(schema) }
  const current = upgraded(content, schema, currentSchema, by)
  if (current === undefined) return { kind: 'broken', reason: `schema ${schema}` }
  const { stateIn } = await import('./schema.ts')
  const read = stateIn(current)
  return 'state' in read ? { kind: 'state', state: read.state } : { kind: 'broken', reason: read.wrong }
}

export function linkName({ name, region }: ExpectedLink): string {
  return `${name} (${region})`
}

/** What recurses over a state would die of it; a state of ours is some ten levels deep. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isText = false
  for (let at = 0; at < text.length && depth <= 200; at++) {
    const char = text[at]
    if (isText && char === '\\') at++
    else if (char === '"') isText = !isText
    else if (!isText && (char === '[' || char === '{')) depth++
    else if (!isText && (char === ']' || char === '}')) depth--
  }
  return depth > 200
}

function contentOf(text: string): Content | undefined {
  try {
    const content: unknown = JSON.parse(text)
    // Safe: an object from JSON has texts for keys.
    return typeof content === 'object' && content !== null ? (content as Content) : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function textIn(file: string): Promise<string | undefined> {
  try {
    return readTextFile(file, stateFileLimit)
  } catch (error) {
    const reason = errnoOf(error)
    if (reason === 'ENOENT') return undefined
    if (reason === undefined) throw error
    if (reason === 'EISDIR' || reason === 'EFBIG')
      throw new PlinkError('STATE_BROKEN', { file, reason, backup: await goodBackup(file) }, { cause: error })
    throw new PlinkError('STATE_UNREADABLE', { file, reason, owner: fileOwner(file) }, { cause: error })
  }
}

/** The serial of the version before the last; undefined where there is none that can be read. */
export function backupSerial(file: string): number | undefined {
  try {
    const serial = contentOf(readTextFile(`${file}.backup`, stateFileLimit))?.['serial']
    return typeof serial === 'number' ? serial : undefined
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return undefined
  }
}

async function goodBackup(file: string): Promise<string | null> {
  const backup = `${file}.backup`
  try {
    const read = await parseState(readTextFile(backup, stateFileLimit))
    return read.kind === 'state' ? backup : null
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}
