import { expect, test } from 'vitest'
import { eventsPage } from './events-page.ts'

test('docs/events.md has every event, its keys, and a line as it is printed', async () => {
  await expect(eventsPage()).toMatchFileSnapshot('../../docs/events.md')
})
