import type { ServerResponse } from 'node:http'
import type { PageText } from '../../text/page.ts'
import type { DoorTraffic } from '../network/port-listener.ts'
import type { Responder } from '../responders/listen.ts'
import { type ConsolePage, onlyOwn, servePages } from '../vendor/pages.ts'
import type { Vendor } from '../vendor/vendor.ts'
import type { AccountEntity } from '../world/entities.ts'
import { timeText } from '../world/id.ts'
import type { Simulation } from '../world/simulation.ts'
import { settle } from '../world/timeline.ts'
import type { World } from '../world/world.ts'
import { script, style } from './assets.ts'
import { consoleFrame, consoleParts } from './console-view.ts'
import { Html, html, when } from './html.ts'
import { accountView, callsView, linksView } from './world-view.ts'

export type PageTexts = Readonly<Record<PageText['lang'], PageText>>

export interface LivePageOptions {
  readonly simulation: Simulation
  readonly scenario: string
  readonly traffic: () => readonly DoorTraffic[]
  /** Null when the scenario has none: then there is no console. */
  readonly vendor: Vendor | null
  readonly texts: PageTexts
  /** The language of a page that does not say. */
  readonly lang: PageText['lang']
}

/** Real milliseconds between two looks at the world, while somebody watches. */
const lookEveryMs = 250

/** Nothing from elsewhere, no script but ours, no frame around it. */
const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** One browser that watches, and what it has been sent last, by the ids of the places. */
interface Watcher {
  readonly response: ServerResponse
  readonly text: PageText
  readonly shown: Map<string, string>
}

/**
 * The page that shows both accounts and the pretend console as they change, on a port of its own. Events go to browsers
 * that watch; nothing is done while none does.
 */
export async function startLivePage(options: LivePageOptions): Promise<Responder> {
  const { simulation, vendor, texts, lang } = options
  const watchers = new Set<Watcher>()
  let isStale = true
  let isLooking = false
  const onChange = () => {
    isStale = true
  }
  simulation.world.listeners.add(onChange)

  const look = async (): Promise<void> => {
    if (isLooking) return
    isLooking = true
    settle(simulation.world)
    // The console asks the cloud in turn: only when the world has changed. That fails while the simulator ends.
    const hasChanged = isStale
    isStale = false
    if (hasChanged) await vendor?.look().catch(() => undefined)
    for (const watcher of watchers) send(watcher, partsOf(options, watcher.text))
    isLooking = false
  }
  const timer = setInterval(() => {
    if (watchers.size > 0) void look()
  }, lookEveryMs).unref()

  const textOf = (query: URLSearchParams): PageText =>
    texts[query.get('lang') === 'zh' ? 'zh' : query.get('lang') === 'en' ? 'en' : lang]
  const asset = (path: string, type: string, text: string): ConsolePage => ({
    method: 'GET',
    path,
    answer: () => ({ status: 200, headers: { ...headers, 'content-type': type }, text }),
  })
  const pages: readonly ConsolePage[] = [
    {
      method: 'GET',
      path: '/',
      answer: ({ query }) => ({
        status: 200,
        headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
        text: `<!doctype html>${frameOf(options, textOf(query)).markup}`,
      }),
    },
    asset('/page.js', 'text/javascript', script),
    asset('/page.css', 'text/css', style),
    {
      method: 'GET',
      path: '/live',
      answer: ({ query }) => ({
        status: 200,
        headers: { ...headers, 'content-type': 'text/event-stream' },
        stream(response) {
          const watcher = { response, text: textOf(query), shown: new Map() }
          watchers.add(watcher)
          response.once('close', () => watchers.delete(watcher))
          send(watcher, partsOf(options, watcher.text))
        },
      }),
    },
    ...(vendor?.pages ?? []),
  ]
  const server = await servePages(pages, onlyOwn)
  return {
    ...server,
    async close() {
      clearInterval(timer)
      simulation.world.listeners.delete(onChange)
      await server.close()
    },
  }
}

/** Sends what is not as it was sent last. */
function send({ response, shown }: Watcher, parts: Readonly<Record<string, Html>>): void {
  const changed = Object.entries(parts).filter(([id, { markup }]) => shown.get(id) !== markup)
  if (changed.length === 0) return
  for (const [id, { markup }] of changed) shown.set(id, markup)
  response.write(`data: ${JSON.stringify(Object.fromEntries(changed.map(([id, { markup }]) => [id, markup])))}\n\n`)
}

/** Apart from the template: one with the end of a script in it is lowered to a helper of the compiler, which Node does not find. */
const scriptTag = new Html('<script src="page.js" defer></script>')

/** The page before anything is known: each place has an id, at which `partsOf` puts what there is. */
function frameOf({ simulation: { world }, scenario, vendor, texts }: LivePageOptions, text: PageText): Html {
  const [left, right] = sidesOf(world)
  const name = ({ name }: AccountEntity) =>
    html`${name in text.accounts ? text.accounts[name as keyof PageText['accounts']] : name}`
  const panel = (account: AccountEntity, id: string) =>
    html`<section aria-label="${account.name}"><h2>${name(account)}</h2><code>UID ${account.uid}</code><div id="${id}"></div></section>`
  const other = text.lang === 'en' ? 'zh' : 'en'
  return html`<html lang="${text.lang}"><head><meta charset="utf-8"><title>${text.title}</title>
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="page.css">${scriptTag}</head>
    <body><header><h1>${text.title}</h1><p>${text.about({ region: world.region, scenario, speed: world.clock.speed })}</p>
      <p id="clock"></p><a href="?lang=${other}" lang="${other}">${texts[other].language}</a></header>
    <main>${panel(left, 'left')}<section><h2>${text.headings.links}</h2><div id="links"></div></section>${panel(right, 'right')}</main>
    ${when(vendor !== null, () => (vendor === null ? html`` : consoleFrame(vendor.view(), text)))}
    <section class="calls"><h2>${text.headings.calls}</h2><table><tbody id="calls"></tbody></table></section></body></html>`
}

function partsOf({ simulation, traffic, vendor }: LivePageOptions, text: PageText): Readonly<Record<string, Html>> {
  const { world, health, log } = simulation
  const [left, right] = sidesOf(world)
  return {
    clock: html`${timeText(world.clock.now()).slice(11, 19)}`,
    left: accountView(world, health, left, text),
    right: accountView(world, health, right, text),
    links: linksView(world, left, traffic(), text),
    calls: callsView(log.requests, text),
    ...(vendor !== null && consoleParts(vendor.view(), text)),
  }
}

/** Yours and the other party's; every scenario begins with these two. */
function sidesOf({ accounts }: World): readonly [AccountEntity, AccountEntity] {
  const [left, right] = accounts
  if (left === undefined || right === undefined) throw new Error('the scenario has fewer than two accounts')
  return [left, right]
}
