import Library from '@alicloud/credentials'
import External from '@alicloud/credentials/dist/src/providers/external.js'
import type { CloudKeys } from '../keys.ts'
import type { Source } from './source.ts'

// Loads the official credentials library: use import() only.

/**
 * What only the official library can do: commands that print keys, and profiles that somebody logged in to with the aliyun
 * CLI.
 * @throws whatever the library throws: never to be shown
 */
export function openLibrary(source: Source & { kind: 'command' | 'login' }, home: string): () => Promise<CloudKeys> {
  const credential = new Library.default(
    null,
    source.kind === 'command' ? external(source.command) : login(source.profile, home),
  )
  return async () => {
    const { accessKeyId, accessKeySecret, securityToken } = await credential.getCredential()
    if (!accessKeyId || !accessKeySecret) throw new Error('incomplete')
    return { accessKeyId, accessKeySecret, securityToken: securityToken || null, expires: null }
  }
}

function login(profile: string, home: string) {
  const provider = Library.CLIProfileCredentialsProvider.builder().withProfileName(profile).build()
  // The library reads the home folder from the system; the field is private but can be set.
  return Object.assign(provider, { homedir: home })
}

/** Not through its profile: the library would write the keys into the user's file, non-atomically. */
function external(command: string) {
  return External.default.builder().withProcessCommand(command).build()
}
