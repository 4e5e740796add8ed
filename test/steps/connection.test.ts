import { expect, test } from 'vitest'
import { observeConnection } from '../../src/steps/connection.ts'

const zone = (ZoneId: string, ZoneStatus: string) => ({ ZoneId, ZoneStatus, ResourceId: 'lb-1' })

test.each([
  ['Connected', [zone('cn-hangzhou-h', 'Connected')], true],
  ['Connected', [zone('cn-hangzhou-h', 'Migrated')], true],
  ['Connected', [zone('cn-hangzhou-h', 'Connected'), zone('cn-hangzhou-i', 'Brooding')], false],
  ['Connected', [zone('cn-hangzhou-h', '')], false],
  ['Brooding', [zone('cn-hangzhou-h', 'Connected')], false],
])(
  'a connection that is %s with zones %j is ready: %s; what nobody documented is waited for',
  (status, Zones, settled) => {
    const row = { EndpointId: 'ep-1', ConnectionStatus: status, Zones }
    const observed = observeConnection(row as Parameters<typeof observeConnection>[0], () => {
      throw new Error('there is nothing to approve')
    })
    expect(observed).toMatchObject({ is: 'present', settled })
  },
)
