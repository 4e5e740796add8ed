import * as z from 'zod/mini'
import { desiredLink } from '../manifest/schema.ts'
import type { Json, State, StepRecord } from './state.ts'

// Keys that are not listed are let through, and kept: a later plink of the same schema may have written them.
const texts = z.array(z.string())

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
    intent: z.nullable(desiredLink),
    steps: z.record(z.string(), json),
    broken: z.exactOptional(z.record(z.string(), json)),
    rejected: z.exactOptional(texts),
    unprotected: z.exactOptional(texts),
    left: z.exactOptional(z.record(z.string(), z.string())),
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
