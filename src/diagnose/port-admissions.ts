import { portsOf } from '../manifest/test-ports.ts'
import type { Admission } from '../model/result.ts'
import { rulesWanted } from '../steps/ingress-rule.ts'
import { admittingRules, sourceOfRule } from '../steps/security-group-rules.ts'
import { listeningOf } from './checks/asked.ts'
import type { DirectionObservation } from './observe/observation.ts'

/**
 * Each group of the endpoint, and each port that is tested, listened on behind the service or asked to be let in on.
 * Rules of all groups count together, so a Drop of one group rules out an Accept of another.
 */
export function admissionsOf(observation: DirectionObservation): Admission[] {
  const { direction, half, consumer } = observation
  if (!consumer) return []
  const wanted = rulesWanted(half).rules
  const listening = listeningOf(observation).map(({ listener }) => listener.port)
  const ports = [...new Set([...portsOf(half.tests), ...listening, ...wanted.map(({ port }) => port)])]
  const views = consumer.groups.flatMap(({ view }) => (view ? [view] : []))
  return views.flatMap((view) =>
    ports
      .sort((a, b) => a - b)
      .map((port) => {
        const rules = admittingRules(view, views, port).map((rule) => ({
          id: rule.SecurityGroupRuleId ?? null,
          policy: rule.Policy,
          protocol: rule.IpProtocol,
          ports: rule.PortRange,
          source: sourceOfRule(rule),
          priority: Number(rule.Priority),
          description: rule.Description ?? '',
        }))
        const here = wanted.filter((each) => each.group === view.id && each.port === port).map(({ cidr }) => cidr)
        const allow = here.filter((cidr) => !rules.some((rule) => rule.policy === 'Accept' && rule.source === cidr))
        return { direction, group: view.id, port, rules, allow }
      }),
  )
}
