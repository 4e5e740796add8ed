import { type Call, type Observation, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import type { ConsumerHalf, EndpointStep } from './endpoint.ts'
import { securityGroupsOf } from './endpoint-reads.ts'

/** One security group of the endpoint: its inbound rules decide who gets in. */
export function securityGroupStep(
  { direction, side }: ConsumerHalf,
  endpoint: EndpointStep,
  SecurityGroupId: string,
  wanted = true,
) {
  return step<{ id: string }, { endpoint: EndpointStep }>({
    id: stepId(direction, 'security-group', SecurityGroupId),
    direction,
    kind: 'security-group',
    side,
    wanted,
    needs: { endpoint },
    parent: 'endpoint',
    async look({ reads }, given): Promise<Observation<{ id: string }>> {
      const group = (await securityGroupsOf(reads, given.endpoint.id)).find(
        (each) => each.SecurityGroupId === SecurityGroupId,
      )
      if (!group) return { is: 'absent' }
      const { SecurityGroupStatus: status } = group
      if (status === 'Detaching') return { is: 'leaving', id: SecurityGroupId, status }
      return { is: 'there', out: { id: SecurityGroupId }, settled: status !== 'Attaching', status, mine: 'parent' }
    },
    async make(_context, given): Promise<Call> {
      return {
        action: 'privatelink.AttachSecurityGroupToVpcEndpoint',
        input: { EndpointId: given.endpoint.id, SecurityGroupId },
      }
    },
    async unmake(_context, _out, given): Promise<Call> {
      return {
        action: 'privatelink.DetachSecurityGroupFromVpcEndpoint',
        input: { EndpointId: given.endpoint.id, SecurityGroupId },
      }
    },
  })
}
