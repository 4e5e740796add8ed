import type { Context, Ending } from '../context.ts'
import type { Options } from '../flags.ts'
import { readWanted } from '../link.ts'
import { withOnReady } from '../on-ready.ts'
import { type WorkFlags, workOn } from '../work.ts'

export async function run(context: Context, options: WorkFlags & Options<'on-ready'>): Promise<Ending> {
  const { up } = await import('../../plan/up.ts')
  const ending = await workOn(context, 'up', options, (tools) =>
    up({ ...tools, reread: () => readWanted(context, options, tools.intent) }),
  )
  return withOnReady(context, options, ending)
}
