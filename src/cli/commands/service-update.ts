import { idIn } from '../../actions/inventory.ts'
import { PlinkError } from '../../model/fault.ts'
import { isAdopted } from '../../state/state.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { serviceWish } from '../overrides.ts'
import { make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags & Options<'payer' | 'description'>,
): Promise<CommandOutcome> {
  const { payer, description } = options
  if (payer === null && description === null) {
    throw new PlinkError('INPUT_NEEDED', { questions: [{ name: 'description', flag: '--description' }] })
  }
  const bearings = await takeBearings(
    context,
    options,
    'inbound',
    () => [
      ...(payer !== null ? [serviceWish('inbound', 'payer', payer)] : []),
      ...(description !== null ? [serviceWish('inbound', 'description', description)] : []),
    ],
    'strict',
  )
  const id = requireMade(bearings, 'inbound/service', 'service create')
  const record = bearings.state?.link.steps['inbound/service']
  const adopted = isAdopted(record)
  if (bearings.intent.directions.inbound?.service.id !== undefined || adopted) {
    throw new PlinkError('NOT_OURS', { id: id ?? idIn(bearings.state, 'inbound/service') ?? '' })
  }
  return make(context, options, bearings, {
    command: 'service update',
    direction: 'inbound',
    only: ({ kind }) => kind === 'service',
  })
}
