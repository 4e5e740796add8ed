import { kindOf, type Page, problem, type Value, valueAt, written } from '../manifest/cursor.ts'
import { port } from '../manifest/load-balancer.ts'
import { byPlace, openPage } from '../manifest/manifest.ts'
import { choice, list, mapping, type Reader, text } from '../manifest/readers.ts'
import * as a from '../manifest/values.ts'
import { PlinkError } from '../model/fault.ts'
import type { Invite, InvitedWay } from '../model/invite.ts'
import { checkOf } from './checksum.ts'
import { inviteSchema } from './write.ts'

const party = choice('sender', 'receiver')
const service = mapping(
  {},
  {
    id: a.service,
    name: text(/^[\w.-]{1,256}$/, 'com.aliyuncs.privatelink.…', 'bad-value'),
    zones: list(a.zone),
    ports: list(port),
    payer: choice('Endpoint', 'EndpointService'),
  },
)
const endpoint = mapping({}, { id: a.endpoint, zones: list(a.zone), ports: list(port) })
const wayKeys = mapping({ provider: party, consumer: party }, { service, endpoint })

const way: Reader<InvitedWay> = (value, page) => {
  const read = wayKeys(value, page)
  if (read === undefined) return undefined
  const { provider, consumer } = read
  if (provider === consumer) {
    const expected = provider === 'sender' ? 'receiver' : 'sender'
    return problem(page, { ...value, path: `${value.path}.consumer` }, { kind: 'bad-value', value: consumer, expected })
  }
  return {
    sender: provider === 'sender' ? 'provider' : 'consumer',
    service: read.service ?? {},
    endpoint: read.endpoint ?? {},
  }
}

const schema = text(/^plink-invite\/1$/, inviteSchema, 'bad-value')
const checksum = text(/^[0-9a-f]{4}-[0-9a-f]{4}$/, '7f3a-91c2', 'bad-value')
const keys = mapping({ schema, checksum, region: a.region, sender: a.uid, ways: list(way) }, { receiver: a.uid })

/**
 * An invite as it was written, its checksum verified.
 * @param file its name, for the faults only
 * @throws PlinkError INVITE_INVALID with every problem, INVITE_CHANGED when a value is not what it was
 */
export function readInvite(source: string, file: string): { readonly invite: Invite; readonly checksum: string } {
  const page = openPage(source, null)
  const read = page.problems.length === 0 ? readPage(page) : undefined
  if (read === undefined || page.problems.length > 0) {
    throw new PlinkError('INVITE_INVALID', { file, problems: page.problems.toSorted(byPlace) })
  }
  const { region, sender, receiver, ways } = read
  const invite: Invite = { region, sender, ...(receiver !== undefined && { receiver }), ways }
  const is = checkOf(invite)
  if (is !== read.checksum) throw new PlinkError('INVITE_CHANGED', { file, wanted: read.checksum, is })
  return { invite, checksum: is }
}

function readPage(page: Page): ReturnType<typeof keys> {
  const root: Value = valueAt(page, page.document.contents, 0, '')
  const version = valueAt(page, page.document.get('schema', true), 0, 'schema')
  const [, number] = /^plink-invite\/(\d+)$/.exec(written(version)) ?? []
  // Another version has other keys: what else is odd about it is not for this one to say.
  if (kindOf(version) === 'text' && number !== undefined && number !== '1') {
    return problem(page, version, { kind: 'unsupported-version', value: number })
  }
  return keys(root, page)
}
