import { expect, test } from 'vitest'
import { commandsPage } from './commands-page.ts'

test('docs/commands.md says what the command table and the help say', async () => {
  await expect(commandsPage()).toMatchFileSnapshot('../../docs/commands.md')
})
