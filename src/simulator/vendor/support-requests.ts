import { randomUUID } from 'node:crypto'
import type { ResourceType } from '../../alibaba/types.ts'
import type { Clock } from '../../model/clock.ts'
import { type ApiClient, isApiClientError } from './api-client.ts'
import { listEvery } from './list-every.ts'
import { PageError } from './pages.ts'
import { waitUntil } from './wait-until.ts'

/** A customer's ticket for the way to the deployment, as the vendor answers it. */
interface RequestPage {
  readonly id: string
  readonly uid: string
  readonly note: string | null
  readonly status: 'received' | 'creating' | 'ready' | 'closing' | 'closed' | 'failed'
  readonly serviceId: string | null
  readonly zones: readonly string[]
  readonly payer: 'Endpoint' | 'EndpointService' | null
  /** Why it failed. */
  readonly reason: string | null
}

export interface SupportRequests {
  list(): readonly RequestPage[]
  /** @throws No without such a ticket */
  get(id: string): RequestPage
  create(uid: string, note: string | null): RequestPage
  /** Disables the connections, waits until the customer's endpoints are gone, then takes the service back. */
  close(id: string): RequestPage
}

export interface SupportRequestsOptions {
  readonly cloud: ApiClient
  /** The load balancer before the deployment, and its zone. */
  readonly loadBalancer: string
  readonly zone: string
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Virtual milliseconds from the ticket to the endpoint service. */
  readonly serviceAfterMs: number
  /** Virtual milliseconds from a customer's endpoint to its approval. */
  readonly approveAfterMs: number
}

interface Request {
  readonly id: string
  readonly uid: string
  readonly note: string | null
  status: RequestPage['status']
  serviceId: string | null
  zones: readonly string[]
  payer: RequestPage['payer']
  reason: string | null
  closing: boolean
}

const lookEveryMs = 2_000
const patienceMs = 30 * 60_000
/** The customer may take its time. */
const customerPatienceMs = 7 * 24 * 60 * 60_000

/** EMQX's half of the direction to it, which its staff does by hand: the deployment is the provider. */
export function createSupportRequests(options: SupportRequestsOptions): SupportRequests {
  const { cloud, loadBalancer, zone, clock, signal, serviceAfterMs, approveAfterMs } = options
  const type: ResourceType = loadBalancer.startsWith('nlb-') ? 'nlb' : 'slb'
  const requests = new Map<string, Request>()

  const make = async (request: Request): Promise<string> => {
    await clock.sleep(serviceAfterMs, signal)
    request.status = 'creating'
    const { ServiceId } = await cloud.call('privatelink.CreateVpcEndpointService', {
      ServiceDescription: `deployment for ${request.uid}`,
      // Who pays in this direction is not documented; the consumer does unless said otherwise.
      Payer: 'Endpoint',
      ServiceResourceType: type,
      AutoAcceptEnabled: false,
      Resource: [{ ResourceId: loadBalancer, ResourceType: type, ZoneId: zone }],
    })
    request.serviceId = ServiceId
    await wait(async () => {
      const service = await cloud.call('privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
      Object.assign(request, { zones: service.Zones ?? [], payer: service.Payer ?? 'Endpoint' })
      return service.ServiceStatus === 'Active'
    })
    await cloud.call('privatelink.AddUserToVpcEndpointService', { ServiceId, UserId: request.uid })
    request.status = 'ready'
    return ServiceId
  }

  const connectionsTo = (ServiceId: string) =>
    listEvery(cloud, 'privatelink.ListVpcEndpointConnections', { ServiceId }, ({ Connections }) => Connections)

  /** Lets every endpoint of the customer in, once, after the staff has taken its time. */
  const approve = async (request: Request, ServiceId: string): Promise<void> => {
    const seen = new Map<string, number>()
    const approved = new Set<string>()
    while (!request.closing) {
      for (const { EndpointId, EndpointOwnerId, ConnectionStatus } of await connectionsTo(ServiceId)) {
        if (EndpointOwnerId !== request.uid || approved.has(EndpointId)) continue
        const since = seen.get(EndpointId) ?? clock.now()
        seen.set(EndpointId, since)
        if (ConnectionStatus !== 'Disconnected' || clock.now() - since < approveAfterMs) continue
        // The customer may have taken its endpoint away in the meantime.
        await cloud.call('privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId }).catch(gone)
        approved.add(EndpointId)
      }
      await clock.sleep(lookEveryMs, signal)
    }
  }

  const unmake = async (request: Request, ServiceId: string): Promise<void> => {
    const customer = { clock, signal, everyMs: lookEveryMs, limitMs: customerPatienceMs }
    await waitUntil(async () => {
      const connections = await connectionsTo(ServiceId)
      for (const { EndpointId, ConnectionStatus } of connections)
        if (ConnectionStatus === 'Connected')
          await cloud.call('privatelink.DisableVpcEndpointConnection', { ServiceId, EndpointId }).catch(gone)
      return connections.length === 0
    }, customer)
    const resource = { ServiceId, ResourceId: loadBalancer, ResourceType: type, ZoneId: zone }
    await cloud.call('privatelink.DetachResourceFromVpcEndpointService', resource).catch(gone)
    await wait(async () => {
      const list = 'privatelink.ListVpcEndpointServiceResources'
      return (await listEvery(cloud, list, { ServiceId }, ({ Resources }) => Resources)).length === 0
    })
    await cloud.call('privatelink.DeleteVpcEndpointService', { ServiceId }).catch(gone)
    await wait(async () => {
      const left = await cloud.call('privatelink.GetVpcEndpointServiceAttribute', { ServiceId }).catch(gone)
      return left === undefined
    })
    request.status = 'closed'
  }

  const wait = (look: () => Promise<boolean>): Promise<void> =>
    waitUntil(look, { clock, signal, everyMs: lookEveryMs, limitMs: patienceMs })

  const live = async (request: Request): Promise<void> => {
    try {
      const service = await make(request)
      await approve(request, service)
      request.status = 'closing'
      await unmake(request, service)
    } catch (error) {
      if (!signal.aborted)
        Object.assign(request, { status: 'failed', reason: error instanceof Error ? error.message : '' })
    }
  }

  const get = (id: string): Request => {
    const request = requests.get(id)
    if (request === undefined) throw new PageError(404, 'NOT_FOUND', `there is no request ${id}`)
    return request
  }

  return {
    list: () => [...requests.values()].map(pageOf),
    get: (id) => pageOf(get(id)),
    create(uid, note) {
      const request: Request = {
        id: `req-${randomUUID().slice(0, 8)}`,
        uid,
        note,
        status: 'received',
        serviceId: null,
        zones: [],
        payer: null,
        reason: null,
        closing: false,
      }
      requests.set(request.id, request)
      void live(request)
      return pageOf(request)
    },
    close(id) {
      const request = get(id)
      request.closing = true
      return pageOf(request)
    },
  }
}

/** Gone already is as good as removed. */
function gone(error: unknown): undefined {
  const codes = ['EndpointConnectionNotFound', 'EndpointServiceNotFound', 'EndpointServiceResourceNotFound']
  if (!isApiClientError(error, ...codes)) throw error
}

function pageOf({ closing, ...request }: Request): RequestPage {
  return closing && request.status === 'ready' ? { ...request, status: 'closing' } : request
}
