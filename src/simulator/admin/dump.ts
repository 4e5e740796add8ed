import type { World } from '../world/world.ts'

/**
 * All accounts' things in a normal form, for comparing two worlds: sorted, without anything that only time changes.
 * Every thing has an `id`.
 */
export function dumpWorld(world: World): Record<string, object> {
  return Object.fromEntries(world.accounts.map((account) => [account.name, dumpAccount(world, account.uid)]))
}

function dumpAccount(world: World, uid: string): object {
  const own = <R extends { owner: string; id: string }>(table: ReadonlyMap<string, R>): R[] =>
    [...table.values()].filter((row) => row.owner === uid).toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const account = world.accounts.find((each) => each.uid === uid)
  return {
    uid,
    productOpen: account?.productOpen ?? false,
    services: own(world.services).map((row) => ({
      id: row.id,
      status: row.status,
      business: row.business,
      payer: row.payer,
      type: row.resourceType,
      autoAccept: row.autoAccept,
      description: row.description,
      tags: sorted(row.tags.map((tag) => `${tag.Key}=${tag.Value}`)),
      whitelist: sorted(row.users.map((user) => user.uid)),
      resources: sorted(row.resources.map((each) => `${each.id} ${each.zone} ${each.status}`)),
    })),
    endpoints: own(world.endpoints).map((row) => ({
      id: row.id,
      service: row.service,
      vpc: row.vpc,
      name: row.name,
      status: row.status,
      business: row.business,
      connection: row.connection,
      tags: sorted(row.tags.map((tag) => `${tag.Key}=${tag.Value}`)),
      groups: sorted(row.groups.map((group) => `${group.id} ${group.status}`)),
      zones: sorted(row.zones.map((zone) => `${zone.zone} ${zone.vswitch} ${zone.status}`)),
    })),
    // Seen from the provider: who is connected to its services.
    connections: [...world.endpoints.values()]
      .filter((row) => row.serviceOwner === uid)
      .map((row) => ({ id: `${row.service}:${row.id}`, owner: row.owner, status: row.connection }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    securityGroups: own(world.securityGroups).map((row) => ({
      id: row.id,
      rules: sorted(
        row.rules.map((rule) =>
          [rule.Direction, rule.IpProtocol, rule.PortRange, rule.SourceCidrIp, rule.Policy, rule.Priority].join(' '),
        ),
      ),
    })),
    // Without DeleteProtection: attaching turns it on, and nothing turns it off again.
    loadBalancers: own(world.loadBalancers).map((row) => ({
      id: row.id,
      name: row.name,
      status: row.status,
      tags: sorted(row.tags.map((tag) => `${tag.Key}=${tag.Value}`)),
      listeners: sorted(row.listeners.map((each) => `${each.protocol} ${each.port} ${each.status}`)),
    })),
    serverGroups: own(world.serverGroups).map((row) => ({
      id: row.id,
      name: row.name,
      tags: sorted(row.tags.map((tag) => `${tag.Key}=${tag.Value}`)),
      servers: sorted(row.servers.map((each) => `${each.type} ${each.server} ${each.ip}:${each.port} ${each.weight}`)),
    })),
    vswitches: own(world.vswitches).map((row) => ({ id: row.id, zone: row.zone, taken: sorted([...row.taken]) })),
    hosts: own(world.instances).map((row) => ({ id: row.id, ip: row.ip, status: row.status })),
  }
}

function sorted(texts: string[]): string[] {
  return texts.toSorted()
}
