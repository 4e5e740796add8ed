import { PlinkError } from '../../model/fault.ts'
import { command } from '../command.ts'

export const testCommand = command({
  name: 'test',
  argument: { name: 'target', how: 'any' },
  flags: ['direction', 'from', 'answers', 'in-vpc', 'allow-undetermined'],
  exits: [3, 4, 5, 6],
  access: { reads: 'both' },
  examples: [
    'plink test',
    "plink test 'mqtt://{outbound}:1883'",
    "plink test --from emqx 'redis://{inbound}:6379'",
    'plink test --from ecs:i-bp1a2b3c4d',
    'plink test --from paste',
  ],
  async run(context, options, targets) {
    const { testLink, writtenTests } = await import('../../actions/test.ts')
    const { exitOfTest } = await import('../exit-codes.ts')
    const { openLink } = await import('../open-link.ts')
    const { openVantages } = await import('../vantages.ts')
    const { linkContext, state, directions } = await openLink(context, options)
    if (targets.length === 0 && writtenTests(linkContext, directions).length === 0) {
      throw new PlinkError('NO_TARGETS', { file: options.file })
    }
    const { env } = context.host
    const request = { targets, directions, from: options.from, variable: (name: string) => env[name] }
    const results = await testLink(linkContext, state, request, await openVantages(context, options, linkContext))
    const exit = exitOfTest(results, options['allow-undetermined'])
    return { result: { kind: 'test', ok: exit === 0, results }, exit }
  },
})
