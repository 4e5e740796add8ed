import { execFileSync } from 'node:child_process'
import { type Browser, chromium } from 'playwright-core'
import { programPath } from './installed.ts'

/** Debian's Chromium, without a window. */
export function openBrowser(): Promise<Browser> {
  const executablePath = execFileSync('/bin/sh', ['-c', 'command -v chromium'], { env: { PATH: programPath } })
  // Its sandbox does not run as root, as in a container; only pages of our own are opened.
  return chromium.launch({ executablePath: String(executablePath).trim(), args: ['--no-sandbox'] })
}
