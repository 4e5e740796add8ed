import type { EndpointEntity, ZoneEntity } from '../world/entities.ts'
import type { World } from '../world/world.ts'
import { isIn } from './address.ts'

/**
 * Rules of all groups merged; the lowest number wins, and drop beats accept at the same number (Ecs AuthorizeSecurityGroup).
 * A client outside the VPC's block stands for a host beside the endpoint's own address: on this machine everybody is 127.0.0.1.
 */
export function isAdmitted(
  world: World,
  endpoint: EndpointEntity,
  zone: ZoneEntity,
  port: number,
  from: string,
): boolean {
  const vpc = world.vpcs.get(endpoint.vpc)
  const source = vpc !== undefined && isIn(vpc.cidr, from) ? from : zone.ip
  const rules = endpoint.groups
    .flatMap((group) => world.securityGroups.get(group.id)?.rules ?? [])
    .filter(
      (rule) =>
        rule.Direction === 'ingress' &&
        ['TCP', 'ALL'].includes(rule.IpProtocol.toUpperCase()) &&
        isInRange(rule.PortRange, port) &&
        isIn(rule.SourceCidrIp ?? '', source),
    )
  const best = Math.min(...rules.map((rule) => Number(rule.Priority)))
  const deciding = rules.filter((rule) => Number(rule.Priority) === best)
  return deciding.length > 0 && deciding.every((rule) => rule.Policy === 'Accept')
}

function isInRange(range: string, port: number): boolean {
  const [from = 0, to = 0] = range.split('/').map(Number)
  return (from === -1 && to === -1) || (port >= from && port <= to)
}
