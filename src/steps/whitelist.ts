import { type Call, type Observation, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import { consumersOf, disableCall, isOpen } from './foreign-consumers.ts'
import type { ProviderHalf, ServiceStep } from './halves.ts'
import { findService, serviceGone, usersOf } from './service-reads.ts'
import type { StepType } from './step-type.ts'

export const whitelistType = {
  kind: 'whitelist',
  role: 'provider',
  isPart: true,
  // What CreateVpcEndpoint answers in the account that was let in.
  codes: { gone: serviceGone, early: ['EndpointServiceNotAuthorized'] },
  // PrivateLink 2020-04-15: adding cannot run in parallel within one account, removing for one endpoint service.
  locks: {
    'privatelink.AddUserToVpcEndpointService': 'account',
    'privatelink.RemoveUserFromVpcEndpointService': 'ServiceId',
  },
  permissions: [
    { change: 'create', about: ['service'], actions: ['privatelink.AddUserToVpcEndpointService'] },
    { change: 'delete', about: ['service'], actions: ['privatelink.RemoveUserFromVpcEndpointService'] },
  ],
} as const satisfies StepType

/** The consumer's account on the service's whitelist. `uid` is undefined while nobody told it. */
export function whitelistStep(
  { direction, side, intent }: ProviderHalf,
  service: ServiceStep,
  uid: string | undefined,
  wanted = true,
) {
  return step<{ id: string }, { service: ServiceStep }>({
    ...whitelistType,
    id: stepId(direction, 'whitelist', uid),
    direction,
    side,
    wanted,
    creates: uid !== undefined,
    needs: { service },
    parent: 'service',
    async observe({ reads, isParentNew }, inputs): Promise<Observation<{ id: string }>> {
      const ServiceId = inputs.service.id
      if (uid === undefined) {
        const found = await findService(reads, ServiceId)
        const emqx = intent.peer.kind === 'emqx'
        const facts = { emqx, service: ServiceId, zones: found?.Zones ?? [], since: found?.CreateTime ?? null }
        return { is: 'waiting', next: { code: 'PEER_TELL_UID', facts } }
      }
      const create = (): Call => ({
        action: 'privatelink.AddUserToVpcEndpointService',
        input: { ServiceId, UserId: uid },
      })
      if (isParentNew || !(await usersOf(reads, ServiceId, uid)).includes(uid)) return { is: 'absent', create }
      return { is: 'present', output: { id: uid }, settled: true, status: 'Listed', mine: 'parent' }
    },
    // Taking an account off the whitelist cuts nobody; whoever is named is cut before.
    async obstacle({ reads, disconnect = [] }, output, inputs) {
      const open = (await consumersOf(reads, inputs.service.id)).filter(isOpen)
      const named = open.find((row) => row.EndpointOwnerId === output.id && disconnect.includes(row.EndpointId))
      return named ? disableCall(inputs.service.id, named) : null
    },
    async deleteCall(_context, output, inputs): Promise<Call> {
      return {
        action: 'privatelink.RemoveUserFromVpcEndpointService',
        input: { ServiceId: inputs.service.id, UserId: output.id },
      }
    },
  })
}
