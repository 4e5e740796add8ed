import { PlinkError } from '../../model/fault.ts'
import { shownWord } from '../../model/mask.ts'
import { command } from '../command.ts'

export const openCommand = command({
  name: 'open',
  argument: { name: 'page', how: 'one' },
  flags: [],
  exits: [3],
  examples: ['plink open service', 'plink open endpoint --no-input'],
  async run(context, options, [word = '']) {
    const { pagesToOpen, consoleUrl, loadBalancerPage } = await import('../../output/console-urls.ts')
    const { openInBrowser } = await import('../open-in-browser.ts')
    const { loadManifest, rememberedIntent, requireRegion } = await import('../open-link.ts')
    const name = pagesToOpen.find((one) => one === word)
    if (name === undefined) {
      throw new PlinkError('BAD_FLAG', { flag: 'PAGE', value: shownWord(word), expected: pagesToOpen.join(' | ') })
    }
    const intent = (await loadManifest(context, options))?.intent ?? (await rememberedIntent(context, options))
    const region = intent?.region ?? (await requireRegion(context, options))
    const page = name === 'lb' ? loadBalancerPage(intent?.directions.inbound?.service) : name
    const url = consoleUrl(page, region)
    // Where nobody sits at a terminal the address is all there is to give.
    if (context.confirm !== null) openInBrowser(url)
    return { result: { kind: 'console-page', page: name, url }, exit: 0 }
  },
})
