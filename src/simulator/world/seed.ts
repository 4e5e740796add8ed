import { randomInt } from 'node:crypto'
import { takeAddress } from '../network/address.ts'
import { VirtualClock } from './clock.ts'
import { defaultDurations } from './durations.ts'
import type { AccountEntity, InstanceEntity, SecurityGroupEntity, VpcEntity, VSwitchEntity } from './entities.ts'
import { newId, secretText } from './id.ts'
import type { ClbEntity, LoadBalancerEntity, NlbEntity, ServerEntity } from './load-balancer.ts'
import { defaultRules } from './rules.ts'
import type { Scenario, ScenarioAccount } from './scenarios.ts'
import type { World } from './world.ts'

/** Where a world's addresses lie: 127.n, so that many simulators can run on one machine. */
export interface WorldOptions {
  readonly n: number
  readonly speed: number
  /** Virtual milliseconds since the epoch. */
  readonly start: number
}

/** The world of a scenario at its beginning, and the ids of what is in it by name: `you.vpc`, `you.loadBalancer`, … */
export function seedWorld(
  scenario: Scenario,
  { n, speed, start }: WorldOptions,
): { world: World; given: Record<string, string> } {
  const world: World = {
    clock: new VirtualClock(speed, start),
    region: scenario.region,
    rules: { ...defaultRules, ...scenario.rules },
    durations: { ...defaultDurations, ...scenario.durations },
    accounts: [],
    keys: new Map(),
    roles: new Map(),
    vpcs: new Map(),
    vswitches: new Map(),
    securityGroups: new Map(),
    instances: new Map(),
    invocations: [],
    loadBalancers: new Map(),
    serverGroups: new Map(),
    jobs: new Map(),
    services: new Map(),
    endpoints: new Map(),
    names: new Map(),
    transitions: [],
    locks: new Map(),
    seq: 0,
    random: randomInt,
    listeners: new Set(),
  }
  const given: Record<string, string> = {}
  for (const account of scenario.accounts) {
    for (const [name, id] of Object.entries(seedAccount(world, account, n))) given[`${account.name}.${name}`] = id
  }
  seedOwnLink(world, 'stranger', given)
  return { world, given }
}

/** Keys, VPC, vSwitches, security group, host and load balancer of one account. */
function seedAccount(world: World, seed: ScenarioAccount, n: number): Record<string, string> {
  const account: AccountEntity = {
    name: seed.name,
    uid: seed.uid,
    resourceGroup: `rg-acfm${seed.uid.slice(-10)}`,
    productOpen: seed.productOpen,
    mayPay: seed.mayPay,
  }
  world.accounts.push(account)
  const keyId = `LTAI5t${secretText(world, 18)}`
  world.keys.set(keyId, {
    id: keyId,
    secret: secretText(world, 30),
    uid: seed.uid,
    user: { id: `2${seed.uid.slice(1)}42`, name: 'plink-operator' },
    policies: null,
    active: true,
    session: null,
  })
  const role = `acs:ram::${seed.uid}:role/plink`
  world.roles.set(role, {
    arn: role,
    id: `3${seed.uid.slice(1)}77`,
    owner: seed.uid,
    trusts: [seed.uid],
    externalId: null,
    maxSession: 3600,
  })

  const row = (kind: string) => ({
    id: newId(world, kind),
    owner: seed.uid,
    region: world.region,
    created: longAgo(world),
  })
  const grouped = () => ({ resourceGroup: account.resourceGroup, tags: [] })
  const vpc: VpcEntity = {
    ...row('vpc'),
    ...grouped(),
    name: seed.name,
    description: '',
    cidr: `127.${n}.${seed.cidr}`,
    userCidrs: [],
    status: 'Available',
    router: newId(world, 'vrt'),
    routeTable: newId(world, 'vtb'),
  }
  world.vpcs.set(vpc.id, vpc)
  const vswitches = Object.entries(seed.vswitches).map(([letter, block]): [string, VSwitchEntity] => {
    const vswitch: VSwitchEntity = {
      ...row('vsw'),
      name: `${seed.name}-${letter}`,
      vpc: vpc.id,
      zone: `${world.region}-${letter}`,
      cidr: `127.${n}.${block}`,
      ...grouped(),
      description: '',
      status: 'Available',
      taken: new Set(),
      cursor: 0,
    }
    world.vswitches.set(vswitch.id, vswitch)
    return [letter, vswitch]
  })
  const group: SecurityGroupEntity = {
    ...row('sg'),
    ...grouped(),
    description: '',
    innerAccess: 'Accept',
    name: `${seed.name}-endpoint`,
    type: 'normal',
    vpc: vpc.id,
    rules: seed.admits.map((port) => ({
      SecurityGroupRuleId: newId(world, 'sgr'),
      created: longAgo(world),
      Direction: 'ingress',
      IpProtocol: 'TCP',
      PortRange: `${port}/${port}`,
      SourceCidrIp: vpc.cidr,
      SourceGroupId: '',
      Policy: 'Accept',
      Priority: '1',
      Description: '',
    })),
  }
  world.securityGroups.set(group.id, group)
  // Admits nobody: what an endpoint behind it connects to is nothing at all.
  const closed: SecurityGroupEntity = {
    ...group,
    ...grouped(),
    ...row('sg'),
    name: `${seed.name}-closed`,
    rules: [],
  }
  world.securityGroups.set(closed.id, closed)
  const places = new Map(vswitches)
  const home = placeOf(places, seed.loadBalancer.zones[0] ?? '')
  const host: InstanceEntity = {
    ...row('i'),
    ip: takeAddress(home) ?? '',
    eni: newId(world, 'eni'),
    vpc: vpc.id,
    vswitch: home.id,
    securityGroups: [],
    ...grouped(),
    status: 'Running',
    lock: null,
    firewall: false,
    agent: null,
  }
  world.instances.set(host.id, host)
  const loadBalancer = seedLoadBalancer(world, account, seed, vpc.id, places, host)
  world.loadBalancers.set(loadBalancer.id, loadBalancer)
  return {
    vpc: vpc.id,
    ...Object.fromEntries(vswitches.map(([letter, { id }]) => [`vswitch.${letter}`, id])),
    securityGroup: group.id,
    'securityGroup.closed': closed.id,
    loadBalancer: loadBalancer.id,
    host: host.ip,
    machine: host.id,
    interface: host.eni,
    role,
  }
}

function seedLoadBalancer(
  world: World,
  account: AccountEntity,
  seed: ScenarioAccount,
  vpc: string,
  places: ReadonlyMap<string, VSwitchEntity>,
  host: InstanceEntity,
): LoadBalancerEntity {
  const { type, zones, ports } = seed.loadBalancer
  const row = (kind: string) => ({
    id: newId(world, kind),
    owner: seed.uid,
    region: world.region,
    created: longAgo(world),
  })
  const name = `${seed.name}-${type}`
  const backendAt = (port: number | null): ServerEntity => ({
    server: host.id,
    type: 'ecs',
    ip: host.ip,
    port,
    weight: 100,
    description: '',
    status: 'Available',
    checked: true,
  })
  const usual = () => ({ description: '', tags: [], settings: {}, checked: true })
  const shared = {
    resourceGroup: account.resourceGroup,
    modificationProtection: { status: 'NonProtection', reason: '', since: longAgo(world) },
  }
  const home = placeOf(places, zones[0] ?? '')
  if (type === 'slb') {
    const clb: ClbEntity = {
      ...row('lb'),
      type,
      name,
      status: 'active',
      address: takeAddress(home) ?? '',
      addressType: 'intranet',
      networkType: 'vpc',
      payType: 'PayOnDemand',
      vpc,
      tags: [],
      ...shared,
      bandwidth: 5120,
      internetChargeType: 'paybytraffic',
      busy: false,
      deleteProtected: false,
      leaving: false,
      vswitch: home.id,
      masterZone: home.zone,
      slaveZone: `${world.region}-${zones[1]}`,
      servers: [backendAt(null)],
      listeners: ports.map((port) => ({
        ...usual(),
        port,
        protocol: 'tcp',
        status: 'running',
        backendPort: port,
        group: null,
        bandwidth: -1,
        checks: true,
        acl: null,
        proxyProtocol: false,
      })),
    }
    return clb
  }
  const nlb: NlbEntity = {
    ...row('nlb'),
    type,
    name,
    status: 'Active',
    addressType: 'Intranet',
    lock: null,
    vpc,
    tags: [],
    ...shared,
    deletionProtection: { enabled: false, reason: '', since: longAgo(world) },
    busy: false,
    zones: zones.map((letter) => {
      const vswitch = placeOf(places, letter)
      return {
        zone: vswitch.zone,
        vswitch: vswitch.id,
        address: takeAddress(vswitch) ?? '',
        locals: [],
        eni: newId(world, 'eni'),
      }
    }),
    listeners: ports.map((port) => {
      const group = row('sgp')
      world.serverGroups.set(group.id, {
        ...group,
        type: 'nlb',
        name: `${name}-${port}`,
        resourceGroup: account.resourceGroup,
        tags: [],
        settings: {},
        servers: [backendAt(port)],
        kind: 'Instance',
        vpc,
        protocol: 'TCP',
        checks: true,
        status: 'Available',
      })
      const id = `${newId(world, 'lsn')}@${port}`
      return { ...usual(), id, port, protocol: 'TCP', status: 'Running', group: group.id, proxyProtocol: false }
    }),
  }
  return nlb
}

/** An endpoint service and a connected endpoint within one account, which nobody else has any business with. */
function seedOwnLink(world: World, name: string, given: Record<string, string>): void {
  const account = world.accounts.find((each) => each.name === name)
  const loadBalancer = world.loadBalancers.get(given[`${name}.loadBalancer`] ?? '')
  const vswitch = world.vswitches.get(given[`${name}.vswitch.h`] ?? '')
  if (account === undefined || loadBalancer === undefined || vswitch === undefined) return
  const row = (kind: string) => ({
    id: newId(world, kind),
    owner: account.uid,
    region: world.region,
    created: longAgo(world),
  })
  const service = row('epsrv')
  const endpoint = row('ep')
  world.services.set(service.id, {
    ...service,
    status: 'Active',
    business: 'Normal',
    description: 'not yours',
    payer: 'Endpoint',
    resourceType: loadBalancer.type,
    autoAccept: false,
    zoneAffinity: false,
    bandwidth: 3072,
    regions: [{ id: world.region, status: 'Available' }],
    userArns: [],
    resourceGroup: account.resourceGroup,
    tags: [],
    resources: [
      {
        id: loadBalancer.id,
        type: loadBalancer.type,
        zone: vswitch.zone,
        status: 'attached',
        autoAllocated: true,
        created: longAgo(world),
      },
    ],
    users: [{ uid: account.uid, since: longAgo(world) }],
  })
  world.endpoints.set(endpoint.id, {
    ...endpoint,
    name: 'not-yours',
    description: '',
    status: 'Active',
    business: 'Normal',
    connection: 'Connected',
    modified: longAgo(world),
    service: service.id,
    serviceRegion: world.region,
    serviceOwner: account.uid,
    payer: 'Endpoint',
    vpc: vswitch.vpc,
    groups: [{ id: given[`${name}.securityGroup`] ?? '', status: 'Attached' }],
    zones: [
      {
        zone: vswitch.zone,
        created: longAgo(world),
        vswitch: vswitch.id,
        eni: newId(world, 'eni'),
        ip: takeAddress(vswitch) ?? '',
        status: 'Connected',
        resource: loadBalancer.id,
        replaced: null,
      },
    ],
    bandwidth: 3072,
    trafficControl: 'BandwidthLimit',
    crossRegionBandwidth: null,
    zoneAffinity: false,
    resourceGroup: account.resourceGroup,
    tags: [],
  })
  given[`${name}.service`] = service.id
  given[`${name}.endpoint`] = endpoint.id
}

/** What was there before is a month old. */
function longAgo(world: World): number {
  return world.clock.now() - 30 * 24 * 3_600_000
}

function placeOf(places: ReadonlyMap<string, VSwitchEntity>, letter: string): VSwitchEntity {
  const vswitch = places.get(letter)
  if (vswitch === undefined) throw new Error(`the scenario has no vSwitch in zone ${letter}`)
  return vswitch
}
