import { PlinkError } from '../model/fault.ts'

/** Zones and their vSwitches, of words like `cn-hangzhou-h=vsw-…`. @throws PlinkError BAD_FLAG, naming `flag` */
export function zonesIn(words: readonly string[], flag: string): Readonly<Record<string, string>> {
  const pairs = words.map((word) => {
    const [, zone, vswitch] = /^([a-z]{2}-[a-z0-9-]+)=(vsw-[a-z0-9]+)$/.exec(word) ?? []
    if (zone === undefined || vswitch === undefined) {
      throw new PlinkError('BAD_FLAG', { flag, value: word, expected: 'cn-hangzhou-h=vsw-…' })
    }
    return [zone, vswitch] as const
  })
  return Object.fromEntries(pairs)
}
