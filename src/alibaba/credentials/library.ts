import Library from '@alicloud/credentials'
import External from '@alicloud/credentials/dist/src/providers/external.js'
import type { CloudKeys } from '../keys.ts'
import type { Source } from './source.ts'

// This file pulls in the official credentials library: reach it by import() only.

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
  // It takes the home folder from the system where it should be told; the field is private but settable.
  return Object.assign(provider, { homedir: home })
}

/** Not by its profile: then the keys would be written into the user's file, and not whole at once. */
function external(command: string) {
  return External.default.builder().withProcessCommand(command).build()
}
