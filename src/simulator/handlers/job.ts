import { apiError } from '../server/errors.ts'
import type { CallContext, Handlers } from '../world/context.ts'
import { newId } from '../world/id.ts'
import type { TransitionSpec } from '../world/transition.ts'

export const jobs: Pick<Handlers, 'nlb.GetJobStatus'> = {
  'nlb.GetJobStatus': (context, { JobId }) => {
    const row = context.find(context.world.jobs, JobId)
    if (row === undefined) throw apiError('ResourceNotFound.JobId')
    return { Status: row.done ? 'Succeeded' : 'Processing' }
  },
}

/** Begins a change that NLB carries out after its answer, as a job (Nlb GetJobStatus). */
export function beginJob(context: CallContext, change: TransitionSpec): { JobId: string } {
  const { world, account, region, now } = context
  const row = { id: newId(world, 'job'), owner: account.uid, region, created: now, done: false }
  world.jobs.set(row.id, row)
  context.begin({
    ...change,
    finish: (at) => {
      change.finish(at)
      row.done = true
    },
  })
  return { JobId: row.id }
}
