import { type Form, forms, zoneForm } from '../model/form.ts'
import { shownWord } from '../model/mask.ts'
import { checkWord } from './check-word.ts'

/** A zone, or one with the vSwitch that is meant there. */
export const zoneWord: Form = {
  expected: 'cn-hangzhou-h | cn-hangzhou-h=vsw-…',
  problemOf: (word) => (word.includes('=') ? placedZone(null).problemOf(word) : zoneForm(null).problemOf(word)),
}

/** Zones and their vSwitches, of words like `cn-hangzhou-h=vsw-…`. @throws PlinkError BAD_FLAG, naming `flag` */
export function parseZones(words: readonly string[], flag: string, region: string): Readonly<Record<string, string>> {
  return Object.fromEntries(words.map((word) => splitZone(checkWord(flag, word, placedZone(region)))))
}

/** `cn-hangzhou-h=vsw-…` */
export function placedZone(region: string | null): Form {
  const form = zoneForm(region)
  const expected = `${region === null ? 'cn-hangzhou-h' : form.expected}=vsw-…`
  return {
    expected,
    problemOf(word) {
      const [zone, vswitch] = splitZone(word)
      const isGood = form.problemOf(zone) === undefined && forms.vswitch.problemOf(vswitch) === undefined
      return isGood ? undefined : { kind: 'bad-id', value: shownWord(word), expected }
    },
  }
}

export function splitZone(word: string): readonly [zone: string, vswitch: string] {
  const at = word.indexOf('=')
  return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)]
}
