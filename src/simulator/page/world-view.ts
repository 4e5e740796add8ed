import type { PageText } from '../../text/page.ts'
import { backendsOf, type HealthChecker } from '../network/health.ts'
import type { DoorTraffic } from '../network/port-listener.ts'
import type { RequestEntry } from '../server/request-log.ts'
import type { AccountEntity, EndpointEntity, ServiceEntity } from '../world/entities.ts'
import { endpointDomain, timeText } from '../world/id.ts'
import type { LoadBalancerEntity } from '../world/load-balancer.ts'
import type { World } from '../world/world.ts'
import { type Html, html, when } from './html.ts'

/** The most things of a kind that are shown: nobody reads more. */
const longestList = 20

/** What the page shows of one account: its services with who is connected, its endpoints, its load balancers. */
export function accountView(world: World, health: HealthChecker, { uid }: AccountEntity, text: PageText): Html {
  const own = <R extends { readonly owner: string }>(table: ReadonlyMap<string, R>): R[] =>
    [...table.values()].filter(({ owner }) => owner === uid)
  const { headings } = text
  return html`
    ${section(headings.services, own(world.services), (row) => serviceCard(world, row, text), text)}
    ${section(headings.endpoints, own(world.endpoints), (row) => endpointCard(row, text), text)}
    ${section(headings.loadBalancers, own(world.loadBalancers), (row) => balancerCard(world, health, row, text), text)}`
}

/** The links between the two accounts: which way each goes, how it stands, and what has passed. */
export function linksView(world: World, left: AccountEntity, traffic: readonly DoorTraffic[], text: PageText): Html {
  const shown = [...world.endpoints.values()].filter(({ owner, serviceOwner }) => owner !== serviceOwner)
  if (shown.length === 0) return html`<p class="nothing">${text.nothing}</p>`
  return html`${shown.slice(0, longestList).map((endpoint) => linkCard(endpoint, left, traffic, text))}
    ${moreThan(shown, text)}`
}

/** The newest calls of the API, newest first. */
export function callsView(requests: readonly RequestEntry[], text: PageText): Html {
  const rows = requests.slice(-longestList).reverse()
  return html`${rows.map(
    ({ at, account, action, outcome, fault }) =>
      html`<tr><td>${timeText(at).slice(11, 19)}</td><td>${account}</td><td>${action}</td>
        <td class="${outcome === 'ok' ? '' : 'refused'}">${outcome ?? text.notCarriedOut}${fault === null ? '' : ` (${fault})`}</td></tr>`,
  )}`
}

/** A status of the API as it is, in a colour: good, under way, bad, or neither. */
export function badge(status: string, shown: string = status): Html {
  const word = status.toLowerCase()
  const tone = /^(?:active|connected|running|available|normal|ready|carry)$/.test(word)
    ? 'good'
    : /(?:ing|wait|received)$/.test(word)
      ? 'busy'
      : word === 'off' || word === 'closed'
        ? 'idle'
        : 'bad'
  return html`<span class="badge ${tone}">${shown}</span>`
}

function serviceCard(world: World, row: ServiceEntity, text: PageText): Html {
  const { fields, payers, nothing } = text
  const asking = [...world.endpoints.values()].filter(({ service }) => service === row.id)
  return html`<article>
    <h4>${id(row.id)} ${badge(row.status)} ${unlessNormal(row.business)}</h4>
    <dl>
      ${entry(fields.payer, html`${payers[row.payer]}`)}
      ${entry(
        fields.resources,
        list(
          row.resources.map((each) => html`${id(each.id)} ${id(each.zone)}`),
          nothing,
        ),
      )}
      ${entry(
        fields.whitelist,
        list(
          row.users.map((user) => id(user.uid)),
          nothing,
        ),
      )}
      ${entry(
        fields.connections,
        list(
          asking.map((each) => html`${id(each.id)} ${badge(each.connection)}`),
          nothing,
        ),
      )}
    </dl></article>`
}

function endpointCard(row: EndpointEntity, text: PageText): Html {
  const { fields, nothing } = text
  return html`<article>
    <h4>${id(row.id)} ${badge(row.status)} ${unlessNormal(row.business)}</h4>
    <dl>
      ${entry(fields.service, html`${id(row.service)} ${badge(row.connection)}`)}
      ${entry(
        fields.zones,
        list(
          row.zones.map((zone) => html`${id(zone.zone)} ${id(zone.ip)} ${badge(zone.status)}`),
          nothing,
        ),
      )}
      ${entry(
        fields.securityGroups,
        list(
          row.groups.map((group) => id(group.id)),
          nothing,
        ),
      )}
      ${entry(fields.domain, id(endpointDomain(row)))}
    </dl></article>`
}

function balancerCard(world: World, health: HealthChecker, row: LoadBalancerEntity, text: PageText): Html {
  const listeners = row.listeners.map(({ port, protocol, status }) => {
    const backends = backendsOf(world, row, port).map((backend) => {
      const verdict = health.last(backend)
      const state = verdict === undefined ? 'unknown' : verdict ? 'well' : 'ill'
      const tone = { well: 'good', ill: 'bad', unknown: 'busy' }[state]
      return html` ${id(`${backend.ip}:${backend.port}`)} <span class="badge ${tone}">${text.health[state]}</span>`
    })
    return html`${protocol.toUpperCase()} ${port} ${badge(status)} → ${backends.length > 0 ? backends : text.nothing}`
  })
  return html`<article><h4>${id(row.id)} ${badge(row.status)}</h4>${list(listeners, text.nothing)}</article>`
}

function linkCard(row: EndpointEntity, left: AccountEntity, traffic: readonly DoorTraffic[], text: PageText): Html {
  const arrow = row.owner === left.uid ? html`<b class="arrow">⟶</b>` : html`<b class="arrow">⟵</b>`
  const doors = traffic.filter(({ address }) => row.zones.some(({ ip }) => ip === address))
  return html`<article class="link">
    <h4>${arrow} ${id(row.id)} ${badge(row.connection)}</h4>
    ${doors.map(
      ({ address, port, verdict, sent, received, ...counts }) =>
        html`<p>${id(`${address}:${port}`)} ${badge(verdict, text.verdicts[verdict])}<br>
          <small>${text.traffic({ ...counts, sent: bytes(sent), received: bytes(received) })}</small></p>`,
    )}</article>`
}

function section<R>(title: string, rows: readonly R[], card: (row: R) => Html, text: PageText): Html {
  return html`<section><h3>${title}</h3>
    ${when(rows.length === 0, () => html`<p class="nothing">${text.nothing}</p>`)}
    ${rows.slice(0, longestList).map(card)} ${moreThan(rows, text)}</section>`
}

function moreThan(rows: readonly unknown[], text: PageText): readonly Html[] {
  return when(rows.length > longestList, () => html`<p class="nothing">${text.more(rows.length - longestList)}</p>`)
}

function unlessNormal(business: string): readonly Html[] {
  return when(business !== 'Normal', () => badge(business))
}

function entry(name: string, value: Html): Html {
  return html`<dt>${name}</dt><dd>${value}</dd>`
}

function list(items: readonly Html[], nothing: string): Html {
  if (items.length === 0) return html`<span class="nothing">${nothing}</span>`
  return html`${items.slice(0, longestList).map((item) => html`<div>${item}</div>`)}`
}

function id(text: string): Html {
  return html`<code>${text}</code>`
}

/** `850 B`, `1.2 kB`, `3.4 MB` */
function bytes(count: number): string {
  if (count < 1_000) return `${count} B`
  return count < 1_000_000 ? `${(count / 1_000).toFixed(1)} kB` : `${(count / 1_000_000).toFixed(1)} MB`
}
