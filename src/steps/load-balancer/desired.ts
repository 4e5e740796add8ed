import type { Instance, VSwitch, ZonePair } from '../../alibaba/types.ts'
import type { Reads } from '../../engine/reads.ts'
import type { BackendIntent, LoadBalancerIntent } from '../../manifest/schema.ts'
import { findVSwitch } from '../vswitch-reads.ts'
import { readZonePairs } from './clb.ts'
import { vswitchesOf } from './product.ts'

/** What can be read of a load balancer that is to be made: where it will be, and what will be behind it. */
export interface PlannedBalancer {
  readonly spec: LoadBalancerIntent
  readonly vswitches: readonly { readonly id: string; readonly view: VSwitch | undefined }[]
  /** Pairs of zones in which a CLB can be had; none for an NLB, which takes any. */
  readonly pairs: readonly ZonePair[]
  readonly backends: readonly PlannedBackend[]
}

interface PlannedBackend {
  readonly spec: BackendIntent
  /** Undefined when there is none; null when there is no way to look: container groups have an API of their own. */
  readonly found:
    | {
        readonly vpc: string
        readonly status: string
        readonly lock?: string | null | undefined
        readonly ips: readonly string[]
      }
    | null
    | undefined
}

/** Why the cloud has locked an instance, in its own word; null when it has not. */
export function lockOf({ OperationLocks }: Instance): string | null {
  const reasons = (OperationLocks?.LockReason ?? []).map(({ LockReason = 'locked' }) => LockReason)
  return reasons.length === 0 ? null : reasons.join(', ')
}

/** Reads, all that is independent side by side. @throws CloudError */
export async function viewPlanned(reads: Reads, spec: LoadBalancerIntent): Promise<PlannedBalancer> {
  const [vswitches, pairs, backends] = await Promise.all([
    Promise.all(vswitchesOf(spec).map(async (id) => ({ id, view: await findVSwitch(reads, id) }))),
    'vswitch' in spec.place ? readZonePairs(reads) : [],
    viewBackends(reads, spec.backends),
  ])
  return { spec, vswitches, pairs, backends }
}

/** Ids that are not there are silently absent from both lists. */
async function viewBackends(reads: Reads, backends: readonly BackendIntent[]): Promise<PlannedBackend[]> {
  const idsOf = (type: BackendIntent['type']) => backends.filter((each) => each.type === type).map((each) => each.id)
  const [machines, interfaces] = [idsOf('ecs'), idsOf('eni')]
  const [instances, cards] = await Promise.all([
    machines.length === 0
      ? []
      : reads.all(
          'ecs.DescribeInstances',
          { InstanceIds: JSON.stringify(machines) },
          (page) => page.Instances?.Instance,
        ),
    interfaces.length === 0
      ? []
      : reads.all(
          'ecs.DescribeNetworkInterfaces',
          { NetworkInterfaceId: interfaces },
          (page) => page.NetworkInterfaceSets?.NetworkInterfaceSet,
        ),
  ])
  const found = new Map([
    ...instances.map((each): [string, PlannedBackend['found']] => [
      each.InstanceId,
      {
        vpc: each.VpcAttributes?.VpcId ?? '',
        status: each.Status,
        lock: lockOf(each),
        ips: each.VpcAttributes?.PrivateIpAddress.IpAddress ?? [],
      },
    ]),
    ...cards.map((each): [string, PlannedBackend['found']] => [
      each.NetworkInterfaceId,
      { vpc: each.VpcId, status: 'Running', lock: null, ips: [each.PrivateIpAddress] },
    ]),
  ])
  return backends.map((spec) => ({ spec, found: spec.type === 'eci' ? null : found.get(spec.id) }))
}
