import type { ReadsOf } from '../engine/account-reads.ts'
import type { LinkContext } from '../engine/link-context.ts'
import { linkFilter, markOf } from '../engine/tags.ts'
import { directionNames, roles, type SideName } from '../model/link.ts'
import type { EndpointOutput, LoadBalancerOutput, ServiceOutput } from './halves.ts'
import { balancerProductOf } from './load-balancer/products.ts'

/** A thing that says by its tags which step of which state file made it. */
export interface Tagged {
  readonly side: SideName
  readonly step: string
  readonly lineage: string
  readonly output: ServiceOutput | EndpointOutput | LoadBalancerOutput
}

/** Endpoint services, endpoints, and load balancers where the link makes some, with the link's tag, in the accounts whose credentials are held, whoever made them. */
export async function taggedThings({ intent, clouds }: LinkContext, reads: ReadsOf): Promise<Tagged[]> {
  const sides: readonly SideName[] = clouds.peer === null ? ['you'] : ['you', 'peer']
  const query = { Tag: linkFilter(intent.name) }
  const found = sides.flatMap((side) => [
    reads(side)
      .all('privatelink.ListVpcEndpointServices', query, (page) => page.Services)
      .then((services) =>
        services.map((each): Tagged[] => markedAs(side, each, { id: each.ServiceId, name: each.ServiceName })),
      ),
    reads(side)
      .all('privatelink.ListVpcEndpoints', query, (page) => page.Endpoints)
      .then((endpoints) =>
        endpoints.map((each): Tagged[] => markedAs(side, each, { id: each.EndpointId, domain: each.EndpointDomain })),
      ),
  ])
  const balancers = directionNames.flatMap((direction) => {
    const side = roles[direction].provider
    const products = new Set((intent.directions[direction]?.service.create ?? []).map(balancerProductOf))
    return [...products].map(async (product) => {
      const all = sides.includes(side) ? await product.tagged(reads(side), query.Tag) : []
      return all.map(({ id, zones, Tags }) => markedAs(side, { Tags }, { id, type: product.type, zones }))
    })
  })
  return (await Promise.all([...found, ...balancers])).flat(2)
}

function markedAs(side: SideName, thing: Parameters<typeof markOf>[0], output: Tagged['output']): Tagged[] {
  const mark = markOf(thing)
  return mark ? [{ side, ...mark, output }] : []
}
