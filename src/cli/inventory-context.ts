import { type InventoryContext, idIn } from '../actions/inventory.ts'
import { sharedReads } from '../engine/reads.ts'
import type { Intent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { forms } from '../model/form.ts'
import { readState } from '../state/read.ts'
import { checked } from './check-word.ts'
import type { CommandContext } from './context.ts'
import { flags, type GlobalOptions } from './flags.ts'
import { openEyes, readWritten, rememberedIntent, stateFile } from './open-link.ts'

/**
 * What there is to read in our account; a link is not needed for it, its region is.
 * @throws PlinkError REGION_MISSING, SPEC_MISSING when a file was named that is not there
 */
export async function openInventory(context: CommandContext, options: GlobalOptions): Promise<InventoryContext> {
  const written = await readWritten(context, options)
  if (written === null && options.file !== flags.file.initial) {
    throw new PlinkError('SPEC_MISSING', { file: options.file })
  }
  const intent = written?.intent ?? (await rememberedIntent(context, options))
  const region = intent?.region ?? (await regionElsewhere(context, options))
  const nowhere: Intent = { name: '', region, peer: { kind: 'emqx' }, directions: {} }
  const { clouds } = await openEyes(context, options, intent ?? nowhere)
  const state = await readState(stateFile(context, options), intent ?? undefined)
  return { reads: sharedReads(clouds.you, region, context.signal), region, intent, state }
}

/** The service that was named, or this link's. @throws PlinkError NOT_MADE_YET, BAD_FLAG */
export function serviceOf({ intent, state }: InventoryContext, [word]: readonly string[]): string {
  if (word !== undefined) return checked('SERVICE', word, forms.service)
  const known = intent?.directions.inbound?.service.id ?? idIn(state, 'inbound/service')
  if (known === undefined) throw new PlinkError('NOT_MADE_YET', { step: 'inbound/service', make: 'service create' })
  return known
}

/** The endpoint that was named, or this link's. @throws PlinkError NOT_MADE_YET, BAD_FLAG */
export function endpointOf({ intent, state }: InventoryContext, [word]: readonly string[]): string {
  if (word !== undefined) return checked('ENDPOINT', word, forms.endpoint)
  const known = intent?.directions.outbound?.endpoint.id ?? idIn(state, 'outbound/endpoint')
  if (known === undefined) throw new PlinkError('NOT_MADE_YET', { step: 'outbound/endpoint', make: 'endpoint create' })
  return known
}

/** The load balancers that were named, by id or as plink made them under a name, or those of this link. @throws PlinkError MISSING_ARGUMENT, BAD_FLAG */
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
  if (words.length > 0) return words.map((word) => named(word) ?? checked('LB', word, forms.loadBalancer, expected))
  const known = [...loadBalancers, ...made.map(({ id }) => id)]
  if (known.length === 0) throw new PlinkError('MISSING_ARGUMENT', { name: 'LB', command: `plink ${command}` })
  return known
}

/** The region where there is no plink.yaml to say it. @throws PlinkError REGION_MISSING */
export async function regionElsewhere({ host }: CommandContext, { region, profile }: GlobalOptions): Promise<string> {
  const { findRegion } = await import('../alibaba/credentials/profile.ts')
  const found = region ?? (await findRegion({ profile, env: host.env, home: host.home }))
  if (!found) throw new PlinkError('REGION_MISSING', {})
  return found
}
