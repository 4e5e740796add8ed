import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What came of a script. */
export interface ScriptEnd {
  readonly output: string
  readonly exitCode: number
  /** It took longer than it may. */
  readonly late: boolean
}

/** A resolver of its own: what machines of the pretended VPCs know are its names, and no others. */
const getent = `#!/bin/sh
found=2
while read -r address name; do
  if [ "$name" = "$2" ]; then echo "$address STREAM $name"; found=0; fi
done <"\${0%/*}/hosts"
exit $found
`
/** Bytes of output that are kept (Ecs DescribeInvocationResults, Output). */
const longest = 24 * 1024

/**
 * Runs a shell script on this machine as the agent of a pretended one would: in a folder of its own, which is removed, and with
 * nothing of this process in its environment. Names are only those it is given. It has the rights of this process all the same.
 * @param limitMs real time after which it is ended
 */
export async function runScript(
  script: string,
  names: ReadonlyMap<string, readonly string[]>,
  limitMs: number,
): Promise<ScriptEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'plink-agent-'))
  try {
    const hosts = [...names].flatMap(([name, addresses]) => addresses.map((address) => `${address} ${name}\n`))
    await writeFile(join(folder, 'hosts'), hosts.join(''))
    await writeFile(join(folder, 'getent'), getent, { mode: 0o755 })
    const env = { PATH: `${folder}:/usr/local/bin:/usr/bin:/bin`, HOME: folder }
    const child = spawn('/bin/sh', ['-c', script], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: limitMs,
    })
    let output = ''
    const hear = (bytes: Buffer): void => {
      output = (output + bytes.toString()).slice(0, longest)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const [code, signal] = await once(child, 'close')
    return { output, exitCode: typeof code === 'number' ? code : 1, late: signal !== null }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
