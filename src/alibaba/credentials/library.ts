import Library from '@alicloud/credentials'
import External from '@alicloud/credentials/dist/src/providers/external.js'
import type { CloudKeys } from '../keys.ts'
import type { LibraryAsk } from './profile.ts'

// This file pulls in the official credentials library: reach it by import() only.

/**
 * What only the official library can do: metadata of an ECS, OIDC, a URI, and the profiles somebody logged in to. Everything
 * it would otherwise look up in the environment is given, except proxies, which it does not know.
 * @throws whatever the library throws: never to be shown
 */
export function openLibrary(ask: LibraryAsk, home: string): () => Promise<CloudKeys> {
  const credential = credentialOf(ask, home)
  return async () => {
    const { accessKeyId, accessKeySecret, securityToken } = await credential.getCredential()
    if (!accessKeyId || !accessKeySecret) throw new Error('incomplete')
    return { accessKeyId, accessKeySecret, securityToken: securityToken || null, expires: null }
  }
}

function credentialOf(ask: LibraryAsk, home: string): InstanceType<typeof Library.default> {
  switch (ask.type) {
    case 'cli': {
      const provider = Library.CLIProfileCredentialsProvider.builder().withProfileName(ask.profile).build()
      // It takes the home folder from the system where it should be told; the field is private but settable.
      Object.assign(provider, { homedir: home })
      return new Library.default(null, provider)
    }
    case 'external':
      // Not by its profile: then the keys would be written into the user's file, and not whole at once.
      return new Library.default(null, External.default.builder().withProcessCommand(ask.command).build())
    default:
      return new Library.default(new Library.Config({ ...ask }))
  }
}
