import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const serviceCreateCommand = command({
  name: 'service create',
  flags: ['lb', 'zone', 'peer-kind', 'payer', 'description', 'name', 'open-product', 'dry-run'],
  exits: [3, 4, 5, 7],
  access: { reads: 'provider', create: ['service', 'resource'] },
  examples: [
    'plink service create --lb lb-bp1a2b3c',
    'plink service create --lb lb-bp1a2b3c --peer-kind generic',
    'plink service create --lb lb-bp1a2b3c --dry-run',
  ],
  async run(context, options) {
    const { editLink } = await import('../edit-link.ts')
    const { madeLoadBalancers, withLoadBalancers } = await import('../made-load-balancers.ts')
    const { directionOf, peerKindOverrides, serviceOverrides } = await import('../overrides.ts')
    const { applySteps } = await import('../step-command.ts')
    const { lb, zone, payer, description, 'peer-kind': kind } = options
    const made = await madeLoadBalancers(context, options, lb)
    const edit = await editLink(context, options, 'inbound', (intent) => {
      return [
        ...peerKindOverrides(kind),
        ...(lb.length > 0 ? [withLoadBalancers(intent, lb, made)] : []),
        ...serviceOverrides('inbound', { payer, description }),
      ]
    })
    const { service } = directionOf(edit.intent, 'inbound')
    if (service.id === undefined && service.loadBalancers.length === 0 && service.create === undefined) {
      throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'loadBalancers', flag: '--lb lb-…' }] })
    }
    if (zone.length > 0) {
      const { getLoadBalancer } = await import('../../actions/inventory.ts')
      const { zoneFaults } = await import('../../steps/compatibility.ts')
      const { inventoryOf, loadBalancersOf } = await import('../inventory-context.ts')
      const inventory = await inventoryOf(context, options, edit)
      const ids = loadBalancersOf(inventory, [], context.command)
      const found = await Promise.all(ids.map((id) => getLoadBalancer(inventory, id)))
      // A service is in the zones of its load balancers and in no others.
      const offered = [...new Set(found.flatMap(({ zones }) => zones))]
      for (const { code, facts } of zoneFaults(offered, zone)) throw new PlinkError(code, facts)
    }
    return applySteps(context, options, edit, {
      direction: 'inbound',
      only: ({ kind: of, wanted }) => of === 'service' || (of === 'resource' && wanted),
    })
  },
})
