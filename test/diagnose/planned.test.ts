import { expect, test } from 'vitest'
import { checks } from '../../src/diagnose/checks/checks.ts'
import type { DirectionObservation, ProviderObservation } from '../../src/diagnose/observe/observation.ts'
import { asPlanned } from '../../src/diagnose/planned.ts'
import { runChecks } from '../../src/diagnose/run-checks.ts'
import { observation } from '../harness/evidence.ts'

// A direction is judged before `up` by what the service will offer, not by what an interrupted `down` has left of it.

const zones = { 'cn-hangzhou-h': 'vsw-1', 'cn-hangzhou-i': 'vsw-2' }
const made = 'nlb-1'
const attached = (id: string) => ({ ResourceId: id, ResourceType: 'nlb', ZoneId: 'cn-hangzhou-i' }) as const

/** A service that a load balancer of ours in two zones is behind, attached in one only; the endpoint is to be in the other. */
function halfDetached(more: Partial<ProviderObservation> = {}): DirectionObservation {
  const { half, memory, provider, consumer } = observation
  if (!provider?.service || !consumer) throw new Error('the example has both halves')
  const [spec] = half.service.create ?? []
  const [balancer] = provider.loadBalancers
  if (!spec || !balancer?.view) throw new Error('the example has a load balancer of ours')
  return {
    ...observation,
    half: { ...half, service: { ...half.service, loadBalancers: [], create: [{ ...spec, place: { zones } }] } },
    memory: { ...memory, loadBalancers: [{ name: spec.name, id: made }] },
    provider: {
      ...provider,
      service: { ...provider.service, Zones: ['cn-hangzhou-i'] },
      resources: [attached(made)],
      connections: [],
      loadBalancers: [
        { id: made, made: true, view: { ...balancer.view, id: made, kind: 'nlb', zones: Object.keys(zones) } },
      ],
      planned: [],
      ...more,
    },
    consumer: { ...consumer, endpoint: undefined, zones: [] },
  }
}

const aboutZones = (of: DirectionObservation): readonly string[] =>
  runChecks(
    of,
    checks.filter(({ hop }) => hop === 'zone'),
  ).flatMap(({ code }) => (code.startsWith('ZONE_') ? [code] : []))

test('a load balancer of ours that is attached in one of its zones only is about to be attached in the other', () => {
  const now = halfDetached()
  expect(aboutZones(now)).toEqual(['ZONE_MISMATCH'])
  for (const isBalancing of [true, false]) expect(aboutZones(asPlanned(now, isBalancing))).toEqual([])
})

test('one of ours that is gone is about to be made again, in all the zones that are asked for', () => {
  const gone = { id: made, made: true, view: undefined }
  // Another one is behind the service still.
  const now = halfDetached({ resources: [attached('nlb-2')], loadBalancers: [gone] })
  expect(aboutZones(now)).toEqual(['ZONE_MISMATCH'])
  expect(aboutZones(asPlanned(now, true))).toEqual([])
})

test('a zone that no load balancer will be in stays out of reach', () => {
  const now = halfDetached({ loadBalancers: [] })
  const forgotten = { ...now, memory: { ...now.memory, loadBalancers: [] } }
  expect(aboutZones(asPlanned(forgotten, true))).toEqual(['ZONE_MISMATCH'])
})
