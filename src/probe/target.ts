import { isIPv6 } from 'node:net'
import { PlinkError } from '../model/fault.ts'
import { forms, matches, zoneForm } from '../model/form.ts'
import type { DirectionName } from '../model/link.ts'
import { clipped, maskedUrl } from '../model/mask.ts'
import type { ProbeRequest, Protocol } from '../model/probe.ts'
import type { TargetProblem } from '../model/value-problem.ts'
import { loginIn, splitLogin, variable } from './login.ts'
import { isProtocol, type Option, protocols } from './protocols.ts'

/** A test as written: where to, and what to speak there. */
export interface Target {
  /** What results show: every password is still a `${VARIABLE}`. */
  readonly written: string
  readonly protocol: Protocol
  readonly place: Place
  readonly port: number
  readonly path: string
  /** As written, perhaps with `${VARIABLE}`s; `fill` puts in what they stand for. */
  readonly username: string | null
  /** Name of the variable that holds the password. */
  readonly password: string | null
  readonly sni: string | null
  readonly expect: number | null
  /** `?insecure`: any certificate will do, even for a password. */
  readonly insecure: boolean
}

/** `{outbound}` is the domain of that direction's endpoint, `{outbound.cn-hangzhou-h}` that of one of its zones. */
type Place =
  | { readonly kind: 'host'; readonly host: string }
  | { readonly kind: 'endpoint'; readonly direction: DirectionName; readonly zone: string | null }

/** The target, or what is wrong with it. Read by hand: no URL parser takes `{inbound}` or `${VARIABLE}` everywhere. */
export function parseTarget(text: string): Target | TargetProblem {
  const parts = partsOf(text)
  if (parts === undefined) return literalPassword(text) ? 'literal-password' : 'not-a-url'
  if (literalPassword(text)) return 'literal-password'
  const protocol = parts.scheme.toLowerCase()
  if (!isProtocol(protocol)) return 'unknown-scheme'
  const traits = protocols[protocol]

  const login = loginIn(parts.userinfo)
  if (login === undefined) return 'not-a-url'
  if (!traits.login && (login.username !== null || login.password !== null)) return 'bad-option'

  const found = /^(\{[^}]*\}|\[[^\]]*\]|[^:[\]{}]*)(?::(.*))?$/.exec(parts.location)
  if (found === null) return 'not-a-url'
  const [, written = '', portText = ''] = found
  if (written === '') return 'no-host'
  const place = placeOf(written)
  if (typeof place === 'string') return place
  const port = portText === '' ? traits.port : portOf(portText)
  if (port === undefined) return 'not-a-url'
  if (port === null) return 'no-port'

  if (!traits.path.pattern.test(parts.path)) return 'not-a-url'
  const path = parts.path === '' || parts.path === '/' ? traits.path.unwritten : parts.path
  const options = optionsOf(parts.query, traits.options)
  if (options === undefined) return 'bad-option'
  return { written: text, protocol, place, port, path, ...login, ...options }
}

/**
 * The same, for who cannot go on without it.
 * @throws PlinkError TARGET_INVALID, which shows nothing of a password.
 */
export function requireTarget(text: string): Target {
  const target = parseTarget(text)
  if (typeof target === 'string')
    throw new PlinkError('TARGET_INVALID', { target: clipped(maskedUrl(text)), reason: target })
  return target
}

/**
 * True when a password stands in the text of a target, whatever else is wrong with it. Three places: after the colon;
 * alone before the `@` of a Redis, which knows no user without a password; and, when it holds `/`, `?` or `#`, cut in
 * two by them, so that what comes before is neither a host nor a host with a port.
 */
export function literalPassword(text: string): boolean {
  const [, scheme = '', rest] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is.exec(text) ?? []
  if (rest === undefined) return false
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? ''
  if (!authority.includes('@')) return rest.includes('@') && !/^[^:@]*(?::\d+)?$/.test(bare(authority))
  const [user = '', password] = splitLogin(authority.slice(0, authority.lastIndexOf('@')))
  // Another `@` to come, and nothing before this one, or no path after it: the password holds an `@` before what cuts it in two.
  const beyond = rest.slice(authority.length)
  if (beyond.includes('@') && (password === '' || authority.endsWith('@') || !beyond.startsWith('/'))) return true
  if (password !== undefined && password !== '') return !variable.test(password)
  return /^rediss?$/i.test(scheme) && user !== '' && !variable.test(user)
}

/**
 * What there is to probe, but for the host, which the caller knows.
 * @throws PlinkError SECRET_UNSET when a variable is not set, or empty.
 */
export function fill(target: Target, lookup: (variable: string) => string | undefined): Omit<ProbeRequest, 'host'> {
  const secretOf = (variable: string): string => {
    const value = lookup(variable)
    if (value === undefined || value === '') throw new PlinkError('SECRET_UNSET', { target: target.written, variable })
    return value
  }
  const { protocol, port, path, sni, expect, insecure } = target
  const username = target.username?.replace(/\$\{(\w+)\}|[^$]+|\$/g, (part, variable: string | undefined) =>
    variable === undefined ? decodeURIComponent(part) : secretOf(variable),
  )
  const password = target.password === null ? null : secretOf(target.password)
  return { protocol, port, path, username: username ?? null, password, sni, expect, insecure }
}

interface Parts {
  readonly scheme: string
  readonly userinfo: string
  readonly location: string
  readonly path: string
  readonly query: string
}

function partsOf(text: string): Parts | undefined {
  if (!/^[!-~]+$/.test(text)) return undefined
  const found = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#@]*)([^?#]*)(?:\?([^#]*))?$/i.exec(text)
  if (found === null) return undefined
  const [, scheme = '', userinfo = '', location = '', path = '', query = ''] = found
  return { scheme, userinfo, location, path, query }
}

function placeOf(written: string): Place | TargetProblem {
  if (written.startsWith('{')) {
    const [, direction, zone = null] = /^\{(inbound|outbound)(?:\.([a-z0-9-]+))?\}$/.exec(written) ?? []
    if (zone !== null && !matches(zone, zoneForm(null))) return 'unknown-place'
    // Safe: the pattern lets only the two names through.
    return direction === undefined ? 'unknown-place' : { kind: 'endpoint', direction: direction as DirectionName, zone }
  }
  if (written.startsWith('[')) {
    const host = written.slice(1, -1)
    return isIPv6(host) ? { kind: 'host', host } : 'not-a-url'
  }
  // As browsers have it, what ends in a number is an address or nothing.
  if (/(?:^|\.)\d+$/.test(written)) {
    return matches(written, forms.address) ? { kind: 'host', host: written } : 'bad-address'
  }
  const isName = written.length <= 253 && /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.|$))+$/i.test(written)
  return isName ? { kind: 'host', host: written } : 'not-a-url'
}

/** Without the colons that are part of an IPv6 address. */
function bare(authority: string): string {
  return authority.replace(/^\[[^\]]*\]/, 'v6')
}

function portOf(text: string): number | undefined {
  const port = Number(text)
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined
}

function optionsOf(query: string, known: readonly Option[]): Pick<Target, 'sni' | 'expect' | 'insecure'> | undefined {
  const readers: Readonly<Record<Option, RegExp>> = {
    sni: /^[a-z0-9_.-]{1,253}$/i,
    expect: /^[1-5]\d\d$/,
    insecure: /^$/,
  }
  const found: Partial<Record<Option, string>> = {}
  for (const pair of query === '' ? [] : query.split('&')) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? []
    const option = known.find((one) => one === name)
    if (option === undefined || found[option] !== undefined || !readers[option].test(value)) return undefined
    found[option] = value
  }
  return {
    sni: found.sni ?? null,
    expect: found.expect === undefined ? null : Number(found.expect),
    insecure: found.insecure !== undefined,
  }
}
