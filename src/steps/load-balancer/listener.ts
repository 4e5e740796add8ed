import { type Call, type Observation, type ReadContext, step } from '../../engine/step.ts'
import { markOf } from '../../engine/tags.ts'
import type { FaultData } from '../../model/fault.ts'
import type { BackendIntent, ListenerIntent, LoadBalancerIntent } from '../../model/link.ts'
import { stepId } from '../../model/step-id.ts'
import type { ProviderHalf } from '../service.ts'
import type { LoadBalancerOut, LoadBalancerStep } from '../service-resource.ts'
import { findVSwitch } from '../vswitch.ts'
import { viewLoadBalancer } from './health.ts'
import { type Group, type Listening, type Place, productOfType, vswitchesOf } from './product.ts'

/** What is asked for behind one port; nothing of one that nobody asks for any more. */
export interface ListenerSpec {
  readonly balancer: LoadBalancerIntent
  readonly listener: ListenerIntent
}

interface ListenerOut {
  /** `lb-…:6379` */
  readonly id: string
}
type Given = { readonly loadBalancer: LoadBalancerOut }

/**
 * One port of a load balancer of ours: its server group, the backends in it, the TCP listener, started, and their health
 * awaited. Several calls, one after the other; `look` says which is the next.
 */
export function listenerStep(
  { direction, side, intent }: ProviderHalf,
  loadBalancer: LoadBalancerStep,
  name: string,
  port: number,
  spec: ListenerSpec | undefined,
) {
  const id = stepId(direction, 'listener', `${name}:${port}`)
  const outOf = ({ loadBalancer: { id: balancer } }: Given): ListenerOut => ({ id: `${balancer}:${port}` })
  const placeOf = ({ reads, lineage }: ReadContext, given: Given): Place => ({
    reads,
    balancer: given.loadBalancer.id,
    port,
    group: `plink-${intent.name}-${name}-${port}`,
    owns: (Tags) => {
      const mark = markOf({ Tags })
      return mark?.step === id && mark.lineage === lineage
    },
  })
  return step<ListenerOut, { loadBalancer: LoadBalancerStep }>({
    id,
    direction,
    kind: 'listener',
    side,
    wanted: spec !== undefined,
    needs: { loadBalancer },
    parent: 'loadBalancer',
    // A load balancer takes one change at a time (ServiceIsConfiguring, Conflict.Lock).
    lane: 'loadBalancer',

    async look(readContext, given): Promise<Observation<ListenerOut>> {
      const out = outOf(given)
      const listening = await productOfType(given.loadBalancer.type).listening(placeOf(readContext, given))
      const { group, listener, state } = listening
      const status = listener?.status ?? 'Absent'
      if (state === 'leaving') return { is: 'leaving', id: out.id, status }
      if (!listener && !group) return { is: 'absent' }
      const there = { is: 'there', out, status, mine: 'parent' } as const
      if (spec === undefined) return listener ? { ...there, settled: true } : { is: 'absent', partly: out }
      const clash = clashOf(listening, spec)
      if (clash) return { is: 'differs', id: out.id, ...clash }
      // The listener was made after its group.
      if (listener && !group) return { is: 'unseen' }
      if (state === 'working') return { ...there, settled: false }
      if (state === 'broken') return { is: 'broken', id: out.id, status }
      if (!listener || state === 'stopped' || missingIn(group, spec).length > 0) return { is: 'absent', partly: out }
      const ails = await ailmentOf(readContext, given, spec)
      return ails ? { ...there, settled: false, status: ails.code, ails } : { ...there, settled: true }
    },

    async make(readContext, given, tags): Promise<Call> {
      const place = placeOf(readContext, given)
      const product = productOfType(given.loadBalancer.type)
      const { group, listener } = await product.listening(place)
      // What nobody asks for is never made.
      if (spec === undefined) throw new Error(`${id} is not asked for`)
      const Tag = [...tags]
      if (!group) {
        const vswitch = await findVSwitch(readContext.reads, vswitchesOf(spec.balancer)[0] ?? '')
        return product.createGroup(place, vswitch?.VpcId ?? '', spec.balancer.backends, spec.listener, Tag)
      }
      const missing = missingIn(group, spec)
      if (missing.length > 0) return product.addServers(group.id, missing, spec.listener)
      if (!listener || !product.start) return product.createListener(place, group.id, Tag)
      return product.start(place)
    },

    async unmake(readContext, _out, given): Promise<Call | null> {
      const place = placeOf(readContext, given)
      const product = productOfType(given.loadBalancer.type)
      const { group, listener } = await product.listening(place)
      if (listener?.ours) return product.removeListener(place, listener.id)
      return group ? product.removeGroup(group.id) : null
    },
  })
}

function missingIn(group: Group | undefined, { balancer, listener }: ListenerSpec): readonly BackendIntent[] {
  return balancer.backends.filter(
    ({ id }) => !group?.servers.some((each) => each.id === id && each.port === listener.backendPort),
  )
}

/** What is there and cannot be changed in place: somebody else's listener on the port, or other backends than asked for. */
function clashOf({ group, listener }: Listening, { balancer, listener: { port, backendPort } }: ListenerSpec) {
  if (listener && !listener.ours) return { field: 'listener', found: listener.id, wanted: `plink ${port}` }
  const asked = balancer.backends.map(({ id, weight }) => `${id}:${backendPort} (${weight})`)
  const found = (group?.servers ?? []).map((each) => `${each.id}:${each.port} (${each.weight})`)
  return found.every((each) => asked.includes(each))
    ? undefined
    : { field: 'backends', found: found.join(', '), wanted: asked.join(', ') }
}

/** What the health checks say against the backends of a running listener; nothing once all are well. */
async function ailmentOf(
  { reads }: ReadContext,
  { loadBalancer: { id } }: Given,
  { balancer, listener: { port } }: ListenerSpec,
): Promise<FaultData | undefined> {
  // A backend that is given nothing may be checked or not; none depends on it.
  const serving = balancer.backends.filter(({ weight }) => weight > 0).map((backend) => backend.id)
  if (serving.length === 0) return undefined
  const view = await viewLoadBalancer(reads, id)
  const all = view?.listeners.find((each) => each.port === port && each.protocol === 'tcp')?.servers ?? []
  const servers = all.filter((server) => serving.includes(server.id))
  const sick = servers.filter(({ health }) => health === 'abnormal').map((server) => server.id)
  if (sick.length > 0) return { code: 'LB_BACKEND_UNHEALTHY', facts: { id, port, servers: sick } }
  const isKnown = serving.every((each) =>
    servers.some(({ id: server, health }) => server === each && health === 'normal'),
  )
  return isKnown ? undefined : { code: 'LB_BACKEND_UNKNOWN', facts: { id, port } }
}
