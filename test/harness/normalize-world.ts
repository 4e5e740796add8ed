/** A world as the simulator's control API shows it: things by kind, by account. */
export type WorldDump = Readonly<Record<string, Readonly<Record<string, readonly Thing[]>>>>
interface Thing {
  readonly id: string
  readonly tags?: readonly string[]
}

/**
 * Evens out what is no one's choice, so that two worlds in which the same was made in different ways are equal:
 * - ids of services, endpoints, load balancers and server groups that were not there `before`: whose it is and which of them, instead;
 * - the lineage in our tags: every state file has a new one;
 * - the order of lists, which follows those ids;
 * - addresses in use: the cloud gives out the next free one, so only their number is kept.
 * Times and domains are not in a world's dump. All else is kept: status, zones, groups, payer, names, tags, whitelists.
 */
// biome-ignore lint/suspicious/noExplicitAny: any JSON value goes in, and comes out with other texts in it.
export function worldNormalizer(world: WorldDump, before: WorldDump): (value: object) => any {
  const names = new Map<string, string>()
  for (const [account, things] of Object.entries(world)) {
    for (const kind of ['services', 'endpoints', 'loadBalancers', 'serverGroups']) {
      const old = new Set(before[account]?.[kind]?.map(({ id }) => id))
      const added = (things[kind] ?? [])
        .filter(({ id }) => !old.has(id))
        .toSorted((a, b) => compare(stepOf(a), stepOf(b)))
      for (const [index, { id }] of added.entries()) names.set(id, `${account}.${kind}.${index + 1}`)
    }
  }
  return (value) => {
    let text = JSON.stringify(value, (key, part) => (key === 'taken' ? part.length : part))
    for (const [id, name] of names) text = text.replaceAll(id, name)
    // A rule's id is only in our state, beside what the rule says.
    text = text.replaceAll(/\bsgr-[a-z0-9]+/g, 'sgr-…')
    return JSON.parse(text.replaceAll(/plink:lineage=[^"]*/g, 'plink:lineage=…'), (_key, part) =>
      Array.isArray(part) ? part.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))) : part,
    )
  }
}

/** Things of one kind are told apart by the step that made them. */
function stepOf({ tags = [] }: Thing): string {
  return tags.find((tag) => tag.startsWith('plink:step=')) ?? ''
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A world in normal form. */
export function normalizedWorld(world: WorldDump, before: WorldDump): WorldDump {
  return worldNormalizer(world, before)(world)
}
