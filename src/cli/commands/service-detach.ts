import { PlinkError } from '../../model/fault.ts'
import type { LinkState } from '../../state/state.ts'
import { command } from '../command.ts'

export const serviceDetachCommand = command({
  name: 'service detach',
  flags: ['lb', 'disconnect', 'dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', delete: ['resource', 'connection'] },
  examples: ['plink service detach --lb lb-bp1a2b3c'],
  async run(context, options) {
    const { editLink } = await import('../edit-link.ts')
    const { madeLoadBalancers, resourceStepOf } = await import('../made-load-balancers.ts')
    const { directionOf, loadBalancersOverride } = await import('../overrides.ts')
    const { removeSteps, requireCreated } = await import('../step-command.ts')
    const { lb } = options
    if (lb.length === 0) {
      throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'loadBalancers', flag: '--lb lb-…' }] })
    }
    const overrides = (intent: Parameters<typeof directionOf>[0]) => {
      const { service } = directionOf(intent, 'inbound')
      return [
        loadBalancersOverride({ ...service, loadBalancers: service.loadBalancers.filter((id) => !lb.includes(id)) }),
      ]
    }
    const edit = await editLink(context, options, 'inbound', overrides, 'strict')
    const service = await requireCreated(context, options, edit, 'inbound/service')
    const { resourcesOf, serviceGone } = await import('../../steps/service-reads.ts')
    const { unlessGone } = await import('../../steps/unless-gone.ts')
    const { inventoryOf } = await import('../inventory-context.ts')
    const { withRecords } = await import('../remove-unrecorded.ts')
    const inventory = await inventoryOf(context, options, edit)
    const made = await madeLoadBalancers(context, options, lb)
    // A load balancer that plink created is left to `lb delete`.
    const ids = lb.flatMap((id) => [resourceStepOf(id, made), `inbound/resource:${id}`, `inbound/load-balancer:${id}`])
    // What is attached is detached, whether or not the state remembers it: it was named.
    const before = async () => {
      const rows = service === '' ? [] : await unlessGone(resourcesOf(inventory.reads, service), serviceGone, [])
      const attached = rows.map((each) => each.ResourceId).filter((id) => lb.includes(id))
      const records = Object.fromEntries(attached.map((id) => [resourceStepOf(id, made), id]))
      return (link: LinkState) => withRecords(link, without(records, link.steps), context.clock.now())
    }
    return removeSteps(context, options, edit, { direction: 'inbound', only: ({ id }) => ids.includes(id) }, { before })
  },
})

function without(records: Readonly<Record<string, string>>, known: object): Record<string, string> {
  return Object.fromEntries(Object.entries(records).filter(([step]) => !(step in known)))
}
