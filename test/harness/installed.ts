import { execFileSync } from 'node:child_process'
import { delimiter } from 'node:path'

/** Where programs are looked for: Debian keeps brokers where only root looks. */
export const programPath = `${process.env['PATH']}${delimiter}/usr/sbin`

/**
 * For `test.skipIf`: true, and a loud line on stderr, when one of these programs is missing. Under CI always false: there a
 * test that cannot run fails. `.ci/run` installs what tests need.
 */
export function lacks(...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => !isInstalled(program))
  const { CI } = process.env
  if (missing.length === 0 || (CI && CI !== 'false')) return false
  process.stderr.write(`\nSKIPPED: tests that need ${missing.join(' and ')}\n\n`)
  return true
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${program}`], { env: { PATH: programPath }, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
