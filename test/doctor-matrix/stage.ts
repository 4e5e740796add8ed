import * as fs from 'node:fs'
import { join } from 'node:path'
import type { Environment } from '../../src/model/environment.ts'
import { startBroker, startRedis } from '../../src/simulator/network/backends.ts'
import { eventually } from '../harness/eventually.ts'
import { programPath } from '../harness/installed.ts'
import { documentOf, type ProcessResult } from '../harness/processes.ts'
import { openSimulatedCloud, type SimulatedCloud } from '../harness/simulated-cloud.ts'
import { openUserHome, type UserHome } from '../harness/user-home.ts'

/** A link in both directions that works, made by plink with your keys alone; the peer's half was made by the peer. */
export interface Stage {
  readonly cloud: SimulatedCloud
  readonly home: UserHome
  /** The folder with plink.yaml and the state file. */
  readonly folder: string
  readonly ids: LinkIds
  readonly env: Environment
  /** The servers behind your load balancer and behind the peer's. */
  readonly servers: { readonly you: Place; readonly peer: Place }
  /** One act of the simulator's operator. */
  act(act: string, fields: object): Promise<unknown>
  /** Makes all as it was: the world, the files, the servers. */
  reset(): Promise<void>
  close(): Promise<void>
}

interface LinkIds {
  readonly inbound: { readonly service: string; readonly endpoint: string; readonly domain: string }
  readonly outbound: { readonly service: string; readonly endpoint: string; readonly domain: string }
}

/** Where a server stands, and what stands there. */
export interface Place {
  readonly host: string
  readonly port: number
  /** Ends what was started there. */
  readonly signal: AbortSignal
  /** Takes away what is there and puts another in its place, or nothing. */
  replace(start?: (place: Place) => Promise<Stoppable>): Promise<void>
  /** Puts back what belongs there, unless it is still there. */
  restore(): Promise<void>
}
export interface Stoppable {
  close?(): unknown
  stop?(): unknown
}

export const password = 'open sesame'

/**
 * @param scenario with a CLB or an NLB on both sides
 * @param holdsBoth whether commands have the peer's keys too
 */
export async function openStage(scenario: 'article' | 'nlb', holdsBoth = false): Promise<Stage> {
  const cloud = await openSimulatedCloud({ scenario, speed: 400 })
  const home = openUserHome(cloud.document)
  const ending = new AbortController()
  // However this process ends, the servers end too.
  const end = () => ending.abort()
  process.setMaxListeners(0).once('exit', end)
  const options = { signal: ending.signal, path: programPath }
  const { given } = cloud
  const you = openPlace(given['you.host'] ?? '', 6379, ending.signal, ({ host, port }) =>
    startRedis({ host, port, password }, options),
  )
  const peer = openPlace(given['emqx.host'] ?? '', 1883, ending.signal, ({ host, port }) =>
    startBroker({ host, port, wsPort: 8083 }, options),
  )
  await Promise.all([you.restore(), peer.restore()])
  const env = environmentOf(cloud, home)
  const { folder, ids } = await build(cloud, home, env)
  const copy = `${folder}.copy`
  fs.cpSync(folder, copy, { recursive: true })
  await eventually(() => checkpoint(cloud), 'a world at rest')
  return {
    cloud,
    home,
    folder,
    ids,
    env: holdsBoth ? { ...env, PLINK_PEER_PROFILE: 'emqx' } : env,
    servers: { you, peer },
    act: (act, fields) => cloud.control('POST', 'world', { act, ...fields }),
    async reset() {
      fs.rmSync(folder, { recursive: true })
      fs.cpSync(copy, folder, { recursive: true })
      await Promise.all([you.restore(), peer.restore()])
      await cloud.control('POST', 'restore')
      await isHealthy(cloud)
    },
    async close() {
      await Promise.all([you.replace(), peer.replace()])
      end()
      process.off('exit', end)
      await cloud[Symbol.asyncDispose]()
      home.remove()
    },
  }
}

function checkpoint(cloud: SimulatedCloud): Promise<boolean> {
  return cloud.control('POST', 'checkpoint').then(
    () => true,
    () => false,
  )
}

/** Until the load balancers' checks have found the servers. */
async function isHealthy(cloud: SimulatedCloud): Promise<void> {
  await eventually(async () => (await unwell(cloud, 'you')) === 0, 'healthy servers of you')
  await eventually(async () => (await unwell(cloud, 'emqx')) === 0, 'healthy servers of emqx')
}

/** How many servers behind an account's tested listener fail their check, by the API as their owner sees it. */
export async function unwell(cloud: SimulatedCloud, account: 'you' | 'emqx'): Promise<number> {
  const id = cloud.given[`${account}.loadBalancer`] ?? ''
  const port = account === 'you' ? 6379 : 1883
  if (id.startsWith('nlb')) {
    const { Listeners } = await cloud.call(account, 'nlb.ListListeners', { 'LoadBalancerIds.1': id })
    const { ListenerId } = Listeners.find((each: { ListenerPort: number }) => each.ListenerPort === port)
    const health = await cloud.call(account, 'nlb.GetListenerHealthStatus', { ListenerId })
    return health.ListenerHealthStatus[0].ServerGroupInfos[0].NonNormalServers.length
  }
  const health = await cloud.call(account, 'slb.DescribeHealthStatus', { LoadBalancerId: id, ListenerPort: port })
  const servers: { ServerHealthStatus: string }[] = health.BackendServers.BackendServer
  return servers.filter((each) => each.ServerHealthStatus !== 'normal').length
}

function openPlace(
  host: string,
  port: number,
  signal: AbortSignal,
  proper: (place: Place) => Promise<Stoppable>,
): Place {
  let running: Stoppable | undefined
  let isProper = false
  const place: Place = {
    host,
    port,
    signal,
    async replace(start) {
      await (running?.close?.() ?? running?.stop?.())
      running = undefined
      isProper = start === proper
      if (start) running = await start(place)
    },
    restore: async () => (isProper ? undefined : place.replace(proper)),
  }
  return place
}

function environmentOf(cloud: SimulatedCloud, home: UserHome): Environment {
  const { vendor } = cloud.document
  return {
    ...home.env,
    CI: 'true',
    REDIS_PASSWORD: password,
    PLINK_IN_VPC: cloud.given['you.vpc'],
    EMQXCLOUD_DEPLOYMENT_ENDPOINT: vendor?.deployment.url,
    EMQXCLOUD_DEPLOYMENT_API_KEY: vendor?.deployment.key,
    EMQXCLOUD_DEPLOYMENT_API_SECRET: vendor?.deployment.secret,
  }
}

/** The peer does by calls what EMQX does, and waits for nobody: its robot stays out of it. */
async function build(cloud: SimulatedCloud, home: UserHome, env: Environment) {
  const { given } = cloud
  const outboundService = await peersService(cloud)
  const folder = home.folder(manifestOf(cloud, { service: outboundService }))
  const first = await run(home, folder, env, ['up', '-y'], 8)
  const inboundService: string = first.directions.inbound.service.id
  const outboundEndpoint: string = first.directions.outbound.endpoints[0].id
  const { EndpointId: inboundEndpoint } = await cloud.call('emqx', 'privatelink.CreateVpcEndpoint', {
    ServiceId: inboundService,
    VpcId: given['emqx.vpc'] ?? '',
    'SecurityGroupId.1': given['emqx.securityGroup'] ?? '',
    ...zonesOf(cloud, 'emqx'),
  })
  await cloud.pass(10_000)
  await cloud.call('emqx', 'privatelink.EnableVpcEndpointConnection', {
    ServiceId: outboundService,
    EndpointId: outboundEndpoint,
  })
  await cloud.pass(10_000)
  fs.writeFileSync(
    join(folder, 'plink.yaml'),
    manifestOf(cloud, { service: outboundService, endpoint: inboundEndpoint }),
  )
  const second = await run(home, folder, env, ['up', '-y'], 0)
  const domainOf = (direction: 'inbound' | 'outbound'): string => second.directions[direction].endpoints[0].domain
  return {
    folder,
    ids: {
      inbound: { service: inboundService, endpoint: inboundEndpoint, domain: domainOf('inbound') },
      outbound: { service: outboundService, endpoint: outboundEndpoint, domain: domainOf('outbound') },
    },
  }
}

async function peersService(cloud: SimulatedCloud): Promise<string> {
  const id = cloud.given['emqx.loadBalancer'] ?? ''
  const type = id.startsWith('nlb') ? 'nlb' : 'slb'
  const { ServiceId } = await cloud.call('emqx', 'privatelink.CreateVpcEndpointService', { ServiceResourceType: type })
  await cloud.pass(5_000)
  for (const zone of type === 'nlb' ? ['h', 'i'] : ['h']) {
    await cloud.call('emqx', 'privatelink.AttachResourceToVpcEndpointService', {
      ServiceId,
      ResourceId: id,
      ResourceType: type,
      ZoneId: `${cloud.document.region}-${zone}`,
    })
    await cloud.pass(5_000)
  }
  await cloud.call('emqx', 'privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: cloud.uid('you') })
  await cloud.pass(5_000)
  return ServiceId
}

/** One zone with a CLB, which serves no more; two with an NLB. */
function letters({ given }: SimulatedCloud): readonly string[] {
  return given['you.loadBalancer']?.startsWith('nlb') ? ['h', 'i'] : ['h']
}

function zonesOf(cloud: SimulatedCloud, account: string): Record<string, string> {
  return Object.fromEntries(
    letters(cloud).flatMap((letter, index) => [
      [`Zone.${index + 1}.ZoneId`, `${cloud.document.region}-${letter}`],
      [`Zone.${index + 1}.VSwitchId`, cloud.given[`${account}.vswitch.${letter}`] ?? ''],
    ]),
  )
}

function manifestOf(
  cloud: SimulatedCloud,
  { service, endpoint }: { readonly service?: string; readonly endpoint?: string },
): string {
  const { given, document } = cloud
  const zones = letters(cloud).map((letter) => `${document.region}-${letter}: ${given[`you.vswitch.${letter}`]}`)
  return `version: 1
name: matrix
region: ${document.region}
peer: { kind: emqx, uid: "${cloud.uid('emqx')}" }
inbound:
  service: { loadBalancers: [${given['you.loadBalancer']}] }
${endpoint === undefined ? '' : `  endpoint: { id: ${endpoint} }\n`}  tests: ["redis://:\${REDIS_PASSWORD}@{inbound}:6379"]
outbound:
${service === undefined ? '' : `  service: { id: ${service} }\n`}  endpoint:
    vpc: ${given['you.vpc']}
    securityGroups: [${given['you.securityGroup']}]
    zones: { ${zones.join(', ')} }
  tests: ["mqtt://{outbound}:1883"]
`
}

async function run(home: UserHome, folder: string, env: Environment, words: readonly string[], code: number) {
  const ran: ProcessResult = await home.plink([...words, '-o', 'json'], folder, env)
  if (ran.code !== code) throw new Error(`${words.join(' ')} ended with ${ran.code}: ${ran.stdout}${ran.stderr}`)
  return documentOf(ran)
}
