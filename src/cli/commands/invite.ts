import { resolve } from 'node:path'
import { checkOf } from '../../invite/checksum.ts'
import { inviteOf, spokenOf } from '../../invite/compose.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { type LinkOptions, openLink } from '../open-link.ts'
import { put } from '../write-file.ts'

/** Reads the cloud, and writes nothing but the invite. */
export async function run(context: CommandContext, options: LinkOptions & Options<'for'>): Promise<CommandOutcome> {
  const { host } = context
  const { linkContext, state, directions } = await openLink(context, options)
  const invite = await inviteOf(linkContext, state, directions)
  const audience = options.for ?? linkContext.intent.peer.kind
  // People of EMQX read the text; nobody there has plink to take a file. The UID keeps invites of both identities apart in one folder.
  const path = audience === 'emqx' ? null : `plink-invite-${invite.sender}.yaml`
  if (path !== null) {
    const { writeInvite } = await import('../../invite/write.ts')
    put(resolve(host.cwd, path), path, writeInvite(invite), host)
  }
  const spoken = spokenOf(invite)
  const handed = {
    path,
    audience,
    link: linkContext.intent.name,
    checksum: checkOf(invite),
    invite,
    spoken,
    spokenChecksum: checkOf(spoken),
  } as const
  return { result: { kind: 'invite', handed }, exit: 0 }
}
