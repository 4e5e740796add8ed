import { PlinkError } from '../model/fault.ts'
import type { SideName } from '../model/link.ts'
import type { State } from '../state/state.ts'
import type { LinkContext } from './link-context.ts'

/** Who holds what: whose credentials we have, and whose account is whose. */
export interface Identities {
  readonly holds: Readonly<Record<SideName, boolean>>
  /** Account ids as STS answered them; for a peer whose keys we do not hold, as plink.yaml says. */
  readonly uids: Readonly<{ you: string; peer?: string }>
}

/**
 * Asks STS whose keys these are, both sides at once: the first call proves key, clock and network.
 * @throws PlinkError UID_NOT_CALLER when the keys belong to another account than plink.yaml or the state says.
 */
export async function identitiesOf({ intent, clouds, signal }: LinkContext, state: State | null): Promise<Identities> {
  const [you, peer] = await Promise.all([
    clouds.you.call('sts.GetCallerIdentity', {}, { signal }),
    clouds.peer?.call('sts.GetCallerIdentity', {}, { signal }),
  ])
  const known = state?.link.uids.you
  if (known !== undefined && known !== you.AccountId) {
    throw new PlinkError('UID_NOT_CALLER', { side: 'you', is: you.AccountId, wanted: known })
  }
  const peerUid = peer?.AccountId ?? intent.peer.uid
  if (peerUid !== undefined && intent.peer.uid !== undefined && intent.peer.uid !== peerUid) {
    throw new PlinkError('UID_NOT_CALLER', { side: 'peer', is: peerUid, wanted: intent.peer.uid })
  }
  return {
    holds: { you: true, peer: clouds.peer !== null },
    uids: { you: you.AccountId, ...(peerUid !== undefined && { peer: peerUid }) },
  }
}
