import type { Environment } from '../model/environment.ts'
import { PlinkError } from '../model/fault.ts'
import { forms, matches } from '../model/form.ts'
import { maskedUrl, shownWord } from '../model/mask.ts'
import { isLoopback } from '../net/loopback.ts'
import type { Action } from './operations.ts'
import { hostOf, productNames, productOf } from './products.ts'

/** Where each action is sent. */
export interface Endpoints {
  /** @throws PlinkError BAD_FLAG when the region is no region id: it becomes part of a host name. */
  urlOf(action: Action, region: string): URL
}

const everything = 'PLINK_ENDPOINT_URL'

/**
 * The public hosts, or what PLINK_ENDPOINT_URL and PLINK_ENDPOINT_URL_<PRODUCT> say; the latter wins.
 * @throws PlinkError ENDPOINT_URL_INVALID
 */
export function openEndpoints(env: Environment): Endpoints {
  const all = baseUrl(env, everything)
  const own = new Map(productNames.map((name) => [name, baseUrl(env, `${everything}_${name.toUpperCase()}`)]))
  return {
    urlOf(action, region) {
      if (!matches(region, forms.region))
        throw new PlinkError('BAD_FLAG', { flag: '--region', value: shownWord(region), expected: 'cn-hangzhou' })
      return own.get(productOf(action)) ?? all ?? new URL(`https://${hostOf(action, region)}`)
    },
  }
}

/** An origin and nothing more: the path is signed, and every product's is `/`. Plain http would show the requests to the network. */
function baseUrl(env: Environment, variable: string): URL | undefined {
  const text = env[variable]
  if (text === undefined || text === '') return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const bare = url !== undefined && url.pathname === '/' && url.search === '' && url.hash === ''
  const anonymous = url?.username === '' && url.password === ''
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  if (url === undefined || !bare || !anonymous || !safe)
    throw new PlinkError('ENDPOINT_URL_INVALID', { variable, url: maskedUrl(text, '***') })
  return url
}
