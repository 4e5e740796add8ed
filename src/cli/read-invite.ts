import { resolve } from 'node:path'
import { toldOf } from '../invite/changes.ts'
import { checkOf, verifyChecksum } from '../invite/checksum.ts'
import { readInvite } from '../invite/read.ts'
import { PlinkError } from '../model/fault.ts'
import type { ReceivedInvite, SpokenValues } from '../model/invite.ts'
import { shownWord } from '../model/mask.ts'
import { errnoOf } from '../state/atomic-file.ts'
import { readTextFile } from '../state/text-file.ts'
import type { CommandContext } from './command.ts'
import type { GlobalOptions, Options } from './flags.ts'
import { requireRegion } from './open-link.ts'
import { parseZones } from './parse-zones.ts'
import { unreadable } from './read-user-file.ts'

export type AcceptOptions = GlobalOptions &
  Options<'direction' | 'service' | 'zone' | 'payer' | 'endpoint' | 'uid' | 'checksum' | 'replace'>

/** What the peer told us, and how. */
export interface PeerValues {
  readonly told: ReceivedInvite & { readonly receiver?: string }
  readonly from: 'invite' | 'flag'
  /** Zone id → own vSwitch, of `--zone cn-hangzhou-h=vsw-…`. */
  readonly zones: Readonly<Record<string, string>>
}

/**
 * Reads an invite file, or values that were passed on by phone, and verifies the checksum.
 * @param region that of plink.yaml, for values without a region
 * @throws PlinkError MISSING_ARGUMENT, UNEXPECTED_ARGUMENT, INVITE_MISSING, INVITE_INVALID, INVITE_CHANGED, REGION_MISSING
 */
export async function readPeerValues(
  context: CommandContext,
  options: AcceptOptions,
  [file]: readonly string[],
  region: string | undefined,
): Promise<PeerValues> {
  const { uid, service, endpoint, payer, zone } = options
  const placed = zone.filter((word) => word.includes('='))
  const offered = zone.map((word) => word.replace(/=.*/, ''))
  const spoken: SpokenValues = {
    ...(uid !== null && { uid }),
    ...(service !== null && { service }),
    ...(offered.length > 0 && (file === undefined || placed.length < zone.length) && { zones: offered }),
    ...(payer !== null && { payer }),
    ...(endpoint !== null && { endpoint }),
  }
  const said = options.checksum?.toLowerCase()
  if (file !== undefined) {
    if (Object.keys(spoken).length > 0) {
      throw new PlinkError('UNEXPECTED_ARGUMENT', {
        argument: file,
        command: 'plink accept --service | --endpoint | --uid',
      })
    }
    const { invite, checksum } = readInvite(textOf(context, file), file)
    verifyChecksum(checksum, said ?? checksum, file)
    return { told: invite, from: 'invite', zones: parseZones(placed, '--zone', invite.region) }
  }
  if (uid === null && service === null && endpoint === null) {
    throw new PlinkError('MISSING_ARGUMENT', { name: 'FILE | --service | --endpoint | --uid', command: 'plink accept' })
  }
  const check = checkOf(spoken)
  verifyChecksum(check, said ?? check, null)
  const told = toldOf(spoken, region ?? (await requireRegion(context, options)))
  return { told, from: 'flag', zones: parseZones(placed, '--zone', told.region) }
}

function textOf({ host }: CommandContext, file: string): string {
  try {
    return readTextFile(resolve(host.cwd, file))
  } catch (error) {
    if (errnoOf(error) === 'EFBIG') throw new PlinkError('INVITE_INVALID', unreadable(file, 'EFBIG'), { cause: error })
    throw new PlinkError(
      'INVITE_MISSING',
      { file: /\.(?:ya?ml|json|txt)$/i.test(file) ? file : shownWord(file) },
      { cause: error },
    )
  }
}
