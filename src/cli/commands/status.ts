import { command } from '../command.ts'

export const statusCommand = command({
  name: 'status',
  flags: ['direction', 'watch', 'until', 'verbose', 'exit-code'],
  exits: [3, 4, 5, 6, 9],
  access: { reads: 'both' },
  examples: ['plink status --watch', 'plink status -o json'],
  async run(context, options) {
    const { exitOfStatus, exitOfWatch } = await import('../exit-codes.ts')
    const { openStatus, watchStatus } = await import('../watch-status.ts')
    const { verbose, 'exit-code': exitCode } = options
    const link = await openStatus(context, options)
    if (options.watch || options.until !== null) {
      const result = await watchStatus(context, link, options)
      return { result, exit: exitOfWatch(result.status, exitCode) }
    }
    const status = await link.read()
    return {
      result: { kind: 'link', after: 'status', status, faults: [], verbose },
      exit: exitOfStatus(status, exitCode),
    }
  },
})
