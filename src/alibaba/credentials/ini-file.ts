import { readFile } from 'node:fs/promises'
import { keysSource, type Source } from './source.ts'

/**
 * A section of the older SDKs' file (@alicloud/credentials, providers/profile): `absent` without file or section, undefined when it is there and
 * gives no keys. Never throws, never quotes.
 */
export async function readIni(
  file: string,
  section: string,
  stsRegion: string,
): Promise<Source | 'absent' | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return 'absent'
  }
  const fields = fieldsOf(text, section)
  if (fields === undefined) return 'absent'
  const get = (name: string): string | undefined => fields.get(name) || undefined
  const base = keysSource(file, get('access_key_id'), get('access_key_secret'))
  switch (get('type')) {
    case 'access_key':
      return base
    case 'ecs_ram_role':
      return { kind: 'library', label: file, ask: { type: 'ecs_ram_role', roleName: get('role_name') } }
    case 'ram_role_arn': {
      const arn = get('role_arn')
      if (base === undefined || arn === undefined) return undefined
      const session = get('role_session_name') ?? 'plink'
      return {
        kind: 'role',
        label: file,
        base,
        role: { arn, session, seconds: 3600, region: stsRegion, externalId: undefined },
      }
    }
    default:
      return undefined
  }
}

function fieldsOf(text: string, section: string): Map<string, string> | undefined {
  let fields: Map<string, string> | undefined
  let inside = false
  for (const line of text.split(/\r?\n/)) {
    const bare = line.trim()
    const heading = /^\[(.*)\]$/.exec(bare)
    if (heading) inside = heading[1]?.trim() === section
    if (inside) fields ??= new Map()
    const pair = /^([^#;=[][^=]*)=(.*)$/.exec(bare)
    // A remark may follow a value, after a space.
    if (inside && pair?.[1] !== undefined) fields?.set(pair[1].trim(), (pair[2] ?? '').replace(/\s+[;#].*$/, '').trim())
  }
  return fields
}
