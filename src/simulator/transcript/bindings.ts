import type { World } from '../world/world.ts'
import { idPattern } from './sanitize.ts'
import type { Transcript } from './transcript.ts'

const uidPattern = /\b1\d{14,19}\b/

/** Which ID of a recording stands for which one here. */
export class Bindings {
  readonly #here = new Map<string, string>()
  readonly #taken = new Set<string>()
  readonly #touched = new Set<string>()
  readonly #world: World
  readonly #tokens: RegExp
  readonly #given: Readonly<Record<string, string>>

  constructor(world: World, given: Readonly<Record<string, string>>, { head, exchanges }: Transcript) {
    this.#world = world
    this.#given = given
    this.#tokens = new RegExp(`(?:${idPattern.source})|(?:${uidPattern.source})|\\b${head.region}(?:-[a-z])?\\b`, 'g')
    this.#bind(head.region, world.region)
    for (const [name, uid] of Object.entries(head.accounts)) {
      const account = world.accounts.find((each) => each.name === name)
      if (account !== undefined) this.#bind(uid, account.uid)
    }
    for (const { params } of exchanges)
      for (const value of Object.values(params)) for (const token of this.#tokensIn(value)) this.#touched.add(token)
  }

  isToken(text: string): boolean {
    return this.#tokensIn(text)[0] === text
  }

  /** Whether it is an ID here that one of the recording stands for. */
  isKnown(id: string): boolean {
    return this.#taken.has(id) && id !== this.#world.region
  }

  /** A recorded text, list or object, with the IDs here in place of those that are known. */
  translate<T>(value: T): T {
    const text = JSON.stringify(value)
    return text === undefined
      ? value
      : JSON.parse(text.replace(this.#tokens, (token) => this.#here.get(token) ?? token))
  }

  /**
   * The parameters of a recorded call, in terms of here: what the recording does not say the making of, is found among what
   * the account has.
   * @returns also the IDs that nothing here stands for
   */
  request(
    account: string,
    params: Readonly<Record<string, string>>,
  ): { params: Record<string, string>; strange: string[] } {
    const zonesFirst = Object.values(params)
      .flatMap((value) => this.#tokensIn(value))
      .toSorted((a, b) => Number(this.#isZone(b)) - Number(this.#isZone(a)))
    for (const token of zonesFirst) if (!this.#here.has(token)) this.#find(account, token, params)
    const strange = zonesFirst.filter((token) => !this.#here.has(token))
    return { params: this.translate({ ...params }), strange }
  }

  /** Learns from a reply here what the IDs of the recorded one stand for. */
  learn(there: unknown, here: unknown, isRow = false): void {
    if (Array.isArray(there) && Array.isArray(here)) {
      const named = (row: unknown) => this.#tokensIn(JSON.stringify(row) ?? '')
      const used = new Set<unknown>()
      for (const row of there) {
        const [first] = named(row)
        const twin = here.find((each) => first !== undefined && named(each).includes(this.#here.get(first) ?? ''))
        const other =
          twin ??
          here.find(
            (each) => !used.has(each) && named(each).every((token) => !this.#taken.has(token) || this.#isZone(token)),
          )
        if (other === undefined || (twin === undefined && !named(row).some((token) => this.#touched.has(token))))
          continue
        used.add(other)
        this.learn(row, other, true)
      }
    } else if (typeof there === 'object' && typeof here === 'object' && there !== null && here !== null) {
      for (const [name, value] of Object.entries(there))
        this.learn(value, new Map(Object.entries(here)).get(name), isRow)
    } else if (typeof there === 'string' && typeof here === 'string') {
      const theirs = this.#tokensIn(there)
      const ours = this.#tokensHere(here)
      for (const [index, token] of theirs.entries()) {
        const twin = ours[index]
        const isNew = twin !== undefined && !this.#here.has(token) && !this.#taken.has(twin)
        if (isNew && kindOf(token) === kindOf(twin) && (!isRow || this.#touched.has(token))) this.#bind(token, twin)
      }
    }
  }

  #bind(there: string, here: string): void {
    this.#here.set(there, here)
    this.#taken.add(here)
  }

  #find(account: string, token: string, params: Readonly<Record<string, string>>): void {
    const uid = this.#world.accounts.find((each) => each.name === account)?.uid
    if (this.#isZone(token)) {
      const zones = [...this.#world.vswitches.values()].filter(({ owner }) => owner === uid).map(({ zone }) => zone)
      const free = zones.find((zone) => !this.#taken.has(zone))
      if (free !== undefined) this.#bind(token, free)
      return
    }
    const kind = kindOf(token)
    const tables = [
      this.#world.vpcs,
      this.#world.vswitches,
      this.#world.securityGroups,
      this.#world.loadBalancers,
      this.#world.instances,
    ]
    // Of things alike, what the scenario gives comes first: it is what goes together.
    const given = Object.values(this.#given)
    const mine = tables
      .flatMap((table) => [...table.values()])
      .filter(({ id, owner }) => owner === uid && kindOf(id) === kind && !this.#taken.has(id))
      .toSorted((a, b) => Number(given.includes(b.id)) - Number(given.includes(a.id)))
    const beside = Object.entries(params)
      .find(([, value]) => value === token)?.[0]
      .replace(/VSwitchId$/, 'ZoneId')
    const zone = this.#here.get(params[beside ?? ''] ?? '')
    const found = mine.find((row) => !('zone' in row) || zone === undefined || row.zone === zone)
    if (found !== undefined) this.#bind(token, found.id)
  }

  #isZone(token: string): boolean {
    return /^[a-z]+-[a-z]+(?:-\d+)?-[a-z]$/.test(token)
  }

  #tokensIn(text: string): string[] {
    return [...text.matchAll(this.#tokens)].map(([token]) => token)
  }

  #tokensHere(text: string): string[] {
    const region = this.#world.region
    return [
      ...text.matchAll(new RegExp(`(?:${idPattern.source})|(?:${uidPattern.source})|\\b${region}(?:-[a-z])?\\b`, 'g')),
    ].map(([token]) => token)
  }
}

/** `vpc`; a UID and a zone are kinds too. */
function kindOf(token: string): string {
  if (/^\d/.test(token)) return 'uid'
  return idPattern.test(token) ? (token.split('-')[0] ?? '') : 'zone'
}
