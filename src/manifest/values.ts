import { allowanceIn } from '../model/allowance.ts'
import { literalPassword, parseTarget } from '../probe/target.ts'
import { kindOf, problem, written, wrongType } from './cursor.ts'
import { clipped, type Reader, text } from './readers.ts'

/** A tag value on everything plink makes, so the cloud's own limits are far away and it is safe in a name. */
export const name = text(/^[a-z0-9-]{1,32}$/, '[a-z0-9-]{1,32}', 'bad-value')

export const regionPattern = /^[a-z]{2}(?:-[a-z0-9]+)+$/
export const region = text(regionPattern, 'cn-hangzhou', 'bad-value')

/** CLB and NLB; an ALB speaks HTTP only, which is of no use to MQTT or Redis. */
export const loadBalancer = text(/^n?lb-[a-z0-9]+$/, 'lb-… | nlb-…', 'bad-id')
export const service = text(/^epsrv-[a-z0-9]+$/, 'epsrv-…', 'bad-id')
export const endpoint = text(/^ep-[a-z0-9]+$/, 'ep-…', 'bad-id')
export const vpc = text(/^vpc-[a-z0-9]+$/, 'vpc-…', 'bad-id')
export const vswitch = text(/^vsw-[a-z0-9]+$/, 'vsw-…', 'bad-id')
export const securityGroup = text(/^sg-[a-z0-9]+$/, 'sg-…', 'bad-id')

/** `cn-hangzhou-h` in cn-hangzhou, `ap-southeast-1a` in ap-southeast-1. */
export const zone: Reader<string> = (value, page) => {
  const found = written(value)
  const inRegion = page.region === null ? regionPattern.test(found) : isZoneOf(found, page.region)
  if (inRegion) return found
  return problem(page, value, { kind: 'bad-id', value: clipped(found), expected: `${page.region ?? 'cn-hangzhou'}-…` })
}

export const allowance: Reader<string> = (value, page) => {
  if (kindOf(value) !== 'text') return wrongType(page, value, 'text')
  const found = written(value)
  const read = allowanceIn(found)
  if (!('expected' in read)) return found
  return problem(page, value, { kind: 'bad-value', value: clipped(found), expected: read.expected })
}

/** 16 digits, quoted or not; the id of a RAM user has 18. */
export const uid: Reader<string> = (value, page) => {
  const kind = kindOf(value)
  if (kind !== 'text' && kind !== 'number') return wrongType(page, value, 'text')
  const found = written(value)
  return /^\d{16}$/.test(found) ? found : problem(page, value, { kind: 'bad-uid', value: clipped(found) })
}

export const version: Reader<1> = (value, page) => {
  const found = written(value)
  if (kindOf(value) !== 'number') return wrongType(page, value, 'number')
  return found === '1' ? 1 : problem(page, value, { kind: 'unsupported-version', value: clipped(found) })
}

/** A target of `plink test`. What is shown of a wrong one never includes a password. */
export const target: Reader<string> = (value, page) => {
  if (kindOf(value) !== 'text') return wrongType(page, value, 'text')
  const found = written(value)
  if (literalPassword(found)) return problem(page, value, { kind: 'literal-password', target: shown(found) })
  const parsed = parseTarget(found)
  if (typeof parsed !== 'string') return found
  return problem(page, value, { kind: 'bad-target', target: shown(found), reason: parsed })
}

/** A wrong target with all that might be a secret left out; its line and column lead to the rest. */
function shown(found: string): string {
  const [address = '', query] = found.split(/\?([\s\S]*)/)
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([\s\S]*)$/i.exec(address) ?? []
  const host = rest.slice(rest.lastIndexOf('@') + 1)
  const isPlain = /^[^:/#]*(?::\d+)?(?:\/[^:#]*)?$/.test(host)
  const options = query?.split('&').map((option) => option.replace(/^((?!sni=|expect=)[^=]*=).*$/s, '$1…'))
  return clipped(
    `${scheme}${rest.includes('@') ? '…@' : ''}${isPlain ? host : '…'}${options ? `?${options.join('&')}` : ''}`,
  )
}

function isZoneOf(found: string, region: string): boolean {
  if (!found.startsWith(region)) return false
  const rest = found.slice(region.length)
  return /^-[a-z0-9]+$/.test(rest) || (/\d$/.test(region) && /^[a-z]$/.test(rest))
}
