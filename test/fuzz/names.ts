import { createSocket } from 'node:dgram'
import { decode } from 'dns-packet'

/** What becomes of the reply of a name server; null for none. */
export type DistortName = (reply: Buffer) => Buffer | null

/** Stands between plink and a name server, and changes what it answers. */
export interface NameRelay {
  /** `127.0.0.1:5353` */
  readonly address: string
  /** From now on. */
  distort(how: DistortName): void
  /** Whether an address was sent since that the name server had not given. */
  hasLied(): boolean
  close(): void
}

/** @param target the name server, `127.0.0.1:5353` */
export async function openNameRelay(target: string): Promise<NameRelay> {
  const [host = '', port = ''] = target.split(':')
  let how: DistortName = (reply) => reply
  let told = new Set<string>()
  let sent = new Set<string>()
  const askers = new Map<number, { address: string; port: number }>()
  const [inner, outer] = [createSocket('udp4'), createSocket('udp4')]
  outer.on('message', (question, { address, port: from }) => {
    askers.set(question.readUInt16BE(0), { address, port: from })
    inner.send(question, Number(port), host)
  })
  inner.on('message', (reply) => {
    const asker = askers.get(reply.readUInt16BE(0))
    const changed = how(reply)
    for (const address of addressesIn(reply)) told.add(address)
    for (const address of changed === null ? [] : addressesIn(changed)) sent.add(address)
    // One that is too long for a packet is lost, as on the way.
    if (asker && changed && changed.length > 0) outer.send(changed, asker.port, asker.address, () => undefined)
  })
  await new Promise<void>((resolve) => outer.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${outer.address().port}`,
    distort(next) {
      how = next
      told = new Set()
      sent = new Set()
    },
    hasLied: () => [...sent].some((address) => !told.has(address)),
    close() {
      inner.close()
      outer.close()
    },
  }
}

function addressesIn(packet: Buffer): readonly string[] {
  try {
    return (decode(packet).answers ?? []).flatMap((answer) =>
      answer.type === 'A' || answer.type === 'AAAA' ? [answer.data] : [],
    )
  } catch {
    return []
  }
}
