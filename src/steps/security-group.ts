import { type Call, type Observation, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import { endpointGone, securityGroupsOf } from './endpoint-reads.ts'
import type { ConsumerHalf, EndpointStep } from './halves.ts'
import type { StepType } from './step-type.ts'

export const securityGroupType = {
  kind: 'security-group',
  role: 'consumer',
  isPart: true,
  // Detaching a group that is not attached says that it is not found (PrivateLink 2020-04-15, DetachSecurityGroupFromVpcEndpoint).
  codes: { gone: [...endpointGone, 'SecurityGroupNotFound'], exists: ['SecurityGroupExist'] },
  firstLookMs: {
    'privatelink.AttachSecurityGroupToVpcEndpoint': 3_000,
    'privatelink.DetachSecurityGroupFromVpcEndpoint': 3_000,
  },
  // "Cannot be called in parallel for one endpoint" (PrivateLink 2020-04-15, descriptions of both).
  locks: {
    'privatelink.AttachSecurityGroupToVpcEndpoint': 'EndpointId',
    'privatelink.DetachSecurityGroupFromVpcEndpoint': 'EndpointId',
  },
  permissions: [
    {
      change: 'create',
      about: ['endpoint', 'security-group'],
      actions: ['privatelink.AttachSecurityGroupToVpcEndpoint'],
    },
    {
      change: 'delete',
      about: ['endpoint', 'security-group'],
      actions: ['privatelink.DetachSecurityGroupFromVpcEndpoint'],
    },
  ],
} as const satisfies StepType

/** One security group of the endpoint: its inbound rules decide who gets in. */
export function securityGroupStep(
  { direction, side }: ConsumerHalf,
  endpoint: EndpointStep,
  SecurityGroupId: string,
  wanted = true,
) {
  return step<{ id: string }, { endpoint: EndpointStep }>({
    ...securityGroupType,
    id: stepId(direction, 'security-group', SecurityGroupId),
    direction,
    side,
    wanted,
    creates: true,
    needs: { endpoint },
    parent: 'endpoint',
    async observe({ reads }, inputs): Promise<Observation<{ id: string }>> {
      const group = (await securityGroupsOf(reads, inputs.endpoint.id)).find(
        (each) => each.SecurityGroupId === SecurityGroupId,
      )
      const create = (): Call => ({
        action: 'privatelink.AttachSecurityGroupToVpcEndpoint',
        input: { EndpointId: inputs.endpoint.id, SecurityGroupId },
      })
      if (!group) return { is: 'absent', create }
      const { SecurityGroupStatus: status } = group
      if (status === 'Detaching') return { is: 'deleting', id: SecurityGroupId, status }
      return { is: 'present', output: { id: SecurityGroupId }, settled: status !== 'Attaching', status, mine: 'parent' }
    },
    async deleteCall(_context, _out, inputs): Promise<Call> {
      return {
        action: 'privatelink.DetachSecurityGroupFromVpcEndpoint',
        input: { EndpointId: inputs.endpoint.id, SecurityGroupId },
      }
    },
  })
}
