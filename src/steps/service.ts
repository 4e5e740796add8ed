import type { Output } from '../alibaba/operations.ts'
import type { EndpointService } from '../alibaba/types.ts'
import {
  type AnyStep,
  type Call,
  type Observation,
  type ReadContext,
  type StepMap,
  type StepOf,
  step,
} from '../engine/step.ts'
import { ours } from '../engine/tags.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName, Intent, ServiceIntent, SideName } from '../model/link.ts'
import { stepId } from '../model/step-id.ts'
import { findService, resourcesOf, taggedServices } from './service-reads.ts'
import { detach, type LoadBalancerOut, type LoadBalancerStep, resourceOf } from './service-resource.ts'

/** The half of a direction that its provider owns, made with the provider's own credentials. */
export interface ProviderHalf {
  readonly direction: DirectionName
  readonly side: SideName
  readonly intent: Intent
  readonly service: ServiceIntent
}

export interface ServiceOut {
  readonly id: string
  readonly name: string
}

export type ServiceStep = StepOf<ServiceOut>

export function serviceStep(
  { direction, side, intent, service }: ProviderHalf,
  loadBalancers: readonly LoadBalancerStep[],
): ServiceStep {
  const id = stepId(direction, 'service')
  const needs: Record<string, AnyStep> = Object.fromEntries(loadBalancers.map((each) => [each.id, each]))
  const find = async ({ reads, known, lineage }: ReadContext) => {
    const wanted = service.id ?? known
    if (wanted) return findService(reads, wanted)
    const tagged = await taggedServices(reads, intent.name, id)
    return ours(intent.name, lineage, tagged, (each) => each.ServiceId)
  }
  const isReworded = ({ ServiceStatus, ServiceDescription }: EndpointService) =>
    ServiceStatus === 'Active' && service.description !== undefined && ServiceDescription !== service.description
  return step<ServiceOut, StepMap>({
    id,
    direction,
    kind: 'service',
    side,
    wanted: true,
    needs,
    async look(readContext): Promise<Observation<ServiceOut>> {
      const found = await find(readContext)
      if (!found) {
        if (service.id) throw new PlinkError('SERVICE_NOT_FOUND', { side, id: service.id, region: intent.region })
        if (loadBalancers.length === 0)
          return { is: 'awaits', next: { code: 'SPEC_LACKS', facts: { keys: [`${direction}.service.loadBalancers`] } } }
        return { is: 'absent' }
      }
      if (found.ServiceStatus === 'Deleting') return { is: 'leaving', id: found.ServiceId, status: found.ServiceStatus }
      if (found.Payer !== undefined && found.Payer !== service.payer) {
        return { is: 'differs', id: found.ServiceId, field: 'payer', found: found.Payer, wanted: service.payer }
      }
      // What was adopted is used as it is.
      if (service.id === undefined && isReworded(found))
        return { is: 'absent', partly: { id: found.ServiceId, name: found.ServiceName } }
      return {
        is: 'there',
        out: { id: found.ServiceId, name: found.ServiceName },
        settled: found.ServiceStatus === 'Active',
        status: found.ServiceStatus,
        mine: service.id === undefined,
      }
    },
    async make(readContext, given, tags): Promise<Call> {
      // Only new words bring a service that is there to this.
      const found = service.description === undefined ? undefined : await find(readContext)
      if (found) {
        const input = { ServiceId: found.ServiceId, ServiceDescription: service.description ?? '' }
        return { action: 'privatelink.UpdateVpcEndpointServiceAttribute', input }
      }
      // Safe: the needs of this step are load balancers, and nothing else.
      const resources = (Object.values(given) as LoadBalancerOut[]).flatMap((lb) =>
        lb.zones.map((zone) => resourceOf(lb, zone)),
      )
      return {
        action: 'privatelink.CreateVpcEndpointService',
        input: {
          Payer: service.payer,
          ServiceDescription: service.description ?? `plink ${intent.name}`,
          // The API takes ten at once; resource steps attach the rest one by one.
          Resource: resources.slice(0, 10),
          ...(resources[0] && { ServiceResourceType: resources[0].ResourceType }),
          Tag: [...tags],
        },
      }
    },
    made(reply) {
      // Safe: `made` is given the reply of this step's own `make`; that of an update has no id in it.
      if (!('ServiceId' in reply)) return undefined
      const { ServiceId, ServiceName } = reply as Output<'privatelink.CreateVpcEndpointService'>
      return { id: ServiceId, name: ServiceName }
    },
    async unmake({ reads }, { id: ServiceId }): Promise<Call> {
      // What somebody attached by hand would keep the service from going (EndpointServiceDependenceViolation).
      const [left] = await resourcesOf(reads, ServiceId)
      if (left) return detach(ServiceId, left)
      return { action: 'privatelink.DeleteVpcEndpointService', input: { ServiceId } }
    },
  })
}
