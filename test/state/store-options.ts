import { readdirSync } from 'node:fs'
import type { StoreOptions } from '../../src/state/file-store.ts'
import type { LinkState, StepRecord } from '../../src/state/state.ts'
import { fakeClock } from '../harness/clock.ts'

export const lineage = '5f0f3c6e-8f0a-4a53-9d3c-1f6f3f0c2b11'

export function filesIn(path: string): string[] {
  return readdirSync(path).sort()
}

export function storeOptions(file: string, more: Partial<StoreOptions> = {}): StoreOptions {
  return {
    file,
    name: 'emqx-prod',
    region: 'cn-hangzhou',
    command: 'up',
    host: 'here',
    pid: 100,
    isAlive: () => true,
    clock: fakeClock({ start: Date.parse('2026-01-02T03:04:05Z') }),
    newLineage: () => lineage,
    ...more,
  }
}

export const madeStep: StepRecord = {
  status: 'made',
  id: 'epsrv-1',
  mine: true,
  out: {},
  since: '2026-01-02T03:04:05.000Z',
}

export function withStep(id: string): (link: LinkState) => LinkState {
  return (link) => ({ ...link, steps: { ...link.steps, [id]: madeStep } })
}
