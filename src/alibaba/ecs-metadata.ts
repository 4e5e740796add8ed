import { forms, matches } from '../model/form.ts'
import { openHttpClient } from '../net/http-client.ts'

/** Address of the instance metadata service; it answers on ECS instances only (ECS, instance metadata). */
const metadata = new URL('http://100.100.100.200')
/** In milliseconds. Outside ECS there is no response at all. */
const patienceMs = 1_000

/** Reads one item, `vpc-id`; null when the service has no such item. */
export type ReadMetadata = (item: string, signal: AbortSignal) => Promise<string | null>

/**
 * Version 2 of the metadata wants a token first; where that is refused, version 1 is asked.
 * Reading throws NetworkError, or the signal's reason.
 */
export function openMetadata(base = metadata, patience = patienceMs): ReadMetadata {
  const timeouts = { connectMs: patience, responseMs: patience }
  // Link-local: never through a proxy. Every item is short, whatever else may answer there.
  const http = openHttpClient({ env: {}, timeouts, maxBody: 16 * 1024 })
  const ask = async (method: 'GET' | 'PUT', path: string, headers: Record<string, string>, signal: AbortSignal) => {
    const { status, body } = await http.send({ method, base, path, headers }, signal)
    return status === 200 ? body.trim() : null
  }
  return async (item, signal) => {
    const wanted = { 'X-aliyun-ecs-metadata-token-ttl-seconds': '60' }
    const token = await ask('PUT', '/latest/api/token', wanted, signal)
    const headers: Record<string, string> = token === null ? {} : { 'X-aliyun-ecs-metadata-token': token }
    return await ask('GET', `/latest/meta-data/${item}`, headers, signal)
  }
}

/** The VPC this machine is in; null when it is no ECS instance, or the metadata does not answer in time. */
export async function findVpc(signal: AbortSignal, read = openMetadata()): Promise<string | null> {
  try {
    const vpc = await read('vpc-id', signal)
    return vpc !== null && matches(vpc, forms.vpc) ? vpc : null
  } catch {
    signal.throwIfAborted()
    return null
  }
}
