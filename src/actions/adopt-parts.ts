import type { ReadsOf } from '../engine/account-reads.ts'
import type { Identities } from '../engine/identities.ts'
import type { Reads } from '../engine/reads.ts'
import type { AnyStep } from '../engine/step.ts'
import type { DirectionName } from '../model/link.ts'
import type { Unsure } from '../model/remembered.ts'
import { parseStepId, stepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { idOf, isOwned, type StepRecord } from '../state/state.ts'
import { readEndpointZones, securityGroupsOf } from '../steps/endpoint-reads.ts'
import { resourcesOf } from '../steps/service-reads.ts'

/**
 * What lives within services and endpoints of ours and no step asks for: added by hand, or asked for by an earlier plink.yaml.
 * It is not remembered, or `up` would take it away; it goes with its parent all the same.
 */
export async function unwantedPartsIn(
  { uids }: Identities,
  reads: ReadsOf,
  steps: readonly AnyStep[],
  records: Readonly<Record<string, StepRecord>>,
): Promise<Unsure[]> {
  const known = new Set(steps.map(({ id }) => id))
  const found = steps.map(async (step) => {
    const record = records[step.id]
    if (!isOwned(record)) return []
    const parts = await partsIn(reads(step.side), step.kind, record.id)
    // A service's owner stands on its whitelist from the start (CreateVpcEndpointService).
    return parts
      .filter(([, id]) => id !== uids[step.side])
      .flatMap(([kind, id]) => strangerAs(step.direction, kind, id))
  })
  return (await Promise.all(found)).flat()

  function strangerAs(direction: DirectionName, kind: StepKind, id: string): Unsure[] {
    const step = stepId(direction, kind, id)
    // A load balancer that plink made is attached under its name.
    const isKnown = Object.entries(records).some(([key, record]) => {
      const other = parseStepId(key)
      return other.direction === direction && other.kind === kind && idOf(record) === id
    })
    return known.has(step) || isKnown ? [] : [{ step, id, why: 'NOT_ASKED_FOR', code: null }]
  }
}

async function partsIn(reads: Reads, kind: StepKind, id: string): Promise<[StepKind, string][]> {
  if (kind === 'service') {
    const [resources, users] = await Promise.all([
      resourcesOf(reads, id),
      reads.all('privatelink.ListVpcEndpointServiceUsers', { ServiceId: id }, (page) => page.Users),
    ])
    const balancers = [...new Set(resources.map(({ ResourceId }) => ResourceId))]
    return [
      ...balancers.map((each): [StepKind, string] => ['resource', each]),
      ...users.map(({ UserId }): [StepKind, string] => ['whitelist', String(UserId)]),
    ]
  }
  if (kind !== 'endpoint') return []
  const [zones, groups] = await Promise.all([readEndpointZones(reads, id), securityGroupsOf(reads, id)])
  return [
    ...zones.map(({ ZoneId }): [StepKind, string] => ['zone', ZoneId]),
    ...groups.map(({ SecurityGroupId }): [StepKind, string] => ['security-group', SecurityGroupId]),
  ]
}
