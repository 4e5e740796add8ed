import { resolve } from 'node:path'
import { command } from '../command.ts'

/** Reads the cloud and writes nothing but the invite. */
export const inviteCommand = command({
  name: 'invite',
  flags: ['direction', 'for'],
  exits: [3, 4, 5],
  access: { reads: 'both' },
  examples: ['plink invite', 'plink invite --for emqx --lang zh'],
  async run(context, options) {
    const { checkOf } = await import('../../invite/checksum.ts')
    const { inviteOf, spokenOf } = await import('../../invite/compose.ts')
    const { openLink } = await import('../open-link.ts')
    const { host } = context
    const { linkContext, state, directions } = await openLink(context, options)
    const composed = await inviteOf(linkContext, state, directions)
    const audience = options.for ?? linkContext.intent.peer.kind
    // EMQX staff read the text; they have no plink. The UID tells the invites of both sides apart in one folder.
    const path = audience === 'emqx' ? null : `plink-invite-${composed.sender}.yaml`
    if (path !== null) {
      const { writeInvite } = await import('../../invite/write.ts')
      const { isInviteOf } = await import('../../invite/read.ts')
      const { writeOwnFile } = await import('../write-file.ts')
      const isOurs = (text: string) => isInviteOf(text, composed.sender)
      writeOwnFile(resolve(host.cwd, path), path, writeInvite(composed), host, isOurs)
    }
    const spoken = spokenOf(composed)
    const handed = {
      path,
      audience,
      link: linkContext.intent.name,
      checksum: checkOf(composed),
      invite: composed,
      spoken,
      spokenChecksum: checkOf(spoken),
    } as const
    return { result: { kind: 'invite', handed }, exit: 0 }
  },
})
