import type { Protocol } from '../model/probe.ts'
import { parseTarget, type Target } from '../probe/target.ts'

function targetsOf(tests: readonly string[]): Target[] {
  return tests.map((text) => parseTarget(text)).flatMap((target) => (typeof target === 'object' ? [target] : []))
}

/** The TCP ports a direction's tests speak to. */
export function portsOf(tests: readonly string[]): number[] {
  return [...new Set(targetsOf(tests).map(({ port }) => port))]
}

/** What a direction's tests speak on some of its ports. */
export function protocolsOn(tests: readonly string[], isOn: (port: number) => boolean): Protocol[] {
  return [...new Set(targetsOf(tests).flatMap(({ port, protocol }) => (isOn(port) ? [protocol] : [])))]
}
