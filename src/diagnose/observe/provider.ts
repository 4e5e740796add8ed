import { isRefusal } from '../../alibaba/cloud-error.ts'
import type { EndpointConnection, EndpointService, ServiceResource } from '../../alibaba/types.ts'
import type { DirectionIntent } from '../../manifest/schema.ts'
import type { DirectionName } from '../../model/link.ts'
import { stepId } from '../../model/step-id.ts'
import { lockOf, type PlannedBalancer, viewPlanned } from '../../steps/load-balancer/desired.ts'
import { type LoadBalancerView, viewLoadBalancer } from '../../steps/load-balancer/view.ts'
import { connectionsOf, findService, resourcesOf, taggedServices, usersOf } from '../../steps/service-reads.ts'
import { claimed } from './claim.ts'
import type { Claim, Memory, ProviderObservation } from './observation.ts'
import type { PartReader } from './part-reader.ts'

interface About {
  readonly link: string
  readonly direction: DirectionName
  readonly half: DirectionIntent
  readonly memory: Memory
  /** Of our state file; undefined where there is none. */
  readonly lineage: string | undefined
  /** Takes what is found by its tags. */
  readonly claims: Claim[]
  /** Undefined while nobody told it. */
  readonly consumerUid: string | undefined
}

/** The provider's half: the service, what is behind it, who may connect and who has. */
export async function observeProvider(reader: PartReader, about: About): Promise<ProviderObservation> {
  const { half, memory, consumerUid } = about
  const service = await observeService(reader, about)
  const id = service?.ServiceId
  const [resources, connections, users] = await Promise.all([
    reader.part<ServiceResource[]>('resources', [], async (reads) =>
      id === undefined ? [] : await resourcesOf(reads, id),
    ),
    reader.part<EndpointConnection[]>('connections', [], async (reads) =>
      id === undefined ? [] : await connectionsOf(reads, id),
    ),
    reader.part<string[]>('whitelist', [], async (reads) =>
      id === undefined || consumerUid === undefined ? [] : usersOf(reads, id, consumerUid),
    ),
  ])
  const create = half.service.create ?? []
  const madeAs = (name: string) => memory.loadBalancers.find((each) => each.name === name)?.id
  const made = create.flatMap((spec) => madeAs(spec.name) ?? [])
  const ids = [...new Set([...half.service.loadBalancers, ...made, ...resources.map((each) => each.ResourceId)])]
  const [loadBalancers, planned] = await Promise.all([
    Promise.all(
      ids.map(async (each) => ({ id: each, made: made.includes(each), view: await observeBalancer(reader, each) })),
    ),
    reader.part<PlannedBalancer[]>('planned', [], (reads) =>
      Promise.all(create.filter((spec) => madeAs(spec.name) === undefined).map((spec) => viewPlanned(reads, spec))),
    ),
  ])
  const views = loadBalancers.flatMap(({ view }) => view ?? [])
  return {
    side: reader.side,
    service,
    serviceId: half.service.id ?? memory.service?.id ?? id,
    resources,
    connections,
    users,
    loadBalancers,
    planned,
    instances: await observeInstances(reader, views),
  }
}

/** Lists do not send the zones of a service; its attributes do. */
async function observeService(reader: PartReader, about: About): Promise<EndpointService | undefined> {
  const { link, direction, half, memory } = about
  return reader.part<EndpointService | undefined>('service', undefined, async (reads) => {
    const step = stepId(direction, 'service')
    const id =
      half.service.id ??
      memory.service?.id ??
      claimed(about, step, await taggedServices(reads, link, step), (each) => each.ServiceId)
    const found = id === undefined ? undefined : await findService(reads, id)
    return found
  })
}

export function observeBalancer(reader: PartReader, id: string): Promise<LoadBalancerView | undefined> {
  return viewLoadBalancer(reader.reads, id, (part, otherwise, read) => reader.part(part, otherwise, read))
}

/** Looks up the ECS instances that are not well: one that was stopped or released answers no health check. */
export async function observeInstances(
  reader: PartReader,
  views: readonly LoadBalancerView[],
): Promise<ProviderObservation['instances']> {
  const servers = views.flatMap(({ listeners }) => listeners).flatMap((listener) => listener.servers)
  const unwell = servers.filter(({ id, health }) => health !== 'normal' && id.startsWith('i-')).map(({ id }) => id)
  const ids = [...new Set(unwell)].slice(0, 100)
  if (ids.length === 0) return {}
  return reader.part<ProviderObservation['instances']>('instances', {}, async (reads) => {
    try {
      const found = await reads.all(
        'ecs.DescribeInstances',
        { InstanceIds: JSON.stringify(ids) },
        (page) => page.Instances?.Instance,
      )
      // Ids that are not there are silently absent from the list.
      return Object.fromEntries(
        ids.map((id) => {
          const instance = found.find((each) => each.InstanceId === id)
          return [id, instance ? { InstanceId: id, Status: instance.Status, lock: lockOf(instance) } : null]
        }),
      )
    } catch (error) {
      if (isRefusal(error, 'InvalidInstanceId.NotFound')) return Object.fromEntries(ids.map((id) => [id, null]))
      throw error
    }
  })
}
