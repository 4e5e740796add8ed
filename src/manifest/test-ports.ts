import { parseTarget } from '../probe/target.ts'

/** The TCP ports a direction's tests speak to. */
export function portsOf(tests: readonly string[]): number[] {
  const ports = tests
    .map((text) => parseTarget(text))
    .flatMap((target) => (typeof target === 'object' ? [target.port] : []))
  return [...new Set(ports)]
}
