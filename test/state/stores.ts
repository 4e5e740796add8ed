import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Clock } from '../../src/model/clock.ts'
import type { StoreOptions } from '../../src/state/file-store.ts'
import type { LinkState, StepRecord } from '../../src/state/state.ts'

export const lineage = '5f0f3c6e-8f0a-4a53-9d3c-1f6f3f0c2b11'

/** A folder that goes when the test ends. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'plink-state-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

export function filesIn(path: string): string[] {
  return readdirSync(path).sort()
}

/** A clock that stands still but for the sleepers, who move it; what they sleep through can be made to happen. */
export function sleeplessClock(duringSleep: (slept: number) => unknown = () => undefined): Clock {
  let now = Date.parse('2026-01-02T03:04:05Z')
  return {
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      now += ms
      await duringSleep(ms)
    },
  }
}

export function options(file: string, more: Partial<StoreOptions> = {}): StoreOptions {
  return {
    file,
    name: 'emqx-prod',
    region: 'cn-hangzhou',
    command: 'up',
    host: 'here',
    pid: 100,
    isAlive: () => true,
    clock: sleeplessClock(),
    newLineage: () => lineage,
    ...more,
  }
}

export const made: StepRecord = {
  status: 'made',
  id: 'epsrv-1',
  mine: true,
  out: {},
  since: '2026-01-02T03:04:05.000Z',
}

export function withStep(id: string): (link: LinkState) => LinkState {
  return (link) => ({ ...link, steps: { ...link.steps, [id]: made } })
}
