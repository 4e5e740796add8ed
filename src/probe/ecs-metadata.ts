import { request } from 'node:http'

/** Where an ECS instance learns about itself (ECS, instance metadata); nowhere else does anybody answer there. */
const metadata = 'http://100.100.100.200'
/** A machine that is no ECS instance gets no answer at all. */
const patienceMs = 1_000

/**
 * The VPC this machine is in, as ECS metadata tells; null when it is no ECS instance, or does not answer in time.
 * Version 2 of the metadata wants a token first; where that is refused, version 1 is asked.
 */
export async function findVpc(signal: AbortSignal, base = metadata): Promise<string | null> {
  const ends = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  try {
    const token = await ask(
      `${base}/latest/api/token`,
      'PUT',
      { 'X-aliyun-ecs-metadata-token-ttl-seconds': '60' },
      ends,
    )
    const headers: Record<string, string> = token === null ? {} : { 'X-aliyun-ecs-metadata-token': token }
    const vpc = await ask(`${base}/latest/meta-data/vpc-id`, 'GET', headers, ends)
    return vpc !== null && /^vpc-[a-z0-9]+$/.test(vpc) ? vpc : null
  } catch {
    signal.throwIfAborted()
    return null
  }
}

/** The body of a 200, trimmed; null for any other answer. */
function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, signal }, (incoming) => {
      let body = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => {
        // Whatever answers there, a VPC id is short.
        body = (body + chunk).slice(0, 256)
      })
      incoming.on('end', () => resolve(incoming.statusCode === 200 ? body.trim() : null))
      incoming.on('error', reject)
    })
    outgoing.on('error', reject).end()
  })
}
