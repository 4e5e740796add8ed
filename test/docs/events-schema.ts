import { z } from 'zod'
import type { PlinkEvent } from '../../src/model/event.ts'

const text = z.string()
const facts = z.record(text, z.unknown())
const direction = z.enum(['inbound', 'outbound'])
const side = z.enum(['you', 'peer'])

/** What an error has, and with it a warning. */
const fault = {
  code: text,
  message: text,
  hint: text,
  docs: text,
  requestId: text.nullable(),
  cloudCode: text.optional(),
  questions: z.array(z.strictObject({ name: text, flag: text, choices: z.array(text).nullable() })).optional(),
  facts,
  details: z.array(text).optional(),
}

/** The JSON lines of stderr, by `event`: the page docs/events.md is made of it, and what plink prints is held against it. */
export const eventSchemas = {
  begin: event('begin', { command: text, link: text, region: text }),
  step: event('step', {
    direction,
    step: text,
    side,
    phase: z.enum([
      'looking',
      'found',
      'adopted',
      'creating',
      'waiting',
      'ready',
      'removing',
      'removed',
      'kept',
      'peer',
    ]),
    id: text.nullable(),
    status: text.nullable(),
  }),
  peer: event('peer', { direction, next: text, nextCode: text, nextFacts: facts }),
  wait: event('wait', {
    phase: z.enum(['begin', 'troubled', 'recovered', 'acted', 'gave-up']),
    until: text.nullable(),
  }),
  retry: event('retry', { side, action: text, reason: text, attempt: z.int(), waitMs: z.number() }),
  admission: event('admission', {
    direction,
    group: text,
    port: z.int(),
    rules: z.array(
      z.strictObject({
        id: text.nullable(),
        policy: z.enum(['Accept', 'Drop']),
        protocol: text,
        ports: text,
        source: text,
        priority: z.int(),
        description: text,
      }),
    ),
    allow: z.array(text),
  }),
  test: event('test', {
    target: text,
    direction: direction.nullable(),
    from: text,
    ok: z.boolean(),
    verdict: text,
    reached: text,
    ms: z.record(text, z.number().nullable()),
    detail: text,
    detailCode: text,
    detailFacts: facts,
  }),
  status: z.looseObject({
    event: z.literal('status'),
    time: text,
    schema: z.literal('plink/1'),
    link: text,
    region: text,
  }),
  warning: event('warning', fault),
  error: event('error', fault),
  call: event('call', { side, action: text, ms: z.number(), outcome: text, requestId: text.nullable() }),
  act: event('act', { act: text, text }),
  output: event('output', { line: text }),
} satisfies Readonly<Record<PlinkEvent['event'] | 'status' | 'output', z.ZodType>>

function event<Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return z.strictObject({ event: z.literal(name), time: text, ...shape })
}

/** What is wrong with lines of stderr; none when each is an event as documented. */
export function wrongIn(stderr: string): string[] {
  return stderr
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      const said: { event: string } = JSON.parse(line)
      const schema = Object.entries(eventSchemas).find(([name]) => name === said.event)?.[1]
      if (schema === undefined) return [`unknown: ${line}`]
      const read = schema.safeParse(said)
      return read.success ? [] : [`${z.prettifyError(read.error)}: ${line}`]
    })
}
