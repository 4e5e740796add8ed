import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { PlinkEvent } from '../../src/model/event.ts'
import type { StepPhase } from '../../src/model/step-phase.ts'
import { type EventPrinterOptions, openEventPrinter } from '../../src/output/events.ts'
import { openStyle } from '../../src/output/human/style.ts'
import { en } from '../../src/text/en.ts'
import { zh } from '../../src/text/zh.ts'
import { faults, results } from './samples.ts'

const step = (name: string, phase: StepPhase, id: string | null = null, status: string | null = null): PlinkEvent => ({
  event: 'step',
  direction: 'outbound',
  step: `outbound/${name}`,
  side: 'you',
  phase,
  id,
  status,
})
const [fault, checks] = faults

/** A run of `up`, as the engine tells it. */
const run: readonly PlinkEvent[] = [
  { event: 'begin', command: 'up', link: 'emqx-prod', region: 'cn-hangzhou' },
  step('service', 'looking'),
  step('service', 'found', 'epsrv-bp1'),
  step('endpoint', 'creating'),
  step('endpoint', 'waiting', 'ep-bp1', 'Creating'),
  { event: 'call', side: 'you', action: 'privatelink.CreateVpcEndpoint', ms: 41, outcome: 'ok', requestId: '473469C7' },
  {
    event: 'retry',
    side: 'you',
    action: 'privatelink.GetVpcEndpointAttribute',
    reason: 'Throttling',
    attempt: 1,
    waitMs: 500,
  },
  {
    event: 'retry',
    side: 'you',
    action: 'privatelink.GetVpcEndpointAttribute',
    reason: 'Throttling',
    attempt: 3,
    waitMs: 2000,
  },
  step('endpoint', 'creating'),
  step('endpoint', 'ready', 'ep-bp1', 'Active'),
  step('security-group:sg-bp1', 'ready', 'sg-bp1'),
  {
    event: 'peer',
    direction: 'outbound',
    next: { code: 'PEER_APPROVE', facts: { emqx: true, service: 'epsrv-bp1', endpoint: 'ep-bp1', since: null } },
  },
  {
    event: 'peer',
    direction: 'outbound',
    next: { code: 'PEER_APPROVE', facts: { emqx: true, service: 'epsrv-bp1', endpoint: 'ep-bp1', since: null } },
  },
  ...results.slice(1, 2).map((result): PlinkEvent => ({ event: 'test', result })),
  { event: 'warning', fault: { code: 'SERVICE_AUTO_ACCEPTS', facts: { id: 'epsrv-bp1' } } },
]

function told(events: readonly PlinkEvent[], options: Partial<EventPrinterOptions> = {}): string {
  let said = ''
  let now = 0
  const reporter = openEventPrinter({
    output: 'human',
    text: en,
    style: openStyle({ width: 80, unicode: true, colors: 0 }),
    write: (text) => {
      said += text
    },
    terminal: null,
    quiet: false,
    debug: false,
    now: () => (now += 1000),
    ...options,
  })
  for (const event of events) reporter.emit(event)
  reporter.stop()
  return said
}

describe('for people', () => {
  test('one line per step that matters, and one per thing the peer must do', () => {
    expect(told(run)).toMatchInlineSnapshot(`
      "plink up: emqx-prod in cn-hangzhou
      · outbound  endpoint  creating
      · privatelink.GetVpcEndpointAttribute: Throttling; attempt 4 in 2 s
      ✓ outbound  endpoint  ep-bp1  ready  1 s
      ✓ outbound  security group sg-bp1  ready
      ! outbound  Waiting for EMQX: EMQX support must allow the connection from
          ep-bp1 to epsrv-bp1. Open a ticket unless you have; plink detects
          the approval automatically
          Service ID   epsrv-bp1
          Endpoint ID  ep-bp1
      ! epsrv-bp1 accepts endpoint connections automatically
        Every account on its whitelist can connect without your approval. Turn off
        "automatically accept endpoint connections" in the console if this is not
        intended.
        Details: plink explain SERVICE_AUTO_ACCEPTS
      "
    `)
  })

  test('the same in Chinese', () => {
    expect(told(run, { text: zh })).toMatchInlineSnapshot(`
      "plink up：emqx-prod（cn-hangzhou）
      · 出向  终端节点  创建中
      · privatelink.GetVpcEndpointAttribute：Throttling；2 秒后第 4 次尝试
      ✓ 出向  终端节点  ep-bp1  就绪  1 秒
      ✓ 出向  安全组 sg-bp1  就绪
      ! 出向  等待 EMQX：需要 EMQX 允许 ep-bp1 连接到 epsrv-bp1。如果尚未提交工单，
          请提交；允许后 plink 会自动发现
          服务 ID      epsrv-bp1
          终端节点 ID  ep-bp1
      ! epsrv-bp1 开启了自动接受终端节点连接
        服务白名单中的任何账号无需允许即可连接。若非有意为之，请在控制台关闭“自动接受
        终端节点连接”。
        详情：plink explain SERVICE_AUTO_ACCEPTS
      "
    `)
  })

  test('quiet leaves warnings and errors only', () => {
    const said = told([...run, ...(fault ? [{ event: 'error', fault } as const] : [])], { quiet: true })
    expect(said.split('\n').filter((line) => /^[✗!✓·]/.test(line))).toEqual([
      '! epsrv-bp1 accepts endpoint connections automatically',
      '✗ Alibaba Cloud refused privatelink.CreateVpcEndpoint for your account:',
    ])
  })

  test('debug shows every call and every retry', () => {
    const said = told(run, { debug: true })
    expect(said).toContain('you privatelink.CreateVpcEndpoint ok 41 ms 473469C7\n')
    expect(said.match(/Throttling/g)).toHaveLength(2)
  })

  test('the acts of the demo have a title each', () => {
    const said = told([
      { event: 'act', act: 'up', text: 'Both halves' },
      { event: 'act', act: 'up', text: '$ plink up' },
      { event: 'act', act: 'down', text: 'Away with it' },
    ])
    expect(said).toBe('\nBoth halves\n$ plink up\n\nAway with it\n')
  })

  test('while a question is on the screen lines wait', () => {
    let said = ''
    const style = openStyle({ width: 80, unicode: true, colors: 0 })
    const write = (text: string) => {
      said += text
    }
    const reporter = openEventPrinter({
      output: 'human',
      text: en,
      style,
      write,
      terminal: null,
      quiet: false,
      debug: false,
      now: () => 0,
    })
    reporter.pause()
    reporter.emit(step('service', 'ready', 'epsrv-bp1'))
    expect(said).toBe('')
    reporter.resume()
    expect(said).toBe('✓ outbound  endpoint service  epsrv-bp1  ready\n')
  })

  test('on a terminal a moving line says what is awaited, and goes away', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: false })
    const style = openStyle({ width: 80, unicode: false, colors: 0 })
    let said = ''
    const write = (text: string) => {
      said += text
    }
    const reporter = openEventPrinter({
      output: 'human',
      text: en,
      style,
      write,
      terminal,
      quiet: false,
      debug: false,
      now: () => 0,
    })
    reporter.emit(step('endpoint', 'creating'))
    reporter.emit(step('endpoint', 'waiting', 'ep-bp1', 'Creating'))
    const drawn: string[] = []
    while (!drawn.join('').includes('Creating')) drawn.push(String((await once(terminal, 'data'))[0]))
    reporter.stop()
    expect(drawn.join('')).toMatch(/- Waiting for outbound endpoint \(Creating\) - 1 s, usually 1 min/)
    expect(said).toBe('')
  })
})

describe('for scripts', () => {
  test('each event is one line of JSON that begins with its name', () => {
    const lines = told([...run, ...(checks ? [{ event: 'error', fault: checks } as const] : [])], { output: 'json' })
      .trimEnd()
      .split('\n')
    expect(lines.every((line) => /^\{"event":"[a-z]+","time":"1970-01-01T00:00:\d\d\.000Z"/.test(line))).toBe(true)
    const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events.map(({ event }) => event)).not.toContain('call')
    expect(events.at(-1)).toMatchObject({ event: 'error', code: 'CHECKS_FAILED', hint: expect.any(String) })
    expect(events.find(({ event }) => event === 'step')).toEqual({
      event: 'step',
      time: expect.any(String),
      direction: 'outbound',
      step: 'outbound/service',
      side: 'you',
      phase: 'looking',
      id: null,
      status: null,
    })
    expect(events.find(({ event }) => event === 'peer')).toMatchObject({
      nextCode: 'PEER_APPROVE',
      next: expect.stringContaining('ep-bp1'),
    })
    expect(events.find(({ event }) => event === 'test')).toMatchObject({ verdict: 'timeout', detailCode: 'TIMED_OUT' })
  })

  test('debug adds the calls, quiet takes all but warnings', () => {
    expect(told(run, { output: 'json', debug: true })).toMatch(/\{"event":"call","time":"[^"]+","side":"you"/)
    expect(told(run, { output: 'json', quiet: true })).toMatch(/^\{"event":"warning"[^\n]*\n$/)
  })
})
