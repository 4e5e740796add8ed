import { type InventoryContext, idIn, notMadeYet, type OwnHalf, requireMade } from '../actions/inventory.ts'
import { readsOf } from '../engine/account-reads.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { forms } from '../model/form.ts'
import { readState } from '../state/read.ts'
import type { State } from '../state/state.ts'
import { checkWord } from './check-word.ts'
import type { CommandContext } from './command.ts'
import { flags, type GlobalOptions } from './flags.ts'
import { loadManifest, openAccounts, rememberedIntent, requireRegion, stateFile } from './open-link.ts'

/**
 * Read access to our account. It needs a region, and no link.
 * @throws PlinkError REGION_MISSING; SPEC_MISSING if `--file` names a file that does not exist
 */
export async function openInventory(context: CommandContext, options: GlobalOptions): Promise<InventoryContext> {
  const written = await loadManifest(context, options)
  if (written === null && options.file !== flags.file.initial) {
    throw new PlinkError('SPEC_MISSING', { file: options.file })
  }
  const intent = written?.intent ?? (await rememberedIntent(context, options))
  const state = await readState(stateFile(context, options), intent ?? undefined)
  if (intent !== null) return inventoryOf(context, options, { intent, state })
  const region = await requireRegion(context, options)
  const nothing: Intent = { name: '', region, peer: { kind: 'emqx' }, directions: {} }
  return { ...(await inventoryOf(context, options, { intent: nothing, state })), intent }
}

/** The same for a link that has been read. */
export async function inventoryOf(
  context: CommandContext,
  options: GlobalOptions,
  { intent, state }: { readonly intent: Intent; readonly state: State | null },
): Promise<InventoryContext> {
  const reads = readsOf(await openAccounts(context, options, intent))('you')
  return { reads, region: intent.region, intent, state }
}

/** The service that was named, or this link's. @throws PlinkError NOT_MADE_YET, LINEAGE_FOREIGN, SEVERAL_FOUND, BAD_FLAG */
export async function serviceOf(inventory: InventoryContext, [word]: readonly string[]): Promise<string> {
  return word === undefined ? requireId(inventory, 'inbound/service') : checkWord('SERVICE', word, forms.service)
}

/** The endpoint that was named, or this link's. @throws PlinkError NOT_MADE_YET, LINEAGE_FOREIGN, SEVERAL_FOUND, BAD_FLAG */
export async function endpointOf(inventory: InventoryContext, [word]: readonly string[]): Promise<string> {
  return word === undefined ? requireId(inventory, 'outbound/endpoint') : checkWord('ENDPOINT', word, forms.endpoint)
}

/** What was only meant so far cannot be read. */
async function requireId(inventory: InventoryContext, step: OwnHalf): Promise<string> {
  const id = await requireMade(inventory, step)
  if (id === '') throw notMadeYet(step)
  return id
}

/**
 * The load balancers that were named, by ID or by the name under which plink created them, or those of this link.
 * @throws PlinkError MISSING_ARGUMENT, BAD_FLAG
 */
export function loadBalancersOf(
  { intent, state }: InventoryContext,
  words: readonly string[],
  command: string,
): readonly string[] {
  const { loadBalancers = [], create = [] } = intent?.directions.inbound?.service ?? {}
  const made = create.flatMap(({ name }) => {
    const id = idIn(state, `inbound/load-balancer:${name}`)
    return id === undefined ? [] : [{ name, id }]
  })
  const expected = ['lb-…', 'nlb-…', ...made.map(({ name }) => name)].join(' | ')
  const named = (word: string) => made.find(({ name }) => name === word)?.id
  if (words.length > 0) return words.map((word) => named(word) ?? checkWord('LB', word, forms.loadBalancer, expected))
  const known = [...loadBalancers, ...made.map(({ id }) => id)]
  if (known.length === 0) throw new PlinkError('MISSING_ARGUMENT', { name: 'LB', command: `plink ${command}` })
  return known
}
