/** A world in normal form (normalize-world.ts): things by kind, by account. */
export type NormalWorld = Readonly<Record<string, Readonly<Record<string, unknown>>>>
interface Thing {
  readonly id: string
  readonly [field: string]: unknown
}

/**
 * - `extra`: a resource, or a part of one, too many;
 * - `door`: a way in too many: an account on a whitelist, a security group rule, an approved connection;
 * - `missing`: what should be there is not, or is otherwise.
 */
export interface Difference {
  readonly kind: 'extra' | 'door' | 'missing'
  readonly what: string
}

/** Words of the cloud for a connection that lets traffic in. */
const open: ReadonlySet<unknown> = new Set(['Connected', 'Connecting'])
/** Fields that are lists of who gets in. */
const doors: ReadonlySet<string> = new Set(['whitelist', 'rules'])

/** How a world differs from the one that it should be. */
export function differences(now: NormalWorld, wanted: NormalWorld): Difference[] {
  return Object.keys(wanted).flatMap((account) =>
    Object.keys(wanted[account] ?? {}).flatMap((kind) => {
      // Addresses come and go with the endpoints that use them.
      if (kind === 'vswitches') return []
      const [is, should] = [now[account]?.[kind], wanted[account]?.[kind]]
      return isList(is) && isList(should) ? between(`${account} ${kind}`, kind, is, should) : []
    }),
  )
}

function isList(value: unknown): value is readonly Thing[] {
  return Array.isArray(value)
}

function between(where: string, kind: string, now: readonly Thing[], wanted: readonly Thing[]): Difference[] {
  const ids = [...new Set([...now, ...wanted].map(({ id }) => id))]
  return ids.flatMap((id): Difference[] => {
    const is = now.find((each) => each.id === id)
    const should = wanted.find((each) => each.id === id)
    const what = `${where} ${id}`
    if (!is) return [{ kind: 'missing', what }]
    if (!should) {
      if (kind !== 'connections') return [{ kind: 'extra', what }]
      // One that waits is told as the endpoint that it is of.
      return open.has(is['status']) ? [{ kind: 'door', what }] : []
    }
    const fields = [...new Set([...Object.keys(is), ...Object.keys(should)])]
    return fields.flatMap((field) => inField(what, field, is[field], should[field]))
  })
}

function inField(what: string, field: string, is: unknown, should: unknown): Difference[] {
  const [now, wanted] = [JSON.stringify(is), JSON.stringify(should)]
  if (now === wanted) return []
  const about = `${what} ${field}: ${now}, not ${wanted}`
  if (!Array.isArray(is) || !Array.isArray(should)) {
    const isOpened = field === 'status' && open.has(is) && !open.has(should) && what.includes(' connections ')
    return [{ kind: isOpened ? 'door' : 'missing', what: about }]
  }
  const more: Difference = { kind: doors.has(field) ? 'door' : 'extra', what: about }
  return [
    ...((doors.has(field) ? is.some((each) => !should.includes(each)) : is.length > should.length) ? [more] : []),
    ...(should.some((each) => !is.includes(each)) ? [{ kind: 'missing', what: about } as const] : []),
  ]
}
