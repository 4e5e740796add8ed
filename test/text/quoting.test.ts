import { describe, expect, test } from 'vitest'
import type { FaultCode } from '../../src/model/fault.ts'
import { en } from '../../src/text/en.ts'
import { faultFacts } from '../../src/text/example-facts.ts'
import { formatFault, formatNext } from '../../src/text/format.ts'
import type { Text } from '../../src/text/text.ts'
import { zh } from '../../src/text/zh.ts'
import { nextFacts } from './samples.ts'

const evil = ';touch evil'
const languages: readonly Text[] = [en, zh]
const faultCodes = Object.keys(faultFacts) as FaultCode[]

describe.each(languages)('in $lang', (text) => {
  test.each(faultCodes)('what another party called itself stays one word in the commands of %s', (code) => {
    for (const facts of faultFacts[code]) {
      const { message, hint, details = [] } = formatFault(text, { code, facts: poisoned(facts) } as never)
      for (const line of [message, hint, ...details]) expect(openIn(line)).toEqual([])
    }
  })

  test.each(Object.keys(nextFacts))('and in those of what comes next, %s', (code) => {
    for (const facts of nextFacts[code as keyof typeof nextFacts])
      expect(openIn(formatNext(text, { code, facts: poisoned(facts) } as never))).toEqual([])
  })
})

/** Facts in which every id, block of addresses and port does more than it says. */
function poisoned(facts: unknown): unknown {
  return JSON.parse(JSON.stringify(facts), (key, value: unknown) => {
    if (typeof value === 'number' && /port/i.test(key)) return `${value}${evil}`
    const isFromOthers = typeof value === 'string' && /^(?:[a-z]{1,5}-[a-z]*[0-9]\w*|[\d.]+\/\d+)$/.test(value)
    return isFromOthers ? `${value}${evil}` : value
  })
}

/** The commands and flags of a sentence in which a shell would find another command. */
function openIn(sentence: string): string[] {
  const copied = [...sentence.matchAll(/`((?:plink|aliyun|cp|ss|redis-cli|iptables|--)[^`]*)`/g)].map(
    ([, said = '']) => said,
  )
  return copied.filter((command) => command.replace(/'[^']*'/g, '').includes(evil))
}
