import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../harness/eventually.ts'
import { lacks } from '../harness/installed.ts'
import { plinkLine } from '../harness/processes.ts'
import { openSandbox, type Sandbox } from '../harness/sandbox.ts'
import { Terminal } from '../harness/terminal.ts'

// The wizard at a terminal of 80 columns and 24 rows, from the first question to a link that is connected, against the
// scenario of EMQX's article. What the screens show is kept in screens/, ids made alike; -u renews them.

let sandbox: Sandbox
let emqx: { readonly uid: string; readonly service: string }
const screens: Terminal[] = []

afterEach(() => {
  for (const screen of screens.splice(0)) screen.close()
})

/** A sandbox in which EMQX has done what it does before: the add-on, and by ticket the service for the way back. */
function inLab(): void {
  beforeAll(async () => {
    sandbox = await openSandbox({ scenario: 'article', speed: 50 })
    await vendor('/console/addons/intranet-lb', 'POST', {})
    await eventually(async () => (await vendor('/console/addons/intranet-lb')).status === 'running', 'what EMQX does')
    const you = sandbox.document.accounts.find(({ name }) => name === 'you')?.uid
    const { id } = await vendor('/console/requests', 'POST', { uid: you, region: sandbox.document.region })
    await eventually(async () => (await vendor(`/console/requests/${id}`)).status === 'ready', 'what EMQX does')
    const { serviceId } = await vendor(`/console/requests/${id}`)
    emqx = { uid: (await vendor('/console/privatelink')).uid, service: serviceId }
  })
  afterAll(() => sandbox.close())
}

describe.skipIf(lacks('tmux'))('the wizard at a terminal', () => {
  describe('in English', () => {
    inLab()

    test('filters, goes back, shows it all, writes it down, and takes the link up until both ways are connected', async () => {
      const cwd = folder('emqx-prod')
      const screen = start('init', cwd)
      await keep('en-1-who', screen, /Who is the peer\?/)
      await play(screen, [/EMQX Cloud/, 'Enter'], [/\? Region\?/, 'hangz'])
      await keep('en-2-filter', screen, /\? Region\? hangz\n[\s\S]*Enter manually/)
      screen.press('Enter')
      await play(screen, [/Link name\?/, 'Enter'])
      await keep('en-3-directions', screen, /\[x\] Outbound/)
      // A zone of another region is seen to be wrong while it is typed.
      await play(screen, [/\[x\] Outbound/, 'Enter'], [/Zone shown by EMQX\?/, 'cn-shanghai-b'])
      await keep('en-4-wrong-zone', screen, /cn-shanghai-b" is not/)
      // In zone k no load balancer of ours would do: back, and the right one.
      screen.press('C-u', 'cn-hangzhou-k', 'Enter')
      await play(screen, [/UID of the peer\?/, emqx.uid, 'Enter'])
      await keep('en-5-unfit', screen, /no common zone/)
      screen.press('Escape')
      await play(screen, [/peer\? \d{16}\n/, 'Escape'])
      await play(screen, [/EMQX\? cn-hangzhou-k\n/, 'C-u', 'cn-hangzhou-h', 'Enter'])
      await play(screen, [/Inbound test targets\?/, 'Enter'])
      await keep('en-6-service', screen, /Endpoint service of the peer\?[\s\S]*epsrv-/)
      await play(screen, [/epsrv-/, 'Enter'], [/mqtts:/, 'Enter'])
      await keep('en-7-table', screen, /Is this correct\?/)
      expect(existsSync(join(cwd, 'plink.yaml'))).toBe(false)
      screen.press('Enter')
      await connect(
        screen,
        cwd,
        /Run `plink up` now\?/,
        /Apply these changes\?/,
        /In the EMQX console/,
        /Approve ep-\S+\?/,
      )
    })
  })

  describe('in Chinese', () => {
    inLab()
    const zh = { PLINK_LANG: 'zh' }

    test('is interrupted, goes on where it was, and takes the link up until both ways are connected', async () => {
      const cwd = folder('emqx-shengchan')
      const first = start('init', cwd, zh)
      await keep('zh-1-who', first, /对方是谁/)
      await play(first, [/EMQX Cloud/, 'Enter'], [/哪个地域/, 'Enter'], [/链路名称/, 'Enter'])
      await keep('zh-2-directions', first, /\[x\] 出向/)
      await play(
        first,
        [/\[x\] 出向/, 'Enter'],
        [/可用区是哪个？/, 'cn-hangzhou-h', 'Enter'],
        [/对方的 UID 是什么？/, 'C-c'],
      )
      expect(await first.until(/exit:\d+/)).toMatch(/plink\.init\.json[\s\S]*exit:130/)
      expect(read(cwd, 'plink.init.json')).toContain('"peer.zone": "cn-hangzhou-h"')
      expect(existsSync(join(cwd, 'plink.yaml'))).toBe(false)

      const second = start('init', cwd, zh)
      await keep('zh-3-resume', second, /是否使用已保存的答案继续/)
      await play(second, [/继续\n/, 'Enter'], [/对方的 UID 是什么？/, emqx.uid, 'Enter'])
      // The terminal is closed under it.
      await second.until(/入向测试哪些目标/)
      second.close()

      const third = start('init', cwd, zh)
      await play(third, [/是否使用已保存的答案继续/, 'Enter'], [/入向测试哪些目标/, 'Enter'])
      await keep('zh-4-service', third, /对方的终端节点服务是哪个？[\s\S]*epsrv-/)
      await play(third, [/epsrv-/, 'Enter'], [/mqtts:/, 'Enter'])
      await keep('zh-5-table', third, /以上是否正确/)
      third.press('Enter')
      await connect(third, cwd, /是否现在运行 `plink up`/, /\(y\/N\)/i, /请在 EMQX 控制台操作/, /ep-[\s\S]*\(y\/N\)/i)
    })
  })

  describe('where the account may not pay for others', () => {
    beforeAll(async () => {
      sandbox = await openSandbox({ scenario: 'payer-locked', speed: 50 })
    })
    afterAll(() => sandbox.close())

    test('shows the ticket to send, changes one answer, and replaces a plink.yaml only when told to', async () => {
      const cwd = folder('locked')
      writeFileSync(join(cwd, 'plink.yaml'), 'mine\n')
      const set = 'peer.kind=emqx directions=inbound peer.zone=later'.replaceAll(/(\S+)/g, '--set $1')
      const first = start(`init --no-color ${set}`, cwd)
      await play(first, [/Replace it\?/, 'Enter'])
      expect(await first.until(/exit:\d+/)).toContain('exit:7')
      const screen = start(`init --no-color ${set}`, cwd)
      await play(screen, [/Replace it\?/, 'Down', 'Enter'], [/\? Region\?/, 'Enter'], [/Link name\?/, 'Enter'])
      await play(screen, [/UID of the peer\?/, 'Enter'])
      await keep('en-8-ticket', screen, /Who pays for the endpoint\?/, /RequestId:?\s+\S+/g)
      await play(screen, [/Who pays/, 'Enter'], [/test targets\?/, 'Enter'], [/Is this correct\?/, 'Down', 'Enter'])
      await keep('en-9-change', screen, /Which answer\?/)
      await play(screen, [/Which answer\?/, 'UID', 'Enter'], [/\? UID of the peer\?/, '1968000000000002', 'Enter'])
      await play(
        screen,
        [/1968000000000002 +your answer[\s\S]*Is this correct\?/, 'Enter'],
        [/up` now\?/, 'Down', 'Enter'],
      )
      expect(await screen.until(/exit:\d+/)).toContain('exit:0')
      expect([read(cwd, 'plink.yaml.backup'), read(cwd)]).toEqual([
        'mine\n',
        expect.stringContaining('uid: "1968000000000002"'),
      ])
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
      expect(screen.raw()).not.toMatch(/\u001b\[[0-9;]*m/)
    })
  })

  describe('where nothing fits yet', () => {
    beforeAll(async () => {
      sandbox = await openSandbox({ scenario: 'two-companies', speed: 50 })
    })
    afterAll(() => sandbox.close())

    test('says why the load balancer does not fit, and has plink create one and the missing rule', async () => {
      const { given, region, accounts } = sandbox.document
      const set = { act: 'loadBalancer', id: given['you.loadBalancer'], set: { addressType: 'internet' } }
      await sandbox.control('POST', 'world', set)
      const cwd = folder('from-nothing')
      const uid = accounts.find(({ name }) => name === 'peer')?.uid
      const known = [
        'peer.kind=generic directions=inbound directions=outbound inbound.service.payer=Endpoint',
        `peer.uid=${uid} outbound.service.id=later outbound.tests=mqtt://{outbound}:8883`,
      ].join(' ')
      const screen = start(`init --region ${region} ${known.replaceAll(/(\S+)/g, "--set '$1'")}`, cwd)
      await play(screen, [/Link name\?/, 'Enter'])
      await keep('en-11-create', screen, /❯ Create a new load balancer/)
      await play(screen, [/Create a new load balancer/, 'Enter'], [/vSwitch of the new/, 'Enter'])
      await play(screen, [/Ports of the new/, 'Enter'], [/Servers behind the new[\s\S]* i-bp1/, 'Enter'])
      await play(screen, [/Inbound test targets\?/, 'Enter'], [/Zones and vSwitches\?/, 'Enter'])
      await play(screen, [/Security groups\?/, 'Enter'])
      await keep('en-12-rule', screen, /Add the missing inbound rule\?/, /127\.\d+\.\d+\.\d+\/\d+/g)
      await play(
        screen,
        [/missing inbound rule/, 'Enter'],
        [/Is this correct\?/, 'Enter'],
        [/up` now\?/, 'Down', 'Enter'],
      )
      expect(await screen.until(/exit:\d+/)).toContain('exit:0')
      const ran = await sandbox.plink(['up', '--yes', '--no-wait', '-o', 'json'], cwd)
      expect(ran.code, ran.stderr).toBe(8)
      const world = JSON.stringify(await sandbox.control('GET', 'world'))
      expect(world).toContain('plink:step=inbound/load-balancer')
    })
  })

  describe('where a list may not be read', () => {
    beforeAll(async () => {
      sandbox = await openSandbox({ scenario: 'two-companies', speed: 50 })
    })
    afterAll(() => sandbox.close())

    test('says why, takes an id that is typed, and stops where it is told to with the answers kept', async () => {
      const fault = {
        action: 'ecs.DescribeSecurityGroups',
        fault: 'code',
        code: 'Forbidden.RAM',
        status: 403,
        times: 0,
      }
      await sandbox.control('POST', 'faults', fault)
      const cwd = folder('denied')
      const set = 'peer.kind=generic directions=outbound outbound.service.id=later outbound.tests=later'
      const screen = start(`init --region cn-hangzhou ${set.replaceAll(/(\S+)/g, '--set $1')}`, cwd)
      await play(screen, [/Link name\?/, 'Enter'], [/Zones and vSwitches\?/, 'Enter'])
      await keep('en-10-denied', screen, /Security groups\?/, /RequestId:?\s+\S+/g)
      await play(
        screen,
        [/Enter manually/, 'Enter'],
        [/\? Security groups\? *\n.*Enter select/, 'sg-bp1bysight', 'Enter'],
      )
      await play(screen, [/sg-bp1bysight +your answer[\s\S]*Is this correct\?/, 'Down', 'Down', 'Enter'])
      expect(await screen.until(/exit:\d+/)).toMatch(/plink\.init\.json[\s\S]*exit:7/)
      expect(JSON.parse(read(cwd, 'plink.init.json'))).toMatchObject({ name: 'denied', region: 'cn-hangzhou' })
      expect(existsSync(join(cwd, 'plink.yaml'))).toBe(false)
    })
  })

  describe('for a screen reader', () => {
    inLab()

    test('says everything in lines, and never moves the cursor', async () => {
      const cwd = folder('plain')
      const screen = start('init --plain', cwd)
      await play(screen, [/peer\? - number \[1\]:\s*$/, '9', 'Enter'], [/Not in the list/, '1', 'Enter'])
      await play(screen, [/Region[\s\S]*\[1\]:\s*$/, 'Enter'], [/name\? \[plain\]:\s*$/, '<', 'Enter'])
      await play(screen, [/Region\?[\s\S]*Region\?[\s\S]*\[1\]:\s*$/, 'Enter'], [/\[plain\]:\s*$/, 'Enter'])
      await play(screen, [/directions[\s\S]*\[1 2\]:\s*$/, '2', 'Enter'])
      await keep('plain', screen, /service of the peer\?[^\n]*:\s*$/)
      await play(
        screen,
        [/service of the peer\?[^\n]*:\s*$/, '1', 'Enter'],
        [/test targets\?[^\n]*:\s*$/, '1', 'Enter'],
      )
      await play(screen, [/Is this correct\?[^\n]*:\s*$/, '1', 'Enter'], [/up` now\?[^\n]*:\s*$/, '1', 'Enter'])
      await play(screen, [/Apply these changes\? \(y\/N\):\s*$/, 'n', 'Enter'])
      expect(await screen.until(/exit:\d+/)).toContain('exit:0')
      // Colours are harmless.
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
      expect(screen.raw().replaceAll(/\u001b\[[0-9;]*m/g, '')).not.toContain('\u001b')
      expect(read(cwd)).toContain(emqx.service)
    })
  })
})

/** From the offer to run `up` to a link that is connected both ways: EMQX makes its endpoint, a person lets it in. */
async function connect(screen: Terminal, cwd: string, offer: RegExp, plan: RegExp, waits: RegExp, asks: RegExp) {
  await play(screen, [offer, 'Enter'], [plan, 'y', 'Enter'])
  await screen.until(waits)
  expect(existsSync(join(cwd, 'plink.init.json'))).toBe(false)
  await vendor('/console/privatelink', 'POST', { serviceId: (await directionsOf(cwd)).inbound.service.id })
  await play(screen, [asks, 'y', 'Enter'])
  expect(await screen.until(/exit:\d+/)).toContain('exit:0')
  const { inbound, outbound } = await directionsOf(cwd)
  expect([inbound.state, outbound.state, outbound.service.id]).toEqual(['connected', 'connected', emqx.service])
}

// biome-ignore lint/suspicious/noExplicitAny: a document is looked at key by key.
async function directionsOf(cwd: string): Promise<any> {
  return JSON.parse((await sandbox.plink(['status', '-o', 'json'], cwd)).stdout).directions
}

/** A folder whose name the link takes. */
function folder(name: string): string {
  const path = join(sandbox.home, name)
  mkdirSync(path)
  return path
}

function start(words: string, cwd: string, env = {}): Terminal {
  const screen = new Terminal(`${plinkLine} ${words}`, cwd, { ...sandbox.env, ...env }, { columns: 80, rows: 24 })
  screens.push(screen)
  return screen
}

const read = (cwd: string, file = 'plink.yaml') => readFileSync(join(cwd, file), 'utf8')

/** Keys, each when the screen shows what they are for. */
async function play(
  screen: Terminal,
  ...moves: readonly (readonly [wanted: RegExp, ...keys: string[]])[]
): Promise<void> {
  for (const [wanted, ...keys] of moves) {
    await screen.until(wanted)
    screen.press(...keys)
  }
}

/** The screen as it is kept: without what is new in each run, and as wide as before. */
async function keep(name: string, screen: Terminal, shows: RegExp, varies?: RegExp): Promise<void> {
  const text = (await screen.until(shows)).replace(
    /\b((?:n?lb|vpc|vsw|sg|epsrv|ep|i)-bp1)[a-z0-9]{17}/g,
    `$1${'x'.repeat(17)}`,
  )
  const alike = varies === undefined ? text : text.replaceAll(varies, '(varies)')
  await expect(`${alike.trimEnd()}\n`).toMatchFileSnapshot(`screens/${name}.txt`)
}

// biome-ignore lint/suspicious/noExplicitAny: the pages of the pretended console answer what their path says.
async function vendor(path: string, method = 'GET', body?: object): Promise<any> {
  const url = new URL(path, sandbox.document.vendor?.console)
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body), headers }) })
  return response.json()
}
