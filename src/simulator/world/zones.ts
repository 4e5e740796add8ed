/** Which slave zones a master zone may have, by letter. Made up; the form is that of Slb DescribeAvailableResource. */
const slaves: Readonly<Record<string, readonly string[]>> = { h: ['i', 'j'], i: ['h'], j: ['k'], k: ['j'] }

interface ZonePairEntity {
  readonly master: string
  readonly slave: string
}

/** The pairs on offer in a region. The first of a master is what it gets when nobody says. */
export function offeredZonePairs(region: string): ZonePairEntity[] {
  return Object.entries(slaves).flatMap(([master, letters]) =>
    letters.map((slave) => ({ master: `${region}-${master}`, slave: `${region}-${slave}` })),
  )
}
