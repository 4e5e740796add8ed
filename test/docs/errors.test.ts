import { expect, test } from 'vitest'
import { errorsPage } from './errors-page.ts'

test('docs/errors.md has every error with its sentences in both languages', async () => {
  await expect(errorsPage()).toMatchFileSnapshot('../../docs/errors.md')
})
