import type { LinkOutcome } from '../actions/outcome.ts'
import type { ChangeContext } from '../engine/link-context.ts'
import type { Intent } from '../manifest/schema.ts'
import { readState } from '../state/read.ts'
import type { LinkState, State, StepRecord } from '../state/state.ts'
import type { Store } from '../state/store.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { openAccounts, stateFile } from './open-link.ts'
import { runLocked } from './run-on-link.ts'
import { planOutcome, type StepOptions, type StepSelection } from './step-command.ts'

/** Records by step ID. */
type Records = Readonly<Record<string, StepRecord>>

/**
 * Removes things that the state does not record as created by this link, with the steps of `down` and a state in memory.
 * Nothing is lost if the process dies: the steps look before every call, so a second run continues.
 * @param records what to remove, as `mine`, and what the steps need to know about it
 * @param afterwards runs after `down`, with the real state
 */
export async function removeUnrecorded(
  context: CommandContext,
  options: StepOptions,
  intent: Intent,
  records: Records,
  { direction, only }: StepSelection,
  afterwards: (changeContext: ChangeContext, outcome: LinkOutcome) => Promise<LinkOutcome>,
): Promise<CommandOutcome> {
  const linkContext = await openAccounts(context, options, intent)
  const directions = [direction]
  if (options['dry-run']) {
    const { planDown } = await import('../actions/plan-down.ts')
    const link = { name: intent.name, region: intent.region, uids: {}, intent: null, steps: records }
    const lineage = (await readState(stateFile(context, options), intent))?.lineage ?? ''
    const state = { schema: 1, lineage, serial: 0, link } as const
    return planOutcome(intent, await planDown(linkContext, state, { directions, only }))
  }
  const { down } = await import('../actions/down.ts')
  return runLocked(context, { after: 'down', directions, only }, options, linkContext, async (changeContext) => {
    const store = inMemoryStore(changeContext.store.state, records)
    return afterwards(changeContext, await down({ ...changeContext, store }))
  })
}

/** The record of an existing resource. @param mine whether to treat it as created by plink, so that it is removed */
export function readyRecord(id: string, mine: boolean, now: number): StepRecord {
  return { status: 'ready', id, mine, out: { id }, since: new Date(now).toISOString() }
}

/** Adds such records to a state, to be removed by `removeSteps`. @param ids resource IDs by step ID */
export function withRecords(link: LinkState, ids: Readonly<Record<string, string>>, now: number): LinkState {
  const added = Object.entries(ids).map(([step, id]) => [step, readyRecord(id, true, now)] as const)
  return { ...link, steps: { ...link.steps, ...Object.fromEntries(added) } }
}

function inMemoryStore({ schema, lineage, serial, link }: State, steps: Records): Store {
  let now: LinkState = { ...link, steps }
  return {
    isOld: false,
    get state() {
      return { schema, lineage, serial, link: now }
    },
    async update(change) {
      now = change(now)
    },
    unlocked: (wait) => wait(),
    close: async () => undefined,
  }
}
