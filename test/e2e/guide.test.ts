import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'vitest'
import { lacks } from '../harness/installed.ts'
import { evened } from './guide/evening.ts'
import { filledPage } from './guide/page.ts'
import { playStory, type Stage } from './guide/story.ts'

describe.skipIf(lacks('tmux'))('the guide', () => {
  test.concurrent.for([
    ['docs/guide.md', 'en'],
    ['docs/guide.zh-CN.md', 'zh'],
  ] as const)('%s shows what plink prints', async ([name, lang], { expect, signal, onTestFinished }) => {
    const closers: Stage['closers'] = []
    // Also when it took too long: nothing of it shall go on.
    onTestFinished(async () => {
      for (const close of closers.reverse()) await close()
    })
    const { screens, ids } = await playStory(lang, { signal, closers })
    const page = readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8')
    await expect(filledPage(page, screens, (text) => evened(text, ids))).toMatchFileSnapshot(`../../${name}`)
    if (lang !== 'en') return
    // One screen of it is what the README shows.
    const { halfway = '' } = screens
    const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
    await expect(filledPage(readme, { halfway }, (text) => evened(text, ids))).toMatchFileSnapshot('../../README.md')
  })
})
