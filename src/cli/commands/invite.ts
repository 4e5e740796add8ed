import { resolve } from 'node:path'
import { checkOf } from '../../plan/invite/checksum.ts'
import { inviteOf, spokenOf } from '../../plan/invite/invited.ts'
import type { Context, Ending } from '../context.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, openLink } from '../link.ts'
import { put } from '../put.ts'

/** Reads the cloud, and writes nothing but the invite. */
export async function run(context: Context, options: LinkOptions & Options<'for'>): Promise<Ending> {
  const { host } = context
  const { eyes, state, directions } = await openLink(context, options)
  const invite = await inviteOf(eyes, state, directions)
  const audience = options.for ?? eyes.intent.peer.kind
  // People of EMQX read the text; nobody there has plink to take a file. The UID keeps invites of both parties apart in one folder.
  const path = audience === 'emqx' ? null : `plink-invite-${invite.sender}.yaml`
  if (path !== null) {
    const { writeInvite } = await import('../../plan/invite/write.ts')
    put(resolve(host.cwd, path), path, writeInvite(invite), host)
  }
  const spoken = spokenOf(invite)
  const handed = {
    path,
    audience,
    link: eyes.intent.name,
    checksum: checkOf(invite),
    invite,
    spoken,
    spokenChecksum: checkOf(spoken),
  } as const
  return { result: { kind: 'invite', handed }, exit: 0 }
}
