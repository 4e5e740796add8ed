import type { ConsoleLinks, LinkPage } from './console-links.ts'
import type { AddonStatus, IntranetLbAddon } from './intranet-lb-addon.ts'
import { type ConsolePage, PageError } from './pages.ts'
import type { RequestPage, SupportRequests } from './support-requests.ts'

export interface ConsoleOptions {
  /** The account the deployment runs in, which EMQX's console shows. */
  readonly uid: string
  readonly region: string
  /** The zone of the deployment's own load balancer, where the customer's must be. */
  readonly zone: string
  readonly links: ConsoleLinks
  readonly requests: SupportRequests
  readonly addon: IntranetLbAddon
}

/** All that the console shows, as it was when somebody last looked at the cloud. */
export interface ConsoleView {
  readonly uid: string
  readonly region: string
  readonly zone: string
  readonly links: readonly LinkPage[]
  readonly addon: AddonStatus
  readonly approvesAll: boolean
  readonly requests: readonly RequestPage[]
}

export function viewConsole({ uid, region, zone, links, addon, requests }: ConsoleOptions): ConsoleView {
  return {
    uid,
    region,
    zone,
    links: links.memory(),
    addon: addon.status(),
    approvesAll: requests.approvesAll,
    requests: requests.list(),
  }
}

/** What a person does in EMQX's console or writes to its support, as HTTP. EMQX has no such API: this one is ours. */
export function consolePages({ uid, region, zone, links, requests, addon }: ConsoleOptions): readonly ConsolePage[] {
  return [
    {
      method: 'GET',
      path: '/console/privatelink',
      answer: async () => ({ status: 200, body: { zone, uid, links: await links.list() } }),
    },
    {
      method: 'POST',
      path: '/console/privatelink',
      answer: async ({ body }) => ({ status: 201, body: await links.create(textIn(body, 'serviceId')) }),
    },
    {
      method: 'DELETE',
      path: '/console/privatelink/:serviceId',
      answer: ({ parameters }) => ({ status: 202, body: links.remove(parameters['serviceId'] ?? '') }),
    },
    {
      method: 'GET',
      path: '/console/addons/intranet-lb',
      answer: () => ({ status: 200, body: { status: addon.status() } }),
    },
    {
      method: 'POST',
      path: '/console/addons/intranet-lb',
      answer: () => ({ status: 202, body: { status: addon.switchOn() } }),
    },
    {
      method: 'GET',
      path: '/console/requests',
      answer: () => ({ status: 200, body: { approvesAll: requests.approvesAll, requests: requests.list() } }),
    },
    {
      method: 'POST',
      path: '/console/requests',
      answer({ body }) {
        const customer = textIn(body, 'uid')
        if (!/^\d{10,20}$/.test(customer)) throw new PageError(400, 'BAD_REQUEST', `${customer} is no account id`)
        if (textIn(body, 'region') !== region)
          throw new PageError(422, 'WRONG_REGION', `the deployment is in ${region}, not in ${textIn(body, 'region')}`)
        if (addon.status() !== 'running')
          throw new PageError(409, 'ADDON_NOT_RUNNING', `the internal load balancer add-on is ${addon.status()}`)
        const { note } = body
        return { status: 201, body: requests.create(customer, typeof note === 'string' ? note : null) }
      },
    },
    {
      method: 'GET',
      path: '/console/requests/:id',
      answer: ({ parameters }) => ({ status: 200, body: requests.get(parameters['id'] ?? '') }),
    },
    {
      method: 'POST',
      path: '/console/requests/:id/approve',
      answer: ({ parameters, body }) => ({
        status: 202,
        body: requests.approve(parameters['id'] ?? '', textIn(body, 'endpointId')),
      }),
    },
    {
      method: 'POST',
      path: '/console/staff',
      answer({ body: { approvesAll } }) {
        if (typeof approvesAll !== 'boolean') throw new PageError(400, 'BAD_REQUEST', 'approvesAll is true or false')
        requests.approvesAll = approvesAll
        return { status: 200, body: { approvesAll } }
      },
    },
    {
      method: 'DELETE',
      path: '/console/requests/:id',
      answer: ({ parameters }) => ({ status: 202, body: requests.close(parameters['id'] ?? '') }),
    },
  ]
}

function textIn(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name]
  if (typeof value !== 'string' || value === '') throw new PageError(400, 'BAD_REQUEST', `${name} is missing`)
  return value
}
