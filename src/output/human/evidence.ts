import type { Hop } from '../../model/hop.ts'
import { sanitize } from '../../text/sanitize.ts'
import type { Text } from '../../text/text.ts'

/** What was read of a hop on one line: IDs, ports and statuses in the cloud's words; empty when nothing was read. */
export function evidenceText(hop: Hop, text: Text): string {
  return sanitize(
    partsOf(hop, text)
      .flatMap((part) => part ?? [])
      .join('  '),
  )
}

function partsOf({ hop, evidence }: Hop, text: Text): readonly (string | null | undefined)[] {
  switch (hop) {
    case 'endpoint':
      return [
        evidence.id,
        evidence.status,
        evidence.ownerUid === undefined ? undefined : `UID ${evidence.ownerUid}`,
        evidence.vpc,
        evidence.asking && evidence.asking.length > 0 ? text.picture.pending(text.list(evidence.asking)) : undefined,
      ]
    case 'security-group':
      return [evidence.ids?.join(', '), evidence.status ?? portsText(evidence.admits)]
    case 'zone':
      return [
        evidence.status ??
          Object.entries(evidence.zones ?? {})
            .map(([zone, status]) => `${zone} ${status}`)
            .join(', '),
      ]
    case 'service':
      return [evidence.id, evidence.status]
    case 'listener':
      return [
        evidence.status ??
          evidence.listeners?.map(({ lb, port, protocol, status }) => `${lb} ${protocol} ${port} ${status}`).join(', '),
      ]
    case 'backend':
      return [evidence.status ?? evidence.servers?.map(({ id, port, health }) => `${id}:${port} ${health}`).join(', ')]
    case 'connection':
      return [evidence.status]
    case 'dns':
      return evidence.addresses ?? []
    case 'protocol':
      return [evidence.answer]
    case 'peer-addon':
      return []
  }
}

function portsText(ports: readonly number[] | undefined): string | undefined {
  return ports === undefined || ports.length === 0 ? undefined : `TCP ${ports.join(', ')}`
}
