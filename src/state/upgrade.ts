/** A state file's content, whatever its schema. */
export type Content = Readonly<Record<string, unknown>>

/** What brings a state of one schema to the next: the entry under 1 makes a 2 of it. Schema 1 is the first. */
export type Upgrades = Readonly<Record<number, (content: Content) => Content>>
export const upgrades: Upgrades = {}

/** The schema this plink writes. */
export const currentSchema = 1

/** Goes up one schema at a time; undefined when a step is missing. */
export function upgraded(
  content: Content,
  from: number,
  to = currentSchema,
  by: Upgrades = upgrades,
): Content | undefined {
  let at = content
  for (let schema = from; schema < to; schema++) {
    const upgrade = by[schema]
    if (upgrade === undefined) return undefined
    at = { ...upgrade(at), schema: schema + 1 }
  }
  return at
}
