import type { Tag } from '../../alibaba/types.ts'
import { type Call, type Observation, type ReadContext, step } from '../../engine/step.ts'
import { markOf } from '../../engine/tags.ts'
import type { BackendIntent, ListenerIntent, LoadBalancerIntent } from '../../manifest/schema.ts'
import type { FaultData } from '../../model/fault.ts'
import { stepId } from '../../model/step-id.ts'
import { cutConsumersBehind } from '../foreign-consumers.ts'
import type { LoadBalancerOutput, LoadBalancerStep, ProviderHalf } from '../halves.ts'
import type { StepType } from '../step-type.ts'
import { findVSwitch } from '../vswitch-reads.ts'
import { clbGone } from './clb.ts'
import { nlbGone } from './nlb.ts'
import { type Group, type Listening, type Place, vswitchesOf } from './product.ts'
import { productOfId } from './products.ts'
import { viewLoadBalancer } from './view.ts'

export const listenerType = {
  kind: 'listener',
  role: 'provider',
  isOptional: 'load-balancers',
  codes: {
    gone: [
      ...clbGone,
      ...nlbGone,
      'ListenerNotFound',
      'ResourceNotFound.Listener',
      'ResourceNotFound.listener',
      'ResourceNotFound.serverGroup',
    ],
    // Slb CreateLoadBalancerTCPListener, Nlb CreateListener, Nlb AddServersToServerGroup.
    exists: ['ListenerAlreadyExists', 'Conflict.Port', 'DuplicatedParam.Server'],
    // While a listener lets go of its server group.
    busy: ['ResourceInUse.ServerGroup'],
    // Slb AddVServerGroupBackendServers: a server is in the group already, or two have one address.
    early: ['InvalidBackendServers.ServerIpConflict'],
  },
  lastCalls: ['slb.DeleteVServerGroup', 'nlb.DeleteServerGroup'],
  firstLookMs: { 'slb.StartLoadBalancerListener': 2_000, 'slb.DeleteLoadBalancerListener': 1_000 },
  permissions: [
    {
      change: 'create',
      about: ['load-balancer'],
      actions: [
        'slb.CreateVServerGroup',
        'slb.AddVServerGroupBackendServers',
        'slb.CreateLoadBalancerTCPListener',
        'slb.StartLoadBalancerListener',
        'nlb.StartListener',
      ],
    },
    {
      change: 'delete',
      about: ['load-balancer'],
      actions: ['slb.DeleteLoadBalancerListener', 'slb.DeleteVServerGroup', 'nlb.DeleteListener'],
    },
    { change: 'create', about: ['load-balancer', 'server-group'], actions: ['nlb.CreateListener'] },
    {
      change: 'create',
      about: ['server-group'],
      actions: ['nlb.CreateServerGroup', 'nlb.AddServersToServerGroup'],
    },
    { change: 'delete', about: ['server-group'], actions: ['nlb.DeleteServerGroup'] },
  ],
} as const satisfies StepType

/** What is asked for behind one port; nothing of one that nobody asks for any more. */
export interface ListenerSpec {
  readonly balancer: LoadBalancerIntent
  readonly listener: ListenerIntent
}

interface ListenerOutput {
  /** `lb-…:6379` */
  readonly id: string
}
type Inputs = { readonly loadBalancer: LoadBalancerOutput }

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
  const outputAt = ({ loadBalancer: { id: balancer } }: Inputs): ListenerOutput => ({ id: `${balancer}:${port}` })
  const placeOf = ({ reads, lineage }: ReadContext, inputs: Inputs): Place => ({
    reads,
    balancer: inputs.loadBalancer.id,
    port,
    group: `plink-${intent.name}-${name}-${port}`,
    owns: (Tags) => {
      const mark = markOf({ Tags })
      return mark?.step === id && mark.lineage === lineage
    },
  })
  return step<ListenerOutput, { loadBalancer: LoadBalancerStep }>({
    ...listenerType,
    id,
    direction,
    side,
    wanted: spec !== undefined,
    creates: true,
    needs: { loadBalancer },
    parent: 'loadBalancer',
    // A load balancer takes one change at a time (ServiceIsConfiguring, Conflict.Lock).
    lockedNeed: 'loadBalancer',

    async observe(readContext, inputs): Promise<Observation<ListenerOutput>> {
      const output = outputAt(inputs)
      const product = productOfId(inputs.loadBalancer.id)
      const place = placeOf(readContext, inputs)
      const listening = await product.listening(place)
      const { group, listener, state } = listening
      const status = listener?.status ?? 'Absent'
      if (state === 'deleting') return { is: 'deleting', id: output.id, status }
      const create = async (tags: readonly Tag[]): Promise<Call> => {
        // What nobody asks for is never created.
        if (spec === undefined) throw new Error(`${id} is not asked for`)
        const { backends } = spec.balancer
        if (!group) {
          const vswitch = await findVSwitch(readContext.reads, vswitchesOf(spec.balancer)[0] ?? '')
          return product.createGroup(place, vswitch?.VpcId ?? '', backends, spec.listener, [...tags])
        }
        const missing = missingIn(group, spec)
        if (missing.length > 0) return product.addServers(group.id, missing, spec.listener)
        if (!listener) return product.createListener(place, group.id, [...tags])
        return product.start(place, listener.id)
      }
      if (!listener && !group) return { is: 'absent', create }
      const present = { is: 'present', output, status, mine: 'parent' } as const
      if (spec === undefined)
        return listener ? { ...present, settled: true } : { is: 'absent', partial: output, create }
      const clash = clashOf(listening, spec)
      if (clash) return { is: 'differs', id: output.id, ...clash }
      // The listener was made after its group.
      if (listener && !group) return { is: 'not-visible' }
      if (state === 'working') return { ...present, settled: false }
      if (state === 'broken') return { is: 'broken', id: output.id, status }
      if (!listener || state === 'stopped' || missingIn(group, spec).length > 0)
        return { is: 'absent', partial: output, create }
      const fault = await healthFault(readContext, inputs, spec)
      return fault ? { ...present, settled: false, status: fault.code, fault } : { ...present, settled: true }
    },

    obstacle: async (readContext, _output, inputs) =>
      cutConsumersBehind(readContext, direction, inputs.loadBalancer.id),
    async deleteCall(readContext, _out, inputs): Promise<Call | null> {
      const place = placeOf(readContext, inputs)
      const product = productOfId(inputs.loadBalancer.id)
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
async function healthFault(
  { reads }: ReadContext,
  { loadBalancer: { id } }: Inputs,
  { balancer, listener: { port } }: ListenerSpec,
): Promise<FaultData | undefined> {
  // A backend that is given nothing may be checked or not; none depends on it.
  const serving = balancer.backends.filter(({ weight }) => weight > 0).map((backend) => backend.id)
  if (serving.length === 0) return undefined
  const view = await viewLoadBalancer(reads, id)
  const all = view?.listeners.find((each) => each.port === port && each.protocol === 'tcp')?.servers ?? []
  const servers = all.filter((server) => serving.includes(server.id))
  const sick = servers.filter(({ health }) => health === 'abnormal').map((server) => server.id)
  if (sick.length > 0)
    return {
      code: 'BACKEND_UNHEALTHY',
      facts: { id, port, servers: sick, healthy: servers.length - sick.length, reason: null },
    }
  const isKnown = serving.every((each) =>
    servers.some(({ id: server, health }) => server === each && health === 'normal'),
  )
  return isKnown ? undefined : { code: 'BACKEND_HEALTH_UNKNOWN', facts: { id, port } }
}
