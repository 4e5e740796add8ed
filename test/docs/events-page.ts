import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { PlinkEvent } from '../../src/model/event.ts'
import { openEventPrinter } from '../../src/output/events.ts'
import { openStyle } from '../../src/output/human/style.ts'
import { en } from '../../src/text/en.ts'
import { faults, results } from '../output/samples.ts'
import { eventSchemas, wrongIn } from './events-schema.ts'
import { code, fenced, filled, generated, table } from './markdown.ts'

type Name = keyof typeof eventSchemas

const [fault] = faults
const [result] = results
const endpoint = 'ep-bp1a2b3c'

/** One of each that the engine emits. */
const examples: { readonly [N in PlinkEvent['event']]: Extract<PlinkEvent, { event: N }> } = {
  begin: { event: 'begin', command: 'up', link: 'emqx-prod', region: 'cn-hangzhou' },
  step: {
    event: 'step',
    direction: 'outbound',
    step: 'outbound/endpoint',
    side: 'you',
    phase: 'waiting',
    id: endpoint,
    status: 'Creating',
  },
  peer: {
    event: 'peer',
    direction: 'outbound',
    next: { code: 'PEER_APPROVE', facts: { emqx: true, service: 'epsrv-bp1a2b3c', endpoint, since: null } },
  },
  wait: { event: 'wait', phase: 'begin', until: '2026-11-27T09:00:00.000Z' },
  retry: {
    event: 'retry',
    side: 'you',
    action: 'privatelink.GetVpcEndpointAttribute',
    reason: 'Throttling',
    attempt: 1,
    waitMs: 500,
  },
  admission: {
    event: 'admission',
    admission: {
      direction: 'outbound',
      group: 'sg-bp1a2b3c',
      port: 1883,
      rules: [
        {
          id: 'sgr-bp1a2b3c',
          policy: 'Accept',
          protocol: 'TCP',
          ports: '1883/1883',
          source: '10.0.0.0/8',
          priority: 1,
          description: '',
        },
      ],
      allow: [],
    },
  },
  test: { event: 'test', result: must(result) },
  warning: { event: 'warning', fault: { code: 'SERVICE_AUTO_ACCEPTS', facts: { id: 'epsrv-bp1a2b3c' } } },
  error: { event: 'error', fault: must(fault) },
  call: {
    event: 'call',
    side: 'you',
    action: 'privatelink.CreateVpcEndpoint',
    ms: 41,
    outcome: 'ok',
    requestId: '473469C7-AA6F-4DC5-B3DB-A3DC0DE3C83E',
  },
  act: { event: 'act', act: 'intro', text: en.demo.title },
}

/** Printed by commands themselves. */
const said: Readonly<Record<Exclude<Name, PlinkEvent['event']>, string>> = {
  status:
    '{"event":"status","time":"2026-11-27T09:00:00.000Z","schema":"plink/1","link":"emqx-prod","region":"cn-hangzhou","directions":{}}',
  output: '{"event":"output","time":"2026-11-27T09:00:00.000Z","line":"outbound connected"}',
}

const meanings: Readonly<Record<Name, string>> = {
  begin: '`up`, `down` or a step command starts its work.',
  step: 'Progress of a step; `status` is the status in the cloud while `phase` is `waiting`.',
  peer: 'The peer must act, and what it must do.',
  wait: 'plink waits for a person until `until` (null: until a signal). `troubled`: the last check failed, a `warning` says why; `recovered`: checks succeed again; `acted`: somebody acted; `gave-up`: nobody did.',
  retry: 'A call is repeated after `waitMs` milliseconds.',
  admission:
    "Which rules of an endpoint's security group allow a port; without rules it is closed. `allow` lists what plink is about to allow.",
  test: 'The result of one test, as in the document of `plink test`.',
  status:
    'With `status --watch`, for the first check and every change: the document of `plink status`, which stdout has as well, one JSON line each.',
  warning: 'A warning; the command continues.',
  error: 'Why the command failed; the document on stdout has it too.',
  call: 'With `--debug`: one call to the cloud, its outcome, and the milliseconds that it took.',
  act: 'A line of `plink demo`.',
  output: 'A line printed by a program that `demo` or `simulator` runs.',
}

/** docs/events.md: each event with its keys, and a line as plink prints it. */
export function eventsPage(): string {
  const template = readFileSync(new URL('./events.template.md', import.meta.url), 'utf8')
  // Safe: the keys of a record of names are names.
  const names = Object.keys(eventSchemas) as Name[]
  return filled(template, {
    generated,
    events: names.map(section).join('\n\n'),
    schema: fenced(JSON.stringify(schemaOf(z.union(Object.values(eventSchemas))), null, 2).split('\n'), 'json'),
  })
}

function section(name: Name): string {
  const { properties = {}, required = [] } = schemaOf(eventSchemas[name])
  const rows = Object.entries(properties).map(([key, value]) => [
    code(required.includes(key) ? key : `${key}?`),
    typeof value === 'object' ? typeOf(value) : '',
  ])
  const line = lineOf(name)
  const wrong = wrongIn(line)
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return [`### ${name}`, meanings[name], table(['key', 'value'], rows), fenced([line], 'json')].join('\n\n')
}

/** Printed by what prints it in a run. */
function lineOf(name: Name): string {
  if (name === 'status' || name === 'output') return said[name]
  const lines: string[] = []
  const style = openStyle({ width: 80, unicode: true, colors: 0 })
  const write = (text: string) => lines.push(text)
  const options = { output: 'json', text: en, style, write, terminal: null, quiet: false, debug: true, now: () => 0 }
  openEventPrinter({ ...options, output: 'json' }).emit(examples[name])
  return lines.join('').trim()
}

/** Without "no other keys": readers are asked to ignore those. */
function schemaOf(schema: z.ZodType) {
  return z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
}

function typeOf({ type, enum: values, const: fixed, anyOf }: z.core.JSONSchema.JSONSchema): string {
  if (fixed !== undefined) return code(JSON.stringify(fixed))
  if (values !== undefined) return values.map((value) => code(String(value))).join(', ')
  if (anyOf !== undefined) return anyOf.map(typeOf).join(' or ')
  return [type]
    .flat()
    .map((each) => (each === 'null' ? code('null') : String(each)))
    .join(' or ')
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the samples are empty')
  return value
}
