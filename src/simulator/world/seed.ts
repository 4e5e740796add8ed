import { randomInt } from 'node:crypto'
import { takeAddress } from '../network/address.ts'
import { VirtualClock } from './clock.ts'
import { newId, secretText } from './id.ts'
import type { ClbRow, LoadBalancerRow, NlbRow, ServerRow } from './load-balancer.ts'
import type { Cast, Scenario } from './scenarios.ts'
import type { Account, Durations, HostRow, Rules, VSwitchRow, World } from './world.ts'

const usualRules: Rules = {
  stoppedListener: 'refuse',
  noBackend: 'accept-close',
  disconnected: 'drop',
  zoneAfterDisable: 'Disconnected',
  concurrentStatus: 400,
  serviceDeletion: 'strict',
  oneEndpointPerVpc: false,
  busyLoadBalancer: 'ServiceIsConfiguring',
  attachProtects: true,
  closedProduct: 'creates',
  lagMs: 0,
  pageLimit: null,
  absentLists: false,
  oldZoneDomain: false,
}

/** Not documented; Terraform's provider waits up to five minutes for each, and typical runs take seconds. */
const usualDurations: Durations = {
  serviceCreate: 2_000,
  serviceDelete: 5_000,
  attach: 2_000,
  detach: 2_000,
  endpointCreate: 5_000,
  endpointDelete: 5_000,
  zoneCreate: 5_000,
  zoneDelete: 5_000,
  connect: 5_000,
  disconnect: 5_000,
  groupChange: 3_000,
  listenerStart: 2_000,
  listenerStop: 1_000,
  listenerDelete: 1_000,
  configure: 1_000,
  firstVerdict: 4_000,
  clbDelete: 5_000,
  nlbCreate: 30_000,
  nlbDelete: 5_000,
  nlbListener: 2_000,
  nlbGroup: 1_000,
  lock: 200,
}

/** Where a world's addresses lie: 127.n, so that many simulators can run on one machine. */
export interface Site {
  readonly n: number
  readonly speed: number
  /** Virtual milliseconds since the epoch. */
  readonly start: number
}

/** The world of a scenario at its beginning, and the ids of what is in it by name: `you.vpc`, `you.loadBalancer`, … */
export function furnish(
  scenario: Scenario,
  { n, speed, start }: Site,
): { world: World; given: Record<string, string> } {
  const world: World = {
    clock: new VirtualClock(speed, start),
    region: scenario.region,
    rules: { ...usualRules, ...scenario.rules },
    durations: { ...usualDurations, ...scenario.durations },
    accounts: [],
    keys: new Map(),
    roles: new Map(),
    vpcs: new Map(),
    vswitches: new Map(),
    securityGroups: new Map(),
    hosts: new Map(),
    loadBalancers: new Map(),
    serverGroups: new Map(),
    jobs: new Map(),
    services: new Map(),
    endpoints: new Map(),
    transitions: [],
    locks: new Map(),
    seq: 0,
    random: randomInt,
    listeners: new Set(),
  }
  const given: Record<string, string> = {}
  for (const cast of scenario.casts) {
    for (const [name, id] of Object.entries(equip(world, cast, n))) given[`${cast.name}.${name}`] = id
  }
  linkItself(world, 'stranger', given)
  return { world, given }
}

/** Keys, VPC, vSwitches, security group, host and load balancer of one account. */
function equip(world: World, cast: Cast, n: number): Record<string, string> {
  const account: Account = {
    name: cast.name,
    uid: cast.uid,
    user: { id: `2${cast.uid.slice(1)}42`, name: 'plink-operator' },
    productOpen: cast.productOpen,
    mayPay: cast.mayPay,
  }
  world.accounts.push(account)
  const keyId = `LTAI5t${secretText(world, 18)}`
  world.keys.set(keyId, { id: keyId, secret: secretText(world, 30), uid: cast.uid, active: true, session: null })
  const role = `acs:ram::${cast.uid}:role/plink`
  world.roles.set(role, {
    arn: role,
    id: `3${cast.uid.slice(1)}77`,
    owner: cast.uid,
    trusts: [cast.uid],
    externalId: null,
  })

  const row = (kind: string) => ({
    id: newId(world, kind),
    owner: cast.uid,
    region: world.region,
    created: longAgo(world),
  })
  const vpc = { ...row('vpc'), name: cast.name, cidr: `127.${n}.${cast.cidr}` }
  world.vpcs.set(vpc.id, vpc)
  const vswitches = Object.entries(cast.vswitches).map(([letter, block]): [string, VSwitchRow] => {
    const vswitch: VSwitchRow = {
      ...row('vsw'),
      name: `${cast.name}-${letter}`,
      vpc: vpc.id,
      zone: `${world.region}-${letter}`,
      cidr: `127.${n}.${block}`,
      taken: new Set(),
      cursor: 0,
    }
    world.vswitches.set(vswitch.id, vswitch)
    return [letter, vswitch]
  })
  const group = {
    ...row('sg'),
    name: `${cast.name}-endpoint`,
    type: 'normal' as const,
    vpc: vpc.id,
    rules: cast.admits.map((port) => ({
      SecurityGroupRuleId: newId(world, 'sgr'),
      Direction: 'ingress' as const,
      IpProtocol: 'TCP',
      PortRange: `${port}/${port}`,
      SourceCidrIp: vpc.cidr,
      SourceGroupId: '',
      Policy: 'Accept' as const,
      Priority: '1',
      Description: '',
    })),
  }
  world.securityGroups.set(group.id, group)
  // Admits nobody: what an endpoint behind it connects to is nothing at all.
  const closed = { ...row('sg'), name: `${cast.name}-closed`, type: group.type, vpc: vpc.id, rules: [] }
  world.securityGroups.set(closed.id, closed)
  const places = new Map(vswitches)
  const home = placeOf(places, cast.loadBalancer.zones[0] ?? '')
  const host: HostRow = {
    ...row('i'),
    ip: takeAddress(home) ?? '',
    eni: newId(world, 'eni'),
    vpc: vpc.id,
    vswitch: home.id,
    status: 'Running',
  }
  world.hosts.set(host.id, host)
  const loadBalancer = balance(world, cast, vpc.id, places, host)
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

function balance(
  world: World,
  cast: Cast,
  vpc: string,
  places: ReadonlyMap<string, VSwitchRow>,
  host: HostRow,
): LoadBalancerRow {
  const { type, zones, ports } = cast.loadBalancer
  const row = (kind: string) => ({
    id: newId(world, kind),
    owner: cast.uid,
    region: world.region,
    created: longAgo(world),
  })
  const name = `${cast.name}-${type}`
  const backendAt = (port: number | null): ServerRow => ({
    server: host.id,
    type: 'ecs',
    ip: host.ip,
    port,
    weight: 100,
    description: '',
    status: 'Available',
    checked: true,
  })
  const usual = { description: '', tags: [], checked: true } as const
  const home = placeOf(places, zones[0] ?? '')
  if (type === 'slb') {
    const clb: ClbRow = {
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
      busy: false,
      shielded: false,
      leaving: false,
      vswitch: home.id,
      masterZone: home.zone,
      slaveZone: `${world.region}-${zones[1]}`,
      servers: [backendAt(null)],
      listeners: ports.map((port) => ({
        ...usual,
        port,
        protocol: 'tcp',
        status: 'running',
        backendPort: port,
        group: null,
        bandwidth: -1,
        checks: true,
      })),
    }
    return clb
  }
  const nlb: NlbRow = {
    ...row('nlb'),
    type,
    name,
    status: 'Active',
    addressType: 'Intranet',
    vpc,
    tags: [],
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
        tags: [],
        servers: [backendAt(port)],
        kind: 'Instance',
        vpc,
        protocol: 'TCP',
        checks: true,
        status: 'Available',
      })
      const id = `${newId(world, 'lsn')}@${port}`
      return { ...usual, id, port, protocol: 'TCP', status: 'Running', group: group.id }
    }),
  }
  return nlb
}

/** An endpoint service and a connected endpoint within one account, which nobody else has any business with. */
function linkItself(world: World, name: string, given: Record<string, string>): void {
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
    tags: [],
    resources: [{ id: loadBalancer.id, type: loadBalancer.type, zone: vswitch.zone, status: 'attached' }],
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
        vswitch: vswitch.id,
        eni: newId(world, 'eni'),
        ip: takeAddress(vswitch) ?? '',
        status: 'Connected',
        resource: loadBalancer.id,
      },
    ],
    tags: [],
  })
  given[`${name}.service`] = service.id
  given[`${name}.endpoint`] = endpoint.id
}

/** What was there before is a month old. */
function longAgo(world: World): number {
  return world.clock.now() - 30 * 24 * 3_600_000
}

function placeOf(places: ReadonlyMap<string, VSwitchRow>, letter: string): VSwitchRow {
  const vswitch = places.get(letter)
  if (vswitch === undefined) throw new Error(`the scenario has no vSwitch in zone ${letter}`)
  return vswitch
}
