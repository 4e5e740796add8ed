import type { Identities } from '../engine/identities.ts'
import type { AnyStep, StepMap } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { forms, matches } from '../model/form.ts'
import { type DirectionName, directionNames, roles } from '../model/link.ts'
import { parseStepId, stepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { connectionStep } from './connection.ts'
import { endpointStep } from './endpoint.ts'
import { zoneStep } from './endpoint-zone.ts'
import type { EndpointStep, ServiceStep } from './halves.ts'
import { incompleteRuleStep, ruleIn, ruleStep, ruleSubject, rulesWanted } from './ingress-rule.ts'
import { adoptedLoadBalancerStep } from './load-balancer/adopted.ts'
import { listenerStep } from './load-balancer/listener.ts'
import { ownedLoadBalancerStep } from './load-balancer/owned.ts'
import { peerConnectionStep, peerEndpointStep, peerServiceStep } from './peer-owned.ts'
import { securityGroupStep } from './security-group.ts'
import { serviceStep } from './service.ts'
import { resourceStep } from './service-resource.ts'
import { whitelistStep } from './whitelist.ts'

/** Steps that the state or the tags know of, whoever asks for them: by their ids, with those of their resources where known. */
export type KnownSteps = Readonly<Record<string, string | undefined>>

/**
 * Every step of the link, needed ones before those that need them. Step ids that are only `known` (the intent does not ask for
 * them any more) become steps too, not wanted ones, so that they can be deleted.
 */
export function stepsOf(
  intent: Intent,
  identities: Identities,
  known: KnownSteps,
  directions: readonly DirectionName[] = directionNames,
): AnyStep[] {
  return directions.flatMap((direction) => directionSteps(direction, intent, identities, known))
}

/** One direction, whichever side provides: its provider's half, then its consumer's, each made by its owner or read from ours. */
function directionSteps(
  direction: DirectionName,
  intent: Intent,
  { holds, uids }: Identities,
  known: KnownSteps,
): AnyStep[] {
  const half = intent.directions[direction]
  if (!half) return []
  const { provider, consumer } = roles[direction]
  const peerHalf = { direction, side: 'you' as const, intent, half, uid: uids.you }
  const steps: AnyStep[] = []
  const add = <S extends AnyStep>(each: S): S => {
    steps.push(each)
    return each
  }
  /** What is known of one kind and not asked for any more. */
  const noLongerWanted = (kind: StepKind, asked: readonly (string | undefined)[]) => {
    return Object.keys(known)
      .map(parseStepId)
      .flatMap(({ subject, ...step }) => {
        const isOurs = step.direction === direction && step.kind === kind
        return isOurs && subject !== undefined && !asked.includes(subject) ? [subject] : []
      })
  }

  const providerHalf = { direction, side: provider, intent, service: half.service }
  const prerequisites: Record<string, AnyStep> = {}
  /** Bytes pass only once these are well: an endpoint may be made before, a connection is not let in. */
  const listeners: Record<string, AnyStep> = {}
  let service: ServiceStep
  if (holds[provider]) {
    const { loadBalancers: named, create = [] } = half.service
    // One that plink made and somebody named by its id is one load balancer, and attached once.
    const owned = new Set(create.map(({ name }) => known[stepId(direction, 'load-balancer', name)]))
    const adopted = named.filter((id) => !owned.has(id))
    const asked = [...adopted, ...create.map((each) => each.name)]
    const loadBalancers = [
      ...adopted.map((id) => ({ subject: id, spec: undefined, step: add(adoptedLoadBalancerStep(providerHalf, id)) })),
      ...create.map((spec) => ({
        subject: spec.name,
        spec,
        step: add(ownedLoadBalancerStep(providerHalf, spec.name, spec)),
      })),
    ]
    service = add(
      serviceStep(
        providerHalf,
        loadBalancers.map((each) => each.step),
      ),
    )
    const forgotten = new Set([...noLongerWanted('resource', asked), ...noLongerWanted('load-balancer', asked)])
    const dropped = [...forgotten].map((subject) => ({
      subject,
      step: add(
        isId(subject)
          ? adoptedLoadBalancerStep(providerHalf, subject, false)
          : ownedLoadBalancerStep(providerHalf, subject, undefined),
      ),
    }))
    for (const { subject, spec, step } of loadBalancers) {
      const attached = add(resourceStep(providerHalf, service, step, subject))
      prerequisites[attached.id] = attached
      for (const asked of spec ? spec.listeners.map((listener) => ({ balancer: spec, listener })) : []) {
        const listening = add(listenerStep(providerHalf, step, subject, asked.listener.port, asked))
        listeners[listening.id] = listening
      }
    }
    for (const { subject, step } of dropped) add(resourceStep(providerHalf, service, step, subject))
    const ports = create.flatMap((spec) => spec.listeners.map(({ port }) => `${spec.name}:${port}`))
    for (const subject of noLongerWanted('listener', ports)) {
      const [name = '', port = ''] = subject.split(':')
      const step = [...loadBalancers, ...dropped].find((each) => each.subject === name)?.step
      if (step) add(listenerStep(providerHalf, step, name, Number(port), undefined))
    }
    const listed = add(whitelistStep(providerHalf, service, uids[consumer]))
    prerequisites[listed.id] = listed
    const others = (half.service.whitelist ?? []).filter((uid) => uid !== uids[consumer])
    for (const uid of others) add(whitelistStep(providerHalf, service, uid))
    for (const uid of noLongerWanted('whitelist', [uids[consumer], ...others]))
      add(whitelistStep(providerHalf, service, uid, false))
  } else {
    service = add(peerServiceStep(peerHalf, known[stepId(direction, 'endpoint')] !== undefined))
  }

  let endpoint: EndpointStep
  const endpointParts: Record<string, AnyStep> = {}
  if (holds[consumer]) {
    const consumerHalf = { direction, side: consumer, intent, endpoint: half.endpoint }
    endpoint = add(endpointStep(consumerHalf, service, prerequisites))
    const { zones, securityGroups } = half.endpoint
    const asked = [
      ...Object.entries(zones).map(([zone, vswitch]) => zoneStep(consumerHalf, endpoint, zone, vswitch)),
      ...securityGroups.map((group) => securityGroupStep(consumerHalf, endpoint, group)),
    ]
    for (const part of asked) endpointParts[part.id] = add(part)
    const { rules, portless } = rulesWanted(half)
    const doors = rules.map((rule) => add(ruleStep(consumerHalf, rule)))
    // Traffic that another group or rule lets in is not to stop in between.
    const replacedBy = [...asked.filter(({ kind }) => kind === 'security-group'), ...doors]
    for (const allowed of portless) add(incompleteRuleStep(consumerHalf, allowed))
    for (const subject of noLongerWanted('rule', [...rules.map(ruleSubject), ...portless]))
      add({ ...ruleStep(consumerHalf, ruleIn(subject), false), replacedBy })
    for (const zone of noLongerWanted('zone', Object.keys(zones)))
      add(zoneStep(consumerHalf, endpoint, zone, undefined))
    for (const group of noLongerWanted('security-group', securityGroups))
      add({ ...securityGroupStep(consumerHalf, endpoint, group, false), replacedBy })
  } else {
    endpoint = add(peerEndpointStep(peerHalf, service, prerequisites))
  }

  const first: StepMap = { ...prerequisites, ...listeners, ...endpointParts }
  add(
    holds[provider]
      ? connectionStep(providerHalf, service, endpoint, first)
      : peerConnectionStep(peerHalf, endpoint, first),
  )
  return steps
}

/** An id is of one that was adopted; those that plink makes have names. */
function isId(subject: string): boolean {
  return matches(subject, forms.loadBalancer)
}
