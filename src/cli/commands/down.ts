import type { Context, Ending } from '../context.ts'
import { type WorkFlags, workOn } from '../work.ts'

export async function run(context: Context, options: WorkFlags): Promise<Ending> {
  const { down } = await import('../../plan/down.ts')
  return workOn(context, 'down', options, down)
}
