import * as fs from 'node:fs'

/** Clock ticks per second that /proc counts in: USER_HZ, 100 on every architecture that Node runs on (proc(5)). */
const ticksPerSecond = 100

/** When a process of this machine began, in milliseconds since the epoch; undefined where the system does not tell (not Linux). */
export function processStart(pid: number): number | undefined {
  try {
    // The name of the program stands in brackets and may hold anything: the numbers come after the last one (proc(5), 22: starttime).
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ') ?? []
    const ticks = Number(fields[19])
    const boot = Number(/^btime (\d+)$/m.exec(fs.readFileSync('/proc/stat', 'utf8'))?.[1])
    const start = (boot + ticks / ticksPerSecond) * 1000
    return Number.isFinite(start) ? start : undefined
  } catch {
    return undefined
  }
}
