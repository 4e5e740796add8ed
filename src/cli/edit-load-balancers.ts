import type { Intent, LoadBalancerIntent, ServiceIntent } from '../manifest/schema.ts'
import { PlinkError } from '../model/fault.ts'
import { usualLoadBalancerName } from '../model/link.ts'
import { parseBackend, parseListener } from '../model/load-balancer-words.ts'
import { parseStepId } from '../model/step-id.ts'
import type { CommandContext } from './command.ts'
import { editLink, type LinkEdit } from './edit-link.ts'
import type { Options } from './flags.ts'
import { directionOf, loadBalancersOverride } from './overrides.ts'
import { parseZones } from './parse-zones.ts'
import type { StepOptions, StepSelection } from './step-command.ts'

type LoadBalancerOptions = StepOptions & Options<'lb-name' | 'vswitch' | 'zone' | 'listener' | 'backend'>

/** The link with the load balancer that the flags of `lb create` describe, and the steps that create it. */
export async function editLoadBalancers(
  context: CommandContext,
  options: LoadBalancerOptions,
): Promise<{ readonly edit: LinkEdit; readonly only: StepSelection['only'] }> {
  const { vswitch, zone, listener, backend } = options
  const isGiven = vswitch !== null || zone.length > 0 || listener.length > 0 || backend.length > 0
  const edit = await editLink(
    context,
    options,
    'inbound',
    (intent) => (isGiven ? [loadBalancersOverride(withLoadBalancer(intent, options))] : []),
    'strict',
  )
  const known = directionOf(edit.intent, 'inbound').service.create ?? []
  const chosen = known.filter(({ name }) => options['lb-name'] === null || name === options['lb-name'])
  if (chosen.length === 0) requireAll(undefined, edit.intent.region, options)
  const names = chosen.map(({ name }) => name)
  const kinds = ['load-balancer', 'listener']
  const only: StepSelection['only'] = ({ id, kind, wanted }) =>
    wanted && kinds.includes(kind) && names.includes(parseStepId(id).name)
  return { edit, only }
}

/** Adds it, or replaces the one of the same name; what the flags leave out stays. */
function withLoadBalancer(
  intent: Intent,
  options: LoadBalancerOptions,
): Pick<ServiceIntent, 'loadBalancers' | 'create'> {
  const { loadBalancers, create = [] } = directionOf(intent, 'inbound').service
  const name = options['lb-name'] ?? usualLoadBalancerName
  const before = create.find((each) => each.name === name)
  const after = requireAll(before, intent.region, options)
  return { loadBalancers, create: [...create.filter((each) => each !== before), { name, ...after }] }
}

/** @throws PlinkError INPUT_NEEDED with everything that is missing */
function requireAll(
  before: LoadBalancerIntent | undefined,
  region: string,
  { vswitch, zone, listener, backend }: LoadBalancerOptions,
): Omit<LoadBalancerIntent, 'name'> {
  const place =
    vswitch !== null ? { vswitch } : zone.length > 0 ? { zones: parseZones(zone, '--zone', region) } : before?.place
  if (vswitch !== null && zone.length > 0)
    throw new PlinkError('BAD_FLAG', { flag: '--vswitch', value: vswitch, expected: '--vswitch | --zone' })
  if (place && 'zones' in place && Object.keys(place.zones).length < 2)
    throw new PlinkError('BAD_FLAG', { flag: '--zone', value: zone.join(' '), expected: '2 … 10; --vswitch vsw-…' })
  const given = listener.map(parseListener)
  refuseRepeats('--listener', listener, ({ port }) => String(port), given)
  const others = before?.listeners.filter(({ port }) => !given.some((each) => each.port === port)) ?? []
  const listeners = [...others, ...given]
  const backends = backend.length > 0 ? backend.map(parseBackend) : (before?.backends ?? [])
  refuseRepeats('--backend', backend, ({ id }) => id, backends)
  const questions = [
    ...(place ? [] : [{ name: 'vswitch', flag: '--vswitch vsw-…' }]),
    ...(listeners.length > 0 ? [] : [{ name: 'listener', flag: '--listener 6379' }]),
    ...(backends.length > 0 ? [] : [{ name: 'backend', flag: '--backend i-…' }]),
  ]
  if (!place || questions.length > 0) throw new PlinkError('INPUT_NEEDED', { questions })
  return { place, listeners, backends }
}

/** @throws PlinkError BAD_FLAG if two values are about the same thing */
function refuseRepeats<T>(
  flag: string,
  words: readonly string[],
  keyOf: (each: T) => string,
  read: readonly T[],
): void {
  const keys = read.map(keyOf)
  const again = words.find((_, index) => keys.indexOf(keys[index] ?? '') < index)
  if (again === undefined) return
  throw new PlinkError('BAD_FLAG', { flag, value: again, expected: [...new Set(keys)].join(', ') })
}
