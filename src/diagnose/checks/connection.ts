import { roles } from '../../model/link.ts'
import { shell } from '../../model/shell.ts'
import {
  connectedZones,
  type DirectionObservation,
  expectedConnection,
  expectedEndpoint,
  offeredZones,
} from '../observe/observation.ts'
import { type Check, commandFix, type Found, upFix } from './check.ts'

const about = { hop: 'connection', half: 'provider', severity: 'error', stops: null } as const

/** Who asked, who is let in, and who cut what. The cloud has one word, `Disconnected`, for all that is not connected. */
export const connectionChecks: readonly Check[] = [
  {
    ...about,
    id: 'only-the-expected-endpoint-is-connected',
    finds: ['STRANGER_CONNECTED', 'WRONG_ENDPOINT_CONNECTED'],
    needs: ['connections'],
    run: (observation) => {
      const { provider, half, peer, identities, direction } = observation
      if (!provider?.service) return []
      const service = provider.service.ServiceId
      const consumer = identities.uids[roles[direction].consumer]
      const known = [consumer, peer.uid, identities.uids[provider.side], ...(half.service.whitelist ?? [])]
      const expected = expectedEndpoint(observation)
      return provider.connections
        .filter((row) => row.ConnectionStatus === 'Connected' && row.EndpointId !== expected)
        .flatMap((row): Found[] => {
          const { EndpointId: endpoint, EndpointOwnerId: ownerUid } = row
          const facts = { endpoint, ownerUid, service }
          const evidence = {
            'ListVpcEndpointConnections.EndpointId': endpoint,
            'ListVpcEndpointConnections.EndpointOwnerId': ownerUid,
            'ListVpcEndpointConnections.ConnectionStatus': row.ConnectionStatus,
          }
          const fix = commandFix(shell`plink connection reject --endpoint ${endpoint}`)
          if (!known.includes(ownerUid)) return [{ code: 'STRANGER_CONNECTED', facts, evidence, fix }]
          return half.endpoint.id !== undefined && ownerUid === consumer
            ? [{ code: 'WRONG_ENDPOINT_CONNECTED', facts: { ...facts, expected: half.endpoint.id }, evidence, fix }]
            : []
        })
    },
  },
  {
    ...about,
    id: 'somebody-has-asked',
    finds: ['NOBODY_ASKED', 'PEER_ENDPOINT_GONE', 'APPROVAL_NEEDED', 'CONNECTION_REJECTED'],
    needs: ['service', 'connections'],
    run: whoAsked,
  },
  {
    ...about,
    id: 'connection-is-up',
    finds: [
      'CONNECTION_CUT_BY_PEER',
      'CONNECTION_CUT_HERE',
      'NOT_APPROVED_BY_PEER',
      'SERVICE_DELETED_BY_PEER',
      'IN_TRANSITION',
    ],
    needs: ['endpoint', 'connections'],
    run: notConnected,
  },
]

/** The provider's view of who has come, where the consumer's half is not ours to see. */
function whoAsked(observation: DirectionObservation): Found[] {
  const { provider, consumer, memory, identities, direction, half, peer } = observation
  const service = provider?.service?.ServiceId
  const uid = identities.uids[roles[direction].consumer]
  if (service === undefined || consumer || uid === undefined || expectedConnection(observation)) return []
  const rows = provider?.connections.filter((row) => row.ConnectionStatus !== 'Deleting') ?? []
  const side = roles[direction].consumer
  const named = expectedEndpoint(observation)
  const asking = rows.filter((row) => row.EndpointOwnerId === uid && !memory.rejected.includes(row.EndpointId))
  const evidence = { 'ListVpcEndpointConnections.EndpointId': rows.map((row) => row.EndpointId).join(', ') || 'none' }
  // What was connected once and is not listed any more, its owner deleted; unless it was at a service before this one.
  const { endpoint: known, service: ours } = memory
  const isLost =
    half.endpoint.id === undefined
      ? known?.seen === true && known.since >= (ours?.since ?? '') && asking.length === 0
      : memory.approvedSince !== null
  if (named !== undefined && isLost)
    return [{ code: 'PEER_ENDPOINT_GONE', facts: { id: named, service }, evidence, side }]
  const refused = rows.find((row) => row.EndpointOwnerId === uid && memory.rejected.includes(row.EndpointId))
  if (asking.length === 0 && refused)
    return [
      {
        code: 'CONNECTION_REJECTED',
        facts: { endpoint: refused.EndpointId, service },
        evidence,
        severity: 'info',
        fix: commandFix(shell`plink connection approve --endpoint ${refused.EndpointId}`),
      },
    ]
  if (half.endpoint.id === undefined && asking.length > 0)
    return asking.map((row) => ({
      code: 'APPROVAL_NEEDED',
      facts: { endpoint: row.EndpointId, ownerUid: row.EndpointOwnerId, service },
      evidence: {
        'ListVpcEndpointConnections.EndpointId': row.EndpointId,
        'ListVpcEndpointConnections.ConnectionStatus': row.ConnectionStatus,
      },
      severity: 'info',
      fix: commandFix(shell`plink up --approve ${row.EndpointId}`),
    }))
  return [
    {
      code: 'NOBODY_ASKED',
      facts: { service, uid, zones: offeredZones(observation), emqx: peer.kind === 'emqx' },
      evidence,
      severity: 'info',
      certainty: 'undetermined',
      side,
    },
  ]
}

function notConnected(observation: DirectionObservation): Found[] {
  const { provider, consumer, memory, peer, direction } = observation
  const row = expectedConnection(observation)
  const own = consumer?.endpoint
  const status = row?.ConnectionStatus ?? own?.ConnectionStatus
  const endpoint = row?.EndpointId ?? own?.EndpointId
  if (status === undefined || endpoint === undefined || status === 'Connected') return []
  const service = row?.ServiceId ?? own?.ServiceId ?? ''
  const emqx = peer.kind === 'emqx'
  const zones = connectedZones(observation)
  const evidence = {
    [`${row ? 'ListVpcEndpointConnections' : 'GetVpcEndpointAttribute'}.ConnectionStatus`]: status,
    ...(own && { 'GetVpcEndpointAttribute.EndpointStatus': own.EndpointStatus }),
    ...(zones.length > 0 && { 'ListVpcEndpointZones.ZoneStatus': zones.map((zone) => zone.ZoneStatus).join(', ') }),
  }
  // A fresh zone waits (`Wait`); one that is `Disconnected` was connected before.
  const wasUp = memory.approvedSince !== null || zones.some((zone) => zone.ZoneStatus === 'Disconnected')
  switch (status) {
    case 'Disconnected': {
      if (!provider)
        return wasUp
          ? [
              {
                code: 'CONNECTION_CUT_BY_PEER',
                facts: { endpoint, service, since: memory.approvedSince, emqx },
                evidence,
                side: roles[direction].provider,
              },
            ]
          : [
              {
                code: 'NOT_APPROVED_BY_PEER',
                facts: { endpoint, service, emqx },
                evidence,
                severity: 'info',
                side: roles[direction].provider,
              },
            ]
      if (memory.rejected.includes(endpoint))
        return [
          {
            code: 'CONNECTION_REJECTED',
            facts: { endpoint, service },
            evidence,
            severity: 'info',
            fix: commandFix(shell`plink connection approve --endpoint ${endpoint}`),
          },
        ]
      return wasUp
        ? [{ code: 'CONNECTION_CUT_HERE', facts: { endpoint, service }, evidence, fix: upFix }]
        : [
            {
              code: 'APPROVAL_NEEDED',
              facts: { endpoint, ownerUid: row?.EndpointOwnerId ?? '', service },
              evidence,
              severity: 'info',
              fix: upFix,
            },
          ]
    }
    case 'ServiceDeleted':
      // Where the service is ours to see, that it is gone is the finding, or that the endpoint is of one before it.
      if (provider && provider.service?.ServiceId !== service) return []
      return [
        {
          code: 'SERVICE_DELETED_BY_PEER',
          facts: { endpoint, service, emqx },
          evidence,
          side: roles[direction].provider,
        },
      ]
    default:
      return [
        { code: 'IN_TRANSITION', facts: { what: 'connection', id: endpoint, status }, evidence, severity: 'info' },
      ]
  }
}
