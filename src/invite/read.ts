import * as z from 'zod/mini'
import { judged, mapping, repeats, text, together } from '../manifest/checks.ts'
import { readWhole } from '../manifest/manifest.ts'
import { endpointId, payer, port, region, serviceId, uid, zone } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { forms } from '../model/form.ts'
import type { Invite, InvitedWay } from '../model/invite.ts'
import { shownWord } from '../model/mask.ts'
import type { ValueProblem } from '../model/value-problem.ts'
import { checkOf, verifyChecksum } from './checksum.ts'
import { inviteSchema } from './write.ts'

/**
 * An invite as it was written, its checksum verified.
 * @param file its name, for the faults only
 * @throws PlinkError INVITE_INVALID with the problems of the file, INVITE_CHANGED when a value is not what it was
 */
export function readInvite(source: string, file: string): { readonly invite: Invite; readonly checksum: string } {
  const { checksum, invite } = readWhole(
    source,
    inviteOf,
    null,
    (found) => new PlinkError('INVITE_INVALID', { file, ...found }),
  )
  const is = checkOf(invite)
  verifyChecksum(is, checksum, file)
  return { invite, checksum: is }
}

/** True for an invite that this party wrote and nobody changed. */
export function isInviteOf(text: string, sender: string): boolean {
  try {
    return readInvite(text, '').invite.sender === sender
  } catch (error) {
    if (error instanceof PlinkError) return false
    throw error
  }
}

function inviteOf(of: string | null): z.ZodMiniType<{ readonly checksum: string; readonly invite: Invite }> {
  const keys = mapping({
    schema: z.string().check(judged(schemaProblem)),
    checksum: text(forms.checksum),
    region,
    sender: uid,
    ways: z.array(way(of)).check(together(directionsTwice)),
    receiver: z.exactOptional(uid),
  })
  return z.pipe(
    keys,
    z.transform(({ checksum, region, sender, receiver, ways }) => ({
      checksum,
      invite: { region, sender, ...(receiver !== undefined && { receiver }), ways },
    })),
  )
}

function way(of: string | null): z.ZodMiniType<InvitedWay> {
  const party = z.enum(['sender', 'receiver'])
  const zones = z.exactOptional(z.array(zone(of)))
  const ports = z.exactOptional(z.array(port))
  const service = mapping({
    id: z.exactOptional(serviceId),
    name: z.exactOptional(text(forms.serviceName)),
    zones,
    ports,
    payer: z.exactOptional(payer),
  })
  const endpoint = mapping({ id: z.exactOptional(endpointId), zones, ports })
  const keys = mapping({
    provider: party,
    consumer: party,
    service: z._default(service, {}),
    endpoint: z._default(endpoint, {}),
  }).check(
    judged(({ provider, consumer }) => {
      const expected = provider === 'sender' ? 'receiver' : 'sender'
      return consumer === expected ? undefined : { kind: 'bad-value', value: consumer, expected }
    }, 'consumer'),
  )
  return z.pipe(
    keys,
    z.transform(({ provider, service, endpoint }) => ({
      sender: provider === 'sender' ? ('provider' as const) : ('consumer' as const),
      service,
      endpoint,
    })),
  )
}

function schemaProblem(found: string): ValueProblem | undefined {
  if (found === inviteSchema) return undefined
  const [, number] = /^plink-invite\/(\d+)$/.exec(found) ?? []
  return number === undefined
    ? { kind: 'bad-value', value: shownWord(found), expected: inviteSchema }
    : { kind: 'unsupported-version', value: number }
}

/** A direction has one service and one endpoint. */
function directionsTwice(ways: readonly InvitedWay[]): ValueProblem[] {
  return repeats(ways.map(({ sender }) => `provider: ${sender === 'provider' ? 'sender' : 'receiver'}`))
}
