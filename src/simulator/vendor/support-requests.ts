import { randomUUID } from 'node:crypto'
import type { ResourceType } from '../../alibaba/types.ts'
import type { Clock } from '../../model/clock.ts'
import { type ApiClient, isApiClientError } from './api-client.ts'
import { listEvery } from './list-every.ts'
import { PageError } from './pages.ts'
import { waitUntil } from './wait-until.ts'

/** A customer's ticket for the way to the deployment, as the vendor answers it. */
export interface RequestPage {
  readonly id: string
  readonly uid: string
  readonly note: string | null
  readonly status: 'received' | 'creating' | 'ready' | 'closing' | 'closed' | 'failed'
  readonly serviceId: string | null
  readonly zones: readonly string[]
  readonly payer: 'Endpoint' | 'EndpointService' | null
  /** The customer's endpoints that have asked to be connected. */
  readonly endpoints: readonly { readonly id: string; readonly approved: boolean }[]
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
  /** Has an endpoint approved now, whatever the staff does by itself. @throws No unless it has asked */
  approve(id: string, endpoint: string): RequestPage
  /** Whether the staff approves every endpoint of a customer by itself; it does at first. */
  approvesAll: boolean
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
  /** Tickets of an earlier life; what was under way then goes on. */
  readonly remembered?: readonly RequestPage[]
}

interface Request {
  readonly id: string
  readonly uid: string
  readonly note: string | null
  status: RequestPage['status']
  serviceId: string | null
  zones: readonly string[]
  payer: RequestPage['payer']
  /** Those that have asked: since when, whether the staff was told to approve them, and whether it has. */
  readonly endpoints: Map<string, { readonly since: number; ordered: boolean; approved: boolean }>
  reason: string | null
  closing: boolean
}

const lookEveryMs = 2_000
const patienceMs = 30 * 60_000
/** The customer may take its time. */
const customerPatienceMs = 7 * 24 * 60 * 60_000

/** EMQX's half of the direction to it, which its staff does by hand: the deployment is the provider. */
export function createSupportRequests(options: SupportRequestsOptions): SupportRequests {
  const { cloud, loadBalancer, zone, clock, signal, serviceAfterMs, approveAfterMs, remembered = [] } = options
  const type: ResourceType = loadBalancer.startsWith('nlb-') ? 'nlb' : 'slb'
  const requests = new Map<string, Request>()
  let approvesAll = true

  const createService = async (request: Request): Promise<string> => {
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
    return ServiceId
  }

  const make = async (request: Request): Promise<string> => {
    const ServiceId = request.serviceId ?? (await createService(request))
    if (request.status !== 'creating') return ServiceId
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

  /** Lets endpoints of the customer in, each once: when told to, or by itself after the staff has taken its time. */
  const approve = async (request: Request, ServiceId: string): Promise<void> => {
    const { endpoints } = request
    while (!request.closing) {
      for (const { EndpointId, EndpointOwnerId, ConnectionStatus } of await connectionsTo(ServiceId)) {
        if (EndpointOwnerId !== request.uid) continue
        const endpoint = endpoints.get(EndpointId) ?? { since: clock.now(), ordered: false, approved: false }
        endpoints.set(EndpointId, endpoint)
        if (endpoint.approved || ConnectionStatus !== 'Disconnected') continue
        if (!endpoint.ordered && !(approvesAll && clock.now() - endpoint.since >= approveAfterMs)) continue
        // The customer may have taken its endpoint away in the meantime.
        await cloud.call('privatelink.EnableVpcEndpointConnection', { ServiceId, EndpointId }).catch(gone)
        endpoint.approved = true
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
    if (request.status === 'closed' || request.status === 'failed') return
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

  const begin = ({ endpoints, ...page }: RequestPage): Request => {
    const since = clock.now()
    const request: Request = {
      ...page,
      endpoints: new Map(endpoints.map(({ id, approved }) => [id, { since, ordered: false, approved }])),
      closing: page.status === 'closing',
    }
    requests.set(request.id, request)
    void live(request)
    return request
  }
  for (const page of remembered) begin(page)

  return {
    get approvesAll() {
      return approvesAll
    },
    set approvesAll(wanted) {
      approvesAll = wanted
    },
    list: () => [...requests.values()].map(pageOf),
    get: (id) => pageOf(get(id)),
    create(uid, note) {
      const id = `req-${randomUUID().slice(0, 8)}`
      const nothingYet = { serviceId: null, zones: [], payer: null, endpoints: [], reason: null }
      return pageOf(begin({ id, uid, note, status: 'received', ...nothingYet }))
    },
    approve(id, endpoint) {
      const request = get(id)
      const row = request.endpoints.get(endpoint)
      if (row === undefined) throw new PageError(404, 'NOT_FOUND', `${endpoint} has not asked to be connected`)
      row.ordered = true
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

function pageOf({ closing, endpoints, ...request }: Request): RequestPage {
  return {
    ...request,
    status: closing && request.status === 'ready' ? 'closing' : request.status,
    endpoints: [...endpoints].map(([id, { approved }]) => ({ id, approved })),
  }
}
