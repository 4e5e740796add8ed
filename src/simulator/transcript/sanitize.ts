import { createHmac, randomBytes } from 'node:crypto'

/** Fields whose texts people choose; plink's own tag keys are kept, for they say what the call was about. */
const chosen =
  /^(?:(?:Vpc|VSwitch|Endpoint|LoadBalancer|SecurityGroup|Instance|ServerGroup|VServerGroup|ResourceGroup|Role|RoleSession|User|Host|KeyPair|Command)Name|\w*Description|HostName|TagKey|TagValue|Key|Value|Note|Comment|AuthPrincipalDisplayName)$/
/** Fields that are nobody's business, whatever is in them. */
const secret =
  /^(?:AccessKeySecret|SecurityToken|EncodedDiagnosticMessage|CommandContent|Output|OIDCToken|SAMLAssertion|Policy)$/

/** IDs of things; a digit in them tells them from names of regions. */
export const idPattern = /\b(?=[a-z]{1,8}-[a-z]*\d)([a-z]{1,8})-[a-z0-9]{12,}\b/
const uuidPattern = /\b[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\b/
const keyPattern = /\b(?:LTAI|STS\.)\w{8,}/
/** UIDs of accounts, users and roles: nothing else is a number so long. */
const uidPattern = /\b\d{15,20}\b/
const addressPattern = /\b\d{1,3}(?:\.\d{1,3}){3}\b(?:\/\d{1,2}\b)?/
const everything = new RegExp(
  [uuidPattern, idPattern, keyPattern, addressPattern, uidPattern].map(({ source }) => `(?:${source})`).join('|'),
  'g',
)

/**
 * Replaces what tells whose calls they were: IDs, UIDs, access keys, request IDs, addresses, and texts that people chose. The
 * same thing gets the same stand-in for as long as this object lives, addresses within a block stay within one block.
 */
export class Sanitizer {
  readonly #standIns = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly #key = randomBytes(32)

  /** A reply as it came: parsed only once the numbers that JavaScript could not hold are gone. */
  body(json: string): unknown {
    try {
      return this.#fields('', JSON.parse(this.text(json)))
    } catch {
      return this.text(json)
    }
  }

  params(params: ReadonlyMap<string, string>): Record<string, string> {
    return Object.fromEntries(
      [...params].map(([name, value]) => [name, String(this.#fields(name.split('.').at(-1) ?? '', this.text(value)))]),
    )
  }

  /** IDs and addresses in any text. */
  text(text: string): string {
    return text.replace(everything, (found) => this.#standIn(found))
  }

  #fields(name: string, value: unknown): unknown {
    if (Array.isArray(value)) return value.map((each) => this.#fields(name, each))
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.#fields(key, each)]))
    if (typeof value !== 'string' || value === '') return value
    if (secret.test(name)) return 'removed'
    if (chosen.test(name) && !/^(?:plink:|acs:)/.test(value)) return this.#numbered(`text ${value}`, 'text', 6)
    return value.replace(
      /(:(?:user|role|assumed-role)\/)([^"\s]+)/g,
      (_, kind, who) => kind + this.#numbered(`name ${who}`, 'name', 6),
    )
  }

  #standIn(found: string): string {
    if (addressPattern.test(found) && !uuidPattern.test(found)) return this.#address(found)
    const known = this.#standIns.get(found)
    if (known !== undefined) return known
    if (uuidPattern.test(found)) return this.#keep(found, `00000000-0000-4000-8000-${this.#next('uuid', 12)}`)
    if (keyPattern.test(found)) return this.#keep(found, `LTAI5t${this.#next('key', 18)}`)
    const [, prefix] = idPattern.exec(found) ?? []
    if (prefix !== undefined) return this.#keep(found, `${prefix}-bp1${this.#next(prefix, 17)}`)
    return this.#keep(found, `1${this.#next('uid', found.length - 1)}`)
  }

  #numbered(original: string, word: string, width: number): string {
    return this.#standIns.get(original) ?? this.#keep(original, `${word}-${this.#next(word, width)}`)
  }

  #keep(original: string, standIn: string): string {
    this.#standIns.set(original, standIn)
    return standIn
  }

  #next(kind: string, width: number): string {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return String(count).padStart(width, '0')
  }

  /** Each bit is turned or not as those before it say, so that addresses of one block stay in one; `0.0.0.0/0` stays as it is. */
  #address(text: string): string {
    const [address = '', mask] = text.split('/')
    const bits = address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('')
    const wanted = mask === undefined ? 32 : Math.min(32, Number(mask))
    const turned = Array.from(bits, (bit, index) =>
      index < wanted && this.#turns(bits.slice(0, index)) ? 1 - Number(bit) : bit,
    ).join('')
    const octets = turned.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? []
    return octets.join('.') + (mask === undefined ? '' : `/${mask}`)
  }

  #turns(prefix: string): boolean {
    return ((createHmac('sha256', this.#key).update(prefix).digest()[0] ?? 0) & 1) === 1
  }
}
