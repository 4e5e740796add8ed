import { randomBytes } from 'node:crypto'
import { type Clock, systemClock } from '../../model/clock.ts'
import { createApiClient } from './api-client.ts'
import { type ConsoleView, consolePages, viewConsole } from './console.ts'
import { createConsoleLinks, type DeploymentNetwork, type LinkPage } from './console-links.ts'
import { type AppKey, basicAuth, deploymentPages } from './deployment.ts'
import { createDial } from './dial.ts'
import { createIntranetLbAddon } from './intranet-lb-addon.ts'
import { type ConsolePage, onlyOwn, servePages } from './pages.ts'
import type { AccessKeyPair } from './sign.ts'
import { createSupportRequests, type RequestPage } from './support-requests.ts'

/** What the vendor knows: nothing of the world but its own ids, keys, and where to call. */
export interface VendorOptions {
  /** Base URL of the cloud. */
  readonly apiUrl: string
  readonly keys: AccessKeyPair
  /** The account of these keys. */
  readonly uid: string
  readonly region: string
  /** The deployment's VPC, and the internal load balancer before it. */
  readonly given: DeploymentNetwork & { readonly loadBalancer: string }
  /** `127.0.0.1:5353` */
  readonly dns: string
  /** Virtual seconds per real second; the vendor's staff works as fast as the cloud. */
  readonly speed: number
  readonly signal: AbortSignal
  /** What it knew in an earlier life. */
  readonly remembered?: VendorMemory
  /** True as of brokers that forbid connectors private addresses. */
  readonly ssrf?: boolean
  readonly delays?: Partial<VendorDelays>
}

/** Virtual milliseconds. The real ones are not documented, but for "two or three minutes" of AWS' linkMs. */
interface VendorDelays {
  /** From the order in the console to the endpoint. */
  readonly linkMs: number
  readonly addonMs: number
  /** From a ticket to the endpoint service. */
  readonly serviceMs: number
  /** From a customer's endpoint to its approval. */
  readonly approveAfterMs: number
}

/** What EMQX remembers of its customers. */
export interface VendorMemory {
  /** Key of the deployment's REST API. */
  readonly appKey: AppKey
  readonly addonIsOn: boolean
  readonly links: readonly LinkPage[]
  readonly approvesAll: boolean
  readonly requests: readonly RequestPage[]
}

export interface Vendor {
  /** What a person does in the console, for a page of our own. */
  readonly pages: readonly ConsolePage[]
  /** Looks at the cloud, as the console does when somebody opens it. */
  look(): Promise<void>
  view(): ConsoleView
  memory(): VendorMemory
  /** As the simulator's own document shows it. */
  readonly document: {
    /** Base URL; pages are below `/console`. */
    readonly console: string
    readonly deployment: { readonly url: string } & AppKey
  }
  close(): Promise<void>
}

const usualDelays: VendorDelays = { linkMs: 3_000, addonMs: 5_000, serviceMs: 5_000, approveAfterMs: 5_000 }

/** EMQX's side: its console, its staff, and a deployment's REST API. It acts through the cloud's API with its own keys. */
export async function startVendor(options: VendorOptions): Promise<Vendor> {
  const { apiUrl, keys, uid, region, given, dns, ssrf = false } = options
  const { linkMs, addonMs, serviceMs, approveAfterMs } = { ...usualDelays, ...options.delays }
  const { remembered } = options
  const appKey = remembered?.appKey ?? {
    key: randomBytes(8).toString('hex'),
    secret: randomBytes(24).toString('hex'),
  }
  const ending = new AbortController()
  const signal = AbortSignal.any([options.signal, ending.signal])
  const clock = hasteningClock(options.speed)
  const cloud = createApiClient({ apiUrl, keys, region, clock, signal })
  const { loadBalancer, zone } = given
  const links = createConsoleLinks({
    cloud,
    place: given,
    clock,
    signal,
    createAfterMs: linkMs,
    remembered: remembered?.links ?? [],
  })
  const requests = createSupportRequests({
    cloud,
    loadBalancer,
    zone,
    clock,
    signal,
    serviceAfterMs: serviceMs,
    approveAfterMs,
    remembered: remembered?.requests ?? [],
  })
  requests.approvesAll = remembered?.approvesAll ?? true
  const addon = createIntranetLbAddon(clock, addonMs, remembered?.addonIsOn)
  const desktop = { uid, region, zone, links, requests, addon }
  const pages = consolePages(desktop)
  const desk = await servePages(pages, onlyOwn)
  // A probe waits in real time: the data plane and whoever asked do so too.
  const probes = deploymentPages({ dial: createDial(dns), clock: systemClock, signal, ssrf })
  const deployment = await servePages(probes, basicAuth(appKey))
  const close = async (): Promise<void> => {
    ending.abort()
    options.signal.removeEventListener('abort', onAbort)
    await Promise.all([desk.close(), deployment.close()])
  }
  const onAbort = (): void => void close()
  options.signal.addEventListener('abort', onAbort, { once: true })
  return {
    document: {
      console: `http://${desk.host}:${desk.port}`,
      deployment: { url: `http://${deployment.host}:${deployment.port}/api/v5`, ...appKey },
    },
    pages,
    async look() {
      await links.list()
    },
    view: () => viewConsole(desktop),
    memory: () => ({
      appKey,
      addonIsOn: addon.status() !== 'off',
      links: links.memory(),
      approvesAll: requests.approvesAll,
      requests: requests.list(),
    }),
    close,
  }
}

/** Never less between two looks, in real milliseconds, however fast the time goes. */
const shortestMs = 10

function hasteningClock(speed: number): Clock {
  // The cloud's time may stand still; people do not.
  const rate = speed > 0 ? speed : 1
  return {
    now: () => systemClock.now() * rate,
    sleep: (ms, signal) => systemClock.sleep(Math.max(ms / rate, shortestMs), signal),
  }
}
