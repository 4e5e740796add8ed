import type { Context, Ending } from '../context.ts'
import { type WorkFlags, workOn } from '../work.ts'

export async function run(context: Context, options: WorkFlags): Promise<Ending> {
  const { up } = await import('../../plan/up.ts')
  return workOn(context, 'up', options, up)
}
