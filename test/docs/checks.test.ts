import { expect, test } from 'vitest'
import { checksPage } from './checks-page.ts'

test('docs/checks.md has every finding with its sentences in both languages', async () => {
  await expect(checksPage()).toMatchFileSnapshot('../../docs/checks.md')
})
