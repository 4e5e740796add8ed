import { openCloud } from '../../src/alibaba/client.ts'
import type { CloudError } from '../../src/alibaba/cloud-error.ts'
import type { CloudKeys } from '../../src/alibaba/credentials/keys.ts'
import { openEndpoints } from '../../src/alibaba/endpoints.ts'
import type { Cloud } from '../../src/alibaba/operations.ts'
import type { Clock } from '../../src/model/clock.ts'
import type { Environment } from '../../src/model/environment.ts'
import type { PlinkEvent } from '../../src/model/event.ts'
import { fakeClock } from './clock.ts'

export const keys: CloudKeys = {
  accessKeyId: 'LTAI-key',
  accessKeySecret: 'very-secret-secret',
  securityToken: null,
  expires: null,
}

export interface TestClient {
  readonly cloud: Cloud
  readonly events: readonly PlinkEvent[]
  readonly slept: readonly number[]
  /** CloudKeys that the client gave up. */
  readonly forgotten: readonly CloudKeys[]
}

/** A cloud client that talks to `url`, with a clock that does not wait. */
export function openTestClient(
  url: string,
  options: {
    readonly keys?: CloudKeys
    readonly env?: Environment
    readonly timeouts?: { connectMs: number; responseMs: number }
    readonly budgetMs?: number
    readonly clock?: Clock
  } = {},
): TestClient {
  const events: PlinkEvent[] = []
  const forgotten: CloudKeys[] = []
  const clock = fakeClock()
  const { timeouts, budgetMs } = options
  const cloud = openCloud({
    side: 'you',
    region: 'cn-hangzhou',
    credentials: { get: async () => options.keys ?? keys, forget: (old) => forgotten.push(old) },
    endpoints: openEndpoints({ PLINK_ENDPOINT_URL: url }),
    env: options.env ?? {},
    clock: options.clock ?? clock,
    emit: (event) => events.push(event),
    random: () => 1,
    ...(timeouts === undefined ? {} : { timeouts }),
    ...(budgetMs === undefined ? {} : { budgetMs }),
  })
  return { cloud, events, slept: clock.slept, forgotten }
}

/** The error a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<CloudError> {
  const outcome = await call.then(
    () => new Error('the call succeeded'),
    (error: unknown) => error,
  )
  // Safe in a test: what is looked at next fails when it is something else.
  return outcome as CloudError
}
