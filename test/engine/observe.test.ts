import { expect, test } from 'vitest'
import { CloudError } from '../../src/alibaba/cloud-error.ts'
import { isLeaving, observeSteps } from '../../src/engine/observe.ts'
import type { AnyStep, ReadContext } from '../../src/engine/step.ts'
import type { LinkState } from '../../src/state/state.ts'

const present = { is: 'present', output: { id: 'lb-1' }, settled: true, status: 'active', mine: true }
const stepOf = (id: string, needs: Record<string, AnyStep> = {}) =>
  ({ id, needs, wanted: true, observe: async () => present }) as unknown as AnyStep
const balancer = stepOf('inbound/load-balancer:main')
const service = stepOf('inbound/service', { balancer })

test('what is leaving is not believed to be there, and what needs it is held, so that nothing is rehearsed with it', async () => {
  const found = await observeSteps([balancer, service], () => ({}) as ReadContext, {
    leaves: (step) => step === balancer,
    age: () => undefined,
  })
  expect(found.map(({ observation }) => observation)).toEqual([
    { is: 'deleting', id: 'lb-1', status: 'active' },
    { is: 'held', by: balancer },
  ])
})

test('a deletion counts as under way for a minute after its last call', () => {
  const since = '2026-01-01T00:00:00.000Z'
  const record = { status: 'removing', id: 'lb-1', mine: true, out: null, since } as const
  const link = { name: 'a', region: 'cn-hangzhou', uids: {}, intent: null }
  const removing = { ...link, steps: { [balancer.id]: record } }
  const deleted = { ...link, steps: {}, left: { [balancer.id]: since } }
  const at = (state: LinkState, seconds: number) => isLeaving(state, balancer, Date.parse(since) + seconds * 1000)
  expect([at(removing, 59), at(removing, 61)]).toEqual([true, false])
  expect([at(deleted, 59), at(deleted, 61)]).toEqual([true, false])
})

test('a part of what was made a moment ago that cannot be found is not visible yet, and later is not found', async () => {
  const parent = { ...stepOf('inbound/service'), codes: { gone: ['EndpointServiceNotFound'] } } as unknown as AnyStep
  const part = {
    ...stepOf('inbound/whitelist:1', { service: parent }),
    codes: { gone: [] },
    observe: async () => {
      throw new CloudError('CLOUD_REFUSED', {} as never, {
        apiCode: 'EndpointServiceNotFound',
        errorClass: 'final',
        outcome: 'refused',
      })
    },
  } as unknown as AnyStep
  const seen = async (age: number) => {
    const memory = { leaves: () => false, age: (step: AnyStep) => (step === part ? undefined : age) }
    const found = await observeSteps([parent, part], () => ({}) as ReadContext, memory)
    return found.at(-1)?.observation.is
  }
  expect([await seen(59_000), await seen(61_000)]).toEqual(['not-visible', 'failed'])
})
