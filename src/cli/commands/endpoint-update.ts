import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const endpointUpdateCommand = command({
  name: 'endpoint update',
  flags: ['description', 'endpoint-name', 'dry-run'],
  exits: [3, 4, 5],
  access: { reads: 'consumer', update: ['endpoint'] },
  examples: ['plink endpoint update --endpoint-name to-emqx'],
  async run(context, options) {
    const { editLink } = await import('../edit-link.ts')
    const { endpointOverrides } = await import('../overrides.ts')
    const { applySteps, requireOurs } = await import('../step-command.ts')
    const { description, 'endpoint-name': name } = options
    if (description === null && name === null) {
      const questions = [
        { name: 'description', flag: '--description' },
        { name: 'name', flag: '--endpoint-name' },
      ]
      throw new PlinkError('INPUT_NEEDED', { questions })
    }
    const overrides = endpointOverrides('outbound', { description, name })
    const edit = await editLink(context, options, 'outbound', () => overrides)
    await requireOurs(context, options, edit, 'outbound/endpoint')
    return applySteps(context, options, edit, { direction: 'outbound', only: ({ kind }) => kind === 'endpoint' })
  },
})
