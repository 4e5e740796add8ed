import { command } from '../command.ts'

export const statusCommand = command({
  name: 'status',
  flags: ['direction', 'watch', 'exit-code'],
  exits: [3, 4, 5, 9],
  access: { reads: 'both' },
  examples: ['plink status --watch', 'plink status -o json'],
  async run(context, options) {
    const { exitOfStatus, exitOfWatch } = await import('../exit-codes.ts')
    const { openStatus, watchStatus } = await import('../watch-status.ts')
    const link = await openStatus(context, options)
    const seen = options.watch ? await watchStatus(context, link) : await link.read()
    const exit = (options.watch ? exitOfWatch : exitOfStatus)(seen, options['exit-code'])
    return { result: { kind: 'link', after: 'status', status: seen, faults: [] }, exit }
  },
})
