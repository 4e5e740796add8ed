import { forms, matches } from '../model/form.ts'
import { parseStepId, stepId } from '../model/step-id.ts'
import { idOf } from '../state/state.ts'
import { checkWord } from './check-word.ts'
import type { CommandContext, CommandOutcome } from './command.ts'
import { editLink, type LinkEdit } from './edit-link.ts'
import { directionOf, loadBalancersOverride } from './overrides.ts'
import { removeNamed } from './remove-resource.ts'
import { rememberIntent, removeSteps, type StepOptions } from './step-command.ts'

/** Deletes the link's own load balancers, one of them by name or ID, or any other by its ID. */
export async function removeLoadBalancers(
  context: CommandContext,
  options: StepOptions,
  word: string | undefined,
): Promise<CommandOutcome> {
  const edit = await editLink(context, options, 'inbound')
  const known = loadBalancersIn(edit)
  const chosen = known.filter(({ name, id }) => word === undefined || name === word || id === word)
  if (word !== undefined && chosen.length === 0) {
    const expected = ['lb-…', 'nlb-…', ...known.map(({ name }) => name)].join(' | ')
    const id = checkWord('LB', word, forms.loadBalancer, expected)
    return removeNamed(context, options, edit, id, 'load-balancer', 'inbound')
  }
  const names = chosen.map(({ name }) => name)
  const kinds = ['load-balancer', 'listener', 'resource']
  const only = ({ id, kind }: { readonly id: string; readonly kind: string }) =>
    kinds.includes(kind) && names.includes(parseStepId(id).name)
  const after: typeof rememberIntent = async (changeContext, outcome) => {
    if (edit.file !== null) return outcome
    // Without a plink.yaml the remembered intent must stop asking for them.
    const { loadBalancers, create = [] } = directionOf(changeContext.intent, 'inbound').service
    const left = create.filter(({ name }) => !names.includes(name))
    const others = loadBalancers.filter((id) => !chosen.some((each) => each.id === id))
    const intent =
      names.length === 0
        ? changeContext.intent
        : loadBalancersOverride({ loadBalancers: others, create: left }).write(changeContext.intent)
    return rememberIntent({ ...changeContext, intent }, outcome)
  }
  return removeSteps(context, options, edit, { direction: 'inbound', only }, { after })
}

/** Those that the link asks for or remembers, with their IDs if known; one may be deleted already and still be asked for. */
function loadBalancersIn({ intent, state }: LinkEdit): { readonly name: string; readonly id: string | undefined }[] {
  const steps = state?.link.steps ?? {}
  const asked = (directionOf(intent, 'inbound').service.create ?? []).map(({ name }) => name)
  const remembered = Object.keys(steps)
    .map(parseStepId)
    .flatMap(({ direction, kind, name }) => (direction === 'inbound' && kind === 'load-balancer' ? [name] : []))
  // Adopted ones are recorded under their ID.
  return [...new Set([...asked, ...remembered.filter((name) => !matches(name, forms.loadBalancer))])].map((name) => ({
    name,
    id: idOf(steps[stepId('inbound', 'load-balancer', name)]),
  }))
}
