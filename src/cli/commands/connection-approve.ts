import { command } from '../command.ts'

export const connectionApproveCommand = command({
  name: 'connection approve',
  flags: ['endpoint', 'dry-run'],
  exits: [3, 4, 5, 7, 8],
  access: { reads: 'provider', create: ['connection'] },
  examples: ['plink connection approve --endpoint ep-bp1a2b3c'],
  async run(context, options) {
    const { requireKnownEndpoint } = await import('../connections.ts')
    const { editLink } = await import('../edit-link.ts')
    const { endpointOverrides } = await import('../overrides.ts')
    const { applySteps, requireCreated } = await import('../step-command.ts')
    const { endpoint } = options
    const overrides = endpointOverrides('inbound', { id: endpoint })
    const edit = await editLink(context, options, 'inbound', () => overrides, 'strict')
    const service = await requireCreated(context, options, edit, 'inbound/service')
    if (service !== '') await requireKnownEndpoint(context, options, edit, service)
    return applySteps(context, { ...options, approve: endpoint === null ? [] : [endpoint] }, edit, {
      direction: 'inbound',
      only: ({ kind }) => kind === 'connection',
      approveFlag: '--endpoint',
    })
  },
})
