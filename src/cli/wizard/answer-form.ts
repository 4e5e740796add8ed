import * as z from 'zod/mini'
import { distinct, judged, mapping, repeats, text, together } from '../../manifest/checks.ts'
import { judge } from '../../manifest/problems.ts'
import * as a from '../../manifest/schema.ts'
import { backendWord, listenerWord } from '../../model/load-balancer-words.ts'
import type { ValueProblem } from '../../model/value-problem.ts'
import { type AnswerName, type AnswerValue, later, makeNew } from '../../model/wizard.ts'
import { placedZone, splitZone } from '../parse-zones.ts'

/**
 * How each answer is written: as in plink.yaml, or with a word that stands for no value.
 * @param region the region of the link, for zones; null when it is not known
 */
function formsIn(region: string | null) {
  return {
    'peer.kind': a.peerKind,
    region: a.region,
    name: a.name,
    directions: several(z.enum(['inbound', 'outbound'])),
    'peer.zone': or(later, a.zone(region)),
    'peer.uid': or(later, a.uid),
    'inbound.service.id': or(makeNew, a.serviceId),
    'inbound.service.payer': a.payer,
    'inbound.service.loadBalancers': or(
      later,
      or(makeNew, several(a.loadBalancerId).check(together((ids) => a.mixed(ids)))),
    ),
    'inbound.service.loadBalancers.create.vswitch': a.vswitch,
    'inbound.service.loadBalancers.create.listeners': several(text(listenerWord)),
    'inbound.service.loadBalancers.create.backends': several(text(backendWord)),
    'inbound.tests': or(later, several(a.target)),
    'outbound.service.id': or(later, a.serviceId),
    'outbound.tests': or(later, several(a.target)),
    'outbound.endpoint.id': or(makeNew, a.endpointId),
    'outbound.endpoint.vpc': or(later, a.vpc),
    'outbound.endpoint.zones': or(later, several(text(placedZone(region))).check(together(oneEach))),
    'outbound.endpoint.securityGroups': or(later, several(a.securityGroup)),
    'outbound.endpoint.allow': or(later, several(a.allowance)),
  } satisfies Readonly<Record<AnswerName, z.ZodMiniType<AnswerValue>>>
}

/** An answers file: names and values, and nothing else. */
export function answersIn(region: string | null): z.ZodMiniType<Readonly<Record<string, AnswerValue>>> {
  const forms = Object.entries<z.ZodMiniType<AnswerValue>>(formsIn(region))
  return mapping(Object.fromEntries(forms.map(([name, form]) => [name, z.exactOptional(form)])))
}

/** What is wrong with the form of an answer; undefined when nothing is. */
export function problemOf(name: AnswerName, value: AnswerValue, region: string | null): ValueProblem | undefined {
  const read = judge<AnswerValue>(formsIn(region)[name], value)
  return 'wrong' in read ? read.wrong[0]?.problem : undefined
}

function or<T extends z.ZodMiniType>(word: string, form: T) {
  return z.union([z.literal(word), form])
}

/** A list with something in it; what stands for nothing is a word. */
function several<T extends z.ZodMiniType<string>>(item: T) {
  return distinct(item).check(
    judged(({ length }) => (length === 0 ? { kind: 'bad-value', value: '[]', expected: '[…]' } : undefined)),
  )
}

/** A zone has one vSwitch, and a vSwitch lies in one zone. */
function oneEach(pairs: readonly string[]): ValueProblem[] {
  return [...repeats(pairs.map((pair) => splitZone(pair)[0])), ...repeats(pairs.map((pair) => splitZone(pair)[1]))]
}
