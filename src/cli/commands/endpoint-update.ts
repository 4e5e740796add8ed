import { idIn } from '../../actions/inventory.ts'
import { PlinkError } from '../../model/fault.ts'
import { isAdopted } from '../../state/state.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { endpointWish } from '../overrides.ts'
import { make, requireMade, type StepWorkFlags, takeBearings } from '../step-command.ts'

type Flags = StepWorkFlags & Options<'description' | 'endpoint-name'>

export async function run(context: CommandContext, options: Flags): Promise<CommandOutcome> {
  const { description, 'endpoint-name': name } = options
  if (description === null && name === null) {
    const questions = [
      { name: 'description', flag: '--description' },
      { name: 'name', flag: '--endpoint-name' },
    ]
    throw new PlinkError('INPUT_NEEDED', { questions })
  }
  const bearings = await takeBearings(context, options, 'outbound', () => [
    ...(description !== null ? [endpointWish('outbound', 'description', description)] : []),
    ...(name !== null ? [endpointWish('outbound', 'name', name)] : []),
  ])
  const id = requireMade(bearings, 'outbound/endpoint', 'endpoint create')
  const record = bearings.state?.link.steps['outbound/endpoint']
  const adopted = isAdopted(record)
  if (bearings.intent.directions.outbound?.endpoint.id !== undefined || adopted) {
    throw new PlinkError('NOT_OURS', { id: id ?? idIn(bearings.state, 'outbound/endpoint') ?? '' })
  }
  return make(context, options, bearings, {
    command: 'endpoint update',
    direction: 'outbound',
    only: ({ kind }) => kind === 'endpoint',
  })
}
