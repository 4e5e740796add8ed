import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { type DirectionName, directionNames } from '../model/link.ts'
import type { LinkStatus } from '../model/result.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import type { Options } from './flags.ts'

/**
 * The ending with the command of `--on-ready` after it, where the run ended with 0: what was waited for is there. What the
 * command does is its own affair: its output goes to stderr, its failure is a warning, and the exit code stays 0.
 */
export function withOnReady(
  context: CommandContext,
  { 'on-ready': command = null }: Partial<Options<'on-ready'>>,
  ending: CommandOutcome,
): CommandOutcome {
  const { result, exit } = ending
  if (command === null || exit !== 0 || result.kind !== 'link') return ending
  return { ...ending, afterwards: () => runShell(context, command, result.status) }
}

async function runShell(
  { host, signal, emit, narrate }: CommandContext,
  command: string,
  status: LinkStatus,
): Promise<void> {
  const env = { ...host.env, ...aboutLink(status) }
  const child = spawn(command, {
    cwd: host.cwd,
    env,
    shell: host.env['SHELL'] || true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = () => child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  const ended = new Promise<{ code: number | null; reason: string | null }>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve({ code: null, reason: error.code ?? error.message }))
    child.once('close', (code, killed) => resolve({ code, reason: killed }))
  })
  const [end] = await Promise.all([ended, tell(child.stdout, narrate), tell(child.stderr, narrate)])
  signal.removeEventListener('abort', stop)
  signal.throwIfAborted()
  if (end.code !== 0) emit({ event: 'warning', fault: { code: 'ON_READY_FAILED', facts: { command, ...end } } })
}

/** What the command is told, besides what plink's own environment says; ids and domains, and never a key. */
function aboutLink({ link, region, directions }: LinkStatus): Record<string, string> {
  const names = directionNames.filter((name) => directions[name] !== undefined)
  return {
    PLINK_LINK: link,
    PLINK_REGION: region,
    PLINK_DIRECTION: names.join(' '),
    ...Object.assign({}, ...names.map((name) => aboutDirection(name, directions[name]))),
  }
}

function aboutDirection(name: DirectionName, direction: LinkStatus['directions'][DirectionName]) {
  const endpoint = direction?.endpoints.find(({ expected }) => expected)
  const prefix = `PLINK_${name.toUpperCase()}`
  return {
    [`${prefix}_STATE`]: direction?.state ?? '',
    [`${prefix}_SERVICE`]: direction?.service?.id ?? '',
    [`${prefix}_ENDPOINT`]: endpoint?.id ?? '',
    [`${prefix}_DOMAIN`]: endpoint?.domain ?? '',
  }
}

async function tell(output: Readable, narrate: CommandContext['narrate']): Promise<void> {
  for await (const line of createInterface({ input: output, crlfDelay: Infinity })) narrate(line)
}
