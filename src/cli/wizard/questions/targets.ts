import type { DirectionName } from '../../../model/link.ts'

/** Protocols by their usual ports, as test targets are written; everything listens to `tcp`. */
const spoken: Readonly<Record<number, (place: string) => string>> = {
  80: (place) => `http://${place}:80`,
  443: (place) => `https://${place}:443`,
  1883: (place) => `mqtt://${place}:1883`,
  6379: (place) => `redis://${place}:6379`,
  8080: (place) => `http://${place}:8080`,
  8083: (place) => `ws://${place}:8083/mqtt`,
  8084: (place) => `wss://${place}:8084/mqtt`,
  8883: (place) => `mqtts://${place}:8883`,
}

/** How a port may be tested, the most telling first. */
export function targetsFor(direction: DirectionName, port: number): readonly string[] {
  const tcp = `tcp://{${direction}}:${port}`
  const known = spoken[port]?.(`{${direction}}`)
  return known === undefined ? [tcp] : [known, tcp]
}
