import * as z from 'zod/mini'
import type { Intent } from '../model/link.ts'
import type { Json, State, StepRecord } from './state.ts'

// Keys that are not listed are let through, and kept: a later plink of the same schema may have written them.
const texts = z.array(z.string())

const loadBalancer = z.looseObject({
  name: z.string(),
  place: z.union([z.looseObject({ vswitch: z.string() }), z.looseObject({ zones: z.record(z.string(), z.string()) })]),
  listeners: z.array(z.looseObject({ port: z.number(), backendPort: z.number() })),
  backends: z.array(
    z.looseObject({
      id: z.string(),
      type: z.enum(['ecs', 'eni', 'eci']),
      ip: z.exactOptional(z.string()),
      weight: z.number(),
    }),
  ),
})

const direction = z.looseObject({
  service: z.looseObject({
    id: z.exactOptional(z.string()),
    payer: z.enum(['Endpoint', 'EndpointService']),
    loadBalancers: texts,
    create: z.exactOptional(z.array(loadBalancer)),
    description: z.exactOptional(z.string()),
    whitelist: z.exactOptional(texts),
  }),
  endpoint: z.looseObject({
    id: z.exactOptional(z.string()),
    vpc: z.exactOptional(z.string()),
    securityGroups: texts,
    zones: z.record(z.string(), z.string()),
    allow: z.exactOptional(texts),
    alsoAllow: z.exactOptional(texts),
    name: z.exactOptional(z.string()),
    description: z.exactOptional(z.string()),
  }),
  tests: texts,
})

const intent: z.ZodMiniType<Intent> = z.looseObject({
  name: z.string(),
  region: z.string(),
  peer: z.looseObject({ kind: z.enum(['emqx', 'generic']), uid: z.exactOptional(z.string()) }),
  directions: z.looseObject({ inbound: z.exactOptional(direction), outbound: z.exactOptional(direction) }),
})

const json: z.ZodMiniType<Json> = z.json()
const record: z.ZodMiniType<StepRecord> = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('intended'), token: z.string(), input: json, since: z.string() }),
  z.looseObject({
    status: z.enum(['made', 'ready', 'removing']),
    id: z.string(),
    mine: z.boolean(),
    out: json,
    since: z.string(),
  }),
])

const state = z.looseObject({
  schema: z.literal(1),
  lineage: z.string().check(z.minLength(1)),
  serial: z.int().check(z.nonnegative()),
  link: z.looseObject({
    name: z.string(),
    region: z.string(),
    uids: z.looseObject({ you: z.exactOptional(z.string()), peer: z.exactOptional(z.string()) }),
    intent: z.nullable(intent),
    steps: z.record(z.string(), json),
    broken: z.exactOptional(z.record(z.string(), json)),
    rejected: z.exactOptional(texts),
  }),
})

/**
 * The content as a state, or the path of what is wrong in it. A single step's record that cannot be read is set aside
 * under `broken`: it must not stand in the way of the others.
 */
export function stateIn(content: unknown): { readonly state: State } | { readonly wrong: string } {
  const read = state.safeParse(content)
  if (!read.success) return { wrong: read.error.issues[0]?.path.join('.') || 'content' }
  const { link } = read.data
  const steps: Record<string, StepRecord> = {}
  const broken: Record<string, Json> = { ...link.broken }
  for (const [id, written] of Object.entries(link.steps)) {
    const step = record.safeParse(written)
    if (step.success) steps[id] = step.data
    else broken[id] = written
  }
  const { broken: _, ...rest } = link
  return { state: { ...read.data, link: { ...rest, steps, ...(Object.keys(broken).length > 0 && { broken }) } } }
}
