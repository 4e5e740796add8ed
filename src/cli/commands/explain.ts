import { PlinkError } from '../../model/fault.ts'
import { shownWord } from '../../model/mask.ts'
import { command } from '../command.ts'

export const explainCommand = command({
  name: 'explain',
  argument: { name: 'code', how: 'one' },
  flags: [],
  exits: [],
  examples: ['plink explain SECURITY_GROUP_CLOSED', 'plink explain QuotaExceeded.totalIdleEndpoint'],
  async run(_context, _options, [code = '']) {
    const { explainedBy, ownCodes } = await import('../../model/explained.ts')
    const { nearest } = await import('../../model/nearest.ts')
    const explained = explainedBy(code)
    if (explained === undefined) {
      const expected = nearest(code, ownCodes) ?? 'SECURITY_GROUP_CLOSED | InvalidVpcEndpoint.NotFound'
      throw new PlinkError('BAD_FLAG', { flag: 'CODE', value: shownWord(code), expected })
    }
    return { result: { kind: 'explained', explained }, exit: 0 }
  },
})
