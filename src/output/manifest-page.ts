import { type DirectionName, directionNames } from '../model/link.ts'
import { parseBackend, parseListener } from '../model/load-balancer-words.ts'
import { type AnswerName, type Answers, idAnswer, listAnswer, makeNew, textAnswer } from '../model/wizard.ts'
import type { WizardFacts, WizardText } from '../text/wizard.ts'
import { wrap } from './human/wrap.ts'

/** Columns of a comment: as wide as the rest of a file is usually read. */
const width = 78

/**
 * A plink.yaml with a comment for every key. What was left open stands there as a comment, with who can tell.
 * @param facts for the comments
 */
export function manifestPage(answers: Answers, facts: WizardFacts, text: WizardText): string {
  const { comments } = text
  const named = directionNames.filter((name) => listAnswer(answers, 'directions').includes(name))
  return `${[
    ...comment(comments.head, 0),
    'version: 1',
    ...key(0, 'name', 'name'),
    ...key(0, 'region', 'region'),
    'peer:',
    ...key(2, 'peer.kind', 'kind'),
    ...quoted('peer.uid', 'uid', JSON.stringify(comments.uid)),
    ...named.flatMap((name) => direction(name)),
  ].join('\n')}\n`

  function direction(name: DirectionName): string[] {
    const lines =
      name === 'inbound'
        ? [
            ...half('service', [
              key(4, 'inbound.service.id', 'id'),
              key(4, 'inbound.service.payer', 'payer'),
              textAnswer(answers, 'inbound.service.loadBalancers') === makeNew
                ? toCreate()
                : items(4, 'inbound.service.loadBalancers', 'loadBalancers', '[lb-…]'),
            ]),
            ...tests('inbound.tests'),
          ]
        : [
            ...half('service', [key(4, 'outbound.service.id', 'id', 'epsrv-…')]),
            ...half('endpoint', [
              key(4, 'outbound.endpoint.id', 'id'),
              key(4, 'outbound.endpoint.vpc', 'vpc', 'vpc-…'),
              zones(),
              items(4, 'outbound.endpoint.securityGroups', 'securityGroups', '[sg-…]'),
              items(4, 'outbound.endpoint.allow', 'allow', '[10.0.0.0/8]'),
            ]),
            ...tests('outbound.tests'),
          ]
    const isEmpty = lines.every(isComment)
    return ['', ...comment(comments.direction[name], 0), isEmpty ? `${name}: {}` : `${name}:`, ...lines]
  }

  /** A mapping, or comments alone where nothing is in it. */
  function half(name: string, parts: readonly (readonly string[])[]): string[] {
    const lines = parts.flat()
    if (lines.length === 0) return []
    return [lines.every(isComment) ? `  # ${name}:` : `  ${name}:`, ...lines]
  }

  function key(indent: number, name: AnswerName, word: string, sample?: string): string[] {
    const value = idAnswer(answers, name)
    if (value !== undefined) return [...about(name, indent), `${' '.repeat(indent)}${word}: ${plain(value)}`]
    return sample === undefined ? [] : left(indent, name, `${word}: ${sample}`)
  }

  /** Digits that are no number. */
  function quoted(name: AnswerName, word: string, sample: string): string[] {
    const value = idAnswer(answers, name)
    return value === undefined ? left(2, name, `${word}: ${sample}`) : [...about(name, 2), `  ${word}: "${value}"`]
  }

  function items(indent: number, name: AnswerName, word: string, sample: string): string[] {
    const values = listAnswer(answers, name)
    if (values.length > 0) return [...about(name, indent), `${' '.repeat(indent)}${word}: [${values.join(', ')}]`]
    return left(indent, name, `${word}: ${sample}`)
  }

  /** A load balancer that does not exist yet. */
  function toCreate(): string[] {
    const under = 'inbound.service.loadBalancers.create'
    const listeners = listAnswer(answers, `${under}.listeners`).map(parseListener)
    const backends = listAnswer(answers, `${under}.backends`).map(parseBackend)
    return [
      ...about(`${under}.vswitch`, 4),
      '    loadBalancers:',
      '      - create:',
      `          vswitch: ${textAnswer(answers, `${under}.vswitch`)}`,
      '          listeners:',
      ...listeners.map(({ port, backendPort }) => entry({ port, ...(backendPort !== port && { backendPort }) })),
      '          backends:',
      ...backends.map(({ id, ip, weight }) => entry({ id, ...(ip && { ip }), ...(weight !== 100 && { weight }) })),
    ]
  }

  function zones(): string[] {
    const name = 'outbound.endpoint.zones'
    const pairs = listAnswer(answers, name).map((pair) => pair.split('='))
    if (pairs.length === 0) return left(4, name, `zones: { ${facts.region}-h: vsw-… }`)
    return [...about(name, 4), '    zones:', ...pairs.map(([zone, vswitch]) => `      ${zone}: ${vswitch}`)]
  }

  function tests(name: 'inbound.tests' | 'outbound.tests'): string[] {
    const targets = listAnswer(answers, name)
    if (targets.length === 0) return []
    return [...about(name, 2), '  tests:', ...targets.map((target) => `    - ${JSON.stringify(target)}`)]
  }

  function about(name: AnswerName, indent: number): string[] {
    return comment(comments.keys[name](facts), indent)
  }

  /** What was asked for and left open; a question that did not arise leaves nothing. */
  function left(indent: number, name: AnswerName, line: string): string[] {
    const why = comments.open[name]
    if (why === undefined || textAnswer(answers, name) === undefined) return []
    return [...comment(why(facts), indent), `${' '.repeat(indent)}# ${line}`]
  }
}

/** A text as YAML reads it back: `007` is a number there, and `no` may be a truth. */
function plain(text: string): string {
  const isPlain = /^[a-z][a-z0-9-]*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n)$/.test(text)
  return isPlain ? text : JSON.stringify(text)
}

function comment(text: string, indent: number): string[] {
  const lead = `${' '.repeat(indent)}# `
  return wrap(text, width - lead.length).map((line) => lead + line)
}

/** An item of a list, as a mapping on one line. */
function entry(values: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(values).map(([key, value]) => `${key}: ${value}`)
  return `            - { ${pairs.join(', ')} }`
}

function isComment(line: string): boolean {
  return line.trimStart().startsWith('#')
}
