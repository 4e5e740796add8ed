import { type Call, type ReadContext, step } from '../engine/step.ts'
import { stepId } from '../model/step-id.ts'
import type { ProviderHalf, ServiceOut, ServiceStep } from './service.ts'
import { findService, usersOf } from './service-reads.ts'

/** The consumer's account on the service's whitelist. `uid` is undefined while nobody told it. */
export function whitelistStep(
  { direction, side, intent }: ProviderHalf,
  service: ServiceStep,
  uid: string | undefined,
  wanted = true,
) {
  return step<{ id: string }, { service: ServiceStep }>({
    id: stepId(direction, 'whitelist', uid),
    direction,
    kind: 'whitelist',
    side,
    wanted,
    needs: { service },
    parent: 'service',
    async look({ reads }, given) {
      if (uid === undefined) {
        const found = await findService(reads, given.service.id)
        return {
          is: 'awaits',
          next: {
            code: 'PEER_TELL_UID',
            facts: {
              emqx: intent.peer.kind === 'emqx',
              service: given.service.id,
              zones: found?.Zones ?? [],
              since: found?.CreateTime ?? null,
            },
          },
        }
      }
      const users = await usersOf(reads, given.service.id, uid)
      if (!users.includes(uid)) return { is: 'absent' }
      return { is: 'there', out: { id: uid }, settled: true, status: 'Listed', mine: 'parent' }
    },
    // As long as nobody said whom to list, there is nothing to make.
    ...(uid !== undefined && {
      async make(_context: ReadContext, given: { readonly service: ServiceOut }): Promise<Call> {
        return {
          action: 'privatelink.AddUserToVpcEndpointService',
          input: { ServiceId: given.service.id, UserId: uid },
        }
      },
    }),
    async unmake(_context, out, given): Promise<Call> {
      return {
        action: 'privatelink.RemoveUserFromVpcEndpointService',
        input: { ServiceId: given.service.id, UserId: out.id },
      }
    },
  })
}
