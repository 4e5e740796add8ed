import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { generate } from 'mqtt-packet'
import type { DirectionName } from '../../src/model/link.ts'
import { patientClock } from '../harness/clock.ts'
import { password, type Stage } from './stage.ts'

/**
 * Whether traffic passes, found out without plink: by name (another one where the endpoint was made anew), as a client would. A client at 127.0.0.1 stands for one beside
 * the endpoint, so that this holds for both directions.
 */
export async function carries(
  stage: Stage,
  direction: DirectionName,
  domain = stage.ids[direction].domain,
): Promise<boolean> {
  try {
    const address = await resolve(stage, domain)
    return direction === 'inbound'
      ? (await talk(address, 6379, `AUTH "${password}"\r\nPING\r\n`)).includes('+PONG')
      : (await talk(address, 1883, mqttConnect)).startsWith('\x20\x02\x00\x00')
  } catch {
    return false
  }
}

/** The same, asked for some seconds: what is busy may be slow to answer, and what was repaired slow to settle. */
export async function carriesInTheEnd(stage: Stage, direction: DirectionName, domain?: string): Promise<boolean> {
  for (let attempt = 1; attempt <= 12; attempt++) {
    if (await carries(stage, direction, domain)) return true
    await patientClock.sleep(250, new AbortController().signal)
  }
  return false
}

const mqttConnect = generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clientId: 'matrix',
  clean: true,
  keepalive: 10,
})

async function resolve({ cloud }: Stage, name: string): Promise<string> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  resolver.setServers([cloud.document.dns])
  const [address] = await resolver.resolve4(name)
  if (address === undefined) throw new Error(`${name} has no address`)
  return address
}

/** What a server says within a moment, or until it closes. */
async function talk(host: string, port: number, words: string | Buffer): Promise<string> {
  const socket = connect({ host, port })
  const over = new AbortController()
  try {
    let said = ''
    const late = patientClock.sleep(1_500, over.signal)
    const answered = (async () => {
      await once(socket, 'connect')
      socket.write(words)
      for await (const bytes of socket) {
        said += bytes.toString('latin1')
        if (said.includes('+PONG') || said.length >= 4) if (!said.startsWith('+OK') || said.includes('PONG')) return
      }
    })()
    await Promise.race([late, answered])
    answered.catch(() => undefined)
    return said
  } finally {
    over.abort()
    socket.on('error', () => undefined).destroy()
  }
}
