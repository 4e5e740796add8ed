import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../../model/environment.ts'

/** One profile of the aliyun CLI; its fields are looked at one by one, since the file is somebody else's. */
export interface Profile {
  readonly name: string
  /** Lower case: the CLI does not mind the case. */
  readonly mode: string
  /** A text that is there and not empty. */
  text(field: string): string | undefined
  field(name: string): unknown
}

/** `absent` and `broken` say nothing of what is in the file: a parser's message would quote it, secrets included. */
export type ProfilesFile =
  | { readonly file: string; readonly state: 'absent' }
  | { readonly file: string; readonly state: 'broken' }
  | {
      readonly file: string
      readonly state: 'read'
      readonly current: string | undefined
      readonly profiles: readonly Profile[]
    }

/** `~/.aliyun/config.json`; the shape is that of aliyun-cli's config/profile.go. Never throws. */
export async function readProfiles(home: string): Promise<ProfilesFile> {
  const file = join(home, '.aliyun', 'config.json')
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    return { file, state: missing ? 'absent' : 'broken' }
  }
  try {
    const root: unknown = JSON.parse(text)
    if (!isRecord(root) || !Array.isArray(root['profiles'])) return { file, state: 'broken' }
    const current = root['current']
    return {
      file,
      state: 'read',
      current: typeof current === 'string' && current !== '' ? current : undefined,
      profiles: root['profiles'].filter(isRecord).map(profileOf),
    }
  } catch {
    return { file, state: 'broken' }
  }
}

/**
 * The region to work in when no flag and no plink.yaml says: an explicit profile's own, else ALIBABA_CLOUD_REGION_ID, else
 * the current profile's. Never throws: what is wrong with a profile is told when its keys are needed.
 */
export async function findRegion(options: {
  readonly profile: string | null
  readonly env: Environment
  readonly home: string
}): Promise<string | undefined> {
  const { profile, env, home } = options
  const ofEnvironment = env['ALIBABA_CLOUD_REGION_ID'] || undefined
  if (profile === null && ofEnvironment !== undefined) return ofEnvironment
  const read = await readProfiles(home)
  if (read.state !== 'read') return ofEnvironment
  const name = profile ?? (env['ALIBABA_CLOUD_PROFILE'] || read.current)
  return read.profiles.find((one) => one.name === name)?.text('region_id') ?? ofEnvironment
}

function profileOf(fields: Readonly<Record<string, unknown>>): Profile {
  const text = (name: string): string | undefined => {
    const value = fields[name]
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  return { name: text('name') ?? '', mode: text('mode')?.toLowerCase() ?? 'ak', text, field: (name) => fields[name] }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
