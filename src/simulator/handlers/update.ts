import type { CallContext } from '../world/context.ts'
import type { EndpointEntity, ServiceEntity } from '../world/entities.ts'
import type { TransitionSpec } from '../world/transition.ts'

/** With rule `updateIsPending` a change of attributes shows as `Pending` for a while; without it nothing shows. */
export function beginUpdate(
  context: CallContext,
  row: EndpointEntity | ServiceEntity,
  object: TransitionSpec['object'],
  service: string,
): void {
  const { world } = context
  if (!world.rules.updateIsPending) return
  row.status = 'Pending'
  context.begin({
    object,
    needs: [],
    service,
    from: 'Active',
    via: 'Pending',
    to: 'Active',
    ms: world.durations.update,
    finish: () => {
      row.status = 'Active'
    },
  })
}
