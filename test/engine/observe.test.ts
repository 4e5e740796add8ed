import { expect, test } from 'vitest'
import { isLeaving, observeSteps } from '../../src/engine/observe.ts'
import type { AnyStep, ReadContext } from '../../src/engine/step.ts'

const present = { is: 'present', output: { id: 'lb-1' }, settled: true, status: 'active', mine: true }
const stepOf = (id: string, needs: Record<string, AnyStep> = {}) =>
  ({ id, needs, wanted: true, observe: async () => present }) as unknown as AnyStep
const balancer = stepOf('inbound/load-balancer:main')
const service = stepOf('inbound/service', { balancer })

test('what is leaving is not believed to be there, and what needs it is held, so that nothing is rehearsed with it', async () => {
  const found = await observeSteps(
    [balancer, service],
    () => ({}) as ReadContext,
    (step) => step === balancer,
  )
  expect(found.map(({ observation }) => observation)).toEqual([
    { is: 'deleting', id: 'lb-1', status: 'active' },
    { is: 'held', by: balancer },
  ])
})

test('a deletion counts as under way for a minute after its last call', () => {
  const since = '2026-01-01T00:00:00.000Z'
  const record = { status: 'removing', id: 'lb-1', mine: true, out: null, since } as const
  const at = (seconds: number) => isLeaving(record, Date.parse(since) + seconds * 1000)
  expect([at(59), at(61)]).toEqual([true, false])
})
