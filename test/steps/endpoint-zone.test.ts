import { expect, test } from 'vitest'
import type { ReadContext } from '../../src/engine/step.ts'
import { zoneStep } from '../../src/steps/endpoint-zone.ts'

type Step = ReturnType<typeof zoneStep>
const zone = { ZoneId: 'cn-hangzhou-h', VSwitchId: 'vsw-1' }

/** The step's look at an endpoint that is in these zones. */
function observed(zones: readonly object[], wanted: string | undefined = zone.VSwitchId) {
  // Safe: of its half and of its context the step looks at no more than this.
  const half = { direction: 'outbound', side: 'you' } as Parameters<typeof zoneStep>[0]
  const context = { reads: { region: 'cn-hangzhou', all: async () => zones } } as unknown as ReadContext
  const inputs = { endpoint: { id: 'ep-1' } } as Parameters<Step['observe']>[1]
  return zoneStep(half, {} as Parameters<typeof zoneStep>[1], zone.ZoneId, wanted).observe(context, inputs)
}

test.each([
  ['Wait', true],
  ['Connected', true],
  ['Disconnected', true],
  ['Migrated', true],
  ['Creating', false],
  ['Migrating', false],
  // Words that nobody has documented, and none at all.
  ['Brooding', false],
  ['', false],
])('a zone that is %j is ready: %s; what nobody documented is waited for', async (ZoneStatus, settled) => {
  expect(await observed([{ ...zone, ZoneStatus }])).toMatchObject({ is: 'present', settled, status: ZoneStatus })
})

test('a zone that is going is no zone, one in another vSwitch another, and one that is not listed absent', async () => {
  expect(await observed([{ ...zone, ZoneStatus: 'Deleting' }])).toMatchObject({ is: 'deleting' })
  expect(await observed([{ ...zone, VSwitchId: 'vsw-2', ZoneStatus: 'Wait' }])).toMatchObject({ is: 'differs' })
  expect(await observed([{ ...zone, ZoneId: 'cn-hangzhou-i', ZoneStatus: 'Wait' }])).toMatchObject({ is: 'absent' })
})
