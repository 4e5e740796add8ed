import type { Intent } from '../../manifest/schema.ts'
import { forms, matches } from '../../model/form.ts'
import { parseStepId, stepId } from '../../model/step-id.ts'
import { idOf } from '../../state/state.ts'
import { checked } from '../check-word.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import { halfOf, loadBalancersWish } from '../overrides.ts'
import { removeNamed } from '../remove-resource.ts'
import { type EditContext, rememberIntent, type StepWorkFlags, takeBearings, unmake } from '../step-command.ts'

export async function run(
  context: CommandContext,
  options: StepWorkFlags,
  [word]: readonly string[],
): Promise<CommandOutcome> {
  const bearings = await takeBearings(context, options, 'inbound', () => [])
  const made = madeIn(bearings)
  const task = { command: 'lb delete', direction: 'inbound' } as const
  if (word !== undefined && !made.some(({ name, id }) => name === word || id === word)) {
    const id = checked('LB', word, forms.loadBalancer, ['lb-…', 'nlb-…', ...made.map(({ name }) => name)].join(' | '))
    return removeNamed(context, options, bearings, id, 'load-balancer', { ...task, only: () => true })
  }
  const names = made
    .filter(({ name, id }) => word === undefined || name === word || id === word)
    .map(({ name }) => name)
  const only = ({ id, kind }: { readonly id: string; readonly kind: string }) =>
    (kind === 'load-balancer' || kind === 'listener' || kind === 'resource') && names.includes(parseStepId(id).name)
  const after: typeof rememberIntent = async (changeContext, outcome) => {
    // Without a plink.yaml it is not asked for any more.
    return bearings.file === null
      ? rememberIntent({ ...changeContext, intent: without(changeContext.intent, names) }, outcome)
      : outcome
  }
  return unmake(context, options, bearings, { ...task, only }, { after })
}

/** Those that this link asks for or has, and their ids where they are known. One may be gone already, and still be asked for. */
function madeIn({ intent, state }: EditContext): { readonly name: string; readonly id: string | undefined }[] {
  const steps = state?.link.steps ?? {}
  const asked = (halfOf(intent, 'inbound').service.create ?? []).map(({ name }) => name)
  const remembered = Object.keys(steps)
    .map(parseStepId)
    .flatMap(({ direction, kind, name }) => (direction === 'inbound' && kind === 'load-balancer' ? [name] : []))
  return [...new Set([...asked, ...remembered.filter((about) => !matches(about, forms.loadBalancer))])].map((name) => ({
    name,
    id: idOf(steps[stepId('inbound', 'load-balancer', name)]),
  }))
}

function without(intent: Intent, names: readonly string[]): Intent {
  if (names.length === 0) return intent
  const { loadBalancers, create = [] } = halfOf(intent, 'inbound').service
  const left = create.filter(({ name }) => !names.includes(name))
  return loadBalancersWish('inbound', { loadBalancers, create: left }).write(intent)
}
