import { Resolver, lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { PlinkError } from '../model/fault.ts'

/**
 * The addresses of a name, at least one.
 * @throws an error with the code of the DNS, `ENOTFOUND`, or the signal's reason.
 */
export type Lookup = (name: string, signal: AbortSignal) => Promise<readonly string[]>

/**
 * Asks `dnsServer` (PLINK_DNS_SERVER, `127.0.0.1:5353`) for endpoint domains, the system for all other names.
 * @throws PlinkError BAD_FLAG
 */
export function openLookup(dnsServer: string | null): Lookup {
  if (dnsServer !== null) newResolver(dnsServer)
  return async (name, signal) => {
    if (isIP(name) !== 0) return [name]
    const ask = dnsServer !== null && isEndpointDomain(name) ? askServer(dnsServer) : askSystem
    const found = await abortable(ask(name, signal), signal)
    // Aliases that lead to nothing.
    if (found.length === 0) throw Object.assign(new Error(`${name} has no address`), { code: 'ENODATA' })
    return found
  }
}

/** EndpointDomain and ZoneDomain as PrivateLink GetVpcEndpointAttribute and ListVpcEndpointZones answer them. */
function isEndpointDomain(name: string): boolean {
  return /\.privatelink\.aliyuncs\.com\.?$/i.test(name)
}

async function askSystem(name: string): Promise<readonly string[]> {
  return (await systemLookup(name, { all: true })).map(({ address }) => address)
}

function askServer(dnsServer: string): Lookup {
  return async (name, signal) => {
    const resolver = newResolver(dnsServer)
    const cancel = (): void => resolver.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await resolver.resolve4(name)
    } catch (error) {
      // The name is there, but not with an IPv4 address: an endpoint may be dual-stack.
      if (error instanceof Error && 'code' in error && error.code === 'ENODATA') return await resolver.resolve6(name)
      throw error
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
}

function newResolver(dnsServer: string): Resolver {
  const resolver = new Resolver()
  try {
    resolver.setServers([dnsServer])
  } catch (cause) {
    throw new PlinkError(
      'BAD_FLAG',
      { flag: 'PLINK_DNS_SERVER', value: dnsServer, expected: '127.0.0.1:5353' },
      { cause },
    )
  }
  return resolver
}

/** The system's resolver cannot be stopped, only left alone. */
async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  return await new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
