import { basename } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { isSilent } from '../manifest/merge-remembered.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import type { DirectionName } from '../model/link.ts'
import { readState } from '../state/read.ts'
import type { State } from '../state/state.ts'
import type { CommandContext } from './command.ts'
import { flags, type GlobalOptions, type Options } from './flags.ts'
import { loadManifest, rememberedIntent, requireRegion, stateFile } from './open-link.ts'
import type { Override } from './overrides.ts'

export type EditOptions = GlobalOptions & Partial<Options<'name'>>

/** A link after the flags of one command were applied, as far as it is known without asking the cloud. */
export interface LinkEdit {
  readonly intent: Intent
  /** The plink.yaml that the intent comes from; null if it comes from the state file or is new. */
  readonly file: string | null
  readonly state: State | null
}

interface Difference {
  readonly key: string
  readonly spec: string
  readonly given: string
}

/**
 * The intent with the overrides of a step command, and the state. plink.yaml wins over flags, and the difference is shown;
 * without a plink.yaml the remembered intent or a new one is edited. Writes nothing.
 * @param direction one that plink.yaml must have; null if any will do
 * @param strict refuse instead of warning: without the rejected flags there is nothing to do
 * @throws PlinkError SPEC_DIFFERS if strict; SPEC_INVALID, SPEC_MISSING, DIRECTION_ABSENT, REGION_MISSING, BAD_FLAG
 */
export async function editLink(
  context: CommandContext,
  options: EditOptions,
  direction: DirectionName | null,
  overridesOf: (intent: Intent) => readonly Override[] = () => [],
  strict: 'strict' | 'lenient' = 'lenient',
): Promise<LinkEdit> {
  const { intent, file, differences } = await editIntent(context, options, direction, overridesOf)
  if (file !== null && differences.length > 0) {
    const fault = new PlinkError('SPEC_DIFFERS', { file, differences })
    if (strict === 'strict') throw fault
    context.emit({ event: 'warning', fault: fault.data })
  }
  return { intent, file, state: await readState(stateFile(context, options), intent) }
}

async function editIntent(
  context: CommandContext,
  options: EditOptions,
  direction: DirectionName | null,
  overridesOf: (intent: Intent) => readonly Override[],
): Promise<Omit<LinkEdit, 'state'> & { readonly differences: readonly Difference[] }> {
  const written = await loadManifest(context, options)
  if (written !== null) {
    const { intent, spec } = written
    requireName(options, intent)
    if (direction !== null && !spec.directions[direction])
      throw new PlinkError('DIRECTION_ABSENT', { direction, file: options.file })
    const overrides = overridesOf(intent)
    const clashing = overrides.filter(
      (each) => !isSilent(each.read(spec)) && !isDeepStrictEqual(each.read(spec), each.wanted),
    )
    const edited = overrides.filter((each) => !clashing.includes(each)).reduce((all, each) => each.write(all), intent)
    return { intent: edited, file: options.file, differences: clashing.map((each) => differenceIn(spec, each)) }
  }
  if (options.file !== flags.file.initial) throw new PlinkError('SPEC_MISSING', { file: options.file })
  const remembered = await rememberedIntent(context, options)
  if (remembered !== null) requireName(options, remembered)
  const intent = remembered ?? (await newIntent(context, options))
  return { intent: overridesOf(intent).reduce((all, each) => each.write(all), intent), file: null, differences: [] }
}

function differenceIn(spec: Intent, { key, read, wanted }: Override): Difference {
  return { key, spec: shown(read(spec)), given: shown(wanted) }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function requireName({ name = null }: EditOptions, intent: Intent): void {
  if (name === null || name === intent.name) return
  throw new PlinkError('BAD_FLAG', { flag: '--name', value: name, expected: intent.name })
}

async function newIntent(context: CommandContext, options: EditOptions): Promise<Intent> {
  const region = await requireRegion(context, options)
  return { name: options.name ?? nameFor(context.host.cwd), region, peer: { kind: 'emqx' }, directions: {} }
}

/** The default name of a link: that of its folder. */
export function nameFor(cwd: string): string {
  const folder = basename(cwd)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return (
    folder
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 32)
      .replaceAll(/-+$/g, '') || 'link'
  )
}
