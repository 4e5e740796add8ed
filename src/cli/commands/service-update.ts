import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const serviceUpdateCommand = command({
  name: 'service update',
  flags: ['description', 'payer', 'dry-run'],
  exits: [3, 4, 5],
  access: { reads: 'provider', update: ['service'] },
  examples: ['plink service update --description Redis'],
  async run(context, options) {
    const { editLink } = await import('../edit-link.ts')
    const { serviceOverrides } = await import('../overrides.ts')
    const { applySteps, requireOurs } = await import('../step-command.ts')
    const { payer, description } = options
    if (payer === null && description === null) {
      throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'description', flag: '--description' }] })
    }
    const overrides = serviceOverrides('inbound', { payer, description })
    const edit = await editLink(context, options, 'inbound', () => overrides, 'strict')
    await requireOurs(context, options, edit, 'inbound/service')
    return applySteps(context, options, edit, { direction: 'inbound', only: ({ kind }) => kind === 'service' })
  },
})
