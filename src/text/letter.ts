import type { InviteDocument, InvitedWay, SpokenValues } from '../model/invite.ts'
import { shell } from '../model/shell.ts'
import type { LetterText } from './invite.ts'
import { sanitizeFacts } from './sanitize.ts'
import type { Text } from './text.ts'

/*
 * The text for the other party: the same facts in each language, as lines `name: value` and sentences around them.
 * It speaks of provider and consumer only, since inbound for one party is outbound for the other.
 */

/** @returns lines without a line break at the end; ready to be sent */
export function letter(handed: InviteDocument, { invite: { letter: words } }: Text): string {
  const clean = sanitizeFacts(handed)
  return (clean.audience === 'emqx' ? forEmqx(clean, words) : forAnybody(clean, words)).join('\n')
}

type Label = keyof LetterText['labels']

function forAnybody(
  { link, path, checksum, invite, spoken, spokenChecksum }: InviteDocument,
  words: LetterText,
): string[] {
  const { generic } = words
  const { sender, receiver, region, ways } = invite
  const line = lineOf(words)
  const ofWay = ({ sender: role, service, endpoint }: InvitedWay): string[] => {
    const consumes = role === 'provider'
    const todo = consumes
      ? generic.consume({
          service: service.id !== undefined,
          uid: receiver !== undefined,
          endpoint: endpoint.id !== undefined,
        })
      : generic.provide({ service: service.id !== undefined, endpoint: endpoint.id !== undefined })
    return [
      '',
      `== ${consumes ? generic.youConsume : generic.youProvide} ==`,
      ...line('providerUid', consumes ? sender : receiver),
      ...line(consumes ? 'whitelistedUid' : 'whitelistUid', consumes ? receiver : sender),
      ...serviceLines({ service, sender: role, endpoint }, words),
      ...line('endpoint', endpoint.id),
      ...(consumes ? [] : wantedLines(endpoint, words)),
      ...todo.map((step, index) => `${index + 1}. ${step}`),
    ]
  }
  return [
    generic.greeting(link),
    '',
    ...line('region', region),
    ...line('link', link),
    ...ways.flatMap(ofWay),
    '',
    generic.withFile,
    ...line('file', path ?? undefined),
    ...line('checksum', checksum),
    ...line('command', shell`plink accept ${path ?? 'FILE'} --checksum ${checksum}`),
    '',
    generic.withoutFile,
    ...line('command', commandOf(spoken, spokenChecksum)),
    '',
    generic.answer,
  ]
}

function forEmqx({ invite }: InviteDocument, words: LetterText): string[] {
  const { emqx } = words
  const { region, sender, receiver, ways } = invite
  const line = lineOf(words)
  return ways
    .flatMap(({ sender: role, service, endpoint }) => {
      const way = { sender: role, service, endpoint }
      if (role === 'provider') {
        const zones = (service.zones ?? []).join(', ')
        return [
          '',
          `== ${emqx.inbound} ==`,
          ...line('region', region),
          ...line('providerUid', sender),
          ...serviceLines(way, words),
          ...line('whitelistedUid', receiver),
          ...line('endpoint', endpoint.id),
          ...numbered(emqx.steps({ zones, uid: receiver ?? null, service: service.id ?? null })),
          ...line('answer', shell`plink accept ${receiver === undefined ? ['--uid', 'UID'] : []} --endpoint EP`),
          '',
          ...emqx.payerTicket(sender),
        ]
      }
      return [
        '',
        `== ${emqx.outbound} ==`,
        ...numbered(emqx.before),
        '',
        ...line('subject', emqx.subject(region)),
        '',
        ...emqx.body({ service: service.id ?? null, endpoint: endpoint.id ?? null }),
        '',
        ...line('region', region),
        ...line('whitelistUid', sender),
        ...wantedLines(endpoint, words),
        ...serviceLines(way, words),
        ...(service.payer === undefined ? line('payer', words.payerUnconfirmed) : []),
        ...line('endpoint', endpoint.id),
        ...line('answer', 'plink accept --service EPSRV --zone ZONE'),
        '',
        emqx.closing,
      ]
    })
    .slice(1)
}

function serviceLines({ service }: InvitedWay, words: LetterText): string[] {
  const { id, name, zones, ports, payer } = service
  const line = lineOf(words)
  return [
    ...line('service', id),
    ...(name === undefined ? [] : line('serviceName', name)),
    ...(zones === undefined ? [] : line('zones', zones.join(', '))),
    ...(ports === undefined ? [] : line('ports', ports.join(', '))),
    ...(payer === undefined ? [] : line('payer', words.payers[payer])),
  ]
}

function wantedLines({ zones, ports }: InvitedWay['endpoint'], words: LetterText): string[] {
  const line = lineOf(words)
  return [
    ...(zones === undefined ? [] : line('wantedZones', zones.join(', '))),
    ...(ports === undefined ? [] : line('wantedPorts', ports.join(', '))),
  ]
}

/** `plink accept …` with everything that can be said on the phone. */
function commandOf({ uid, service, zones = [], payer, endpoint }: SpokenValues, checksum: string): string {
  const words = [
    ...(uid === undefined ? [] : ['--uid', uid]),
    ...(service === undefined ? [] : ['--service', service]),
    ...zones.flatMap((zone) => ['--zone', zone]),
    ...(payer === undefined ? [] : ['--payer', payer]),
    ...(endpoint === undefined ? [] : ['--endpoint', endpoint]),
  ]
  return shell`plink accept ${words} --checksum ${checksum}`
}

/** What is not known yet is said to be so. */
function lineOf({ labels, colon, unknown }: LetterText) {
  return (label: Label, value: string | undefined): string[] => [`${labels[label]}${colon}${value ?? unknown}`]
}

function numbered(steps: readonly string[]): string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`)
}
