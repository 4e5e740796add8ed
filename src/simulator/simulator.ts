import { PlinkError } from '../model/fault.ts'
import type { SimulatorDocument } from '../model/result.ts'
import type { PageText } from '../text/page.ts'
import { Breakpoints } from './admin/breakpoints.ts'
import { FaultInjector } from './admin/faults.ts'
import { startDataplane } from './network/dataplane.ts'
import { startDns } from './network/dns.ts'
import { HealthChecker } from './network/health.ts'
import { takeLoopbackSubnet } from './network/loopback-subnet.ts'
import type { ListenProblem } from './network/port-listener.ts'
import { createNetwork } from './network/world-network.ts'
import { type PageTexts, startLivePage } from './page/page.ts'
import { Log } from './server/request-log.ts'
import { type ApiServer, startServer } from './server/server.ts'
import { startVendor, type Vendor, type VendorMemory } from './vendor/vendor.ts'
import { finishTransitions, readWorld, UnreadableWorld, writeWorld } from './world/saved-world.ts'
import { isScenario, type Scenario, type ScenarioName, scenarios } from './world/scenarios.ts'
import { seedWorld } from './world/seed.ts'
import type { Simulation } from './world/simulation.ts'
import type { World } from './world/world.ts'

export { UnreadableWorld }

export interface SimulatorOptions {
  /** Port of the API; 0, the default, takes a free one. */
  readonly port?: number
  /** Default: that of the saved world, or `article`. */
  readonly scenario?: string
  /** A world to go on with: the text that `onSave` was given. */
  readonly saved?: string
  /** Given the world to be kept: whenever it has changed and nothing is under way, and at the end. */
  readonly onSave?: (text: string) => void
  /** Virtual seconds per real second; 0 freezes time. Default 1. */
  readonly speed?: number
  /** Ends everything when it aborts. */
  readonly signal: AbortSignal
  /** What the live page says, and in which language when it is not told. */
  readonly page?: { readonly texts: PageTexts; readonly lang: PageText['lang'] }
  /** Told each request once it is answered, as one line. */
  readonly onRequest?: (line: string) => void
  /** An address or port of the data plane that this machine will not give. */
  readonly onProblem?: (problem: ListenProblem) => void
}

export interface Simulator {
  readonly document: SimulatorDocument
  close(): Promise<void>
}

/**
 * A pretended Alibaba Cloud on loopback: the API over HTTP, the data plane, the DNS server, and the vendor's robot.
 * @throws PlinkError BAD_FLAG for an unknown scenario or a port that cannot be had, UnreadableWorld for a saved world that is
 * none, or of another scenario
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port = 0, speed = 1, signal, onSave } = options
  signal.throwIfAborted()
  const saved = options.saved === undefined ? undefined : readWorld<VendorMemory>(options.saved)
  const name = options.scenario ?? saved?.scenario ?? 'article'
  if (!isScenario(name)) {
    throw new PlinkError('BAD_FLAG', { flag: '--scenario', value: name, expected: Object.keys(scenarios).join(' | ') })
  }
  if (saved !== undefined && saved.scenario !== name) throw new UnreadableWorld(`it is of scenario ${saved.scenario}`)
  const scenario: Scenario = scenarios[name]
  const closers: (() => Promise<void> | void)[] = []
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    closed ??= closeAll(closers)
    return closed
  }
  try {
    const site = await takeLoopbackSubnet(saved?.n)
    closers.push(site.release)
    const { n } = site
    const { world, given } = saved?.revive({ n, speed }) ?? seedWorld(scenario, { n, speed, start: Date.now() })
    closers.push(() => world.clock.stop())
    const health = new HealthChecker(world)
    closers.push(() => health.stop())
    const simulation: Simulation = {
      world,
      health,
      faults: new FaultInjector(),
      log: new Log(world, options.onRequest),
      breakpoints: new Breakpoints(),
      tokens: new Map(),
      nonces: new Map(),
      checkpoints: new Map(),
    }
    const api = await listen(simulation, port)
    closers.push(() => api.close())
    const network = createNetwork(world, health)
    const dataplane = await startDataplane(network, {
      signal,
      ...(options.onProblem === undefined ? {} : { onProblem: options.onProblem }),
    })
    closers.push(() => dataplane.close())
    const dns = await startDns(network)
    closers.push(() => dns.close())
    const vendor = await hireVendor(scenario, {
      world,
      given,
      api: api.url,
      dns: dns.address,
      signal,
      remembered: saved?.vendor ?? undefined,
    })
    if (vendor !== null) closers.push(() => vendor.close())
    const page =
      options.page === undefined
        ? null
        : await startLivePage({
            simulation,
            scenario: name,
            traffic: () => dataplane.traffic(),
            vendor,
            ...options.page,
          })
    if (page !== null) closers.push(() => page.close())
    if (onSave !== undefined) {
      const write = () => onSave(writeWorld(world, { scenario: name, n, given, vendor: vendor?.memory() ?? null }))
      closers.push(keepSaved(world, write))
    }
    const onAbort = () => void close()
    signal.addEventListener('abort', onAbort, { once: true })
    closers.push(() => signal.removeEventListener('abort', onAbort))
    return {
      document: describe(world, {
        name,
        api: api.url,
        dns: dns.address,
        given,
        vendor: vendor?.document ?? null,
        page: page === null ? null : `http://${page.host}:${page.port}`,
      }),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function listen(simulation: Simulation, port: number): Promise<ApiServer> {
  try {
    return await startServer(simulation, port)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
      throw new PlinkError(
        'BAD_FLAG',
        { flag: '--port', value: String(port), expected: `${error.code}: 0 … 65535` },
        { cause: error },
      )
    }
    throw error
  }
}

/** The robot gets its own keys and ids, and nothing of the world. */
async function hireVendor(
  scenario: Scenario,
  stage: {
    world: World
    given: Record<string, string>
    api: string
    dns: string
    signal: AbortSignal
    remembered: VendorMemory | undefined
  },
): Promise<Vendor | null> {
  const { world, given, api, dns, signal, remembered } = stage
  const account = scenario.accounts.find((each) => each.name === scenario.vendor)
  const keys = [...world.keys.values()].find((each) => each.uid === account?.uid)
  if (account === undefined || keys === undefined) return null
  const letter = account.loadBalancer.zones[0] ?? ''
  const id = (name: string) => given[`${account.name}.${name}`] ?? ''
  return startVendor({
    apiUrl: api,
    keys: { id: keys.id, secret: keys.secret },
    uid: account.uid,
    region: scenario.region,
    given: {
      vpc: id('vpc'),
      securityGroup: id('securityGroup'),
      zone: `${scenario.region}-${letter}`,
      vswitch: id(`vswitch.${letter}`),
      loadBalancer: id('loadBalancer'),
    },
    dns,
    speed: world.clock.speed,
    signal,
    ...(remembered !== undefined && { remembered }),
  })
}

/** How long after a change it is saved, in real milliseconds: many changes come together. */
const saveAfterMs = 500

/** Writes the world soon after a change, once nothing is under way. @returns what writes it a last time */
function keepSaved(world: World, write: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (world.transitions.every(({ done, end }) => done || end === null)) write()
    }, saveAfterMs).unref()
  }
  world.listeners.add(later)
  return () => {
    world.listeners.delete(later)
    clearTimeout(timer)
    finishTransitions(world)
    write()
  }
}

function describe(
  world: World,
  about: {
    name: ScenarioName
    api: string
    dns: string
    given: Record<string, string>
    vendor: SimulatorDocument['vendor']
    page: string | null
  },
): SimulatorDocument {
  return {
    endpoint: about.api,
    dns: about.dns,
    region: world.region,
    scenario: about.name,
    speed: world.clock.speed,
    accounts: world.accounts.map(({ name, uid }) => {
      const key = [...world.keys.values()].find((each) => each.uid === uid)
      return { name, uid, accessKeyId: key?.id ?? '', accessKeySecret: key?.secret ?? '' }
    }),
    given: about.given,
    vendor: about.vendor,
    control: `${about.api}/simulator`,
    page: about.page,
  }
}

/** In the opposite order of their opening; one that fails does not keep the others open. */
async function closeAll(closers: (() => Promise<void> | void)[]): Promise<void> {
  for (const close of closers.reverse()) await Promise.resolve(close()).catch(() => undefined)
}
