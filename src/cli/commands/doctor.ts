import { command } from '../command.ts'

export const doctorCommand = command({
  name: 'doctor',
  flags: [
    'direction',
    'from',
    'answers',
    'in-vpc',
    'endpoint',
    'service',
    'fix',
    'bundle',
    'offline',
    'allow-undetermined',
  ],
  exits: [3, 4, 5, 6, 7, 8],
  access: { reads: 'both' },
  examples: [
    'plink doctor',
    'plink doctor --direction inbound --fix',
    'plink doctor --from ecs:i-bp1a2b3c4d',
    'plink doctor --endpoint ep-bp1a2b3c --region cn-hangzhou',
    'plink doctor --bundle evidence.json',
    'plink doctor --offline evidence.json',
  ],
  async run(context, options) {
    const { runDoctor } = await import('../doctor.ts')
    return runDoctor(context, options)
  },
})
