import type { Clock } from '../../model/clock.ts'
import { type ApiClient, isApiClientError } from './api-client.ts'
import { listEvery } from './list-every.ts'
import { PageError } from './pages.ts'
import { waitUntil } from './wait-until.ts'

/** What the console shows of a link from the deployment to a customer's service. */
export interface LinkPage {
  readonly serviceId: string
  /** `running` and `failed` are EMQX's own words; those in between are not documented. */
  readonly status: 'creating' | 'running' | 'failed' | 'deleting'
  readonly endpointId: string | null
  /** The service connection domain: the address for connectors. */
  readonly domain: string | null
  /** Why it failed. */
  readonly reason: string | null
}

/** Where the deployment lives. */
export interface DeploymentNetwork {
  readonly vpc: string
  readonly securityGroup: string
  readonly zone: string
  readonly vswitch: string
}

export interface ConsoleLinks {
  /** As they are now: it looks at the cloud first. */
  list(): Promise<readonly LinkPage[]>
  /** @throws No when the service cannot be used, in words for the customer */
  create(serviceId: string): Promise<LinkPage>
  /** Removes the zones, then the endpoint, and the link from the list when they are gone. @throws No without such a link */
  remove(serviceId: string): LinkPage
  /** As they were when somebody last looked, to be taken up again later. */
  memory(): readonly LinkPage[]
}

export interface ConsoleLinksOptions {
  readonly cloud: ApiClient
  readonly place: DeploymentNetwork
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Virtual milliseconds from the order to the endpoint. */
  readonly createAfterMs: number
  /** Links of an earlier life; what was under way then goes on. */
  readonly remembered?: readonly LinkPage[]
}

interface Link {
  readonly serviceId: string
  status: LinkPage['status']
  endpointId: string | null
  domain: string | null
  reason: string | null
  /** What is being done about it. */
  work: Promise<void>
}

const lookEveryMs = 2_000
const patienceMs = 30 * 60_000

/** EMQX's half of the direction from it to a customer: the deployment is the consumer. */
export function createConsoleLinks(options: ConsoleLinksOptions): ConsoleLinks {
  const { cloud, place, clock, signal, createAfterMs, remembered = [] } = options
  const links = new Map<string, Link>()

  const make = async (link: Link): Promise<void> => {
    await clock.sleep(createAfterMs, signal)
    const { EndpointId, EndpointDomain } = await cloud.call('privatelink.CreateVpcEndpoint', {
      VpcId: place.vpc,
      ServiceId: link.serviceId,
      EndpointType: 'Interface',
      EndpointName: 'emqx-deployment',
      SecurityGroupId: [place.securityGroup],
      Zone: [{ ZoneId: place.zone, VSwitchId: place.vswitch }],
    })
    Object.assign(link, { endpointId: EndpointId, domain: EndpointDomain })
  }

  const unmake = async (link: Link): Promise<void> => {
    const { endpointId: EndpointId } = link
    if (EndpointId !== null) {
      const zones = await listEvery(
        cloud,
        'privatelink.ListVpcEndpointZones',
        { EndpointId },
        ({ Zones }) => Zones,
      ).catch(gone)
      for (const { ZoneId } of zones ?? [])
        await cloud.call('privatelink.RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId }).catch(gone)
      await wait(async () => {
        const left = await listEvery(
          cloud,
          'privatelink.ListVpcEndpointZones',
          { EndpointId },
          ({ Zones }) => Zones,
        ).catch(gone)
        return (left ?? []).length === 0
      })
      await cloud.call('privatelink.DeleteVpcEndpoint', { EndpointId }).catch(gone)
      await wait(async () => {
        const left = await cloud.call('privatelink.GetVpcEndpointAttribute', { EndpointId }).catch(gone)
        return left === undefined
      })
    }
    links.delete(link.serviceId)
  }

  const wait = (look: () => Promise<boolean>): Promise<void> =>
    waitUntil(look, { clock, signal, everyMs: lookEveryMs, limitMs: patienceMs })

  /** The console finds out when somebody looks. */
  const refresh = async (link: Link): Promise<void> => {
    if (link.endpointId === null || link.status === 'deleting' || link.status === 'failed') return
    const endpoint = await cloud
      .call('privatelink.GetVpcEndpointAttribute', { EndpointId: link.endpointId })
      .catch(gone)
    if (endpoint === undefined || endpoint.ConnectionStatus === 'ServiceDeleted')
      // EMQX Cloud's documentation of PrivateLink: whoever deletes on Alibaba Cloud first finds it `failed` here.
      Object.assign(link, { status: 'failed', reason: 'the endpoint service was deleted first' })
    else link.status = endpoint.ConnectionStatus === 'Connected' ? 'running' : 'creating'
  }

  const fail = (link: Link, error: unknown): void => {
    if (!signal.aborted) Object.assign(link, { status: 'failed', reason: error instanceof Error ? error.message : '' })
  }

  const begin = (page: LinkPage): Link => {
    const link: Link = { ...page, work: Promise.resolve() }
    links.set(link.serviceId, link)
    if (link.status === 'creating' && link.endpointId === null)
      link.work = make(link).catch((error) => fail(link, error))
    if (link.status === 'deleting') link.work = unmake(link).catch((error) => fail(link, error))
    return link
  }
  for (const page of remembered) begin(page)

  return {
    async list() {
      await Promise.all([...links.values()].map(refresh))
      return [...links.values()].map(pageOf)
    },
    async create(serviceId) {
      if (links.has(serviceId)) throw new PageError(409, 'ALREADY_EXISTS', `there is a link to ${serviceId} already`)
      await requireUsable(cloud, serviceId, place.zone)
      return pageOf(begin({ serviceId, status: 'creating', endpointId: null, domain: null, reason: null }))
    },
    remove(serviceId) {
      const link = links.get(serviceId)
      if (link === undefined) throw new PageError(404, 'NOT_FOUND', `there is no link to ${serviceId}`)
      if (link.status !== 'deleting') {
        link.status = 'deleting'
        link.work = link.work.then(() => unmake(link)).catch((error) => fail(link, error))
      }
      return pageOf(link)
    },
    memory: () => [...links.values()].map(pageOf),
  }
}

/** What EMQX's documentation asks of a service: whitelisted, paid by its provider, in the deployment's zone. */
async function requireUsable(cloud: ApiClient, ServiceId: string, zone: string): Promise<void> {
  const input = { ServiceId }
  const services = await listEvery(
    cloud,
    'privatelink.ListVpcEndpointServicesByEndUser',
    input,
    ({ Services }) => Services,
  )
  const service = services.find((one) => one.ServiceId === ServiceId)
  if (service === undefined)
    throw new PageError(422, 'NOT_WHITELISTED', `${ServiceId} does not exist, or our account is not in its whitelist`)
  if (service.Payer !== 'EndpointService')
    throw new PageError(
      422,
      'WRONG_PAYER',
      'only the provider-pays option works: create the service with Payer=EndpointService',
    )
  if (!(service.Zones ?? []).includes(zone))
    throw new PageError(422, 'WRONG_ZONE', `${ServiceId} has no load balancer in ${zone}, the zone of the deployment`)
}

/** Gone already is as good as removed. */
function gone(error: unknown): undefined {
  if (!isApiClientError(error, 'EndpointNotFound', 'EndpointZoneNotFound')) throw error
}

function pageOf({ serviceId, status, endpointId, domain, reason }: Link): LinkPage {
  return { serviceId, status, endpointId, domain, reason }
}
