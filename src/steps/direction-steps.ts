import type { Identities } from '../engine/identities.ts'
import type { AnyStep, StepMap } from '../engine/step.ts'
import type { Intent } from '../manifest/schema.ts'
import { forms, matches } from '../model/form.ts'
import { type DirectionName, directionNames, roles } from '../model/link.ts'
import { parseStepId } from '../model/step-id.ts'
import type { StepKind } from '../model/step-kind.ts'
import { connectionStep } from './connection.ts'
import { endpointStep } from './endpoint.ts'
import { zoneStep } from './endpoint-zone.ts'
import type { EndpointStep, ServiceStep } from './halves.ts'
import { aboutOf, lackingRuleStep, ruleIn, ruleStep, rulesWanted } from './ingress-rule.ts'
import { adoptedLoadBalancerStep } from './load-balancer/adopted.ts'
import { listenerStep } from './load-balancer/listener.ts'
import { ownedLoadBalancerStep } from './load-balancer/owned.ts'
import { watchedConnectionStep, watchedEndpointStep, watchedServiceStep } from './peer-owned.ts'
import { securityGroupStep } from './security-group.ts'
import { serviceStep } from './service.ts'
import { resourceStep } from './service-resource.ts'
import { whitelistStep } from './whitelist.ts'

/**
 * Every step of the link, needed ones before those that need them. Step ids that are only `remembered` (the state has them,
 * the intent no longer asks for them) become steps too, not wanted ones, so that they can be taken back.
 */
export function stepsOf(
  intent: Intent,
  identities: Identities,
  remembered: readonly string[],
  directions: readonly DirectionName[] = directionNames,
): AnyStep[] {
  return directions.flatMap((direction) => directionSteps(direction, intent, identities, remembered))
}

/** One direction, whichever side provides: its provider's half, then its consumer's, each made by its owner or watched from ours. */
function directionSteps(
  direction: DirectionName,
  intent: Intent,
  { holds, uids }: Identities,
  remembered: readonly string[],
): AnyStep[] {
  const half = intent.directions[direction]
  if (!half) return []
  const { provider, consumer } = roles[direction]
  const watched = { direction, side: 'you' as const, intent, half, uid: uids.you }
  const steps: AnyStep[] = []
  const add = <S extends AnyStep>(each: S): S => {
    steps.push(each)
    return each
  }
  /** What the state knows of one kind beyond what is asked for. */
  const beyond = (kind: StepKind, asked: readonly (string | undefined)[]) => {
    return remembered.map(parseStepId).flatMap(({ subject, ...step }) => {
      const isOurs = step.direction === direction && step.kind === kind
      return isOurs && subject !== undefined && !asked.includes(subject) ? [subject] : []
    })
  }

  const ours = { direction, side: provider, intent, service: half.service }
  const groundwork: Record<string, AnyStep> = {}
  /** Bytes pass only once these are well: an endpoint may be made before, a connection is not let in. */
  const listeners: Record<string, AnyStep> = {}
  let service: ServiceStep
  if (holds[provider]) {
    const { loadBalancers: adopted, create = [] } = half.service
    const asked = [...adopted, ...create.map((each) => each.name)]
    const loadBalancers = [
      ...adopted.map((id) => ({ about: id, spec: undefined, step: add(adoptedLoadBalancerStep(ours, id)) })),
      ...create.map((spec) => ({ about: spec.name, spec, step: add(ownedLoadBalancerStep(ours, spec.name, spec)) })),
    ]
    service = add(
      serviceStep(
        ours,
        loadBalancers.map((each) => each.step),
      ),
    )
    const forgotten = new Set([...beyond('resource', asked), ...beyond('load-balancer', asked)])
    const dropped = [...forgotten].map((about) => ({
      about,
      step: add(
        isId(about) ? adoptedLoadBalancerStep(ours, about, false) : ownedLoadBalancerStep(ours, about, undefined),
      ),
    }))
    for (const { about, spec, step } of loadBalancers) {
      const attached = add(resourceStep(ours, service, step, about))
      groundwork[attached.id] = attached
      for (const asked of spec ? spec.listeners.map((listener) => ({ balancer: spec, listener })) : []) {
        const listening = add(listenerStep(ours, step, about, asked.listener.port, asked))
        listeners[listening.id] = listening
      }
    }
    for (const { about, step } of dropped) add(resourceStep(ours, service, step, about))
    const ports = create.flatMap((spec) => spec.listeners.map(({ port }) => `${spec.name}:${port}`))
    for (const about of beyond('listener', ports)) {
      const [name = '', port = ''] = about.split(':')
      const step = [...loadBalancers, ...dropped].find((each) => each.about === name)?.step
      if (step) add(listenerStep(ours, step, name, Number(port), undefined))
    }
    const listed = add(whitelistStep(ours, service, uids[consumer]))
    groundwork[listed.id] = listed
    const others = (half.service.whitelist ?? []).filter((uid) => uid !== uids[consumer])
    for (const uid of others) add(whitelistStep(ours, service, uid))
    for (const uid of beyond('whitelist', [uids[consumer], ...others])) add(whitelistStep(ours, service, uid, false))
  } else {
    service = add(watchedServiceStep(watched))
  }

  let endpoint: EndpointStep
  const endpointParts: Record<string, AnyStep> = {}
  if (holds[consumer]) {
    const theirs = { direction, side: consumer, intent, endpoint: half.endpoint }
    endpoint = add(endpointStep(theirs, service, groundwork))
    const { zones, securityGroups } = half.endpoint
    const asked = [
      ...Object.entries(zones).map(([zone, vswitch]) => zoneStep(theirs, endpoint, zone, vswitch)),
      ...securityGroups.map((group) => securityGroupStep(theirs, endpoint, group)),
    ]
    for (const part of asked) endpointParts[part.id] = add(part)
    const { rules, portless } = rulesWanted(half)
    for (const rule of rules) add(ruleStep(theirs, rule))
    for (const allowed of portless) add(lackingRuleStep(theirs, allowed))
    for (const about of beyond('rule', [...rules.map(aboutOf), ...portless]))
      add(ruleStep(theirs, ruleIn(about), false))
    for (const zone of beyond('zone', Object.keys(zones))) add(zoneStep(theirs, endpoint, zone, undefined))
    for (const group of beyond('security-group', securityGroups)) add(securityGroupStep(theirs, endpoint, group, false))
  } else {
    endpoint = add(watchedEndpointStep(watched, service, groundwork))
  }

  const first: StepMap = { ...groundwork, ...listeners, ...endpointParts }
  add(
    holds[provider] ? connectionStep(ours, service, endpoint, first) : watchedConnectionStep(watched, endpoint, first),
  )
  return steps
}

/** An id is of one that was adopted; those that plink makes have names. */
function isId(about: string): boolean {
  return matches(about, forms.loadBalancer)
}
