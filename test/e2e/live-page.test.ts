import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'
import { openBrowser } from '../harness/browser.ts'
import { lacks } from '../harness/installed.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'

/** A deadline for what hangs, in milliseconds, never a measure. */
const patience = { timeout: 300_000 }

describe.skipIf(lacks('chromium'))('the live page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  async function openPage(sandbox: Sandbox, lang: string): Promise<Page> {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    const page = await context.newPage()
    page.setDefaultTimeout(patience.timeout)
    page.on('dialog', (dialog) => dialog.accept())
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    // A console that says no is answered with 4xx, which the browser logs too.
    page.on(
      'console',
      (message) => message.type() === 'error' && !/status of 4/.test(message.text()) && problems.push(message.text()),
    )
    onTestFinished(async () => {
      await context.close()
      expect(problems).toEqual([])
    })
    await page.goto(`${sandbox.document.page}/?lang=${lang}`)
    return page
  }

  test.each([en, zh])(
    'lets a person play EMQX by clicking, in $lang, while plink makes and removes a link',
    async ({ lang, page: text }) => {
      const sandbox = await openSandbox({ scenario: 'article', speed: 50 })
      onTestFinished(() => sandbox.close())
      const page = await openPage(sandbox, lang)
      const folder = sandbox.folder(manifest(sandbox))
      const plink = async (line: string, ...codes: readonly number[]) => {
        const ran = await sandbox.plink(line.split(' '), folder)
        expect(codes, `plink ${line}: ${ran.stdout}${ran.stderr}`).toContain(ran.code)
      }
      const { privateLink, addon, request, statuses } = text.console
      const inward = page.getByRole('region', { name: privateLink.title })
      const outward = page.getByRole('region', { name: request.title })
      const middle = page.locator('#links')

      await plink('up -y', 8)
      const service = await idIn(page.getByRole('region', { name: 'you' }), 'epsrv')
      await inward.getByLabel(privateLink.serviceId).fill(service)
      await inward.getByRole('button', { name: privateLink.create }).click()
      await page
        .getByRole('alert')
        .getByText(text.console.errors['NOT_WHITELISTED'] ?? '')
        .waitFor()

      await inward.getByRole('button', { name: text.console.copy }).first().click()
      await inward.getByRole('button', { name: text.console.copied }).waitFor()
      const uid = await page.evaluate('navigator.clipboard.readText()')
      await plink(`accept --uid ${uid} -y`, 0)
      await plink('up -y', 8)
      await inward.getByRole('button', { name: privateLink.create }).click()
      const endpoint = await idIn(page.getByRole('region', { name: 'emqx' }), 'ep')
      expect(await page.locator('#error').textContent()).toBe('')
      await plink(`up -y --approve ${endpoint}`, 8)
      await inward.getByText(statuses.running, { exact: true }).waitFor()

      await outward.getByRole('button', { name: addon.enable }).click()
      await outward.getByText(statuses.running, { exact: true }).waitFor()
      await outward.getByRole('button', { name: request.switchToHand }).click()
      await outward.getByLabel(request.uid).fill(sandbox.uid('you'))
      await outward.getByRole('button', { name: request.submit }).click()
      const theirs = await idIn(outward, 'epsrv')
      await plink(`accept --service ${theirs} --zone cn-hangzhou-h -y`, 0)
      await plink('up -y', 8)
      await outward.getByRole('button', { name: request.approve, exact: true }).click()
      await middle.getByText('Connected').nth(1).waitFor()
      await plink('up -y', 0)
      await middle.getByText('⟶').waitFor()
      await middle.getByText('⟵').waitFor()
      const door = await middle.locator('code').filter({ hasText: ':1883' }).textContent()
      const [host = '', port] = door?.split(':') ?? []
      await once(connect({ host, port: Number(port) }).resume(), 'close')
      await middle.getByText(text.traffic({ connections: 1, open: 0, sent: '0 B', received: '0 B' })).waitFor()

      await inward.getByRole('button', { name: privateLink.remove }).click()
      await inward.getByText(service, { exact: true }).waitFor({ state: 'detached' })
      await plink('down -y', 0)
      await outward.getByRole('button', { name: request.close, exact: true }).click()
      await outward.getByText(statuses.closed, { exact: true }).waitFor()
      await middle.getByText(text.nothing).waitFor()
    },
  )

  test('shows two plain accounts without a console, and what the operator breaks', async () => {
    const sandbox = await openSandbox({ speed: 50 })
    onTestFinished(() => sandbox.close())
    const page = await openPage(sandbox, 'en')
    const yours = page.getByRole('region', { name: 'you' })
    await yours.getByText('healthy', { exact: true }).waitFor()
    expect(await page.getByText(en.page.console.title).count()).toBe(0)
    const loadBalancer = sandbox.document.given['you.loadBalancer']
    await sandbox.control('POST', 'world', { act: 'set', id: loadBalancer, set: { status: 'inactive' } })
    await yours.getByText('inactive').waitFor()
    await sandbox.call('you', 'privatelink.ListVpcEndpoints')
    await page.getByRole('cell', { name: 'privatelink.ListVpcEndpoints' }).waitFor()
  })

  test('obeys no page of somebody else, and shows it nothing', async () => {
    const sandbox = await openSandbox({ scenario: 'article' })
    onTestFinished(() => sandbox.close())
    const evil = createServer((_, response) => response.setHeader('content-type', 'text/html').end('<p>evil</p>'))
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void evil.close())
    // Safe: it listens on a port.
    const { port } = evil.address() as AddressInfo
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(`http://127.0.0.1:${port}/`)
    const { page: own, vendor, control } = sandbox.document
    const targets = [
      `${own}/console/addons/intranet-lb`,
      `${vendor?.console}/console/addons/intranet-lb`,
      `${control}/reset-log`,
    ]
    const before = await sandbox.control('GET', 'counts')
    const attempt = `async ([targets, live]) => {
      for (const url of targets) {
        for (const type of ['text/plain', 'application/json'])
          await fetch(url, { method: 'POST', mode: 'no-cors', headers: { 'content-type': type }, body: '{}' }).catch(() => 0)
        await fetch(url).then((reply) => reply.text()).then((text) => document.body.append(text)).catch(() => 0)
      }
      const frame = document.createElement('iframe')
      frame.src = live.replace('/live', '/')
      document.body.append(frame)
      await new Promise((resolve) => { frame.onload = resolve; frame.onerror = resolve })
      await new Promise((resolve) => {
        const events = new EventSource(live)
        events.onmessage = ({ data }) => { document.body.append(data); resolve() }
        events.onerror = resolve
      })
      return document.body.textContent
    }`
    expect(await page.evaluate(`(${attempt})(${JSON.stringify([targets, `${own}/live`])})`)).toBe('evil')
    expect(await (await fetch(targets[0] ?? '')).json()).toEqual({ status: 'off' })
    expect(await sandbox.control('GET', 'counts')).toEqual(before)
    const frames = await Promise.all(page.frames().map((frame) => frame.content()))
    expect(frames.filter((markup) => markup.includes(en.page.title))).toEqual([])
  })
})

/** The ID of this kind that appears in a part of the page. */
async function idIn(part: Locator, kind: string): Promise<string> {
  const code = part
    .locator('code')
    .filter({ hasText: new RegExp(`^${kind}-\\w+$`) })
    .first()
  return (await code.textContent()) ?? ''
}

/** A plink.yaml in which only ours is known. */
function manifest({ document: { given, region } }: Sandbox): string {
  return `version: 1
name: clicked
region: ${region}
peer: { kind: emqx }
inbound:
  service: { loadBalancers: [${given['you.loadBalancer']}] }
outbound:
  endpoint:
    vpc: ${given['you.vpc']}
    securityGroups: [${given['you.securityGroup']}]
    zones: { ${region}-h: ${given['you.vswitch.h']} }
  tests: ["mqtt://{outbound}:1883"]
`
}
