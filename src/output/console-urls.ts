import type { DirectionStatus, Next } from '../model/result.ts'

/** What has a page in a web console. */
type WebConsole = 'service' | 'endpoint' | 'clb' | 'nlb' | 'emqx'

/** The pages of `plink open`, as they are written. */
export const pagesToOpen = ['service', 'endpoint', 'lb', 'emqx'] as const

/** The page for the load balancers of a link: those of its type. */
export function loadBalancerPage(service: { readonly loadBalancers: readonly string[] } | undefined): 'clb' | 'nlb' {
  return service?.loadBalancers.some((id) => id.startsWith('nlb-')) ? 'nlb' : 'clb'
}

/**
 * The page of a web console that lists the resources of one kind in a region. Alibaba Cloud's documentation links to these
 * lists; the addresses of single resources are not documented, so plink does not compose them.
 */
export function consoleUrl(page: WebConsole, region: string): string {
  const isChina = region.startsWith('cn-') && region !== 'cn-hongkong'
  switch (page) {
    case 'service':
      return `https://vpc.console.aliyun.com/endpointservice/${region}/endpointservices`
    case 'endpoint':
      return `https://vpc.console.aliyun.com/endpoint/${region}/endpoints`
    case 'clb':
      return `https://slb.console.aliyun.com/slb/${region}/slbs`
    case 'nlb':
      return `https://slb.console.aliyun.com/nlb/${region}/nlbs`
    case 'emqx':
      return `https://${isChina ? 'cloud' : 'cloud-intl'}.emqx.com/console/deployments`
  }
}

/** The page on which somebody of this account does the next step; null where there is none. */
export function nextConsoleUrl(next: Next, region: string): string | null {
  switch (next.code) {
    case 'PEER_CREATE_ENDPOINT':
    case 'PEER_TELL_UID':
    case 'PEER_TELL_SERVICE':
    case 'PEER_REMOVE_ENDPOINT':
      return next.facts.emqx ? consoleUrl('emqx', region) : null
    case 'APPROVE':
      return consoleUrl('service', region)
    case 'FIX': {
      const { facts } = next.facts.finding
      const page = 'id' in facts && typeof facts.id === 'string' ? pageOf(facts.id) : undefined
      return page === undefined ? null : consoleUrl(page, region)
    }
    default:
      return null
  }
}

/** The page that lists a resource of this account, by its ID. */
function pageOf(id: string): WebConsole | undefined {
  const prefix = id.slice(0, id.indexOf('-'))
  return ({ lb: 'clb', nlb: 'nlb', epsrv: 'service', ep: 'endpoint' } as const)[prefix]
}

/** Pages for the resources of a direction that belong to this account. */
export function consoleUrlsOf({ service, endpoints }: DirectionStatus, region: string): readonly string[] {
  const pages: WebConsole[] = []
  if (service !== null && service.status !== null) pages.push('service')
  if (endpoints.some(({ derived, expected }) => expected && !derived)) pages.push('endpoint')
  return pages.map((page) => consoleUrl(page, region))
}
