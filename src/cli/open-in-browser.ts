import { spawn } from 'node:child_process'
import { platform } from 'node:os'

/** The program that opens a URL in the default browser. */
const openers: Readonly<Record<string, readonly string[]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** Opens a page and goes on; without a browser nothing happens, since the address is printed as well. */
export function openInBrowser(url: string): void {
  const [program = 'xdg-open', ...words] = openers[platform()] ?? ['xdg-open']
  const child = spawn(program, [...words, url], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}
