import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Intent } from '../manifest/schema.ts'
import type { Ask } from '../model/ask.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import { shownWord } from '../model/mask.ts'
import type { PlanAction, PlannedChange } from '../model/result.ts'
import { printJson } from '../output/json.ts'
import { readTextFile } from '../state/text-file.ts'
import type { CommandContext } from './command.ts'
import { writeUserFile } from './write-file.ts'

/** A reviewed plan: what was asked for, and what it would change. It holds no secret. */
interface SavedPlan {
  readonly schema: 'plink/1'
  readonly kind: 'plan'
  readonly intent: Intent
  readonly directions: readonly DirectionName[]
  readonly changes: readonly SavedChange[]
}

interface SavedChange {
  readonly direction: string
  readonly step: string
  readonly action: PlanAction
  readonly id: string | null
}

/** Steps that are planned to wait are created later in the same run. */
const later: readonly PlanAction[] = ['wait', 'peer']

/** Writes the file of `plan --out`. @throws PlinkError FILE_UNWRITABLE */
export function savePlan(
  { host }: CommandContext,
  file: string,
  intent: Intent,
  directions: readonly DirectionName[],
  changes: readonly PlannedChange[],
): void {
  const saved: SavedPlan = { schema: 'plink/1', kind: 'plan', intent, directions, changes: changes.map(savedChange) }
  writeUserFile(resolve(host.cwd, file), file, printJson(saved), host)
}

/** Reads such a file. @throws PlinkError PLAN_UNREADABLE */
export function loadPlan({ host }: CommandContext, file: string): SavedPlan {
  let reason = 'not a plan'
  try {
    // Safe: the keys are looked at before they are used, and whatever is wrong with the rest only stops the run.
    const saved = JSON.parse(readTextFile(resolve(host.cwd, file))) as Partial<SavedPlan> | null
    const { intent, directions, changes } = saved ?? {}
    const isPlan = saved?.schema === 'plink/1' && saved.kind === 'plan' && intent && Array.isArray(directions)
    if (isPlan && Array.isArray(changes) && changes.every((change) => typeof change === 'object' && change !== null))
      return saved as SavedPlan
  } catch (error) {
    reason = error instanceof Error && 'code' in error ? String(error.code) : 'not JSON'
  }
  // A word that names no file may be a password in the wrong place.
  throw new PlinkError('PLAN_UNREADABLE', { file: reason === 'ENOENT' ? shownWord(file) : file, reason })
}

/**
 * Answers the question whether to proceed by a reviewed plan instead of a person: yes, if every change is in it.
 * @throws PlinkError PLAN_OUTDATED with what has changed since
 */
export function askWithPlan(ask: Ask, file: string, plan: SavedPlan): Ask {
  return async (asking) => {
    if (asking.code !== 'PROCEED') return ask(asking)
    const changed = asking.facts.changes.map(savedChange).filter((change) => !isReviewed(change, plan))
    if (changed.length > 0) throw outdated(file, changed)
    return true
  }
}

/** @throws PlinkError PLAN_OUTDATED if plink.yaml or the flags ask for something else than when the plan was made */
export function requireSameIntent(
  file: string,
  plan: SavedPlan,
  intent: Intent,
  directions: readonly DirectionName[],
): void {
  const now = JSON.parse(JSON.stringify(intent))
  if (isDeepStrictEqual(now, plan.intent) && isDeepStrictEqual([...directions], plan.directions)) return
  throw outdated(file, [])
}

function isReviewed(change: SavedChange, { changes }: SavedPlan): boolean {
  const { direction, step, action, id } = change
  if (action !== 'create' && action !== 'update' && action !== 'delete') return true
  return changes.some(
    (each) =>
      each.direction === direction &&
      each.step === step &&
      ((each.action === action && each.id === id) || later.includes(each.action)),
  )
}

function savedChange({ direction, step, action, id }: Pick<PlannedChange, keyof SavedChange>): SavedChange {
  return { direction, step, action, id }
}

function outdated(file: string, changed: readonly SavedChange[]): PlinkError {
  return new PlinkError('PLAN_OUTDATED', { file, changes: changed.map(({ action, step }) => ({ action, step })) })
}
