import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCloud } from '../../src/alibaba/client.ts'
import { openEndpoints } from '../../src/alibaba/endpoints.ts'
import type { ChangeContext } from '../../src/engine/link-context.ts'
import type { Intent, LoadBalancerIntent } from '../../src/manifest/schema.ts'
import type { PlinkEvent } from '../../src/model/event.ts'
import { openStore, type StoreOptions } from '../../src/state/file-store.ts'
import { fakeClock } from './clock.ts'
import type { SimulatorClient } from './simulator-client.ts'

const hour = 3_600_000

/** What the engine runs with against a simulator. Time passes only while the run sleeps, and the simulator's time with it. */
export interface TestRun {
  readonly context: ChangeContext
  readonly events: readonly PlinkEvent[]
  /** Every pause, in milliseconds. */
  readonly pauses: readonly number[]
  readonly storeOptions: StoreOptions
  readonly isLocked: () => boolean
  /** Has this done after so many hours of waiting. */
  after(hours: number, act: () => unknown): void
}

export async function openRunContext(
  cloud: SimulatorClient,
  intent: Intent,
  more: Partial<Pick<ChangeContext, 'ask' | 'reread'>> & { readonly timeoutMs?: number } = {},
): Promise<TestRun & AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), 'plink-wait-'))
  const file = join(folder, 'plink.state.json')
  const events: PlinkEvent[] = []
  const due: { at: number; act: () => unknown }[] = []
  const start = Date.now()
  const clock = fakeClock({
    start,
    async onSleep(ms) {
      await cloud.pass(ms)
      for (const each of due.splice(0)) await (each.at <= clock.now() ? each.act() : due.push(each))
    },
  })
  const storeOptions: StoreOptions = {
    file,
    name: intent.name,
    region: intent.region,
    command: 'plink up',
    host: 'here',
    pid: process.pid,
    isAlive: () => true,
    newLineage: randomUUID,
    clock,
  }
  const store = await openStore(storeOptions)
  const { id, secret } = cloud.keys('you')
  const keys = { accessKeyId: id, accessKeySecret: secret, securityToken: null, expires: null }
  const emit = (event: PlinkEvent) => void events.push(event)
  const client = openCloud({
    side: 'you',
    region: intent.region,
    credentials: { get: async () => keys, forget: () => {} },
    endpoints: openEndpoints({ PLINK_ENDPOINT_URL: cloud.document.endpoint }),
    env: {},
    // Requests carry the real time; their own short pauses are skipped.
    clock: { now: Date.now, sleep: async () => {} },
    emit,
  })
  return {
    context: {
      intent,
      clouds: { you: client, peer: null },
      clock,
      emit,
      signal: new AbortController().signal,
      store,
      ask: more.ask ?? (async () => true),
      newToken: randomUUID,
      reread: more.reread ?? null,
      options: {
        command: 'up',
        timeoutMs: more.timeoutMs ?? 72 * hour,
        waitForPeer: true,
        approve: [],
        disconnect: [],
        withoutPeer: false,
        directions: ['inbound'],
        isOneDirection: false,
        only: null,
      },
    },
    events,
    pauses: clock.slept,
    storeOptions,
    isLocked: () => existsSync(`${file}.lock`),
    after: (hours, act) => void due.push({ at: start + hours * hour, act }),
    async [Symbol.asyncDispose]() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A link of which `you` provides and the other company consumes, whose account may not be known yet. */
export function inboundIntent(cloud: SimulatorClient, uid: string | undefined): Intent {
  return {
    name: 'patient',
    region: cloud.document.region,
    peer: { kind: 'generic', ...(uid !== undefined && { uid }) },
    directions: {
      inbound: {
        service: { payer: 'Endpoint', loadBalancers: [cloud.given['you.loadBalancer'] ?? ''] },
        endpoint: { securityGroups: [], zones: {} },
        tests: [],
      },
    },
  }
}

/** The same with a load balancer that plink makes, for the machine that answers on 6379. */
export function creatingIntent(cloud: SimulatorClient, place: LoadBalancerIntent['place']): Intent {
  const intent = inboundIntent(cloud, cloud.uid('peer'))
  const main: LoadBalancerIntent = {
    name: 'main',
    place,
    listeners: [{ port: 6379, backendPort: 6379 }],
    backends: [{ id: cloud.given['you.machine'] ?? '', type: 'ecs', weight: 100 }],
  }
  const service = { payer: 'Endpoint', loadBalancers: [], create: [main] }
  return { ...intent, directions: { inbound: { ...intent.directions.inbound, service } } } as Intent
}

/** Two zones: an NLB. */
export function twoZones({ given }: SimulatorClient): LoadBalancerIntent['place'] {
  return { zones: { 'cn-hangzhou-h': given['you.vswitch.h'] ?? '', 'cn-hangzhou-i': given['you.vswitch.i'] ?? '' } }
}

/** A run that does not wait for the peer. */
export function noWait({ context }: TestRun): ChangeContext {
  return { ...context, options: { ...context.options, waitForPeer: false } }
}
