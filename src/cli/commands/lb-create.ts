import type { Intent, LoadBalancerIntent, ServiceIntent } from '../../manifest/schema.ts'
import { PlinkError } from '../../model/fault.ts'
import { usualLoadBalancerName } from '../../model/link.ts'
import { parseStepId } from '../../model/step-id.ts'
import type { CommandContext, CommandOutcome } from '../context.ts'
import type { Options } from '../flags.ts'
import { halfOf, loadBalancersWish } from '../overrides.ts'
import { backendIn, listenerIn } from '../parse-load-balancer.ts'
import { zonesIn } from '../parse-zones.ts'
import { make, type StepWorkFlags, takeBearings } from '../step-command.ts'

type Flags = StepWorkFlags & Options<'lb-name' | 'vswitch' | 'zone' | 'listener' | 'backend'>

export async function run(context: CommandContext, options: Flags): Promise<CommandOutcome> {
  const bearings = await takeBearings(
    context,
    options,
    'inbound',
    (intent) => (isAsked(options) ? [loadBalancersWish('inbound', wanted(intent, options))] : []),
    'strict',
  )
  const known = halfOf(bearings.intent, 'inbound').service.create ?? []
  const chosen = known.filter(({ name }) => options['lb-name'] === null || name === options['lb-name'])
  if (chosen.length === 0) requireAll(undefined, bearings.intent.region, options)
  const names = chosen.map(({ name }) => name)
  return make(context, options, bearings, {
    command: 'lb create',
    direction: 'inbound',
    only: ({ id, kind, wanted: isWanted }) =>
      isWanted && (kind === 'load-balancer' || kind === 'listener') && names.includes(parseStepId(id).name),
  })
}

function isAsked({ vswitch, zone, listener, backend }: Flags): boolean {
  return vswitch !== null || zone.length > 0 || listener.length > 0 || backend.length > 0
}

/** What the link has, and in the place of one of the same name what was given, filled in with what is known of it. */
function wanted(intent: Intent, options: Flags): Pick<ServiceIntent, 'loadBalancers' | 'create'> {
  const { loadBalancers, create = [] } = halfOf(intent, 'inbound').service
  const name = options['lb-name'] ?? usualLoadBalancerName
  const before = create.find((each) => each.name === name)
  const made = requireAll(before, intent.region, options)
  return { loadBalancers, create: [...create.filter((each) => each !== before), { name, ...made }] }
}

/** @throws PlinkError INPUT_NEEDED with all that is missing */
function requireAll(
  before: LoadBalancerIntent | undefined,
  region: string,
  { vswitch, zone, listener, backend }: Flags,
): Omit<LoadBalancerIntent, 'name'> {
  const place =
    vswitch !== null ? { vswitch } : zone.length > 0 ? { zones: zonesIn(zone, '--zone', region) } : before?.place
  if (vswitch !== null && zone.length > 0)
    throw new PlinkError('BAD_FLAG', { flag: '--vswitch', value: vswitch, expected: '--vswitch | --zone' })
  if (place && 'zones' in place && Object.keys(place.zones).length < 2)
    throw new PlinkError('BAD_FLAG', { flag: '--zone', value: zone.join(' '), expected: '2 … 10; --vswitch vsw-…' })
  const given = listener.map(listenerIn)
  refuseRepeats('--listener', listener, ({ port }) => String(port), given)
  // One port more leaves the others as they are.
  const others = before?.listeners.filter(({ port }) => !given.some((each) => each.port === port)) ?? []
  const listeners = [...others, ...given]
  const backends = backend.length > 0 ? backend.map(backendIn) : (before?.backends ?? [])
  refuseRepeats('--backend', backend, ({ id }) => id, backends)
  const questions = [
    ...(place ? [] : [{ name: 'vswitch', flag: '--vswitch vsw-…' }]),
    ...(listeners.length > 0 ? [] : [{ name: 'listener', flag: '--listener 6379' }]),
    ...(backends.length > 0 ? [] : [{ name: 'backend', flag: '--backend i-…' }]),
  ]
  if (!place || questions.length > 0) throw new PlinkError('INPUT_NEEDED', { questions })
  return { place, listeners, backends }
}

/** @throws PlinkError BAD_FLAG: two of one kind would be two different wishes about one thing */
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
