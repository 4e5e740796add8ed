import type { FindingData } from '../../model/finding.ts'
import { shell } from '../../model/shell.ts'
import { addressesIn, includes } from '../../net/ipv4.ts'
import { securityGroupFaults } from '../../steps/compatibility.ts'
import { allowedBy } from '../../steps/ingress-rule.ts'
import type { SecurityGroupView } from '../../steps/security-group-reads.ts'
import { admits, closedBy } from '../../steps/security-group-rules.ts'
import type { ConsumerObservation, DirectionObservation } from '../observe/observation.ts'
import { portsToAdmit } from './asked.ts'
import { aliyun, type Check, commandFix, type Found, upFix, withEvidence } from './check.ts'

const about = { hop: 'security-group', half: 'consumer', severity: 'error' } as const

/** The groups on the endpoint, and whom they let in. */
export const securityGroupChecks: readonly Check[] = [
  {
    ...about,
    id: 'security-groups-fit',
    finds: ['SECURITY_GROUP_NOT_FOUND', 'SECURITY_GROUP_OF_OTHER_VPC', 'SECURITY_GROUPS_MIXED'],
    needs: ['rules'],
    stops: 'cloud',
    run: groupsFit,
  },
  {
    ...about,
    id: 'endpoint-has-its-groups',
    finds: ['ENDPOINT_WITHOUT_GROUP', 'GROUP_NOT_ATTACHED'],
    needs: ['endpoint', 'groups'],
    stops: null,
    run: (observation) => {
      const { consumer, half } = observation
      const endpoint = consumer?.endpoint?.EndpointId
      if (!consumer || endpoint === undefined) return []
      const { attached } = consumer
      const evidence = { 'ListVpcEndpointSecurityGroups.SecurityGroups': attached.join(', ') || 'none' }
      const missing = half.endpoint.securityGroups.filter((id) => !attached.includes(id))
      if (attached.length === 0 && missing.length === 0)
        return [{ code: 'ENDPOINT_WITHOUT_GROUP', facts: { endpoint }, evidence }]
      // What is attached may let everybody in all the same.
      const works = portsToAdmit(observation).every((port) => admits(attachedViews(consumer), port, consumer.inside))
      return missing.map((id) => ({
        code: 'GROUP_NOT_ATTACHED',
        facts: { id, endpoint, attached },
        evidence,
        severity: works && attached.length > 0 ? 'warning' : 'error',
        fix: upFix,
      }))
    },
  },
  // A group without the rule drops silently: the connection would just time out.
  {
    ...about,
    id: 'security-groups-admit-the-port',
    finds: [
      'SECURITY_GROUP_CLOSED',
      'SECURITY_GROUP_DROPS',
      'SECURITY_GROUP_OTHER_SOURCE',
      'SECURITY_GROUP_OTHER_PROTOCOL',
    ],
    needs: ['groups', 'rules'],
    stops: 'traffic',
    run: (observation) => portsToAdmit(observation).flatMap((port) => closed(observation, port)),
  },
  {
    ...about,
    id: 'not-everybody-is-let-in',
    finds: ['ALLOWS_EVERYBODY'],
    needs: [],
    severity: 'warning',
    stops: null,
    run: ({ consumer, direction, half }) =>
      consumer
        ? allowedBy(half)
            .filter((allowed) => allowed.startsWith('0.0.0.0/0'))
            .map((allowed) => ({
              code: 'ALLOWS_EVERYBODY',
              facts: { direction, allowed },
              evidence: { 'plink.yaml': allowed },
              side: 'you',
            }))
        : [],
  },
]

/** In which VPC they are matters only if the endpoint's is there. */
function groupsFit({ consumer, region }: DirectionObservation): Found[] {
  if (!consumer) return []
  const { side, groups, vpc } = consumer
  const missing = groups
    .filter(({ view }) => !view)
    .map(
      ({ id }): Found => ({
        code: 'SECURITY_GROUP_NOT_FOUND',
        facts: { side, id, region },
        evidence: { 'DescribeSecurityGroups.SecurityGroupId': `${id}: not listed` },
      }),
    )
  const views = groups.flatMap(({ view }) => view ?? [])
  const misfits = securityGroupFaults(views, vpc?.view?.VpcId).map((fault) =>
    withEvidence(fault, {
      'DescribeSecurityGroups.VpcId': views.map((group) => group.vpc).join(', '),
      'DescribeSecurityGroups.SecurityGroupType': views.map((group) => group.type).join(', '),
    }),
  )
  return [...missing, ...misfits]
}

function attachedViews({ groups, attached }: ConsumerObservation): SecurityGroupView[] {
  return groups.flatMap(({ id, view }) => (view && attached.includes(id) ? [view] : []))
}

function closed(observation: DirectionObservation, port: number): Found[] {
  const { consumer } = observation
  if (!consumer) return []
  const attached = attachedViews(consumer)
  const wanted = consumer.groups.flatMap(({ view }) => view ?? [])
  const blocks = consumer.inside
  if (wanted.length === 0) return []
  if (admits(attached, port, blocks)) {
    // Some are let in. Where a test got nowhere, its own address may be one of the others.
    const here = droppedFrom(observation, port).filter((address) => blocks.some((block) => isIn(block, address)))
    const shut = here.length > 0 ? closedBy(attached, port, here) : undefined
    return shut ? told(observation, shut, port) : []
  }
  // A group that is only missing is the finding, and not the ones that are there.
  const found = closedBy(wanted, port, blocks)
  return found ? told(observation, found, port) : []
}

/** Addresses from which a test of this port heard nothing at all, as when a group drops it. */
function droppedFrom({ tests }: DirectionObservation, port: number): string[] {
  const silent = tests.filter(({ port: tested, result }) => tested === port && result.detail.code === 'TIMED_OUT')
  return [...new Set(silent.flatMap(({ sources }) => sources))]
}

function isIn(block: string, address: string): boolean {
  const [range, one] = [block, address].map(addressesIn)
  return range !== undefined && one !== undefined && includes(range, one)
}

/** With what was read, and what mends it. */
function told({ consumer, half, region }: DirectionObservation, found: FindingData, port: number): Found[] {
  const blocks = consumer?.inside ?? []
  const action = 'DescribeSecurityGroupAttribute'
  const fix = allowing(blocks[0], port)
  switch (found.code) {
    case 'SECURITY_GROUP_CLOSED': {
      const { ids, open } = found.facts
      const evidence = {
        [`${action}.SecurityGroupId`]: ids.join(', '),
        [`${action}.PortRange`]: open.join(', ') || 'none',
      }
      return [{ ...found, evidence, fix }]
    }
    case 'SECURITY_GROUP_DROPS': {
      const { drop, group, priority, source } = found.facts
      const evidence = {
        [`${action}.SecurityGroupRuleId`]: drop ?? group,
        [`${action}.Policy`]: 'Drop',
        [`${action}.Priority`]: priority,
        [`${action}.SourceCidrIp`]: source,
      }
      const parameters = { RegionId: region, SecurityGroupId: group, 'SecurityGroupRuleId.1': drop ?? '' }
      return [
        { ...found, evidence, fix: drop === null ? null : commandFix(aliyun('ecs.RevokeSecurityGroup', parameters)) },
      ]
    }
    case 'SECURITY_GROUP_OTHER_SOURCE': {
      const { sources } = found.facts
      // Clients that come from elsewhere, over CEN or a VPN, were asked for by name.
      if (sources.every((source) => isAllowed(allowedBy(half), source))) return []
      const evidence = {
        [`${action}.SourceCidrIp`]: sources.join(', '),
        'DescribeVpcs.CidrBlock': blocks.join(', '),
      }
      return [{ ...found, evidence, fix }]
    }
    case 'SECURITY_GROUP_OTHER_PROTOCOL': {
      const { protocol } = found.facts
      const evidence = { [`${action}.IpProtocol`]: protocol, [`${action}.PortRange`]: `${port}/${port}` }
      return [{ ...found, evidence, fix }]
    }
    default:
      return []
  }
}

function allowing(block: string | undefined, port: number) {
  return commandFix(shell`plink up --allow ${`${block ?? '10.0.0.0/8'}:${port}`}`)
}

function isAllowed(allowed: readonly string[], source: string): boolean {
  const range = addressesIn(source)
  return allowed.some((text) => {
    const block = addressesIn(text.split(':')[0] ?? '')
    return block !== undefined && range !== undefined && includes(block, range)
  })
}
