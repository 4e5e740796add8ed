import { Document, isSeq } from 'yaml'
import { kindOf, type Page, problem, type Value, valueAt, written } from '../../manifest/cursor.ts'
import { choice, clipped, list, noteRepeats, type Reader } from '../../manifest/readers.ts'
import * as a from '../../manifest/values.ts'
import type { SpecProblemKind } from '../../model/fault.ts'
import { type AnswerName, type AnswerValue, later, makeNew } from '../../model/wizard.ts'

/** How each answer is written: the same readers as for plink.yaml, and the words that stand for no value. */
export const forms = {
  'peer.kind': choice('emqx', 'generic'),
  region: a.region,
  name: a.name,
  directions: several(choice('inbound', 'outbound')),
  'peer.zone': or(later, a.zone),
  'peer.uid': or(later, a.uid),
  'inbound.service.id': or(makeNew, a.service),
  'inbound.service.payer': choice('Endpoint', 'EndpointService'),
  'inbound.service.loadBalancers': or(later, several(a.loadBalancer, oneType)),
  'inbound.tests': or(later, several(a.target)),
  'outbound.service.id': or(later, a.service),
  'outbound.tests': or(later, several(a.target)),
  'outbound.endpoint.id': or(makeNew, a.endpoint),
  'outbound.endpoint.vpc': or(later, a.vpc),
  'outbound.endpoint.zones': or(later, several(zoneAndVSwitch, oneEach)),
  'outbound.endpoint.securityGroups': or(later, several(a.securityGroup)),
} satisfies Readonly<Record<AnswerName, Reader<AnswerValue>>>

/**
 * What is wrong with the form of an answer; undefined when nothing is.
 * @param region the region of the link, for zones; null when it is not known
 */
export function problemOf(name: AnswerName, value: AnswerValue, region: string | null): SpecProblemKind | undefined {
  const document = new Document(value)
  const page: Page = { text: '', document, region, problems: [] }
  const reader: Reader<AnswerValue> = forms[name]
  reader(valueAt(page, document.contents, 0, name), page)
  return page.problems[0]?.problem
}

/** `cn-hangzhou-h=vsw-…` in two. */
function splitZone(answer: string): { readonly zone: string; readonly vswitch: string } {
  const at = answer.indexOf('=')
  return { zone: answer.slice(0, at), vswitch: answer.slice(at + 1) }
}

function or<T>(word: string, reader: Reader<T>): Reader<T | string> {
  return (value, page) => (kindOf(value) === 'text' && written(value) === word ? word : reader(value, page))
}

/** A list with something in it; what stands for nothing is a word. */
function several(item: Reader<string>, whole?: (items: readonly string[], value: Value, page: Page) => void) {
  const items = list(item, (found, value, page) => {
    noteRepeats(page, value, found)
    whole?.(found, value, page)
  })
  const reader: Reader<readonly string[]> = (value, page) => {
    if (isSeq(value.node) && value.node.items.length === 0) {
      return problem(page, value, { kind: 'bad-value', value: '[]', expected: '[…]' })
    }
    return items(value, page)
  }
  return reader
}

function zoneAndVSwitch(value: Value, page: Page): string | undefined {
  const found = written(value)
  const { zone, vswitch } = splitZone(found)
  const inside: Page = { ...page, problems: [] }
  const read = (text: string, reader: Reader<string>) =>
    reader(valueAt(inside, new Document(text).contents, value.offset, value.path), inside)
  const isGood = found.includes('=') && read(zone, a.zone) !== undefined && read(vswitch, a.vswitch) !== undefined
  const expected = `${page.region ?? 'cn-hangzhou'}-…=vsw-…`
  return isGood ? found : problem(page, value, { kind: 'bad-id', value: clipped(found), expected })
}

function oneType(ids: readonly string[], value: Value, page: Page): void {
  if (new Set(ids.map((id) => id.startsWith('nlb-'))).size > 1)
    problem(page, value, { kind: 'mixed-load-balancers', ids })
}

/** A zone has one vSwitch, and a vSwitch lies in one zone. */
function oneEach(pairs: readonly string[], value: Value, page: Page): void {
  noteRepeats(
    page,
    value,
    pairs.map((pair) => splitZone(pair).zone),
  )
  noteRepeats(
    page,
    value,
    pairs.map((pair) => splitZone(pair).vswitch),
  )
}
