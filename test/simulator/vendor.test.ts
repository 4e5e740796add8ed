import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../../src/model/clock.ts'
import { createPageClient, type PageClient } from '../../src/simulator/admin/page-client.ts'
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts'
import { type ApiClient, createApiClient } from '../../src/simulator/vendor/api-client.ts'
import { waitUntil } from '../../src/simulator/vendor/wait-until.ts'

const signal = AbortSignal.timeout(60_000)
const region = 'cn-hangzhou'

let simulator: Simulator
let desk: PageClient
/** The customer, with keys of its own. */
let you: ApiClient
let uid: string

beforeEach(async () => {
  simulator = await startSimulator({ speed: 200, signal })
  const { document } = simulator
  const account = document.accounts.find(({ name }) => name === 'you')
  uid = account?.uid ?? ''
  const keys = { id: account?.accessKeyId ?? '', secret: account?.accessKeySecret ?? '' }
  you = createApiClient({ apiUrl: document.endpoint, keys, region, clock: hasty, signal })
  desk = createPageClient(document.vendor?.console ?? '', signal)
})

afterEach(() => simulator.close())

describe('from the deployment to you', () => {
  test('a link is created, waits for your approval, runs, and is removed in order', async () => {
    const serviceId = await createService({ whitelisted: true })
    expect(await desk.post('/console/privatelink', { serviceId })).toMatchObject({ serviceId, status: 'creating' })
    const endpoint = await found(async () => (await links())[0]?.endpointId)
    await eventually(async () => (await connections(serviceId))[0]?.Zones?.[0]?.ZoneStatus === 'Wait')
    expect(await links()).toMatchObject([{ serviceId, status: 'creating', endpointId: endpoint }])
    await you.call('privatelink.EnableVpcEndpointConnection', { ServiceId: serviceId, EndpointId: endpoint })
    const running = await found(async () => (await links()).find(({ status }) => status === 'running'))
    expect(running.domain).toBe(`${endpoint}.${serviceId}.${region}.privatelink.aliyuncs.com`)
    expect(await desk.delete(`/console/privatelink/${serviceId}`)).toMatchObject({ status: 'deleting' })
    await eventually(async () => (await links()).length === 0)
    expect(await connections(serviceId)).toEqual([])
  })

  test('the console shows its zone and its account', async () => {
    const vendors = simulator.document.accounts.find(({ name }) => name === 'emqx')
    expect(await desk.get('/console/privatelink')).toEqual({ zone: `${region}-h`, uid: vendors?.uid, links: [] })
  })

  test('a service that does not let its account in is refused', async () => {
    const serviceId = await createService({ whitelisted: false })
    await expect(desk.post('/console/privatelink', { serviceId })).rejects.toThrow(/422.*whitelist/)
    expect(await links()).toEqual([])
  })

  test('a service whose consumers would pay is refused', async () => {
    const serviceId = await createService({ whitelisted: true, payer: 'Endpoint' })
    await expect(desk.post('/console/privatelink', { serviceId })).rejects.toThrow(/422.*only the provider-pays option/)
  })

  test('a service without a load balancer in its zone is refused', async () => {
    const serviceId = await createService({ whitelisted: true, empty: true })
    await expect(desk.post('/console/privatelink', { serviceId })).rejects.toThrow(/422.*cn-hangzhou-h/)
  })

  test('fails when the service vanishes first, and can be removed all the same', async () => {
    const serviceId = await createService({ whitelisted: true })
    await desk.post('/console/privatelink', { serviceId })
    await found(async () => (await links())[0]?.endpointId)
    await control('/world', { act: 'vanish', service: serviceId })
    expect(await links()).toMatchObject([{ status: 'failed', reason: expect.stringContaining('deleted first') }])
    await desk.delete(`/console/privatelink/${serviceId}`)
    await eventually(async () => (await links()).length === 0)
  })

  test.each([
    { fault: 'lost-reply' },
    { fault: 'lost-request' },
    { fault: 'reset' },
    { fault: 'status', status: 500, done: true },
    { fault: 'throttled' },
    { fault: 'html' },
    { fault: 'code', code: 'ConcurrentCallNotSupported' },
  ])('is made once, though its creation meets $fault', async (trouble) => {
    const serviceId = await createService({ whitelisted: true })
    await control('/faults', { action: 'privatelink.CreateVpcEndpoint', account: 'emqx', ...trouble })
    await desk.post('/console/privatelink', { serviceId })
    const endpoint = await found(async () => (await links())[0]?.endpointId)
    expect(await connections(serviceId)).toMatchObject([{ EndpointId: endpoint }])
  })

  test('fails, and says why, when the cloud refuses for good', async () => {
    const serviceId = await createService({ whitelisted: true })
    const fault = { fault: 'code', code: 'QuotaExceeded.totalIdleEndpoint' }
    await control('/faults', { action: 'privatelink.CreateVpcEndpoint', account: 'emqx', ...fault })
    await desk.post('/console/privatelink', { serviceId })
    const failed = await found(async () => (await links()).find(({ status }) => status === 'failed'))
    expect(failed).toMatchObject({ reason: expect.stringContaining('totalIdleEndpoint') })
  })

  test('nonsense is refused', async () => {
    await expect(desk.post('/console/privatelink', {})).rejects.toThrow(/400.*serviceId is missing/)
    await expect(desk.delete('/console/privatelink/epsrv-none')).rejects.toThrow(/404/)
    await expect(desk.get('/console/else')).rejects.toThrow(/404/)
  })
})

describe('from you to the deployment', () => {
  test('a ticket becomes a service, your endpoint is approved after a while, and all is taken back', async () => {
    await switchAddonOn()
    const ticket = (await desk.post('/console/requests', { uid, region, note: 'please' })) as Ticket
    const { id } = ticket
    expect(ticket).toMatchObject({ status: 'received', serviceId: null })
    const ready = await found(async () => {
      const page = await request(id)
      return page.status === 'ready' && page
    })
    expect(ready).toMatchObject({ payer: 'Endpoint', zones: [`${region}-h`], uid, note: 'please' })
    const endpoint = await createEndpoint(ready.serviceId ?? '')
    await eventually(async () => (await endpointStatus(endpoint)).ConnectionStatus === 'Connected')
    expect(await desk.delete(`/console/requests/${id}`)).toMatchObject({ status: 'closing' })
    await eventually(async () => (await endpointStatus(endpoint)).ConnectionStatus === 'Disconnected')
    expect((await request(id)).status).toBe('closing')
    await removeEndpoint(endpoint)
    await eventually(async () => (await request(id)).status === 'closed')
    const { Services } = await you.call('privatelink.ListVpcEndpointServicesByEndUser', {
      ServiceId: ready.serviceId ?? '',
    })
    expect(Services ?? []).toEqual([])
  })

  test('needs the add-on first', async () => {
    await expect(desk.post('/console/requests', { uid, region })).rejects.toThrow(/409.*add-on is off/)
    expect(await desk.post('/console/addons/intranet-lb', {})).toEqual({ status: 'creating' })
  })

  test('needs an account id and the region of the deployment', async () => {
    await switchAddonOn()
    await expect(desk.post('/console/requests', { uid: 'me', region })).rejects.toThrow(/400.*no account id/)
    await expect(desk.post('/console/requests', { uid, region: 'cn-beijing' })).rejects.toThrow(/422.*cn-beijing/)
    await expect(desk.get('/console/requests/none')).rejects.toThrow(/404/)
  })

  test('a ticket may be closed before anybody has looked at it', async () => {
    await switchAddonOn()
    const { id } = (await desk.post('/console/requests', { uid, region })) as Ticket
    await desk.delete(`/console/requests/${id}`)
    await eventually(async () => (await request(id)).status === 'closed')
  })
})

const hasty = { now: systemClock.now, sleep: (ms: number) => systemClock.sleep(ms / 200, signal) }

interface Ticket {
  readonly id: string
  readonly status: string
  readonly serviceId: string | null
}

async function request(id: string): Promise<Ticket> {
  return (await desk.get(`/console/requests/${id}`)) as Ticket
}

interface Link {
  readonly serviceId: string
  readonly status: string
  readonly endpointId: string | null
  readonly domain: string | null
}

async function links(): Promise<readonly Link[]> {
  const page = (await desk.get('/console/privatelink')) as { links: readonly Link[] }
  return page.links
}

function control(path: string, order: object): Promise<unknown> {
  return createPageClient(simulator.document.control, signal).post(path, order)
}

async function switchAddonOn(): Promise<void> {
  const path = '/console/addons/intranet-lb'
  await desk.post(path, {})
  await eventually(async () => ((await desk.get(path)) as { status: string }).status === 'running')
}

async function createService(options: { whitelisted?: boolean; payer?: 'Endpoint'; empty?: boolean }): Promise<string> {
  const resource = { ResourceId: given('you.loadBalancer'), ResourceType: 'slb', ZoneId: `${region}-h` } as const
  const { ServiceId } = await you.call('privatelink.CreateVpcEndpointService', {
    Payer: options.payer ?? 'EndpointService',
    ServiceResourceType: 'slb',
    ...(!options.empty && { Resource: [resource] }),
  })
  await eventually(async () => {
    const { ServiceStatus } = await you.call('privatelink.GetVpcEndpointServiceAttribute', { ServiceId })
    return ServiceStatus === 'Active'
  })
  const { uid: UserId } = (await desk.get('/console/privatelink')) as { uid: string }
  if (options.whitelisted) await you.call('privatelink.AddUserToVpcEndpointService', { ServiceId, UserId })
  return ServiceId
}

async function connections(ServiceId: string) {
  return (await you.call('privatelink.ListVpcEndpointConnections', { ServiceId })).Connections ?? []
}

async function createEndpoint(ServiceId: string): Promise<string> {
  const { EndpointId } = await you.call('privatelink.CreateVpcEndpoint', {
    ServiceId,
    VpcId: given('you.vpc'),
    SecurityGroupId: [given('you.securityGroup')],
    Zone: [{ ZoneId: `${region}-h`, VSwitchId: given('you.vswitch.h') }],
  })
  return EndpointId
}

async function endpointStatus(EndpointId: string) {
  return you.call('privatelink.GetVpcEndpointAttribute', { EndpointId })
}

async function removeEndpoint(EndpointId: string): Promise<void> {
  await you.call('privatelink.RemoveZoneFromVpcEndpoint', { EndpointId, ZoneId: `${region}-h` })
  await eventually(async () => {
    const { Zones } = await you.call('privatelink.ListVpcEndpointZones', { EndpointId })
    return (Zones ?? []).length === 0
  })
  await you.call('privatelink.DeleteVpcEndpoint', { EndpointId })
}

function given(name: string): string {
  return simulator.document.given[name] ?? ''
}

async function eventually(look: () => Promise<boolean>): Promise<void> {
  await waitUntil(look, { clock: systemClock, signal, everyMs: 20, limitMs: 20_000 })
}

/** What `look` finds as soon as it finds something. */
async function found<T>(look: () => Promise<T | undefined | null | false>): Promise<T> {
  for (;;) {
    const something = await look()
    if (something !== undefined && something !== null && something !== false) return something
    await systemClock.sleep(20, signal)
  }
}
