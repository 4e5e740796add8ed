import type { ConsoleText, PageText } from '../../text/page.ts'
import type { ConsoleView } from '../vendor/console.ts'
import { type Html, html, when } from './html.ts'
import { badge } from './world-view.ts'

/** The console as it is before anything has happened: its forms, and places for what changes, by the ids of `consoleParts`. */
export function consoleFrame({ uid, region, zone }: ConsoleView, { console: text }: PageText): Html {
  const { privateLink, addon, request } = text
  const [zoneStep, uidStep, serviceStep] = privateLink.steps
  return html`<section class="console" id="console" data-copied="${text.copied}" data-errors="${JSON.stringify(text.errors)}">
    <h2>${text.title}</h2>
    <p id="error" role="alert"></p>
    <div class="columns">
      <section aria-label="${privateLink.title}"><h3>${privateLink.title}</h3>
        <ol>
          <li>${zoneStep}<p><code>${zone}</code></p></li>
          <li>${uidStep}<p><code>${uid}</code> ${copyButton(uid, text)}</p></li>
          <li>${serviceStep}
            <form action="/console/privatelink" data-method="POST">
              <label>${privateLink.serviceId} <input name="serviceId" required placeholder="epsrv-…" autocomplete="off"></label>
              <button>${privateLink.create}</button>
            </form></li>
        </ol>
        <div id="console-links"></div></section>
      <section aria-label="${request.title}"><h3>${addon.title}</h3><p>${addon.what}</p>
        <div id="console-addon"></div>
        <h3>${request.title}</h3><p>${request.what}</p>
        <form action="/console/requests" data-method="POST">
          <input type="hidden" name="region" value="${region}">
          <label>${request.uid} <input name="uid" required inputmode="numeric" placeholder="1417…" autocomplete="off"></label>
          <button>${request.submit}</button>
        </form>
        <div id="console-requests"></div></section>
    </div></section>`
}

/** What changes in the console, by the ids of the places for it. */
export function consoleParts({ links, addon, requests, approvesAll }: ConsoleView, { console: text }: PageText) {
  const { privateLink, request: ticket, statuses } = text
  return {
    'console-links': html`${links.map(
      ({ serviceId, status, domain, reason }) => html`<article>
        <h4><code>${serviceId}</code> ${badge(status, statuses[status])}
          ${button(`/console/privatelink/${serviceId}`, privateLink.remove, { method: 'DELETE', confirm: privateLink.confirm(serviceId) })}</h4>
        ${when(domain !== null, () => html`<p><small>${privateLink.domain}</small> <code>${domain ?? ''}</code> ${copyButton(domain ?? '', text)}</p>`)}
        ${when(reason !== null, () => html`<p class="refused">${reason ?? ''}</p>`)}</article>`,
    )}`,
    'console-addon': html`<div>${badge(addon, statuses[addon])}
      ${when(addon === 'off', () => button('/console/addons/intranet-lb', text.addon.enable))}</div>`,
    'console-requests': html`${requests.map(
      ({ id, status, serviceId, zones, endpoints, reason }) => html`<article>
        <h4><code>${id}</code> ${badge(status, statuses[status])}
          ${when(status === 'ready', () => button(`/console/requests/${id}`, ticket.close, { method: 'DELETE', confirm: ticket.confirm(id) }))}</h4>
        ${when(
          serviceId !== null,
          () => html`<p><small>${ticket.serviceId}</small> <code>${serviceId ?? ''}</code> ${copyButton(serviceId ?? '', text)}<br>
          <small>${zones.join(' ')}</small></p>`,
        )}
        ${endpoints.map(
          (endpoint) =>
            html`<div><code>${endpoint.id}</code> ${
              endpoint.approved
                ? badge('connected', ticket.approved)
                : button(`/console/requests/${id}/approve`, ticket.approve, { fields: { endpointId: endpoint.id } })
            }</div>`,
        )}
        ${when(reason !== null, () => html`<p class="refused">${reason ?? ''}</p>`)}</article>`,
    )}
    <div><small>${approvesAll ? ticket.byItself : ticket.byHand}</small>
      ${button('/console/staff', approvesAll ? ticket.switchToHand : ticket.switchToItself, { fields: { approvesAll: String(!approvesAll) } })}</div>`,
  }
}

function button(
  action: string,
  label: string,
  {
    method = 'POST',
    confirm = '',
    fields = {},
  }: { method?: string; confirm?: string; fields?: Record<string, string> } = {},
): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form class="inline" action="${action}" data-method="${method}" data-confirm="${confirm}">${hidden}<button>${label}</button></form>`
}

function copyButton(value: string, { copy }: ConsoleText): Html {
  return html`<button type="button" class="copy" data-copy="${value}">${copy}</button>`
}
