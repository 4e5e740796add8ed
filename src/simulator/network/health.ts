import { connect } from 'node:net'
import type { InstanceEntity } from '../world/entities.ts'
import { objectOf } from '../world/id.ts'
import {
  type ClbListenerEntity,
  groupServers,
  type LoadBalancerEntity,
  type NlbListenerEntity,
  type ServerEntity,
  type Settings,
} from '../world/load-balancer.ts'
import type { TransitionSpec } from '../world/transition.ts'
import { notifyChange, type World } from '../world/world.ts'

/** Real milliseconds a verdict is believed. */
const freshMs = 1_000
/** Real milliseconds a host may take to accept. */
const patienceMs = 1_000

/** Asks a host for a TCP connection; replaced in tests. */
export type Reach = (host: string, port: number) => Promise<boolean>

/** A backend as a listener uses it. */
export interface Backend {
  readonly server: string
  readonly ip: string
  readonly port: number
  /** Where health checks go. */
  readonly checkPort: number
  readonly weight: number
  /** False: too new for a verdict. */
  readonly checked: boolean
}

/**
 * Health checks of the load balancers: real TCP connections to the hosts, remembered for a second. One that is not well
 * is asked again by itself, since nobody may be able to connect and so to ask.
 */
export class HealthChecker {
  readonly #world: World
  readonly #reach: Reach
  readonly #known = new Map<string, { well: boolean; at: number }>()
  readonly #asking = new Map<string, Promise<boolean>>()
  readonly #again = new Map<string, NodeJS.Timeout>()
  #stopped = false

  constructor(world: World, reach: Reach = reachByTcp) {
    this.#world = world
    this.#reach = reach
  }

  /** Whether it accepts connections now. */
  async check(backend: Backend): Promise<boolean> {
    if (isClosed(hostOf(this.#world, backend.ip))) return false
    const key = keyOf(backend)
    const known = this.#known.get(key)
    if (known !== undefined && performance.now() - known.at < freshMs) return known.well
    const asking = this.#asking.get(key) ?? this.#ask(key, backend)
    return asking
  }

  /** The last verdict, and a new one is asked for when it is old. Undefined: never asked before. */
  last(backend: Backend): boolean | undefined {
    if (isClosed(hostOf(this.#world, backend.ip))) return false
    void this.check(backend)
    return this.#known.get(keyOf(backend))?.well
  }

  /** Asks everybody anew. */
  forget(): void {
    this.#known.clear()
  }

  stop(): void {
    this.#stopped = true
    for (const timer of this.#again.values()) clearTimeout(timer)
  }

  #ask(key: string, backend: Backend): Promise<boolean> {
    const asking = this.#reach(backend.ip, backend.checkPort).then((well) => {
      const before = this.#known.get(key)?.well
      this.#known.set(key, { well, at: performance.now() })
      this.#asking.delete(key)
      clearTimeout(this.#again.get(key))
      this.#again.delete(key)
      if (!well && !this.#stopped) {
        this.#again.set(key, setTimeout(() => void this.#ask(key, backend), freshMs).unref())
      }
      if (before !== well) notifyChange(this.#world)
      return well
    })
    this.#asking.set(key, asking)
    return asking
  }
}

function keyOf({ ip, checkPort }: Backend): string {
  return `${ip}:${checkPort}`
}

/** The port that a listener's settings or its group's name for checks; undefined: each server's own. */
function checkPortOf(world: World, listener: ClbListenerEntity | NlbListenerEntity): number | undefined {
  const group = listener.group === null ? undefined : world.serverGroups.get(listener.group)
  const settings = group?.type === 'nlb' ? group.settings['HealthCheck'] : listener.settings
  // Safe: settings are records of what the actions' tables have read.
  return Number((settings as Settings | undefined)?.['HealthCheckConnectPort']) || undefined
}

/** The backends a listener forwards to; empty when there is no such listener. */
export function backendsOf(world: World, loadBalancer: LoadBalancerEntity, port: number): Backend[] {
  const listener = loadBalancer.listeners.find((each) => each.port === port)
  if (listener === undefined) return []
  const usual = 'backendPort' in listener ? listener.backendPort : port
  const checkPort = checkPortOf(world, listener)
  return groupServers(world.serverGroups, loadBalancer, listener)
    .filter((each) => each.status === 'Available')
    .map((each) => ({
      server: each.server,
      ip: each.ip,
      port: each.port ?? usual,
      checkPort: checkPort ?? each.port ?? usual,
      weight: each.weight,
      checked: each.checked,
    }))
}

function hostOf(world: World, ip: string): InstanceEntity | undefined {
  return [...world.instances.values()].find((host) => host.ip === ip)
}

/** Whether no load balancer gets through to it, whatever listens there. */
function isClosed(host: InstanceEntity | undefined): boolean {
  return host?.status === 'Stopped' || host?.firewall === true
}

/** Never rejects. */
const reachByTcp: Reach = (host, port) =>
  new Promise((resolve) => {
    const socket = connect({ host, port })
    const end = (well: boolean) => {
      socket.destroy()
      resolve(well)
    }
    // On a busy machine the timer may be late: an answer that has arrived by then counts.
    socket.setTimeout(patienceMs, () => setImmediate(() => end(false)))
    socket.on('connect', () => end(true))
    socket.on('error', () => end(false))
    socket.unref()
  })

type Begin = (change: TransitionSpec) => void

/** Whether a listener has its servers checked: a CLB's own setting, and an NLB's group's. */
export function checksServers(world: World, listener: ClbListenerEntity | NlbListenerEntity): boolean {
  if ('checks' in listener) return listener.checks
  const group = world.serverGroups.get(listener.group)
  return group?.type !== 'nlb' || group.checks
}

/**
 * A listener has begun to run: there is no verdict on its servers until the checks have had time (Slb
 * DescribeHealthStatus, `unavailable`; Nlb GetListenerHealthStatus, `Initial`).
 */
export function beginChecks(
  world: World,
  loadBalancer: LoadBalancerEntity,
  listener: ClbListenerEntity | NlbListenerEntity,
  begin: Begin,
): void {
  listener.checked = false
  begin(verdict(world, objectOf.health(loadBalancer.id, listener.port), listener))
}

/** A server has come to a group. Where no listener runs on it yet, the listener's start begins the checks. */
export function beginCheck(world: World, group: string, server: ServerEntity, begin: Begin): void {
  const isUsed = [...world.loadBalancers.values()].some((row) =>
    row.listeners.some((each) => each.group === group && each.status.toLowerCase() === 'running'),
  )
  if (!isUsed) return
  server.checked = false
  begin(verdict(world, objectOf.health(`${group}:${server.server}`, server.port ?? 0), server))
}

function verdict(world: World, object: string, row: { checked: boolean }): TransitionSpec {
  return {
    object,
    needs: [],
    service: null,
    from: '',
    via: 'unavailable',
    to: 'checked',
    ms: world.durations.firstVerdict,
    finish: () => {
      row.checked = true
    },
  }
}
