import { readsOf } from '../engine/account-reads.ts'
import type { Intent } from '../manifest/schema.ts'
import { stepId } from '../model/step-id.ts'
import type { KnownSteps } from '../steps/direction-steps.ts'
import { knownSteps, taggedResources } from '../steps/tagged.ts'
import type { CommandContext } from './command.ts'
import { editLink } from './edit-link.ts'
import { openAccounts } from './open-link.ts'
import { directionOf, loadBalancersOverride, type Override } from './overrides.ts'
import type { StepOptions } from './step-command.ts'

/** Names of load balancers behind our service that plink makes, by their IDs. */
export type MadeLoadBalancers = ReadonlyMap<string, string>

/**
 * The load balancers that the link asks plink to make and that are there: their steps are called by name, not by ID.
 * @param ids those in question: only if one of them is not remembered, the tags are asked
 */
export async function madeLoadBalancers(
  context: CommandContext,
  options: StepOptions,
  ids: readonly string[],
): Promise<MadeLoadBalancers> {
  const { intent, state } = await editLink(context, options, 'inbound')
  const asked = (directionOf(intent, 'inbound').service.create ?? []).map(({ name }) => name)
  const made = (known: KnownSteps) =>
    new Map(asked.flatMap((name) => entryOf(known[stepId('inbound', 'load-balancer', name)], name)))
  const remembered = made(knownSteps(state))
  if (state === null || asked.length === remembered.size || ids.every((id) => remembered.has(id))) return remembered
  const linkContext = await openAccounts(context, options, intent)
  return made(knownSteps(state, await taggedResources(linkContext, readsOf(linkContext), state, { rules: false })))
}

function entryOf(id: string | undefined, name: string): (readonly [string, string])[] {
  return id === undefined ? [] : [[id, name]]
}

/** Our service with more load balancers behind it. Of those that plink makes nothing is to be added. */
export function withLoadBalancers(intent: Intent, ids: readonly string[], made: MadeLoadBalancers): Override {
  const { service } = directionOf(intent, 'inbound')
  const added = ids.filter((id) => !made.has(id))
  return loadBalancersOverride({ ...service, loadBalancers: [...new Set([...service.loadBalancers, ...added])] })
}

/** The step that attaches one of them. */
export function resourceStepOf(id: string, made: MadeLoadBalancers): string {
  return stepId('inbound', 'resource', made.get(id) ?? id)
}
