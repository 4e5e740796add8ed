import { Document, isScalar, visit } from 'yaml'
import type { Invite } from '../model/invite.ts'
import { checkOf } from './checksum.ts'

/** Schema of the file; another number would be another set of keys. */
export const inviteSchema = 'plink-invite/1'

const head = ` What one party of an Alibaba Cloud PrivateLink link hands to the other. It holds no secret.
 Take it with: plink accept FILE
 The checksum covers all values, not comments and spacing: do not edit, ask for a new one.`

/** The file: YAML for people and programs. */
export function writeInvite(invite: Invite): string {
  const { region, sender, receiver, ways } = invite
  const document = new Document({
    schema: inviteSchema,
    checksum: checkOf(invite),
    region,
    sender,
    ...(receiver !== undefined && { receiver }),
    ways: ways.map(({ sender: role, service, endpoint }) => ({
      provider: role === 'provider' ? 'sender' : 'receiver',
      consumer: role === 'consumer' ? 'sender' : 'receiver',
      ...(Object.keys(service).length > 0 && { service }),
      ...(Object.keys(endpoint).length > 0 && { endpoint }),
    })),
  })
  document.commentBefore = head
  visit(document, {
    // Short lists stand in one line.
    Seq: (_, node) => {
      node.flow = node.items.every(isScalar)
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
